"""What only PostgreSQL can do: several terminals at once, a server that goes away and comes back, waits that end."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.exc import InternalError

from kiosk.store import bounded, postgresql
from kiosk.store.database import HEAD, make_engine, migrate, transaction
from kiosk.store.errors import StoreUnavailable
from kiosk.store.tickets import Store
from tests.ledgers import POSTGRESQL_ONLY
from tests.postgres import Postgres
from tests.store.conftest import KEY, Opener, issue

STATEMENTS = (
    "synchronous_commit",
    "lock_timeout",
    "statement_timeout",
    "idle_in_transaction_session_timeout",
)


@pytest.fixture
def own_server() -> Generator[Postgres]:
    """One that the test may kill: what it acknowledged must be on its disk."""
    server = Postgres(fsync=True)
    yield server
    server.remove()


@POSTGRESQL_ONLY
def test_four_terminals_share_one_series_without_gap_or_double(ledger: Opener) -> None:
    stores = [ledger(f"T{n}") for n in range(4)]
    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(issue, stores[n % 4], f"v{n}") for n in range(80)]
        given = sorted(ticket.result().number.n for ticket in waiting)
    assert given == list(range(1, 81))


@POSTGRESQL_ONLY
def test_without_the_lock_the_same_numbers_would_be_given_twice(
    ledger: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: so the test above can fail. The constraint of the table is the last guard."""

    def no_lock(_connection: object) -> None:
        pass

    monkeypatch.setattr(postgresql, "_lock_ledger", no_lock)
    stores = [ledger(f"T{n}") for n in range(4)]
    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(issue, stores[n % 4], f"v{n}") for n in range(80)]
        refused = [ticket.exception() for ticket in waiting if ticket.exception()]
    assert any("one_number_once" in str(error) for error in refused)


@POSTGRESQL_ONLY
def test_each_session_syncs_and_waits_for_nothing_without_end(ledger: Opener) -> None:
    with ledger()._engine.connect() as connection:
        told = [connection.execute(text(f"SHOW {name}")).scalar_one() for name in STATEMENTS]
    assert told == ["on", "3s", "4s", "4s"]


@POSTGRESQL_ONLY
def test_a_terminal_that_hangs_in_the_middle_does_not_stop_the_others(
    ledger_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who waits is told in bounded time; the server then ends the one that hangs, and all goes on."""
    monkeypatch.setitem(postgresql.SESSION, "lock_timeout", "200ms")
    monkeypatch.setitem(postgresql.SESSION, "idle_in_transaction_session_timeout", "600ms")
    hanging, waiting = make_engine(ledger_url), make_engine(ledger_url)
    store = Store(waiting, KEY, terminal="T1", series="绿", day_starts=0, folder=None)
    with hanging.connect() as connection:
        connection.execute(text("SELECT 1"))
        with pytest.raises(StoreUnavailable, match="lock timeout"):
            issue(store, "a")
        until = time.monotonic() + 5
        while not gives(store, "a"):
            assert time.monotonic() < until
        with pytest.raises(InternalError, match="idle-in-transaction"):
            connection.execute(text("SELECT 1"))
    assert issue(store, "a").number.n == 1
    hanging.dispose()
    waiting.dispose()


def gives(store: Store, intent: str) -> bool:
    try:
        issue(store, intent)
    except StoreUnavailable:
        return False
    return True


@POSTGRESQL_ONLY
def test_more_threads_than_connections_wait_and_are_told(
    ledger_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "POOL_SECONDS", 0.1)
    engine = make_engine(ledger_url)
    held = [engine.raw_connection() for _ in range(15)]
    with pytest.raises(StoreUnavailable, match="QueuePool"), transaction(engine) as session:
        session.execute(text("SELECT 1"))
    for connection in held:
        connection.close()
    engine.dispose()


def test_terminals_that_start_at_once_make_one_schema(bare_url: str) -> None:
    start = (
        f"from kiosk.store.database import *; e = make_engine({bare_url!r}); migrate(e); print(revision(e))"
    )
    terminals = [
        subprocess.Popen(
            [sys.executable, "-c", start], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    ended = [(*terminal.communicate(timeout=60), terminal.returncode) for terminal in terminals]
    assert [(told.strip(), code) for told, _, code in ended] == [(HEAD, 0)] * 3, ended


def test_a_number_that_was_told_survives_the_death_of_the_server(own_server: Postgres) -> None:
    """Killed while four terminals issue; each is told plainly, and each goes on by itself when it is back."""
    url = own_server.url(own_server.new_database())
    engines = [make_engine(url) for _ in range(4)]
    migrate(engines[0])
    stores = [
        Store(engine, KEY, terminal=f"T{n}", series="绿", day_starts=0, folder=None)
        for n, engine in enumerate(engines)
    ]
    told: list[int] = []
    causes: list[StoreUnavailable] = []
    dead = threading.Event()

    def serve(store: Store, name: int) -> None:
        n = 0
        while not dead.is_set():
            try:
                told.append(issue(store, f"{name}-{n}").number.n)
                n += 1
            except StoreUnavailable as error:
                causes.append(error)
                dead.wait(0.02)

    with ThreadPoolExecutor(4) as pool:
        for name, store in enumerate(stores):
            pool.submit(serve, store, name)
        until = time.monotonic() + 20
        while len(told) < 40:
            assert time.monotonic() < until
            time.sleep(0.01)
        own_server.kill()
        while len(causes) < 8:
            assert time.monotonic() < until
            time.sleep(0.01)
        before = len(told)
        own_server.start()
        while len(told) < before + 20:
            assert time.monotonic() < until, "it recovers by itself"
            time.sleep(0.01)
        dead.set()
    with engines[0].connect() as connection:
        kept = set(connection.execute(text("SELECT n FROM tickets")).scalars())
    assert len(told) == len(set(told)), "a number was given twice"
    assert set(told) <= kept, "a number that was told is lost"
    for engine in engines:
        engine.dispose()


def test_a_server_that_is_not_there_is_told_soon(own_server: Postgres) -> None:
    url = own_server.url(own_server.new_database())
    own_server.stop()
    start = time.monotonic()
    with pytest.raises(StoreUnavailable, match="server"):
        migrate(make_engine(url))
    assert time.monotonic() - start < 4


def test_a_server_that_is_frozen_holds_nobody(own_server: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "ANSWER_SECONDS", 0.5)
    engine = make_engine(own_server.url(own_server.new_database()))
    migrate(engine)
    store = Store(engine, KEY, terminal="T1", series="绿", day_starts=0, folder=None)
    issue(store, "a")
    own_server.freeze()
    start = time.monotonic()
    with pytest.raises(StoreUnavailable, match=r"timeout expired|did not answer"):
        issue(store, "b")
    assert time.monotonic() - start < 4, "half a second for the answer, two for another connection"
    own_server.thaw()
    assert issue(store, "b").number.n == 2
    engine.dispose()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("kiosk.db", "expected sqlite"),
        ("mysql://x@y/z", "mysql is not known"),
        ("postgresql://kiosk@/kiosk", "postgresql is not known"),
        ("oracle+nonsense://x", "not known"),
    ],
)
def test_an_address_that_is_none_is_told_with_what_is_expected(url: str, words: str) -> None:
    with pytest.raises(StoreUnavailable, match=words):
        make_engine(url)
