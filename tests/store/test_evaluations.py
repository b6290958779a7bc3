"""One evaluation for one ticket, whoever comes first; nothing in it tells who or exactly when."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import text

from kiosk.domain.evaluation import Complaint, Level
from kiosk.domain.ticket import HelpMode, Ticket
from kiosk.store.database import make_engine
from kiosk.store.issuing import NewTicket
from kiosk.store.tickets import Store
from tests.store.conftest import as_written
from tests.store.test_calls_and_staff import Clock, open_at


def issued(store: Store) -> Ticket:
    return store.issue(
        NewTicket("a", errand="medical", help_mode=HelpMode.SEAT, needs=frozenset(), group=None, call=None)
    )


NONE: frozenset[Complaint] = frozenset()


def test_a_ticket_is_evaluated_once(ledger_url: str) -> None:
    store = open_at(ledger_url, Clock())
    ticket = issued(store)
    assert store.evaluations.add(ticket.id, Level.DISSATISFIED, frozenset({Complaint.WAITING}))
    assert not store.evaluations.add(ticket.id, Level.SATISFIED, NONE)
    assert store.evaluations.levels("2026-11-23")[Level.DISSATISFIED] == 1
    assert sum(store.evaluations.levels("2026-11-23").values()) == 1


def test_of_many_at_once_one_counts(ledger_url: str) -> None:
    clock = Clock()
    store = open_at(ledger_url, clock)
    ticket = issued(store)
    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(store.evaluations.add, ticket.id, Level.SATISFIED, NONE) for _ in range(16)]
        added = [answer.result() for answer in waiting]
    assert added.count(True) == 1


def test_who_gives_none_has_said_nothing(ledger_url: str) -> None:
    store = open_at(ledger_url, Clock())
    issued(store)
    assert set(store.evaluations.levels("2026-11-23").values()) == {0}


def test_an_unknown_ticket_is_no_ticket(ledger_url: str) -> None:
    with pytest.raises(KeyError):
        open_at(ledger_url, Clock()).evaluations.add(99, Level.SATISFIED, NONE)


def test_it_keeps_the_day_and_the_hour_and_no_more(ledger_url: str) -> None:
    clock = Clock()
    store = open_at(ledger_url, clock)
    ticket = issued(store)
    clock.now += timedelta(minutes=47, seconds=13)
    store.evaluations.add(
        ticket.id, Level.VERY_DISSATISFIED, frozenset({Complaint.ACCESS, Complaint.WAITING})
    )
    store.close()
    with make_engine(ledger_url).connect() as connection:
        row = connection.execute(text("SELECT * FROM evaluations")).mappings().one()
    assert as_written(dict(row)) == {
        "id": 1,
        "ticket_id": ticket.id,
        "business_day": "2026-11-23",
        "hour": 12,
        "terminal": "T1",
        "level": "very-dissatisfied",
        "complaints": "access,waiting",
        "scope": "visit",
        "assisted": 0,
        "intent": "",
        "call_back_by": "2026-11-24",
        "settle_by": "2026-12-08",
        "settled_on": None,
        "phone": None,
    }
