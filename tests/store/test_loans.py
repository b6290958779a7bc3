"""Loans at the desk on both databases: one winner for a piece, against today's ticket, nothing kept when it is back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import text

from kiosk.domain.difficulty import Deadline, Hindrance, Mending
from kiosk.domain.facility import FacilityState
from kiosk.domain.loan import Out
from kiosk.domain.ticket import PrintState
from kiosk.store.loans import BackAlready, Loans, PieceIsOut
from kiosk.store.of_today import NoSuchTicket, SeveralTickets
from kiosk.store.tickets import Store
from tests.store.conftest import Clock, Opener, issue
from tests.store.trail import LI, WANG, trail

DEADLINE = Deadline(15, frozenset({1, 2, 3, 4, 5}))
HOUR = timedelta(hours=1)


@pytest.fixture
def store(ledger: Opener) -> Store:
    store = ledger()
    issue(store, "visit-1")
    return store


def test_lent_against_a_ticket_and_back(store: Store, clock: Clock) -> None:
    out = store.loans.lend(WANG, "wheelchair", 2, "1", clock.now + HOUR)
    assert out == Out(out.id, "wheelchair", 2, False, "绿001", clock.now.date(), clock.now + HOUR)
    assert store.loans.outs() == [out]
    back = store.loans.bring_back(LI, out.id)
    assert (back.facility, back.tag, back.ticket, back.back_by) == ("wheelchair", 2, "", None)
    assert store.loans.outs() == []
    assert trail(store) == [
        ("志愿者小王", "lent", "wheelchair 2"),
        ("值班长老李", "returned", "wheelchair 2"),
    ]


def test_what_is_back_holds_days_and_no_number(store: Store, clock: Clock) -> None:
    store.loans.bring_back(WANG, store.loans.lend(WANG, "wheelchair", 2, "绿001", clock.now + HOUR).id)
    with store._engine.connect() as connection:
        [row] = connection.execute(text("SELECT ticket, back_by, lent_on, returned_on FROM loans"))
    assert (row.ticket, row.back_by) == ("", None)
    assert str(row.lent_on) == str(row.returned_on) == "2026-11-23"


@pytest.mark.parametrize("typed", ["2", "0", "", "蓝1", "绿", "1x", "２"])
def test_a_number_that_nobody_has_today_lends_nothing(store: Store, clock: Clock, typed: str) -> None:
    with pytest.raises(NoSuchTicket):
        store.loans.lend(WANG, "wheelchair", 2, typed, clock.now + HOUR)
    assert store.loans.outs() == [] and trail(store) == []


def test_yesterdays_ticket_and_a_void_one_lend_nothing(store: Store, clock: Clock) -> None:
    void = issue(store, "visit-2")
    store.end_print(void.id, PrintState.UNCERTAIN)
    store.settle(void.id, PrintState.VOID)
    with pytest.raises(NoSuchTicket):
        store.loans.lend(WANG, "wheelchair", 2, "2", clock.now + HOUR)
    clock.now += timedelta(days=1)
    with pytest.raises(NoSuchTicket):
        store.loans.lend(WANG, "wheelchair", 2, "1", clock.now + HOUR)


def test_a_number_of_two_series_is_asked_for(store: Store, ledger: Opener, clock: Clock) -> None:
    issue(ledger("T2", series="橙"), "visit-2")
    with pytest.raises(SeveralTickets) as several:
        store.loans.lend(WANG, "wheelchair", 2, "1", clock.now + HOUR)
    assert {str(number) for number in several.value.numbers} == {"绿001", "橙001"}
    assert store.loans.lend(WANG, "wheelchair", 2, "橙001", clock.now + HOUR).ticket == "橙001"


def test_whoever_is_second_reads_who_has_it(store: Store, clock: Clock) -> None:
    first = store.loans.lend(WANG, "wheelchair", 2, "1", clock.now + HOUR)
    with pytest.raises(PieceIsOut) as taken:
        store.loans.lend(LI, "wheelchair", 2, "1", clock.now + HOUR)
    assert taken.value.out == first
    assert len(trail(store)) == 1, "what did not happen is not in the trail"


def test_a_visitors_loan_and_a_desks_are_of_the_same_pieces(store: Store, clock: Clock) -> None:
    assert store.facilities.lend("visit-9", "wheelchair", 1)
    with pytest.raises(PieceIsOut):
        store.loans.lend(WANG, "wheelchair", 1, "1", clock.now + HOUR)
    store.loans.lend(WANG, "wheelchair", 2, "1", clock.now + HOUR)
    assert not store.facilities.lend("visit-10", "wheelchair", 2)
    assert store.facilities.standings()["wheelchair"].on_loan == {1, 2}
    store.facilities.bring_back("wheelchair", 2)
    [left] = store.loans.outs()
    assert (left.tag, left.ticket, left.back_by) == (1, "", None)
    with store._engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM loans WHERE ticket <> ''")).scalar() == 0


def test_the_last_wheelchair_has_one_winner_among_four_desks(ledger: Opener, clock: Clock) -> None:
    stores = [ledger(f"T{n}") for n in range(4)]
    issue(stores[0], "visit-1")
    outcomes = _race([lambda loans=its.loans: _lend(loans, clock) for its in stores])
    assert sorted(outcomes) == ["lent", "out", "out", "out"]
    assert len(stores[0].loans.outs()) == 1
    assert sum(len(trail(its)) for its in stores) == 1


def _lend(loans: Loans, clock: Clock) -> str:
    try:
        loans.lend(WANG, "wheelchair", 3, "绿001", clock.now + HOUR)
    except PieceIsOut as out:
        assert out.out is not None and out.out.ticket == "绿001"
        return "out"
    return "lent"


def test_one_desk_brings_back_and_the_other_is_told(ledger: Opener, clock: Clock) -> None:
    stores = [ledger(f"T{n}") for n in range(4)]
    issue(stores[0], "visit-1")
    loan = stores[0].loans.lend(WANG, "wheelchair", 3, "1", clock.now + HOUR).id

    def bring_back(loans: Loans) -> str:
        try:
            loans.bring_back(WANG, loan)
        except BackAlready:
            return "already"
        return "back"

    outcomes = _race([lambda loans=its.loans: bring_back(loans) for its in stores])
    assert sorted(outcomes) == ["already", "already", "already", "back"]


def test_damaged_at_one_desk_while_lent_at_another_is_one_of_both(ledger: Opener, clock: Clock) -> None:
    first, second = (ledger(f"T{n}") for n in range(2))
    issue(first, "visit-1")

    def damage() -> str:
        try:
            second.loans.damage(LI, "wheelchair", 3, DEADLINE)
        except PieceIsOut:
            return "lent first"
        return "damaged"

    _race([lambda: _lend_or_not(first.loans, clock), damage])
    [out] = first.loans.outs()
    assert out.tag == 3
    if not out.damaged:
        assert first.difficulties.to_mend() == [], "what was refused is not in the list to mend"


def _lend_or_not(loans: Loans, clock: Clock) -> str:
    try:
        loans.lend(WANG, "wheelchair", 3, "绿001", clock.now + HOUR)
    except PieceIsOut:
        return "out"
    return "lent"


def _race(doings: list[Callable[[], str]]) -> list[str]:
    """Each on a thread of its own, all let go at once."""
    start = Barrier(len(doings))

    def run(doing: Callable[[], str]) -> str:
        start.wait(10)
        return doing()

    with ThreadPoolExecutor(len(doings)) as pool:
        return [future.result(60) for future in [pool.submit(run, doing) for doing in doings]]


def test_a_damaged_piece_is_out_of_stock_until_mended(store: Store, clock: Clock) -> None:
    lent = store.loans.lend(WANG, "wheelchair", 2, "1", clock.now + HOUR)
    number = store.loans.damage(WANG, "wheelchair", 2, DEADLINE)
    [noted] = store.difficulties.to_mend()
    assert (noted.number, noted.hindrance, noted.place) == (number, Hindrance.BROKEN, "wheelchair")
    [out] = store.loans.outs()
    assert out.damaged and out.id != lent.id and out.ticket == ""
    standing = store.facilities.standings()["wheelchair"]
    assert (standing.on_loan, standing.damaged) == (frozenset(), {2})
    assert standing.state is FacilityState.UNVERIFIED, "one damaged piece does not close the whole entry"
    with pytest.raises(PieceIsOut):
        store.loans.lend(WANG, "wheelchair", 2, "1", clock.now + HOUR)
    assert not store.facilities.lend("visit-9", "wheelchair", 2)
    store.facilities.bring_back("wheelchair", 2)
    with pytest.raises(BackAlready):
        store.loans.bring_back(WANG, out.id)
    with pytest.raises(PieceIsOut):
        store.loans.damage(WANG, "wheelchair", 2, DEADLINE)
    assert store.loans.outs() == [out]

    store.loans.mended(LI, out.id)
    assert store.loans.outs() == []
    assert [its.step for its in store.difficulties.to_mend()] == [Mending.MENDED]
    with pytest.raises(BackAlready):
        store.loans.mended(LI, out.id)
    assert [action for _, action, _ in trail(store)] == ["lent", "damaged", "mended"]


def test_the_list_goes_on_only_when_all_of_it_is_mended(store: Store) -> None:
    for tag in (1, 2):
        store.loans.damage(WANG, "wheelchair", tag, DEADLINE)
    first, second = sorted(store.loans.outs(), key=lambda out: out.tag)
    store.loans.mended(WANG, first.id)
    assert [its.step for its in store.difficulties.to_mend()] == [Mending.REPORTED]
    store.facilities.report("visit-9", "wheelchair", FacilityState.FAULT, DEADLINE)
    store.loans.mended(WANG, second.id)
    assert [its.step for its in store.difficulties.to_mend()] == [Mending.REPORTED], "a visitor told it too"


def test_a_loan_that_is_not_brought_back_today_stands_the_next_day(store: Store, clock: Clock) -> None:
    store.loans.lend(WANG, "wheelchair", 2, "1", clock.now + HOUR)
    clock.now += timedelta(days=1)
    [out] = store.loans.outs()
    assert out.overdue(clock.now) and out.ticket == "绿001"
