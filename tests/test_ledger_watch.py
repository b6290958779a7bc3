"""What one terminal writes the desk of another shows: two ledgers on one database, a real watch between them."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from kiosk.domain.call import CallReason
from kiosk.late import Late
from kiosk.ledger_watch import LedgerWatch
from kiosk.store.errors import StoreUnavailable
from kiosk.store.tickets import Store
from tests.ledgers import ledger_url, postgres, postgres_template, sqlite_template
from tests.store.conftest import Opener, clock, issue, ledger
from tests.store.trail import WANG

__all__ = ["clock", "ledger", "ledger_url", "postgres", "postgres_template", "sqlite_template"]  # fixtures


class Told:
    """How often the watch has told of a change."""

    def __init__(self) -> None:
        self._changed = threading.Semaphore(0)

    def __call__(self) -> None:
        self._changed.release()

    def once_more(self) -> bool:
        return self._changed.acquire(timeout=20)

    def forget(self) -> None:
        while self._changed.acquire(timeout=1.2):
            pass


@pytest.fixture
def watched(ledger: Opener) -> Iterator[tuple[Told, Store]]:
    told, here, there = Told(), ledger("T1"), ledger("T2")
    watch = LedgerWatch(Late(lambda: here), told)
    watch.start()
    told.forget()
    yield told, there
    watch.stop()


def test_tickets_calls_and_loans_of_another_terminal_are_told(watched: tuple[Told, Store]) -> None:
    told, there = watched
    ticket = issue(there, "a")
    assert told.once_more()
    told.forget()
    call = there.new_call(CallReason.GUIDE, ticket.id)
    assert told.once_more()
    told.forget()
    there.desk_calls.take(WANG, call.id)
    assert told.once_more()
    told.forget()
    assert there.facilities.lend("b", "wheelchair", 1)
    assert told.once_more()


def test_a_ledger_that_cannot_be_opened_is_tried_again_and_the_watch_ends(ledger: Opener) -> None:
    tries = threading.Semaphore(0)

    def broken() -> Store:
        tries.release()
        raise StoreUnavailable("no disk")

    watch = LedgerWatch(Late(broken), lambda: None)
    watch.start()
    assert tries.acquire(timeout=10)
    watch.stop()
    assert not watch._thread.is_alive()
