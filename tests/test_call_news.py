"""What a desk does to a call is what the terminal that it came from does next: real bell, real ledger."""

from __future__ import annotations

from kiosk.call_news import CallNewsReader
from kiosk.domain.call import CallReason, CallState
from kiosk.domain.hall import CallPolicy, Words
from kiosk.domain.staff import Actor, StaffRole
from tests.test_calls import Desk, Make, make

__all__ = ["make"]  # the fixture

PATIENT = CallPolicy(answer=60, arrive=600)


def at_work(desk: Desk) -> tuple[CallNewsReader, Actor]:
    store = desk.store.get()
    member = store.staff.add(Words(zh="志愿者小王", en="volunteer Xiao Wang"), StaffRole.VOLUNTEER, None)
    return CallNewsReader(desk.desk, desk.store), Actor(member)


def test_the_visitor_hears_who_took_it_in_both_languages(make: Make) -> None:
    desk = make(PATIENT)
    called = desk.call()
    news, by = at_work(desk)
    desk.store.get().desk_calls.take(by, called.call_id)
    news.reread()
    assert [(its.state, its.by) for its in desk.news] == [
        (CallState.ACKNOWLEDGED, Words(zh="志愿者小王", en="volunteer Xiao Wang"))
    ]
    news.reread()
    assert len(desk.news) == 1, "told once"
    assert desk.desk.open_calls[0].by == "志愿者小王"


def test_arrived_at_the_desk_ends_the_waiting_here(make: Make) -> None:
    desk = make(PATIENT)
    called = desk.call()
    news, by = at_work(desk)
    desk.store.get().desk_calls.arrived(by, called.call_id)
    news.reread()
    assert [its.state for its in desk.news] == [CallState.ARRIVED]
    assert desk.desk.open_calls == []
    assert desk.store.get().desk_calls.listed()[0].state is CallState.ARRIVED


def test_done_at_the_desk_ends_the_waiting_here(make: Make) -> None:
    desk = make(PATIENT)
    called = desk.call()
    news, by = at_work(desk)
    desk.store.get().desk_calls.done(by, called.call_id)
    news.reread()
    assert [its.state for its in desk.news] == [CallState.DONE]
    assert desk.desk.open_calls == []


def test_passed_on_rings_that_station_at_this_bell(make: Make) -> None:
    desk = make(PATIENT)
    called = desk.call(CallReason.INTERPRETER)
    assert desk.rung == [4]
    news, by = at_work(desk)
    desk.store.get().desk_calls.pass_on(by, called.call_id, "volunteers")
    news.reread()
    desk.until(lambda: desk.rung == [4, 2])
    assert desk.news[-1].station.zh == "volunteers"
    news.reread()
    assert desk.rung == [4, 2], "once"
    desk.store.get().desk_calls.take(by, called.call_id)


def test_a_ledger_that_is_away_is_told_and_the_bells_ring_on(make: Make) -> None:
    desk = make(PATIENT)
    desk.call()
    news, _ = at_work(desk)
    store = desk.store.get()
    store.desk_calls.seen = lambda _: (_ for _ in ()).throw(OSError("gone"))  # type: ignore[method-assign]
    news.reread()
    assert desk.desk.open_calls != []
