"""Somebody at the desk: presses only what stands on the page, and every press is counted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kiosk.desk.hands import DeskHands
from kiosk.domain.identity import Holder
from kiosk.domain.staff import StaffMember
from kiosk.flows.desk.access import Handed
from kiosk.flows.desk.desk import desk
from kiosk.flows.desk.screen import (
    TAB,
    Button,
    Buttons,
    CardLaid,
    Desk,
    DeskAction,
    Entry,
    Note,
    Pick,
    Pressed,
    Refresh,
    Row,
    Rows,
)
from kiosk.flows.script import Printed, PrintTicket, Say
from kiosk.flows.sheet import PrintSheet
from kiosk.flows.visit import Visit
from tests.flows.crawl import HALL


class Person:
    """hands: on a real ledger. Papers come out by themselves. presses: since the last `begin`."""

    def __init__(self, hands: DeskHands, member: StaffMember) -> None:
        self._hands = hands
        self._told = desk(Visit(HALL), member, Handed())
        self.presses = 0
        self.page = self._stand(next(self._told))
        self._values: dict[str, Any] = {}
        self._form = ("", -1)
        self._take_up()

    def begin(self) -> None:
        self.presses = 0

    def tab(self, name: str) -> None:
        assert any(button.key == TAB + name for button in self.page.tabs)
        self._answer(Pressed(TAB + name))

    def tick(self, pick: str, choice: str) -> None:
        part = next(part for part in self.page.parts if isinstance(part, Pick) and part.id == pick)
        assert choice in [its.key for its in part.choices], [its.key for its in part.choices]
        on: frozenset[str] = self._values[pick]
        self._values[pick] = on ^ {choice} if part.several else frozenset({choice})
        if part.at_once:
            self._answer(Pressed(pick, values=dict(self._values)))
        else:
            self.presses += 1

    def type(self, entry: str, figures: str) -> None:
        """The first field is active by itself; any other is pressed first."""
        entries = [part.id for part in self.page.parts if isinstance(part, Entry)]
        self.presses += len(figures) + (entries[0] != entry)
        self._values[entry] = figures

    def press(self, key: str, row: str = "") -> None:
        """row: "first" for the first row that has such a button, else the row's key."""
        if row and row != "first":
            buttons = self.rows()[row].buttons
            assert key in [button.key for button in buttons], f"{row}: {[button.key for button in buttons]}"
        elif row:
            rows = [its for part in self.page.parts if isinstance(part, Rows) for its in part.rows]
            row = next(its.key for its in rows if any(button.key == key for button in its.buttons))
        else:
            assert key in [button.key for button in self._buttons()], [b.key for b in self._buttons()]
        lost = any(button.key == key and button.lost for button in self._buttons())
        self.presses += lost  # asks once more
        self._answer(Pressed(key, row, dict(self._values)))

    def lay_card(self, holder: Holder) -> None:
        self.page = self._stand(self._told.send(CardLaid(holder)))

    def refresh(self) -> None:
        """Something has changed: the page is asked for anew, and what is typed stays."""
        self.page = self._stand(self._told.send(Refresh()))
        self._take_up()

    def send(self, answer: Pressed) -> None:
        """What no button of the page answers, such as a test that lay over the panel."""
        self.page = self._stand(self._told.send(answer))
        self._take_up()

    def rows(self) -> dict[str, Row]:
        """By their keys."""
        return {row.key: row for part in self.page.parts if isinstance(part, Rows) for row in part.rows}

    def say(self, id: str) -> Say:
        """What is told under this id. Raises StopIteration when it is not."""
        words = (part.words for part in self.page.parts if isinstance(part, Note))
        return next(its for its in words if isinstance(its, Say) and its.id == id)

    @property
    def notes(self) -> list[str]:
        """Ids of what is told."""
        words = (part.words for part in self.page.parts if isinstance(part, Note))
        return [its.id for its in words if isinstance(its, Say)]

    def _buttons(self) -> list[Button]:
        return [button for part in self.page.parts if isinstance(part, Buttons) for button in part.buttons]

    def _answer(self, answer: Pressed) -> None:
        self.presses += 1
        self.page = self._stand(self._told.send(answer))
        self._take_up()

    def _take_up(self) -> None:
        if self._form != (self.page.id, self.page.form):
            self._form, self._values = (self.page.id, self.page.form), {}
        for part in self.page.parts:
            if isinstance(part, Pick):
                self._values.setdefault(part.id, part.chosen)
            elif isinstance(part, Entry):
                self._values.setdefault(part.id, part.value)

    def _stand(self, step: Any) -> Desk:
        while not isinstance(step, Desk):
            if isinstance(step, PrintTicket | PrintSheet):
                step = self._told.send(Printed())
            else:
                assert isinstance(step, DeskAction), step
                step = self._told.send(self._hands.do(step, "opening"))
        return replace(step)
