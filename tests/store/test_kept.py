"""我刚才留下了什么: every row of a telling is listed, and what may be taken back is gone from the file."""

from __future__ import annotations

import pytest

from kiosk.domain.call import CallReason
from kiosk.domain.evaluation import Complaint, Level
from kiosk.domain.kept import Kept
from kiosk.domain.ticket import Group, HelpMode, Need
from kiosk.store.issuing import NewTicket
from kiosk.store.tickets import Store
from tests.store.test_calls_and_staff import Clock, open_at

KEY = "ab" * 32


@pytest.fixture
def store(ledger_url: str) -> Store:
    return open_at(ledger_url, Clock())


def a_visit(store: Store, intent: str = "a") -> int:
    ticket = store.issue(
        NewTicket(
            intent,
            errand="medical",
            help_mode=HelpMode.ACCOMPANY,
            needs=frozenset({Need.SIGN}),
            group=Group.DISABLED,
            call=CallReason.ACCOMPANY,
            holder_key=KEY,
        )
    )
    store.evaluations.add(ticket.id, Level.DISSATISFIED, frozenset({Complaint.WAITING}), intent="later")
    return ticket.id


def test_every_row_of_the_visit_is_listed_and_nothing_of_others(store: Store) -> None:
    a_visit(store)
    a_visit(store, "b")
    store.new_call(CallReason.HELP, None, "c")
    assert [row.what for row in store.kept.of("a")] == [
        Kept.TICKET,
        Kept.NEEDS,
        Kept.SAME_CARD,
        Kept.CALL,
        Kept.EVALUATION,
    ]
    assert [row.what for row in store.kept.of("c")] == [Kept.CALL]
    assert store.kept.of("nobody") == []


def test_what_was_told_freely_can_be_taken_back(store: Store) -> None:
    ticket_id = a_visit(store)
    store.kept.erase("a")
    assert [row.what for row in store.kept.of("a")] == [Kept.TICKET, Kept.CALL]
    ticket = store.ticket(ticket_id)
    assert (ticket.needs, ticket.group) == (frozenset(), None)
    assert str(ticket.number) == "绿001", "the line is made of it"
    assert store.today("medical", KEY)[1] is None, "the card is not known any more"


def test_erasing_one_visit_leaves_the_others(store: Store) -> None:
    a_visit(store)
    a_visit(store, "b")
    store.kept.erase("a")
    assert len(store.kept.of("b")) == 5


def test_the_same_card_finds_its_number_of_today_and_of_this_errand(store: Store) -> None:
    ticket_id = a_visit(store)
    issued, own = store.today("medical", KEY)
    assert len(issued) == 1
    assert own is not None
    assert own.id == ticket_id
    assert store.today("social", KEY)[1] is None
    assert store.today("medical", "")[1] is None
    assert store.today("medical", "cd" * 32)[1] is None
