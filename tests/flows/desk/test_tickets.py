"""The page of today's tickets without a window: found by number and code, opened, marked, moved, printed again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from kiosk.desk_previews import LEADER
from kiosk.domain.desk_ticket import Course, DeskTicket
from kiosk.domain.staff import Actor
from kiosk.domain.ticket import HelpMode, TicketNote, TicketNumber
from kiosk.flows.desk.screen import FOUND_KEY, Buttons, Desk, Done, Note, Pick, Pressed, Refused, Rows, Shade
from kiosk.flows.desk.tickets import (
    FindByNumber,
    FinishAccompany,
    ListTickets,
    MarkTicket,
    MoveTicket,
    Reprint,
    TicketBoard,
    tickets,
)
from kiosk.flows.script import Failed, FindTicket, Printed, PrintTicket, Say
from kiosk.flows.visit import Visit
from tests.flows.crawl import ANY_ISSUE, VISIT, ticket_for

BY = Actor(LEADER)
MINE = DeskTicket(
    1,
    TicketNumber("绿", 1),
    "medical",
    HelpMode.ACCOMPANY,
    Course.WAITING,
    "",
    datetime(2026, 11, 24, 9, 26, tzinfo=UTC),
    accompanied=True,
    remarks=frozenset({TicketNote.OWN_WISH}),
)
SERVED = replace(MINE, id=2, number=TicketNumber("绿", 2), course=Course.SERVED)
WHOLE = replace(ticket_for(ANY_ISSUE), id=1)


class Page:
    """The generator of the page, and what stands on it."""

    def __init__(self, by: Actor = BY, visit: Visit = VISIT) -> None:
        self._told = tickets(visit, by)
        assert next(self._told) == ListTickets(by)
        self.desk: Any = self.give(TicketBoard((SERVED, MINE)))

    def give(self, value: Any) -> Any:
        self.desk = self._told.send(value)
        return self.desk

    def press(self, key: str, row: str = "", **values: Any) -> Any:
        return self.give(Pressed(key, row, values))

    def listed(self) -> Desk:
        return self.give(TicketBoard((SERVED, MINE)))

    def opened(self) -> Page:
        self.press("open", "1")
        self.listed()
        return self

    @property
    def buttons(self) -> set[str]:
        return {
            button.key for part in self.desk.parts if isinstance(part, Buttons) for button in part.buttons
        }

    @property
    def rows(self) -> list[str]:
        listed = next(part for part in self.desk.parts if isinstance(part, Rows))
        return [row.key for row in listed.rows]

    @property
    def notes(self) -> list[tuple[str, Shade]]:
        notes = (part for part in self.desk.parts if isinstance(part, Note))
        return [(note.words.id, note.shade) for note in notes if isinstance(note.words, Say)]


def test_who_waits_is_listed_and_the_others_by_a_filter() -> None:
    page = Page()
    assert page.rows == ["1"]
    page.press("filter", filter=frozenset({"served"}))
    page.listed()
    assert page.rows == ["2"]
    page.press("filter", filter=frozenset({"all"}))
    page.listed()
    assert page.rows == ["2", "1"]


def test_found_by_its_number() -> None:
    page = Page()
    assert page.press("find", number="1") == FindByNumber(BY, "1")
    page.give(MINE)
    page.listed()
    assert "reprint" in page.buttons
    assert ("desk-serve-note-own_wish", Shade.SOON) in page.notes


def test_found_by_its_code() -> None:
    page = Page()
    assert page.press(FOUND_KEY, token="GC1.X") == FindTicket("GC1.X")
    page.give(WHOLE)
    page.listed()
    assert "reprint" in page.buttons


@pytest.mark.parametrize("answer", [Failed("ticket-unknown"), Refused(Say("desk-tickets-unknown"))])
def test_what_is_not_there_is_told(answer: object) -> None:
    page = Page()
    page.press("find", number="9")
    page.give(answer)
    page.listed()
    assert page.notes[0] == ("desk-tickets-unknown", Shade.LATE)


@pytest.mark.parametrize("course", [Course.SERVED, Course.NO_SHOW, Course.CANCELLED])
def test_marked_with_what_this_desk_saw(course: Course) -> None:
    page = Page().opened()
    assert page.press(course.value) == MarkTicket(BY, 1, Course.WAITING, course)
    page.give(Done(Say(f"desk-tickets-is-{course}", {"number": "绿001"})))
    page.listed()
    assert page.notes[0] == (f"desk-tickets-is-{course}", Shade.GOOD)


def test_served_with_one_press_in_its_row() -> None:
    assert Page().press("served", "1") == MarkTicket(BY, 1, Course.WAITING, Course.SERVED)


def test_a_mark_is_taken_back() -> None:
    page = Page()
    page.press("open", "2")
    page.listed()
    assert "waiting" in page.buttons
    assert page.press("waiting") == MarkTicket(BY, 2, Course.SERVED, Course.WAITING)


def test_another_desk_was_first_and_it_is_told_who() -> None:
    page = Page().opened()
    page.press("served")
    page.give(
        Refused(
            Say(
                "desk-tickets-before",
                {"number": "绿001", "course": Say("desk-tickets-no_show"), "by": "小李"},
            )
        )
    )
    page.listed()
    assert page.notes[0] == ("desk-tickets-before", Shade.LATE)


def test_moved_to_another_window_of_its_errand() -> None:
    medical = VISIT.hall.errand("medical")
    wide = medical.model_copy(update={"windows": tuple(its.id for its in VISIT.hall.windows[:2])})
    page = Page(visit=Visit(VISIT.hall.model_copy(update={"errands": (wide,)}))).opened()
    (pick,) = [part for part in page.desk.parts if isinstance(part, Pick) and part.id == "window"]
    assert [choice.key for choice in pick.choices] == list(wide.windows)
    assert isinstance(page.press("move"), ListTickets)
    page.listed()
    assert page.notes[0] == ("desk-tickets-which-window", Shade.SOON)
    window = pick.choices[-1].key
    assert page.press("move", window=frozenset({window})) == MoveTicket(BY, 1, window)


def test_company_is_over() -> None:
    page = Page().opened()
    assert "accompanied" in page.buttons
    assert page.press("accompanied") == FinishAccompany(BY, 1)


def test_printed_again_after_its_line_of_the_trail() -> None:
    page = Page().opened()
    assert page.press("reprint") == Reprint(BY, 1)
    assert page.give(WHOLE) == PrintTicket(WHOLE)
    page.give(Printed())
    page.listed()
    assert page.notes[0] == ("desk-tickets-printed", Shade.GOOD)


def test_in_training_nothing_is_printed() -> None:
    page = Page(replace(BY, training=True)).opened()
    page.press("reprint")
    assert isinstance(page.give(WHOLE), ListTickets)
    page.listed()
    assert page.notes[0] == ("desk-tickets-not-printed", Shade.GOOD)


def test_a_ledger_that_is_away_is_told() -> None:
    page = Page()
    page.press("open", "1")
    page.give(Failed("ticket-store-down"))
    assert page.notes[0] == ("desk-failed", Shade.LATE)
    assert page.rows == []
