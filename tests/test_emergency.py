"""紧急呼叫 at the desk: everybody is rung, one call for all who press, kept until staff are there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.domain.call import CallReason, CallState, IllegalCall
from kiosk.flows.script import Called, CallPerson
from tests.test_calls import NEVER, SOON, WANG, Make
from tests.test_calls import make as make  # the fixture

EMERGENCY = CallReason.EMERGENCY


def test_every_station_rings_without_waiting_for_an_answer(make: Make) -> None:
    desk = make(NEVER)
    desk.call(EMERGENCY)
    desk.until(lambda: desk.rung == [1, 2, 3])
    assert desk.news == []  # one round is one piece of news, and the visitor has it


def test_E24_presses_join_one_call(make: Make) -> None:
    desk = make(NEVER)
    assert desk.call(EMERGENCY).call_id == desk.call(EMERGENCY).call_id
    assert len(desk.desk.open_calls) == 1


def test_the_visitor_cannot_end_it_and_staff_can(make: Make) -> None:
    desk = make(NEVER)
    called = desk.call(EMERGENCY)
    desk.desk.end(called.call_id, came=False)
    desk.desk.end(called.call_id, came=True)
    (call,) = desk.desk.open_calls
    with pytest.raises(IllegalCall):
        call.cancelled()
    desk.desk.arrived(WANG)
    desk.told(CallState.ARRIVED)
    assert desk.desk.open_calls == []


def test_it_begins_anew_when_nobody_answers(make: Make) -> None:
    desk = make(SOON)
    desk.call(EMERGENCY)
    desk.until(lambda: desk.rung[:4] == [1, 2, 3, 1])
    assert [call.reason for call in desk.desk.open_calls] == [EMERGENCY]


def test_it_survives_a_restart_whatever_its_age(make: Make) -> None:
    before = make(NEVER)
    called = before.call(EMERGENCY)
    before.until(lambda: before.rung == [1, 2, 3])
    assert [call.id for call in before.store.get().open_calls(-timedelta(days=1))] == [called.call_id]
    before.desk.stop()
    before.bell.stop()
    after = make(NEVER)
    after.until(lambda: after.rung == [1, 2, 3, 1, 2, 3])
    assert [call.id for call in after.desk.open_calls] == [called.call_id]


def test_a_dead_bell_is_told_and_tried_again(make: Make) -> None:
    desk = make(NEVER)
    desk.bell.stop()
    called = desk.desk.ring(CallPerson(EMERGENCY))
    assert isinstance(called, Called)
    assert not called.rang
    (call,) = desk.desk.open_calls
    assert call.state is CallState.UNREACHED
    desk.until(lambda: desk.desk.open_calls[0].attempts > call.attempts)  # tried by itself
