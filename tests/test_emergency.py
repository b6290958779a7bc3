"""紧急呼叫 at the desk: everybody is rung at once, one call for all who press, kept until staff are there."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import timedelta

import pytest

from kiosk.devices.bell.driver import OnRung
from kiosk.devices.bell.patterns import Pattern
from kiosk.domain.call import Call, CallReason, CallState, IllegalCall
from kiosk.domain.hall import Station
from kiosk.flows.script import Called, CallPerson
from kiosk.store.errors import StoreUnavailable
from tests.test_calls import NEVER, SOON, WANG, Desk, Make
from tests.test_calls import make as make  # the fixture

EMERGENCY = CallReason.EMERGENCY
FIRST_THREE = {1, 2, 3}


def rounds(desk: Desk) -> int:
    """How often all three stations have rung: nine pulses each a round."""
    pulses = [frame["channel"] for frame in desk.relay.log if frame["on"]]
    return min(pulses.count(channel) for channel in FIRST_THREE) // 9


def test_every_station_rings_at_once(make: Make) -> None:
    desk = make(NEVER)
    called = desk.call(EMERGENCY)
    assert [words.zh for words in called.reached] == ["guide", "volunteers", "leader"]
    desk.until(lambda: len(desk.rung) >= 3)
    first = [frame for frame in desk.relay.log if frame["on"]][:3]
    assert {frame["channel"] for frame in first} == FIRST_THREE
    assert first[-1]["t"] - first[0]["t"] < 1.0
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


def test_it_rings_again_when_nobody_answers_and_that_is_no_news(make: Make) -> None:
    desk = make(SOON)
    desk.call(EMERGENCY)
    desk.until(lambda: rounds(desk) >= 2)
    assert [call.reason for call in desk.desk.open_calls] == [EMERGENCY]
    assert desk.news == []


def test_who_answers_does_not_silence_it_for_ever(make: Make) -> None:
    """It rings again when they do not come, and the visitor is told; only staff at this terminal end it."""
    desk = make(SOON)
    desk.call(EMERGENCY)
    desk.desk.acknowledge(WANG, "volunteers")
    desk.until(lambda: [news.state for news in desk.news][:2] == [CallState.ACKNOWLEDGED, CallState.RINGING])
    assert (desk.news[0].by, desk.news[0].station.zh) == (WANG, "volunteers")
    assert [words.zh for words in desk.news[1].reached] == ["guide", "volunteers", "leader"]
    assert [call.state for call in desk.desk.open_calls] == [CallState.RINGING]


def test_any_station_may_answer_and_the_emergency_comes_first(make: Make) -> None:
    desk = make(NEVER)
    older = desk.call(CallReason.GUIDE)
    emergency = desk.call(EMERGENCY)
    desk.desk.acknowledge_input(2)
    desk.desk.acknowledge_input(1)
    desk.told(CallState.ACKNOWLEDGED, CallState.ACKNOWLEDGED)
    assert [news.call_id for news in desk.news] == [emergency.call_id, older.call_id]
    assert desk.news[0].station.zh == "volunteers", "the one that answers, not the one rung first"


def test_it_survives_a_restart_whatever_its_age(make: Make) -> None:
    before = make(NEVER)
    called = before.call(EMERGENCY)
    before.until(lambda: rounds(before) == 1)
    assert [call.id for call in before.store.get().open_calls(-timedelta(days=1))] == [called.call_id]
    before.desk.stop()
    before.bell.stop()
    after = make(NEVER)
    after.until(lambda: rounds(after) == 2)
    assert [call.id for call in after.desk.open_calls] == [called.call_id]


def test_a_dead_bell_is_told_and_rings_as_soon_as_it_is_back(make: Make) -> None:
    desk = make(NEVER)
    desk.relay.unplug()
    desk.until(lambda: not desk.bell.status.ready)
    called = desk.desk.ring(CallPerson(EMERGENCY))
    assert isinstance(called, Called)
    assert (called.rang, called.reached) == (False, ())
    (call,) = desk.desk.open_calls
    assert call.state is CallState.UNREACHED
    desk.relay.plug()
    desk.told(CallState.RINGING)
    assert len(desk.news[0].reached) == 3


# A badge in the same instant. What it has ended stays ended, in memory and in the ledger.


def beside(act: object) -> None:
    """Do it on another thread, to its end."""
    thread = threading.Thread(target=act)  # pyright: ignore[reportArgumentType]
    thread.start()
    thread.join(5)
    assert not thread.is_alive()


def test_a_badge_between_finding_the_call_and_ringing_it(make: Make) -> None:
    desk = make(NEVER)
    first = desk.call(EMERGENCY)
    order = desk.desk._order
    badges = iter([lambda: desk.desk.arrived(WANG)])

    def order_and_badge(call: Call) -> list[Station]:
        for badge in badges:
            beside(badge)
        return order(call)

    desk.desk._order = order_and_badge
    again = desk.call(EMERGENCY)
    assert again.over
    assert desk.desk.open_calls == []
    assert desk.store.get().call(first.call_id).state is CallState.ARRIVED
    third = desk.call(EMERGENCY)
    assert third.call_id != first.call_id, "who presses now calls anew"
    assert not third.over


def test_a_badge_while_the_bell_is_ringing(make: Make) -> None:
    desk = make(NEVER)
    ring = desk.bell.driver.ring

    def ring_and_badge(channels: Sequence[int], pattern: Pattern, on_rung: OnRung) -> None:
        beside(lambda: desk.desk.arrived(WANG))
        ring(channels, pattern, on_rung)

    desk.bell.driver.ring = ring_and_badge
    called = desk.call(EMERGENCY)
    assert called.over
    assert desk.desk.open_calls == []
    assert desk.store.get().call(called.call_id).state is CallState.ARRIVED


def test_the_ledger_ends_with_what_was_last(make: Make) -> None:
    """The thread that rang is held while it writes; the badge comes; nothing older is written after it."""
    desk = make(NEVER)
    store = desk.store.get()
    save = store.save_call
    held = threading.Event()
    badge = threading.Thread(target=lambda: desk.desk.arrived(WANG))

    def slow_save(call: Call) -> None:
        if not held.is_set():
            held.set()
            badge.start()
            desk.until(lambda: desk.desk.open_calls == [])
            badge.join(0.5)  # where writing is not in order, the badge has been written now
        save(call)

    store.save_call = slow_save
    called = desk.call(EMERGENCY)
    badge.join(5)
    assert store.call(called.call_id).state is CallState.ARRIVED


def test_what_has_ended_is_not_taken_from_a_ledger_that_does_not_know_yet(make: Make) -> None:
    desk = make(NEVER)
    called = desk.call()
    store = desk.store.get()
    save = store.save_call

    def no_disk(call: Call) -> None:
        raise StoreUnavailable("no disk")

    store.save_call = no_disk
    desk.desk.arrived(WANG)
    store.save_call = save
    assert store.call(called.call_id).open
    assert desk.call(again=called.call_id).call_id != called.call_id
