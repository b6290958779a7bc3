"""Visits at home as staff work with them, on both databases: one winner, phones sealed, each look in the trail."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import text

from kiosk.domain.home_visit import HalfDay, Team
from kiosk.domain.private import Private
from kiosk.store.bookings import Bookings, VisitMoved
from kiosk.store.tickets import Store
from tests.store.conftest import Opener
from tests.store.trail import LI, WANG, trail

PHONE = Private("13912345678")
DAY = date(2026, 11, 24)
MORNING = HalfDay(DAY, True)


@pytest.fixture
def store(ledger: Opener) -> Store:
    return ledger()


def book(store: Store, team: Team = Team.HALL, when: HalfDay = MORNING, phone: Private | None = PHONE) -> int:
    area = "kecheng-fushan" if team is Team.HALL else "kecheng-hangbu"
    return store.bookings.add(WANG, area=area, errand="medical", when=when, team=team, phone=phone)


def test_a_phone_booking_stands_beside_the_visitors_own(store: Store) -> None:
    store.home_visits.add(
        "visit-1",
        area="kecheng-fushan",
        errand="medical",
        when=HalfDay(DAY, False),
        team=Team.HALL,
        needs=frozenset(),
        phone=None,
    )
    number = book(store)
    first, second = store.bookings.open_ones()
    assert (first.number, first.by_phone, first.has_phone, first.waits) == (number, True, True, True)
    assert (second.by_phone, second.has_phone) == (False, False)
    assert {its.number for its in store.home_visits.open_ones()} == {first.number, second.number}
    assert trail(store) == [("志愿者小王", "booking_added", "访002")]


def test_the_phone_of_a_booking_is_nowhere_on_disk(store: Store, on_disk: Callable[[], bytes]) -> None:
    number = book(store)
    store.bookings.phone(WANG, number)
    store.close()
    assert PHONE.encode() not in on_disk()
    assert b"kecheng-fushan" in on_disk(), "the search itself works"


def test_who_sees_a_phone_leaves_a_line(store: Store) -> None:
    number = book(store)
    assert store.bookings.phone(LI, number) == PHONE
    store.bookings.assign(WANG, number, LI.member, None)
    [sheet] = store.bookings.sheet_of(WANG, DAY, LI.member.id)
    assert sheet.phone == PHONE
    assert trail(store)[1:] == [
        ("值班长老李", "visit_phone_shown", "访001"),
        ("志愿者小王", "visit_assigned", "访001"),
        ("志愿者小王", "visit_sheet_taken", "2026-11-24 8"),
    ]


def test_a_sheet_holds_one_persons_visits_of_one_day(store: Store) -> None:
    mine, others, tomorrow = book(store), book(store), book(store, when=HalfDay(date(2026, 11, 25), True))
    for number, member in ((mine, LI.member), (others, WANG.member), (tomorrow, LI.member)):
        store.bookings.assign(WANG, number, member, None)
    book(store)
    assert [its.number for its in store.bookings.sheet_of(WANG, DAY, LI.member.id)] == [mine]


def test_a_township_is_passed_on_once_and_stands_on_its_list(store: Store) -> None:
    number = book(store, Team.GRID)
    assert store.bookings.grid_sheet_of(WANG, DAY, "kecheng-hangbu") == []
    store.bookings.pass_on(WANG, number)
    [booked] = store.bookings.open_ones()
    assert booked.passed_on and not booked.waits
    with pytest.raises(VisitMoved) as moved:
        store.bookings.pass_on(LI, number)
    assert moved.value.now == booked
    assert [its.number for its in store.bookings.grid_sheet_of(WANG, DAY, "kecheng-hangbu")] == [number]


def test_a_wrong_step_is_refused(store: Store) -> None:
    hall, grid = book(store), book(store, Team.GRID)
    with pytest.raises(VisitMoved):
        store.bookings.pass_on(WANG, hall)
    with pytest.raises(VisitMoved):
        store.bookings.assign(WANG, grid, LI.member, None)
    assert all(its.waits for its in store.bookings.open_ones())


def test_done_removes_the_phone_and_ends_it(store: Store) -> None:
    number = book(store)
    store.bookings.finish(WANG, number)
    assert store.bookings.open_ones() == []
    with store._engine.connect() as connection:
        assert connection.execute(text("SELECT phone FROM home_visits")).scalar_one() is None
    for again in (
        lambda: store.bookings.finish(LI, number),
        lambda: store.bookings.assign(LI, number, LI.member, None),
        lambda: store.bookings.phone(LI, number),
    ):
        with pytest.raises(VisitMoved) as moved:
            again()
        assert moved.value.now is None
    assert [action for _, action, _ in trail(store)] == ["booking_added", "visit_done"]


def test_two_desks_assign_one_visit_and_one_wins(ledger: Opener) -> None:
    stores = [ledger(f"T{n}") for n in range(4)]
    number = book(stores[0])
    start = Barrier(4)

    def assign(bookings: Bookings) -> str:
        start.wait(10)
        try:
            bookings.assign(WANG, number, LI.member, None)
        except VisitMoved as moved:
            assert moved.now is not None and moved.now.assigned == (LI.member.id, "值班长老李")
            return "moved"
        return "assigned"

    with ThreadPoolExecutor(4) as pool:
        outcomes = [job.result(60) for job in [pool.submit(assign, its.bookings) for its in stores]]
    assert sorted(outcomes) == ["assigned", "moved", "moved", "moved"]


def test_it_can_be_given_to_another_by_who_saw_the_first(store: Store) -> None:
    number = book(store)
    store.bookings.assign(WANG, number, LI.member, None)
    with pytest.raises(VisitMoved):
        store.bookings.assign(WANG, number, WANG.member, None)
    store.bookings.assign(WANG, number, WANG.member, LI.member.id)
    [booked] = store.bookings.open_ones()
    assert booked.assigned == (7, "志愿者小王")
