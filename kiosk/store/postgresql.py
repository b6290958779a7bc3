"""PostgreSQL behind the ledger, for several terminals of one hall: the same promises as SQLite's.

One transaction at a time: each begins with the ledger's advisory lock, as SQLite's begins with BEGIN IMMEDIATE.
So "look, then write" is right on both, numbers have no gap and no double, and there is nothing to try again.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, create_engine, event

CHANNEL = "ledger"  # of NOTIFY: migration 0008 speaks on it, kiosk/store/changes.py listens
LEDGER_LOCK = 7_270_001  # any number; advisory locks are the database's own, and this one is the ledger's

# A visitor stands there while these run: together they stay below what the screen waits.
CONNECTION = {  # what libpq is told; the reason for each figure
    "connect_timeout": 2,  # s, libpq's least: in a hall's network whoever does not answer by then is not there
    "tcp_user_timeout": 3000,  # ms: a wire that was pulled while something was said
    "keepalives": 1,
    "keepalives_idle": 5,  # s: a wire that was pulled while nothing was said (Changes listens all day),
    "keepalives_interval": 1,  # noticed after 5 + 3 * 1 s
    "keepalives_count": 3,
    "application_name": "kiosk",  # what the hall's administrator reads in pg_stat_activity
    # Statements kept prepared would fail when another terminal has brought the schema up to date meanwhile.
    "prepare_threshold": None,
}
SESSION = {  # what the server is told, whatever its own configuration says
    "synchronous_commit": "on",  # a number is told only when it is on the server's disk
    "lock_timeout": "3s",  # others' transactions take milliseconds: who holds the lock so long hangs
    "statement_timeout": "4s",  # longer than a lock may take, shorter than bounded.ANSWER_SECONDS
    "idle_in_transaction_session_timeout": "4s",  # a terminal that died in the middle frees the lock
    "tcp_keepalives_idle": "5s",  # the server, too, finds out that a terminal was unplugged
    "tcp_keepalives_interval": "1s",
    "tcp_keepalives_count": "3",
    "client_encoding": "UTF8",
}
POOL_SECONDS = 4.0  # for a connection that other threads use; as a statement


def make_postgresql_engine(url: str) -> Engine:
    """Lost connections are found out before they are used (pool_pre_ping), so that it recovers by itself.

    Raises ModuleNotFoundError without psycopg.
    """
    from kiosk.store.bounded import connect

    options = " ".join(f"-c {name}={value}" for name, value in SESSION.items())
    engine = create_engine(
        url,
        connect_args={**CONNECTION, "options": options},
        pool_pre_ping=True,
        pool_timeout=POOL_SECONDS,
        pool_use_lifo=True,
    )
    event.listen(engine, "do_connect", connect)
    event.listen(engine, "begin", _lock_ledger)
    return engine


def _lock_ledger(connection: Any) -> None:
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LEDGER_LOCK})")
