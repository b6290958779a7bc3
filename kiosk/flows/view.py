"""A screen with its words resolved: all that the user interface and the tests need to know of it.

Made by `flows/resolve.py` from a Screen, the catalogue, the language and the visit. Pure data.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.domain.floor_map import FloorView
from kiosk.domain.note import Piece
from kiosk.flows.desk.resolve import DeskView


class Kind(StrEnum):
    """Screen kinds; the user interface has one widget for each."""

    HOME = "home"
    CHOOSE = "choose"
    CHOOSE_SEVERAL = "choose_several"
    PRESENT_CARD = "present_card"
    CONFIRM = "confirm"
    TELL = "tell"
    WAITING = "waiting"
    WORKING = "working"
    TICKET_READY = "ticket_ready"
    TROUBLE = "trouble"
    SETTINGS = "settings"
    BOARD = "board"
    DIGITS = "digits"
    DESK = "desk"


class Tone(StrEnum):
    """What colour role an option or a screen has; never the only sign of it."""

    NORMAL = "normal"
    PRIMARY = "primary"
    DONE = "done"
    TROUBLE = "trouble"


@dataclass(frozen=True)
class OptionView:
    """One answer. `speech` is its name as it is said; `spoken_hint` follows it after a pause."""

    key: str
    title: str
    hint: str = ""
    speech: str = ""
    icon: str = ""
    tone: Tone = Tone.NORMAL
    chosen: bool | None = None  # None: not a toggle
    compact: bool = False  # one of a row of small toggles
    spoken_hint: str = ""
    echo: bool = False  # no answer but what a key has just done: said as it is


@dataclass(frozen=True)
class LineView:
    """No repr shows the words: a line may read back what the visitor has typed."""

    icon: str
    text: str = field(repr=False)
    speech: str = field(default="", repr=False)


@dataclass(frozen=True)
class DigitsView:
    """A pad. keys: of 1 to 9 and 0. missing: what is said while digits are missing, of one first.

    comma: between groups of spoken digits. blank: between the digits of a group.
    counts: of a secret number, what is said after each digit instead of the digit; () otherwise.
    """

    least: int
    most: int
    keys: tuple[OptionView, ...]
    delete: OptionView
    done: OptionView
    missing: tuple[str, ...]
    comma: str
    blank: str
    counts: tuple[str, ...] = ()


@dataclass(frozen=True)
class StepView:
    now: int
    of: int
    text: str  # 第 1 步，共 4 步
    speech: str  # heard once, after the question


@dataclass(frozen=True)
class RemarkView:
    """One thing that was said on the board; no repr shows what."""

    staff: bool
    pieces: tuple[Piece, ...] = field(repr=False)


@dataclass(frozen=True)
class View:
    """What stands on the screen and what is said on arrival.

    number: a ticket number to be shown as huge as it fits. number_caption: the small line above it.
    icon: a large picture in the middle, '' for none. code: what a QR code there says, '' for none.
    since: seconds on the monotonic clock from which an elapsed time is counted, or None.
    remarks: what two people have said on the board so far. staff: it is their turn there.
    can_back / can_help: whether those buttons of the fixed bar act here.
    """

    kind: Kind
    id: str
    title: str
    language: str
    hint: str = ""
    speech: str = field(default="", repr=False)
    options: tuple[OptionView, ...] = ()
    lines: tuple[LineView, ...] = ()
    step: StepView | None = None
    number: str = field(default="", repr=False)
    number_caption: str = ""
    since: float | None = None
    icon: str = ""
    code: str = ""
    plan: tuple[FloorView, ...] = ()  # a map of each floor of a way
    elapsed_label: str = ""  # words before the elapsed time: 已通知
    coming: bool = False  # somebody has answered the call
    can_back: bool = True
    tone: Tone = Tone.NORMAL
    alert: bool = False  # something has come up that must not be missed
    loud: bool = False  # an emergency: heard by everybody, as loud as the terminal may be
    chime: bool = False  # and after the emergency's own tone
    notice: str = ""  # one sentence that came up on this screen: the card moved, still there?
    remarks: tuple[RemarkView, ...] = field(default=(), repr=False)
    staff: bool = False
    digits: DigitsView | None = None
    desk: DeskView | None = None
