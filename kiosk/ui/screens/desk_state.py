"""What has been ticked and typed on the pages of the desk and not been answered yet."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.domain.private import Private
from kiosk.flows.desk.resolve import DeskView
from kiosk.flows.desk.screen import Entry, Pick


@dataclass
class PageState:
    """active: id of the entry that is typed into. sure: key of a button that asks once more. first: by list."""

    form: int
    ticked: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    typed: dict[str, str] = field(default_factory=dict[str, str], repr=False)
    active: str = ""
    sure: str = ""
    first: dict[int, int] = field(default_factory=dict[int, int])

    def take_up(self, desk: DeskView) -> None:
        """Parts that were not there before begin as the page says."""
        for part in desk.parts:
            if isinstance(part, Pick):
                self.ticked.setdefault(part.id, set(part.chosen))
            elif isinstance(part, Entry):
                self.typed.setdefault(part.id, part.value)
                self.active = self.active or part.id

    def press(self, desk: DeskView, name: str) -> Pick:
        """name: id of the pick, "=", key of the choice. Returns the pick."""
        pick_id, _, choice = name.partition("=")
        pick = next(part for part in desk.parts if isinstance(part, Pick) and part.id == pick_id)
        ticked = self.ticked[pick.id]
        if pick.several:
            ticked ^= {choice}
        else:
            self.ticked[pick.id] = set() if choice in ticked and not pick.at_once else {choice}
        return pick

    def type_key(self, desk: DeskView, typed: str) -> bool:
        """A key of the pad or of a keyboard. Returns whether it changed anything."""
        entry = next(
            (part for part in desk.parts if isinstance(part, Entry) and part.id == self.active), None
        )
        if entry is None:
            return False
        before = self.typed[entry.id]
        if typed == "\b":
            self.typed[entry.id] = before[:-1]
        elif len(before) < entry.most and _allowed(entry, before, typed.upper() if entry.letter_x else typed):
            self.typed[entry.id] = before + (typed.upper() if entry.letter_x else typed)
        return self.typed[entry.id] != before

    def values(self, desk: DeskView) -> dict[str, str | Private | frozenset[str]]:
        """By id, as Pressed wants them. A number of a person is gone from here with this."""
        values: dict[str, str | Private | frozenset[str]] = {}
        for part in desk.parts:
            if isinstance(part, Pick):
                values[part.id] = frozenset(self.ticked[part.id])
            elif isinstance(part, Entry):
                typed = self.typed[part.id]
                values[part.id] = Private(typed) if part.once else typed
                if part.once:
                    self.typed[part.id] = ""
        return values


class DeskStates:
    """Of every page of one opening of the desk. Another opening, another form: empty."""

    def __init__(self) -> None:
        self._session = ""
        self._pages: dict[str, PageState] = {}

    def of(self, page: str, desk: DeskView) -> PageState:
        if desk.session != self._session:
            self._session, self._pages = desk.session, {}
        state = self._pages.get(page)
        if state is None or state.form != desk.form:
            state = self._pages[page] = PageState(desk.form)
        state.take_up(desk)
        return state

    def forget(self) -> None:
        self._session, self._pages = "", {}


def _allowed(entry: Entry, before: str, typed: str) -> bool:
    if len(typed) != 1 or not typed.isprintable():
        return False
    if not entry.digits:
        return True
    if typed == ".":
        return entry.point and "." not in before
    return (typed.isascii() and typed.isdigit()) or (entry.letter_x and typed == "X")
