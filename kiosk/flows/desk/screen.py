"""What a page of the staff's desk consists of, and what is heard from it.

A page is data, as every screen: tabs, and parts from top to bottom. What is typed and ticked lives in the widget
until a button is pressed, which answers with all of it; rows may be renewed meanwhile and nothing typed is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from kiosk.domain.hall import Words
from kiosk.domain.identity import Holder
from kiosk.domain.private import Private
from kiosk.domain.staff import Actor
from kiosk.flows.script import Action, Say, Screen

Text = Say | Words | str  # str: the same in every language, such as a number or a time of day

TAB = "tab:"  # before a tab's id, in the key of its button
LEAVE = ""  # what a page returns to leave the desk
TRAINING = "training"  # what a page returns when training begins or ends
LEAVE_KEY, TRAINING_KEY, FOUND_KEY = "leave", "training", "found"
GLASS_OVER = "glass-over"  # key of the answer when the test that lay over the panel has ended


class Shade(StrEnum):
    """Colour of a row or a note; its words always say the same."""

    NORMAL = "normal"
    GOOD = "good"  # done, free, back
    SOON = "soon"  # to be looked at next
    LATE = "late"  # overdue, waiting too long, broken


@dataclass(frozen=True)
class Button:
    """key: what is answered. lost: asks once more, because something is lost by it."""

    key: str
    words: Text
    icon: str = ""
    primary: bool = False
    enabled: bool = True
    lost: bool = False


@dataclass(frozen=True)
class Choice:
    key: str
    words: Text


@dataclass(frozen=True)
class Pick:
    """A row of toggles. several: any number of them, else at most one.

    chosen: what is on when the page first stands. at_once: a press answers with `key` = id, as a filter does.
    """

    id: str
    label: Text
    choices: tuple[Choice, ...]
    several: bool = False
    chosen: frozenset[str] = frozenset()
    at_once: bool = False


@dataclass(frozen=True)
class Entry:
    """Something typed: with the pad beside it, or on a keyboard. most: characters.

    digits: figures only (and a point where `point`, an X where `letter_x`). value: what stands there first.
    once: a number of a person. It is answered as Private, and gone from the screen with the answer.
    secret: dots stand for what is typed.
    """

    id: str
    label: Text
    value: str = ""
    most: int = 8
    digits: bool = True
    point: bool = False
    letter_x: bool = False
    once: bool = False
    secret: bool = False


@dataclass(frozen=True)
class Row:
    """key: what a button in it answers as `row`. cells: one for each column."""

    key: str
    cells: tuple[Text, ...]
    buttons: tuple[Button, ...] = ()
    shade: Shade = Shade.NORMAL


@dataclass(frozen=True)
class Rows:
    """A list, most urgent first; the widget pages it. empty: said where there is none."""

    heading: Text
    columns: tuple[Text, ...]
    rows: tuple[Row, ...]
    empty: Text


@dataclass(frozen=True)
class Note:
    words: Text
    shade: Shade = Shade.NORMAL


@dataclass(frozen=True)
class Bar:
    """figure: what stands on the bar, '' for the value itself; 少于3 where the value is not to be told."""

    label: Text
    value: float
    shade: Shade = Shade.NORMAL
    figure: Text = ""


@dataclass(frozen=True)
class Chart:
    """A picture of figures. unit: of its values; the figures stand on the bars too."""

    heading: Text
    unit: Text
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Buttons:
    buttons: tuple[Button, ...]


Part = Pick | Entry | Rows | Note | Chart | Buttons


@dataclass(frozen=True)
class Desk(Screen):
    """Answer: Pressed, Refresh, CardLaid or Leave. tab: which of tabs is up. training: nothing of it is real.

    form: another number empties what was typed and ticked, as after something was done with it.
    glass: a test of the panel that lies over all of it (kiosk.flows.desk.glass.Glass), '' for none.
    """

    tabs: tuple[Button, ...] = ()
    tab: str = ""
    parts: tuple[Part, ...] = ()
    who: Text = ""
    training: bool = False
    form: int = 0
    glass: str = ""


@dataclass(frozen=True)
class Pressed:
    """A button of the page. row: key of the row that it stands in, ''. values: by id of Pick and Entry.

    FOUND_KEY: no button, but a code that the scanner has read; its text is values["token"].
    """

    key: str
    row: str = ""
    values: Mapping[str, str | Private | frozenset[str]] = field(default_factory=dict, repr=False)

    def one(self, pick: str) -> str:
        """The choice that is on, '' for none."""
        return next(iter(self.many(pick)), "")

    def many(self, pick: str) -> frozenset[str]:
        value = self.values.get(pick, frozenset())
        return value if isinstance(value, frozenset) else frozenset()

    def text(self, entry: str) -> str:
        value = self.values.get(entry, "")
        return value.strip() if isinstance(value, str) else ""

    def private(self, entry: str) -> Private:
        """What was typed where `once` is on."""
        value = self.values.get(entry)
        return value if isinstance(value, Private) else Private("")


@dataclass(frozen=True)
class Refresh:
    """The ledger has changed, here or at another desk: ask again and show the page anew."""


@dataclass(frozen=True)
class CardLaid:
    """A visitor's card was read while a page stood."""

    holder: Holder


@dataclass(frozen=True)
class Leave:
    """Nobody has touched the desk for a while, or the badge was taken away."""


DeskAnswer = Pressed | Refresh | CardLaid | Leave


@dataclass(frozen=True)
class DeskAction(Action):
    """What staff ask to be done. Result: as its class says, Refused, or Failed when nothing could be done.

    by.training: on the ledger for training, never on the real one.
    """

    brief: ClassVar[bool] = True
    by: Actor


@dataclass(frozen=True)
class Done:
    """It has been done. words: what is told at the top of the page."""

    words: Say


@dataclass(frozen=True)
class Refused:
    """Nothing was changed, because somebody else was first or it is not possible: words say who or why."""

    words: Say


def goes_elsewhere(answer: DeskAnswer) -> str | None:
    """The tab that was pressed, LEAVE, TRAINING, or None when the answer is for this page."""
    if isinstance(answer, Leave):
        return LEAVE
    if isinstance(answer, Pressed) and answer.key in (LEAVE_KEY, TRAINING_KEY):
        return LEAVE if answer.key == LEAVE_KEY else TRAINING
    if isinstance(answer, Pressed) and answer.key.startswith(TAB):
        return answer.key.removeprefix(TAB)
    return None
