"""The page of calls without a window: the order, colour and words of waiting, and every step."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kiosk.desk_previews import LEADER
from kiosk.domain.call import CallReason, CallState
from kiosk.domain.desk_call import DeskCall, OnDuty
from kiosk.domain.staff import Actor
from kiosk.flows.desk.calls import (
    ArriveAtCall,
    BeOnDuty,
    CallBoard,
    FinishCall,
    ListCalls,
    PassCallOn,
    TakeCall,
    calls,
)
from kiosk.flows.desk.screen import Buttons, Desk, Note, Pressed, Refused, Row, Rows, Shade
from kiosk.flows.script import Failed, Say
from tests.flows.crawl import HALL, VISIT

BY = Actor(LEADER)
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
RINGS = DeskCall(7, CallReason.ACCOMPANY, CallState.RINGING, "T1", HALL.stations[0].id, "绿003", NOW)
COMING = replace(RINGS, id=8, state=CallState.ACKNOWLEDGED, by="志愿者小王", taken_by=1)
THERE = replace(COMING, id=9, state=CallState.ARRIVED)


def page(*listed: DeskCall, on_duty: tuple[OnDuty, ...] = ()) -> tuple[Any, Desk]:
    told = calls(VISIT, BY)
    assert next(told) == ListCalls(BY)
    desk = told.send(CallBoard(listed, on_duty, NOW))
    assert isinstance(desk, Desk)
    return told, desk


def rows(desk: Desk, place: int = 0) -> tuple[Row, ...]:
    return [part for part in desk.parts if isinstance(part, Rows)][place].rows


def says(row: Row) -> list[str]:
    return [cell.id for cell in row.cells if isinstance(cell, Say)]


@pytest.mark.parametrize(
    ("call", "words", "buttons"),
    [
        (RINGS, "desk-calls-rings", ["take", "arrived", "pass"]),
        (replace(RINGS, state=CallState.UNREACHED), "desk-calls-unreached", ["take", "arrived", "pass"]),
        (COMING, "desk-calls-coming", ["arrived", "done", "pass"]),
        (THERE, "desk-calls-there", ["done"]),
    ],
)
def test_each_state_has_its_words_and_what_can_be_done(
    call: DeskCall, words: str, buttons: list[str]
) -> None:
    (row,) = rows(page(call)[1])
    assert says(row)[-1] == words
    assert [button.key for button in row.buttons] == buttons


@pytest.mark.parametrize(
    ("seconds", "shade"),
    [(0, Shade.NORMAL), (HALL.calls.answer + 1, Shade.SOON), (HALL.calls.arrive + 1, Shade.LATE)],
)
def test_waiting_gets_its_colour_by_the_halls_own_patience(seconds: float, shade: Shade) -> None:
    (row,) = rows(page(replace(RINGS, created=NOW - timedelta(seconds=seconds)))[1])
    assert row.shade is shade
    minutes = row.cells[0]
    assert isinstance(minutes, Say)
    assert minutes.args == {"minutes": int(seconds // 60)}


def test_an_emergency_is_first_and_late_at_once() -> None:
    old = replace(RINGS, created=NOW - timedelta(hours=1))
    first, _ = rows(page(old, replace(RINGS, id=10, reason=CallReason.EMERGENCY))[1])
    assert (first.key, first.shade) == ("10", Shade.LATE)


def test_a_clock_put_back_shows_no_waiting_below_nothing() -> None:
    (row,) = rows(page(replace(RINGS, created=NOW + timedelta(hours=2)))[1])
    assert isinstance(row.cells[0], Say)
    assert row.cells[0].args == {"minutes": 0}


@pytest.mark.parametrize(
    ("key", "action"),
    [("take", TakeCall(BY, 7)), ("arrived", ArriveAtCall(BY, 7)), ("done", FinishCall(BY, 7))],
)
def test_each_step_asks_for_it(key: str, action: object) -> None:
    assert page(RINGS)[0].send(Pressed(key, "7")) == action


def test_passed_on_to_whom_was_chosen() -> None:
    told, _ = page(RINGS)
    assert isinstance(told.send(Pressed("pass", "7")), ListCalls)
    desk = told.send(CallBoard((RINGS,), (), NOW))
    note = next(part for part in desk.parts if isinstance(part, Note))
    assert note.words == Say("desk-calls-to-whom")
    station = HALL.stations[-1].id
    assert told.send(Pressed("pass", "7", {"to": frozenset({station})})) == PassCallOn(BY, 7, station)


def test_who_was_first_is_told() -> None:
    told, _ = page(RINGS)
    told.send(Pressed("take", "7"))
    assert isinstance(told.send(Refused(Say("desk-calls-too-late", {"by": "小李"}))), ListCalls)
    desk = told.send(CallBoard((COMING,), (), NOW))
    note = next(part for part in desk.parts if isinstance(part, Note))
    assert (note.words, note.shade) == (Say("desk-calls-too-late", {"by": "小李"}), Shade.LATE)


def test_who_is_on_duty_and_with_whom() -> None:
    on_duty = (OnDuty(1, "志愿者小王", NOW), OnDuty(5, "志愿者小赵", NOW))
    told, desk = page(COMING, on_duty=on_duty)
    busy, free = rows(desk, 1)
    assert says(busy) == ["desk-calls-busy"]
    assert (says(free), free.shade) == (["desk-calls-free"], Shade.GOOD)
    keys = {button.key for part in desk.parts if isinstance(part, Buttons) for button in part.buttons}
    assert keys == {"on"}, "whoever signed in is not on duty yet"
    assert told.send(Pressed("on")) == BeOnDuty(BY, on=True)


def test_a_ledger_that_is_away_is_told() -> None:
    told = calls(VISIT, BY)
    next(told)
    desk = told.send(Failed("ticket-store-down"))
    assert isinstance(desk, Desk)
    note = next(part for part in desk.parts if isinstance(part, Note))
    assert note.shade is Shade.LATE
