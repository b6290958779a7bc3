"""Today's tickets at the desk, on both databases: marks, moves, what is taken back, and one winner each."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.domain.call import CallReason
from kiosk.domain.desk_ticket import Course, DeskTicket, waiting_at
from kiosk.domain.ticket import HelpMode, PrintState
from kiosk.domain.waiting import Pace
from kiosk.store.desk_tickets import MarkedBefore
from kiosk.store.issuing import NewTicket
from kiosk.store.of_today import NoSuchTicket, SeveralTickets
from tests.flows.crawl import HALL
from tests.store.conftest import Clock, Opener, issue
from tests.store.test_desk_calls import race
from tests.store.trail import LI, WANG, trail

WAITING, SERVED, NO_SHOW, CANCELLED = Course


def test_a_ticket_is_marked_and_the_mark_taken_back(ledger: Opener) -> None:
    store = ledger()
    ticket = issue(store, "a")
    for before, after in ((WAITING, NO_SHOW), (NO_SHOW, WAITING), (WAITING, SERVED)):
        assert store.desk_tickets.mark(WANG, ticket.id, before, after).course is after
    assert [(action, subject) for _, action, subject in trail(store)] == [
        ("ticket_no_show", "绿001"),
        ("ticket_taken_back", "绿001"),
        ("ticket_served", "绿001"),
    ]


def test_marked_at_two_desks_one_wins_and_the_other_hears_who_and_what(ledger: Opener) -> None:
    one, two = ledger("T1"), ledger("T2", series="红")
    ticket = issue(one, "a")
    results = race(
        lambda: one.desk_tickets.mark(WANG, ticket.id, WAITING, SERVED),
        lambda: two.desk_tickets.mark(LI, ticket.id, WAITING, NO_SHOW),
    )
    (won,) = [result for result in results if isinstance(result, DeskTicket)]
    (lost,) = [result for result in results if isinstance(result, MarkedBefore)]
    assert (lost.now.course, lost.now.marked_by) == (won.course, won.marked_by)
    assert len(trail(one)) + len(trail(two)) == 1


def test_double_marking_from_an_old_page_changes_nothing(ledger: Opener) -> None:
    store = ledger()
    ticket = issue(store, "a")
    store.desk_tickets.mark(WANG, ticket.id, WAITING, SERVED)
    with pytest.raises(MarkedBefore):
        store.desk_tickets.mark(WANG, ticket.id, WAITING, SERVED)
    assert len(trail(store)) == 1


def test_moved_while_it_waits_and_the_paper_names_the_new_window(ledger: Opener) -> None:
    store = ledger()
    ticket = issue(store, "a")
    store.desk_tickets.move(WANG, ticket.id, "w13")
    assert store.ticket(ticket.id).window == "w13"
    store.desk_tickets.mark(WANG, ticket.id, WAITING, SERVED)
    with pytest.raises(MarkedBefore):
        store.desk_tickets.move(WANG, ticket.id, "w12")


def test_company_ends_once(ledger: Opener) -> None:
    store = ledger()
    new = NewTicket("a", "medical", HelpMode.ACCOMPANY, frozenset(), None, CallReason.ACCOMPANY)
    ticket = store.issue(new)
    assert store.desk_tickets.find("1").accompanied
    store.desk_tickets.accompany_finished(WANG, ticket.id)
    assert not store.desk_tickets.find("1").accompanied
    with pytest.raises(MarkedBefore):
        store.desk_tickets.accompany_finished(LI, ticket.id)


def test_a_reprint_is_written_down(ledger: Opener) -> None:
    store = ledger()
    store.desk_tickets.reprint(WANG, issue(store, "a").id)
    assert trail(store) == [("志愿者小王", "ticket_reprinted", "绿001")]


@pytest.mark.parametrize("typed", ["1", "001", "绿001", " 1 "])
def test_found_as_it_is_typed(ledger: Opener, typed: str) -> None:
    store = ledger()
    issue(store, "a")
    assert str(store.desk_tickets.find(typed).number) == "绿001"


@pytest.mark.parametrize("typed", ["2", "红001", "x", "999999", ""])
def test_what_is_not_there_is_not_found(ledger: Opener, typed: str) -> None:
    store = ledger()
    issue(store, "a")
    with pytest.raises(NoSuchTicket):
        store.desk_tickets.find(typed)


def test_a_number_that_two_series_gave_is_told(ledger: Opener) -> None:
    one, two = ledger("T1"), ledger("T2", series="红")
    issue(one, "a")
    issue(two, "b")
    with pytest.raises(SeveralTickets):
        one.desk_tickets.find("1")
    assert str(one.desk_tickets.find("红1").number) == "红001"


def test_only_todays_are_listed_and_a_clock_put_back_changes_nothing(ledger: Opener, clock: Clock) -> None:
    store = ledger()
    issue(store, "yesterday")
    clock.now += timedelta(days=1)
    today = issue(store, "today")
    assert [ticket.id for ticket in store.desk_tickets.listed()] == [today.id]
    clock.now -= timedelta(days=3)
    assert [ticket.id for ticket in store.desk_tickets.listed()] == [today.id]
    store.desk_tickets.mark(WANG, today.id, WAITING, SERVED)


def test_a_void_ticket_is_none(ledger: Opener) -> None:
    store = ledger()
    ticket = issue(store, "a")
    store.begin_print(ticket.id)
    store.end_print(ticket.id, PrintState.UNCERTAIN)
    store.settle(ticket.id, PrintState.VOID)
    assert store.desk_tickets.listed() == []


def test_who_did_not_come_or_cancelled_is_not_ahead_of_anybody(ledger: Opener) -> None:
    store, pace = ledger(), Pace(minutes=20, windows=1)

    def ahead(intent: str) -> int:
        new = NewTicket(intent, "medical", HelpMode.SEAT, frozenset(), None, None, pace=pace)
        return store.issue(new).people_ahead

    assert [ahead("a"), ahead("b"), ahead("c")] == [0, 1, 2]
    first, second, _ = sorted(store.desk_tickets.listed(), key=lambda ticket: ticket.id)
    store.desk_tickets.mark(WANG, first.id, WAITING, NO_SHOW)
    store.desk_tickets.mark(WANG, second.id, WAITING, CANCELLED)
    assert ahead("d") == 1


def test_a_cancelled_ticket_is_no_number_that_the_card_has(ledger: Opener) -> None:
    store = ledger()
    ticket = issue(store, "a")
    assert store.today("medical", "ab" * 32)[1] is not None
    store.desk_tickets.mark(WANG, ticket.id, WAITING, CANCELLED)
    assert store.today("medical", "ab" * 32)[1] is None


def test_waiting_at_each_window_counts_who_waits_there(ledger: Opener) -> None:
    store = ledger()
    first, second = issue(store, "a"), issue(store, "b")
    errand = HALL.errand("medical")
    assert {waiting_at(HALL, tuple(store.desk_tickets.listed()))[window] for window in errand.windows} == {2}
    store.desk_tickets.mark(WANG, first.id, WAITING, SERVED)
    store.desk_tickets.move(WANG, second.id, errand.windows[0])
    counts = waiting_at(HALL, tuple(store.desk_tickets.listed()))
    assert counts[errand.windows[0]] == 1
    assert sum(counts.values()) == 1
