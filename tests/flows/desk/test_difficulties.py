"""The page of difficulties, driven as the desk drives it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from kiosk.config import load
from kiosk.domain.difficulty import Difficulty, Hindrance, Mending
from kiosk.domain.evaluation import Complaint, FollowUp, Level
from kiosk.domain.hall import Words
from kiosk.domain.staff import Actor, StaffMember, StaffRole
from kiosk.flows.desk.difficulties import (
    DifficultyBoard,
    ListDifficulties,
    MoveDifficulty,
    NoteDifficulty,
    PhotoChoice,
    SettleFollowUp,
    difficulties,
)
from kiosk.flows.desk.places import place_words, places_on
from kiosk.flows.desk.screen import Desk, Done, Leave, Note, Pick, Pressed, Refused, Rows, Shade
from kiosk.flows.script import Failed, Say
from kiosk.flows.visit import Visit

HALL = load(Path(__file__).parents[3] / "config").hall
BY = Actor(StaffMember(7, Words(zh="志愿者小王", en="Xiao Wang"), StaffRole.VOLUNTEER))
TODAY = date(2026, 11, 24)
PHOTO = PhotoChoice("DCIM/a.jpg", "11-23 10:32")


def difficulty(number: int, step: Mending, due: date, photo: str = "") -> Difficulty:
    return Difficulty(number, Hindrance.BROKEN, "lift", step, date(2026, 11, 2), due, 1, photo)


LATE = difficulty(3, Mending.ACCEPTED, date(2026, 11, 23))
ON_TIME = difficulty(4, Mending.REPORTED, TODAY, "ab.jpg")
MENDED = difficulty(5, Mending.MENDED, date(2026, 11, 1))
BOARD = DifficultyBoard((LATE, ON_TIME, MENDED), TODAY, (PHOTO,))


class Page:
    def __init__(self, board: Any = BOARD) -> None:
        self.board = board
        self.script = difficulties(Visit(HALL), BY)
        self.step: Any = next(self.script)
        self._show()

    def _show(self) -> None:
        while isinstance(self.step, ListDifficulties):
            self.step = self.script.send(self.board)

    def answer(self, answer: Any) -> Any:
        self.step = self.script.send(answer)
        self._show()
        return self.step

    @property
    def desk(self) -> Desk:
        assert isinstance(self.step, Desk)
        return self.step

    @property
    def rows(self) -> Rows:
        return next(part for part in self.desk.parts if isinstance(part, Rows))

    def pick(self, pick: str) -> Pick:
        return next(part for part in self.desk.parts if isinstance(part, Pick) and part.id == pick)

    @property
    def told(self) -> tuple[str, Shade]:
        note = self.desk.parts[0]
        assert isinstance(note, Note) and isinstance(note.words, Say)
        return note.words.id, note.shade


def pressed(key: str, row: str = "", **values: str) -> Pressed:
    return Pressed(key, row, {name: frozenset({value}) for name, value in values.items()})


def test_what_is_late_says_so_and_each_goes_to_its_own_next_step() -> None:
    page = Page()
    late, on_time, mended = page.rows.rows
    assert (late.shade, on_time.shade, mended.shade) == (Shade.LATE, Shade.NORMAL, Shade.GOOD)
    assert [row.cells[4].id for row in page.rows.rows if isinstance(row.cells[4], Say)] == [
        "desk-difficulties-late",
        "desk-difficulties-due",
        "desk-difficulties-to-check",
    ]
    action = page.answer(pressed(late.buttons[0].key, late.key))
    assert action == MoveDifficulty(BY, 3, Mending.ACCEPTED)
    page.answer(Refused(Say("desk-difficulties-moved-already", {"n": 3, "step": "x"})))
    assert page.told == ("desk-difficulties-moved-already", Shade.LATE)


def test_a_report_says_what_is_still_missing_and_keeps_the_form() -> None:
    page = Page()
    page.answer(pressed("begin"))
    page.answer(pressed("note", place="lift"))
    assert page.told == ("desk-difficulties-which-kind", Shade.SOON)
    page.answer(pressed("note", kind="broken", place="w12"))  # of another floor than the one that is chosen
    assert page.told == ("desk-difficulties-which-place", Shade.SOON)
    assert page.desk.form == 0
    action = page.answer(pressed("note", kind="broken", place="lift", photo=PHOTO.key))
    assert action == NoteDifficulty(BY, Hindrance.BROKEN, "lift", PHOTO.key)
    assert "DCIM" not in repr(action)
    page.answer(Refused(Say("desk-photo-gone")))
    assert page.told == ("desk-photo-gone", Shade.LATE) and page.desk.form == 0
    page.answer(pressed("note", kind="broken", place="lift", photo="no-photo"))
    page.answer(Done(Say("desk-difficulties-noted", {"n": 6, "day": "12-15"})))
    assert page.told == ("desk-difficulties-noted", Shade.GOOD) and page.desk.form == 1


def test_the_places_follow_the_floor() -> None:
    page = Page()
    page.answer(pressed("begin"))
    assert "lift" in {choice.key for choice in page.pick("place").choices}
    page.answer(pressed("floor", floor="2"))
    assert {choice.key for choice in page.pick("place").choices} >= {"floor-2", "w12", "toilet-2"}
    assert page.pick("floor").chosen == {"2"}


def test_every_place_of_the_hall_has_words_and_one_key() -> None:
    keys = [choice.key for floor in HALL.floors for choice in places_on(HALL, floor.id)]
    assert len(keys) == len(set(keys))
    assert all(place_words(HALL, key).id == "desk-place" for key in keys)
    assert all(len(key) <= 64 for key in keys)
    assert place_words(HALL, "here").id == "inconvenient-here"
    assert place_words(HALL, "sauna").id == "desk-place-unknown"


def test_low_evaluations_stand_behind_a_choice_and_are_settled_by_a_press() -> None:
    low = FollowUp(12, TODAY, Level.DISSATISFIED, frozenset({Complaint.WAITING}), date(2026, 11, 23))
    page = Page(DifficultyBoard((LATE,), TODAY, None, (low,)))
    assert page.rows.rows[0].key == "3"
    page.answer(pressed("list", list="to-settle"))
    [row] = page.rows.rows
    assert (row.key, row.shade, row.cells[1]) == ("12", Shade.LATE, Say("level-dissatisfied"))
    assert page.answer(pressed(row.buttons[0].key, row.key)) == SettleFollowUp(BY, 12)
    page.answer(Refused(Say("desk-follow-ups-settled-already", {"n": 12})))
    assert page.told == ("desk-follow-ups-settled-already", Shade.LATE)


def test_without_a_stick_nobody_is_asked_for_a_photo() -> None:
    page = Page(DifficultyBoard((), TODAY, None))
    assert page.rows.rows == ()
    page.answer(pressed("begin"))
    assert not any(isinstance(part, Pick) and part.id == "photo" for part in page.desk.parts)
    page.answer(pressed("end"))
    assert page.rows.rows == ()


def test_a_ledger_that_is_away_is_told_and_the_page_stands() -> None:
    page = Page(Failed("ledger-away"))
    assert page.told == ("desk-failed", Shade.LATE)


def test_the_desk_is_left() -> None:
    page = Page()
    try:
        page.answer(Leave())
    except StopIteration as end:
        assert end.value == ""
