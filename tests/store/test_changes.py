"""What another terminal writes is known within a second, on both databases, and after the server was away."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator
from datetime import date

import pytest
from sqlalchemy import text

from kiosk.domain.call import CallReason
from kiosk.domain.difficulty import Deadline, Hindrance
from kiosk.domain.home_visit import HalfDay, Team
from kiosk.domain.ticket import PrintState
from kiosk.store.changes import Changes
from kiosk.store.database import make_engine, migrate
from kiosk.store.tickets import Store
from tests.ledgers import POSTGRESQL_ONLY
from tests.postgres import Postgres
from tests.store.conftest import Opener, issue

QUIET = 0.6  # longer than a poll
SOON = 1.0  # the promise


@pytest.fixture
def changes(ledger_url: str) -> Generator[Changes]:
    engine = make_engine(ledger_url)
    changes = Changes(engine)
    yield changes
    changes.close()
    engine.dispose()


def told_by(changes: Changes, write: threading.Thread) -> float:
    """Seconds from the start of the writing until it is heard; None within five seconds fails."""
    start = time.monotonic()
    write.start()
    assert changes.wait(5)
    write.join()
    return time.monotonic() - start


def test_nothing_is_heard_while_nothing_happens(ledger: Opener, changes: Changes) -> None:
    store = ledger()
    store.unsettled()
    assert not changes.wait(QUIET)
    assert not changes.wait(0)


def test_another_terminals_ticket_is_heard_within_a_second(ledger: Opener, changes: Changes) -> None:
    other = ledger("T2")
    issue(other, "warm")
    assert changes.wait(5)
    assert told_by(changes, threading.Thread(target=issue, args=(other, "a"))) < SOON
    assert not changes.wait(QUIET), "what was told once is not told again"


def test_what_happened_while_nobody_listened_is_told_at_the_next_wait(
    ledger: Opener, changes: Changes
) -> None:
    for n in range(5):
        issue(ledger(), str(n))
    assert changes.wait(0.3)
    # A busy server may tell the last of them a moment after the first.
    more = sum(changes.wait(QUIET) for _ in range(4))
    assert more <= 1, "five at once are one change, or two, and not five"


def write_each(store: Store) -> dict[str, object]:
    ticket = issue(store, "t")
    visit = HalfDay(date(2026, 11, 24), True)
    call = store.new_call(CallReason.HELP, None)
    return {
        "tickets": lambda: store.settle_at_start() and store.settle(ticket.id, PrintState.PRINTED),
        "calls": lambda: store.save_call(call.acknowledged("x")),
        "loans": lambda: store.facilities.lend("v", "umbrella-1", 1),
        "home_visits": lambda: store.home_visits.add(
            "v", area="a", errand="b", when=visit, team=Team.HALL, needs=frozenset(), phone=None
        ),
        "difficulties": lambda: store.difficulties.report(
            "v", Hindrance.REACH, "here", Deadline(1, frozenset({1}))
        ),
    }


@pytest.mark.parametrize("table", ["tickets", "calls", "loans", "home_visits", "difficulties"])
def test_each_table_that_a_desk_shows_tells(ledger: Opener, changes: Changes, table: str) -> None:
    writes = write_each(ledger())
    while changes.wait(QUIET):
        pass
    write = writes[table]
    assert callable(write)
    write()
    assert changes.wait(SOON)


@POSTGRESQL_ONLY
def test_a_transaction_that_was_taken_back_tells_nothing(ledger: Opener, changes: Changes) -> None:
    """SQLite's counter is of commits, too, but of any."""
    engine = ledger()._engine
    with engine.connect() as connection:
        connection.execute(text("UPDATE clock SET terminal = terminal"))
        connection.execute(text("DELETE FROM calls"))
        connection.rollback()
    assert not changes.wait(QUIET)


@POSTGRESQL_ONLY
def test_a_table_of_a_later_migration_is_one_line(ledger: Opener, changes: Changes) -> None:
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    from kiosk.store.notices import notify_on

    engine = ledger()._engine
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        notify_on("clock")
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO clock VALUES ('T9', '2026-11-23', 'now')"))
    assert changes.wait(SOON)


def test_a_server_that_comes_back_is_listened_to_again() -> None:
    server = Postgres()
    try:
        engine = make_engine(server.url(server.new_database()))
        migrate(engine)
        changes = Changes(engine)
        server.stop()
        start = time.monotonic()
        assert not changes.wait(QUIET)
        assert time.monotonic() - start >= QUIET, "it waits, it does not spin"
        server.start()
        assert changes.wait(5), "what happened meanwhile is not known"
        assert not changes.wait(QUIET)
        with engine.begin() as connection:
            connection.execute(text("DELETE FROM calls"))
        assert changes.wait(SOON)
        changes.close()
        engine.dispose()
    finally:
        server.remove()


def test_a_ledger_that_is_away_at_the_start_is_found_later() -> None:
    server = Postgres()
    try:
        engine = make_engine(server.url(server.new_database()))
        migrate(engine)
        engine.dispose()
        server.stop()
        changes = Changes(engine)
        assert not changes.wait(0)
        server.start()
        assert changes.wait(5)
        changes.close()
        engine.dispose()
    finally:
        server.remove()
