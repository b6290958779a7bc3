"""Calls at the desk, on both databases: one winner each, one visitor at a time, and what stands of a race."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.domain.call import Call, CallReason, CallState
from kiosk.domain.desk_call import DeskCall, longest_first
from kiosk.domain.hall import Station, Words
from kiosk.domain.staff import Actor
from kiosk.store.desk_calls import AtItsTerminal, StillWith, TooLate
from kiosk.store.tickets import Store
from tests.store.conftest import Clock, Opener, issue
from tests.store.trail import LI, WANG, trail

STATION = Station.model_validate(
    {"id": "desk", "role": "guide_desk", "name": {"zh": "导服台", "en": "desk"}, "floor": "1", "channel": 1}
)


def ringing(store: Store, reason: CallReason = CallReason.ACCOMPANY, ticket: int | None = None) -> Call:
    call = store.new_call(reason, ticket).rung(STATION)
    store.save_call(call)
    return call


def one(store: Store) -> DeskCall:
    (call,) = store.desk_calls.listed()
    return call


def test_a_call_is_taken_arrived_at_and_done(ledger: Opener, clock: Clock) -> None:
    store = ledger()
    ticket = issue(store, "a")
    call = ringing(store, ticket=ticket.id)
    assert (one(store).waits, one(store).ticket) == (True, "绿001")
    store.desk_calls.take(WANG, call.id)
    assert (one(store).state, one(store).by, one(store).taken_by) == (CallState.ACKNOWLEDGED, "志愿者小王", 7)
    clock.now += timedelta(minutes=2)
    store.desk_calls.arrived(WANG, call.id)
    assert one(store).state is CallState.ARRIVED
    store.desk_calls.done(WANG, call.id)
    assert store.desk_calls.listed() == []
    assert [action for _, action, _ in trail(store)] == ["call_taken", "call_arrived", "call_done"]


@pytest.mark.parametrize("again", ["take", "arrived", "done", "pass_on"])
def test_what_is_over_is_over(ledger: Opener, again: str) -> None:
    store = ledger()
    call = ringing(store)
    store.desk_calls.done(LI, call.id)
    before = trail(store)
    with pytest.raises(TooLate) as late:
        getattr(store.desk_calls, again)(WANG, call.id, *(["desk"] if again == "pass_on" else []))
    assert late.value.now.state is CallState.DONE
    assert trail(store) == before, "what did not happen is not in the trail"


def test_a_call_that_the_visitor_took_back_cannot_be_taken(ledger: Opener) -> None:
    store = ledger()
    call = ringing(store)
    store.save_call(call.cancelled())
    with pytest.raises(TooLate):
        store.desk_calls.take(WANG, call.id)


def test_one_staff_one_visitor(ledger: Opener) -> None:
    store = ledger()
    first, second = ringing(store), ringing(store)
    store.desk_calls.take(WANG, first.id)
    with pytest.raises(StillWith) as busy:
        store.desk_calls.take(WANG, second.id)
    assert busy.value.other.id == first.id
    store.desk_calls.take(LI, second.id)
    store.desk_calls.done(WANG, first.id)
    store.desk_calls.take(WANG, ringing(store).id)


def test_an_emergency_is_taken_by_whoever_is_with_somebody_else(ledger: Opener) -> None:
    store = ledger()
    store.desk_calls.take(WANG, ringing(store).id)
    store.desk_calls.take(WANG, ringing(store, CallReason.EMERGENCY).id)


def test_an_emergency_ends_only_at_its_own_terminal(ledger: Opener) -> None:
    store, other = ledger("T1"), ledger("T2")
    call = ringing(store, CallReason.EMERGENCY)
    for end in (other.desk_calls.arrived, other.desk_calls.done):
        with pytest.raises(AtItsTerminal):
            end(WANG, call.id)
    other.desk_calls.take(WANG, call.id)
    store.desk_calls.arrived(WANG, call.id)


def test_every_terminals_calls_are_listed_everywhere(ledger: Opener) -> None:
    one, two = ledger("T1"), ledger("T2")
    ringing(one)
    ringing(two)
    assert {call.terminal for call in one.desk_calls.listed()} == {"T1", "T2"}


def test_what_a_desk_took_is_not_rung_away_by_the_terminals_own_watch(ledger: Opener) -> None:
    """The watch writes what it knew a moment ago."""
    store = ledger()
    call = ringing(store)
    store.desk_calls.take(WANG, call.id)
    store.save_call(call.rung(STATION))
    store.save_call(call.unreached())
    assert (one(store).state, one(store).taken_by) == (CallState.ACKNOWLEDGED, 7)


def test_passed_on_it_waits_again_and_names_its_station_once(ledger: Opener) -> None:
    store = ledger()
    call = ringing(store)
    store.desk_calls.take(WANG, call.id)
    store.desk_calls.pass_on(WANG, call.id, "volunteers")
    ((now, passed_to),) = store.desk_calls.seen([call.id])
    assert (now.waits, now.by, now.taken_by, passed_to) == (True, "", None, "volunteers")
    store.desk_calls.passed(call.id)
    assert store.desk_calls.seen([call.id])[0][1] == ""
    store.desk_calls.take(WANG, call.id)


def race(*jobs: Callable[[], object]) -> list[object]:
    """All at once. What each returned or raised."""
    barrier, results = threading.Barrier(len(jobs)), [object() for _ in jobs]

    def run(place: int, job: Callable[[], object]) -> None:
        barrier.wait(20)
        try:
            results[place] = job()
        except Exception as error:  # noqa: BLE001 - what the loser gets is what is tested
            results[place] = error

    threads = [threading.Thread(target=run, args=(place, job)) for place, job in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def test_of_four_desks_that_take_one_call_one_wins_and_the_others_hear_who(ledger: Opener) -> None:
    stores = [ledger(f"T{n}") for n in range(1, 5)]
    call = ringing(stores[0])
    people = [
        Actor(replace(WANG.member, id=n, name=Words(zh=f"志愿者{n}", en=f"volunteer {n}")))
        for n in range(1, 5)
    ]
    results = race(
        *(
            lambda store=store, by=by: store.desk_calls.take(by, call.id)
            for store, by in zip(stores, people, strict=True)
        )
    )
    winners = [result for result in results if isinstance(result, DeskCall)]
    losers = [result for result in results if isinstance(result, TooLate)]
    assert (len(winners), len(losers)) == (1, 3)
    assert {loser.now.by for loser in losers} == {winners[0].by}
    taken = [line for store in stores for line in trail(store)]
    assert [action for _, action, _ in taken] == ["call_taken"]


def test_one_person_at_two_desks_takes_one_of_two_calls(ledger: Opener) -> None:
    one, two = ledger("T1"), ledger("T2")
    first, second = ringing(one), ringing(two)
    results = race(lambda: one.desk_calls.take(WANG, first.id), lambda: two.desk_calls.take(WANG, second.id))
    assert sorted(type(result).__name__ for result in results) == ["DeskCall", "StillWith"]


def test_duty_is_of_today_and_survives_nothing_else(ledger: Opener, clock: Clock) -> None:
    store = ledger()
    store.desk_calls.come_on(WANG)
    store.desk_calls.come_on(WANG)
    store.desk_calls.come_on(LI)
    assert [one.name for one in store.desk_calls.on_duty()] == ["志愿者小王", "值班长老李"]
    store.desk_calls.go_off(LI)
    assert [one.staff_id for one in ledger("T2").desk_calls.on_duty()] == [7]
    clock.now += timedelta(days=1)
    assert store.desk_calls.on_duty() == []


def test_a_clock_put_back_shows_the_calls_all_the_same(ledger: Opener, clock: Clock) -> None:
    store = ledger()
    call = ringing(store)
    clock.now -= timedelta(days=3)
    assert one(store).id == call.id
    store.desk_calls.take(WANG, call.id)


def test_the_longest_waiting_come_first_after_an_emergency(ledger: Opener, clock: Clock) -> None:
    store = ledger()
    first = ringing(store)
    clock.now += timedelta(minutes=1)
    second = ringing(store)
    store.desk_calls.take(WANG, first.id)
    clock.now += timedelta(minutes=1)
    emergency = ringing(store, CallReason.EMERGENCY)
    order = longest_first(store.desk_calls.listed())
    assert [call.id for call in order] == [emergency.id, second.id, first.id]
