"""What a flow can say (screens), hear (answers) and ask to be done (actions).

A flow is a generator of `Step`s. It yields a Screen and gets the visitor's answer, or yields an Action and
gets its result. All words are message ids of assets/text (`Say`) or words of the hall's own (`Words`).
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar

from kiosk.domain.call import CallReason, CallState
from kiosk.domain.evaluation import Complaint, Level
from kiosk.domain.floor_map import MarkKind
from kiosk.domain.hall import Words
from kiosk.domain.note import Ink
from kiosk.domain.private import Private
from kiosk.domain.ticket import Group, HelpMode, Need, Ticket

T = TypeVar("T")


@dataclass(frozen=True)
class Say:
    """A message of the catalogue. Attributes: `.hint` (second line), `.speech` (when said otherwise).

    Arguments that are Words or Say are resolved in the visitor's language first.
    """

    id: str
    args: Args = field(default_factory=dict)


Args = Mapping[str, "str | int | Words | Say"]


@dataclass(frozen=True)
class Option:
    """One big answer. `hint` overrides the message's own second line.

    chosen: whether a toggle is on; None where the screen says it, or where it is no toggle.
    compact: one of a row of small toggles. costly: something is lost by it; an unsteady hand is asked again.
    """

    key: str
    words: Say | Words
    hint: Say | Words | None = None
    icon: str = ""
    primary: bool = False
    chosen: bool | None = None
    compact: bool = False
    costly: bool = False


@dataclass(frozen=True)
class Line:
    """One line of a body: an icon and a sentence."""

    icon: str
    words: Say


@dataclass(frozen=True)
class Mark:
    """at: shares of the floor's width and height, 0..1 from the upper left."""

    kind: MarkKind
    at: tuple[float, float]
    label: Say


@dataclass(frozen=True)
class FloorSketch:
    """aspect: width through height. path: points as in Mark, in walking order."""

    name: Words
    aspect: float
    marks: tuple[Mark, ...]
    path: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class PlanSketch:
    """The floors of one way, in walking order."""

    floors: tuple[FloorSketch, ...]


@dataclass(frozen=True)
class Screen:
    """One question or one piece of news. `id` is also the message id of its title.

    step: (this, of all) or None. Answers are option keys unless a kind says otherwise.
    spoken: sentences said after the lines and not shown, for what a listener cannot glance at.
    icon: a large picture for screens that have little else. code: a QR code for the visitor's phone.
    plan: a map with the way; all that it shows is told by the lines.
    """

    id: str
    args: Args = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    lines: tuple[Line, ...] = ()
    spoken: tuple[Say, ...] = ()
    icon: str = ""
    step: tuple[int, int] | None = None
    code: str = ""
    plan: PlanSketch | None = None


@dataclass(frozen=True)
class Choose(Screen):
    """At most six options a page, then 下一页. Answer: one option's key."""


@dataclass(frozen=True)
class ChooseSeveral(Screen):
    """Toggles and one button to go on. Answer: frozenset of the chosen keys (may be empty)."""

    chosen: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PresentCard(Screen):
    """Put the card on the reader. Answer: a Holder, or an option's key (no card; a person).

    The runner handles a card that cannot be read: it shows why and lets the visitor try again.
    """


@dataclass(frozen=True)
class Confirm(Screen):
    """What has been chosen, read back, before anything is done. Answer: an option's key."""


@dataclass(frozen=True)
class Tell(Screen):
    """News with one or two ways on. Answer: an option's key. number: shown huge, such as one to ring."""

    number: str = ""


@dataclass(frozen=True)
class Waiting(Screen):
    """A person has been told; shows the time since. Answer: an option's key, or CallNews about this call.

    coming: somebody has answered and is on the way. timed: False where nobody has been told yet.
    emergency: no time-out takes this screen away; it is heard at the loudspeaker, muted or not, after a tone of its
    own while nobody comes.
    """

    call_id: int = 0
    coming: bool = False
    timed: bool = True
    emergency: bool = False


@dataclass(frozen=True)
class TicketReady(Screen):
    """The number, huge, and where to go with it. Answer: an option's key.

    caption: message id of the small line above the number.
    """

    number: str = ""
    caption: str = "channel"


@dataclass(frozen=True)
class Trouble(Screen):
    """What happened, what to do, that a person is called. `number` when one has been given already.

    until: name of a device; when it is ready again the runner answers `DEVICE_READY` for the visitor.
    """

    number: str = ""
    until: str = ""


RemarkPiece = Say | str | Ink


@dataclass(frozen=True)
class Remark:
    """One thing that was said on the board: chosen words, written characters, ink. In memory only, in no repr."""

    staff: bool
    pieces: tuple[RemarkPiece, ...] = field(repr=False)


@dataclass(frozen=True)
class Board(Screen):
    """Two people write to each other in turn. Answer: an option's key, "write:" and a character, or Ink.

    staff: whose turn it is. aloud: what is said on arrival instead of the title.
    """

    remarks: tuple[Remark, ...] = field(default=(), repr=False)
    staff: bool = False
    aloud: tuple[RemarkPiece, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class EnterDigits(Screen):
    """A number is typed. Answer: its digits as Private, only when there are `least` to `most`, or an option's key.

    What is typed so far is known to the screen alone, and is gone with the answer and with the visit.
    secret: a PIN: dots instead of digits, and how many instead of which is said.
    """

    least: int = 1
    most: int = 12
    secret: bool = False


DEVICE_READY = "device_ready"


@dataclass(frozen=True)
class Action:
    """Something to be done outside the flow. Its class says what its result is.

    beside: done beside the visit; the flow goes on at once with None.
    commits: when it has been done there is no way back before it.
    working: message id of the screen that is up while it is being done.
    brief: usually done in the blink of an eye; that screen is shown only when it takes longer.
    """

    beside: ClassVar[bool] = False
    commits: ClassVar[bool] = False
    working: ClassVar[str] = "working"
    brief: ClassVar[bool] = False


@dataclass(frozen=True)
class IssueTicket(Action):
    """Commit point. Number, row and (if wanted) call in one transaction. Result: Ticket or Failed."""

    commits: ClassVar[bool] = True
    working: ClassVar[str] = "working-ticket"
    errand: str
    help_mode: HelpMode
    needs: frozenset[Need]
    group: Group | None
    call: CallReason | None
    holder_key: str = ""
    for_another: bool = False


@dataclass(frozen=True)
class FindTicket(Action):
    """Whose QR was scanned. Result: today's Ticket, or Failed for anything this hall has not signed today."""

    working: ClassVar[str] = "working-find"
    token: str


@dataclass(frozen=True)
class PrintTicket(Action):
    """Print, or print again with the mark 补打. Result: Printed or Failed."""

    working: ClassVar[str] = "working-print"
    ticket: Ticket


@dataclass(frozen=True)
class CallPerson(Action):
    """Ring for a person, in the policy's order. Result: Called or Failed.

    ticket: with a ticket whose call was written when it was issued, that call is rung.
    again: id of a call that the visitor repeats: its next station is rung. 0: a new call.
    """

    working: ClassVar[str] = "working-call"
    reason: CallReason
    ticket: Ticket | None = None
    again: int = 0


@dataclass(frozen=True)
class EndCall(Action):
    """The visitor's word about a call: somebody came, or nobody is needed any more."""

    beside: ClassVar[bool] = True
    call_id: int
    came: bool


@dataclass(frozen=True)
class Evaluate(Action):
    """好差评 of one ticket's visit. phone: of whoever wants to be rung about a low one.

    Result: Evaluated, AlreadyEvaluated or Failed.
    """

    working: ClassVar[str] = "working-evaluate"
    ticket_id: int
    level: Level
    complaints: frozenset[Complaint]
    assisted: bool = False
    phone: Private | None = None


@dataclass(frozen=True)
class Evaluated:
    pass


@dataclass(frozen=True)
class AlreadyEvaluated:
    """Once is enough for a ticket; nothing was changed."""


@dataclass(frozen=True)
class Printed:
    pass


@dataclass(frozen=True)
class Called:
    """A bell took the call. `station` is where it rang.

    rang: False for an emergency that no bell has taken yet; it is tried again until one does.
    reached: every station that rings. over: staff came to this terminal while it rang; nobody else is expected.
    """

    call_id: int
    station: Words
    rang: bool = True
    reached: tuple[Words, ...] = ()
    over: bool = False


@dataclass(frozen=True)
class CallNews:
    """What has become of a call since: the answer to a Waiting screen that the visitor did not give.

    station: the one that answered or was rung last. by: who answered, None where only the station is known.
    reached: every station that took the latest ring.
    """

    call_id: int
    state: CallState
    station: Words
    by: Words | None = None
    reached: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Failed:
    """An action that did not happen. `words` is the message id of a sentence for the visitor.

    uncertain: for printing: paper may or may not have come out.
    """

    words: str
    uncertain: bool = False


Step = Screen | Action
Script = Generator[Step, Any, T]
