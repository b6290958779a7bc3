"""PostgreSQL behind the ledger, for several terminals of one hall: the same promises as SQLite's.

One transaction at a time: each begins with the ledger's advisory lock, as SQLite's begins with BEGIN IMMEDIATE.
So "look, then write" is right on both, numbers have no gap and no double, and there is nothing to try again.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine, create_engine, event

CHANNEL = "ledger"  # of NOTIFY: migration 0008 speaks on it, kiosk/store/changes.py listens
LEDGER_LOCK = 7_270_001  # any number; advisory locks are the database's own, and this one is the ledger's

CONNECTION = {  # what libpq is told; the reason for each figure
    "connect_timeout": 3,  # s: a visitor waits; whoever does not answer in three seconds is not there
    "tcp_user_timeout": 5000,  # ms: a wire that was pulled while something was said
    "keepalives": 1,
    "keepalives_idle": 5,  # s: a wire that was pulled while the server was to answer,
    "keepalives_interval": 2,  # noticed after 5 + 3 * 2 s
    "keepalives_count": 3,
    "application_name": "kiosk",  # what the hall's administrator reads in pg_stat_activity
    # Statements kept prepared would fail when another terminal has brought the schema up to date meanwhile.
    "prepare_threshold": None,
}
SESSION = {  # what the server is told, whatever its own configuration says
    "synchronous_commit": "on",  # a number is told only when it is on the server's disk
    "lock_timeout": "5s",  # as long as SQLite's busy_timeout: others' transactions take milliseconds
    "statement_timeout": "8s",  # longer than a lock may take, shorter than a visitor's patience
    "idle_in_transaction_session_timeout": "8s",  # a terminal that died in the middle holds the lock no longer
    "tcp_keepalives_idle": "5s",  # the server, too, finds out that a terminal was unplugged
    "tcp_keepalives_interval": "2s",
    "tcp_keepalives_count": "3",
    "client_encoding": "UTF8",
}
POOL_SECONDS = 8.0  # for a connection that other threads use; as a statement


def make_postgresql_engine(url: str) -> Engine:
    """Lost connections are found out before they are used (pool_pre_ping), so that it recovers by itself."""
    engine = create_engine(
        url, connect_args=connect_args(), pool_pre_ping=True, pool_timeout=POOL_SECONDS, pool_use_lifo=True
    )
    event.listen(engine, "begin", _lock_ledger)
    return engine


def connect_args() -> dict[str, Any]:
    """For any connection to the ledger's server, also those that are not the engine's."""
    options = " ".join(f"-c {name}={value}" for name, value in SESSION.items())
    return {**CONNECTION, "options": options}


def _lock_ledger(connection: Any) -> None:
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LEDGER_LOCK})")
