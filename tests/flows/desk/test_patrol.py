"""The weekly round, driven as the desk drives it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kiosk.config import load
from kiosk.domain.difficulty import Mending
from kiosk.domain.hall import Words
from kiosk.domain.patrol import Check, Found, Patrol
from kiosk.domain.staff import Actor, StaffMember, StaffRole
from kiosk.flows.desk.patrol import FinishPatrol, ListPatrol, MarkItem, PatrolBoard, WriteDown, patrol
from kiosk.flows.desk.screen import Buttons, Desk, Done, Note, Pressed, Row, Rows, Shade
from kiosk.flows.script import Failed, Say
from kiosk.flows.visit import Visit

HALL = load(Path(__file__).parents[3] / "config").hall
BY = Actor(StaffMember(7, Words(zh="志愿者小王", en="Xiao Wang"), StaffRole.VOLUNTEER))
WEEK, DAY = "2026-W48", date(2026, 11, 24)


def check(item: str, found: Found, difficulty: int | None = None, step: Mending | None = None) -> Check:
    return Check(item, found, "志愿者小王", DAY, difficulty, step)


def all_ok() -> tuple[Check, ...]:
    return tuple(check(item.id, Found.OK) for item in HALL.patrol)


def page_with(board: Any) -> tuple[Any, Desk]:
    script = patrol(Visit(HALL), BY)
    assert next(script) == ListPatrol(BY)
    desk = script.send(board)
    assert isinstance(desk, Desk)
    return script, desk


def lists(desk: Desk) -> list[Rows]:
    return [part for part in desk.parts if isinstance(part, Rows)]


def row(desk: Desk, item: str) -> Row:
    return next(row for rows in lists(desk) for row in rows.rows if row.key == item)


def said(row: Row) -> str:
    assert isinstance(row.cells[2], Say)
    return row.cells[2].id


def test_what_the_last_round_left_comes_first() -> None:
    before = Patrol(
        "2026-W47",
        (
            *(its for its in all_ok() if its.item not in ("lift-runs", "ramp-free", "cash-taken")),
            check("lift-runs", Found.NOT_OK, 12, Mending.ACCEPTED),
            check("cash-taken", Found.NOT_OK, 13, Mending.CHECKED),
        ),
        "李",
        date(2026, 11, 18),
    )
    _, desk = page_with(PatrolBoard(Patrol(WEEK), before))
    [listed] = lists(desk)
    assert [each.key for each in listed.rows][:2] == ["ramp-free", "lift-runs"]
    assert [each.shade for each in listed.rows][:3] == [Shade.SOON, Shade.SOON, Shade.NORMAL]
    assert said(row(desk, "lift-runs")) == "desk-patrol-last-number"
    assert said(row(desk, "ramp-free")) == "desk-patrol-last-not_checked"
    assert said(row(desk, "cash-taken")) == "desk-patrol-not-yet"  # mended and checked: nothing is left of it
    assert len(listed.rows) == len(HALL.patrol)


def test_a_press_is_written_at_once_and_says_what_stood_there() -> None:
    script, desk = page_with(PatrolBoard(Patrol(WEEK)))
    assert {each.shade for each in lists(desk)[0].rows} == {Shade.NORMAL}  # nothing is left of no round
    lift = HALL.patrol[2]
    buttons = row(desk, lift.id).buttons
    assert [button.key for button in buttons] == ["found:ok", "found:not_ok", "found:not_checked"]
    assert script.send(Pressed("found:not_ok", lift.id)) == MarkItem(BY, WEEK, lift, Found.NOT_OK, None)
    assert script.send(Done(Say("desk-patrol-marked", {"found": "x"}))) == ListPatrol(BY)
    desk = script.send(PatrolBoard(Patrol(WEEK, (check(lift.id, Found.NOT_OK),))))
    assert row(desk, lift.id).shade is Shade.LATE
    assert [button.key for button in row(desk, lift.id).buttons] == ["write-down", "found:ok"]
    assert script.send(Pressed("write-down", lift.id)) == WriteDown(BY, WEEK, lift)
    script.send(Done(Say("desk-patrol-noted", {"n": 4})))
    desk = script.send(PatrolBoard(Patrol(WEEK, (check(lift.id, Found.NOT_OK, 4, Mending.REPORTED),))))
    assert said(row(desk, lift.id)) == "desk-patrol-written-down"
    assert script.send(Pressed("found:ok", lift.id)) == MarkItem(BY, WEEK, lift, Found.OK, Found.NOT_OK)


@pytest.mark.parametrize("whole", [True, False])
def test_a_round_with_gaps_is_asked_about_before_it_ends(whole: bool) -> None:
    script, desk = page_with(PatrolBoard(Patrol(WEEK, all_ok() if whole else all_ok()[1:])))
    finish = next(part for part in desk.parts if isinstance(part, Buttons)).buttons[0]
    assert (finish.primary, finish.lost) == (whole, not whole)
    assert script.send(Pressed("finish")) == FinishPatrol(BY, WEEK)


def test_a_round_that_is_over_has_nothing_to_press() -> None:
    _, desk = page_with(PatrolBoard(Patrol(WEEK, all_ok(), "李", DAY)))
    assert not any(isinstance(part, Buttons) for part in desk.parts)
    assert all(not each.buttons for rows in lists(desk) for each in rows.rows)
    note = desk.parts[0]
    assert isinstance(note, Note) and note.shade is Shade.GOOD


def test_a_ledger_that_is_away_is_told() -> None:
    script, desk = page_with(Failed("ledger-away"))
    note = desk.parts[0]
    assert isinstance(note, Note) and note.words == Say("desk-failed")
    assert script.send(Pressed("found:ok", "lift-runs")) == ListPatrol(BY)
    with pytest.raises(StopIteration) as end:
        script.send(PatrolBoard(Patrol(WEEK)))
        script.send(Pressed("tab:calls"))
    assert end.value.value == "calls"
