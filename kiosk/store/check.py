"""What a technician wants to know of the ledger's database: `kiosk db check`. Leaves nothing behind."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, inspect, select, text

from kiosk.store.database import HEAD, revision, told_plainly
from kiosk.store.tables import ClockRow

PROBES = 5
NOBODY = "-check-"  # no terminal can have this id
LONGEST_WRITE_MS = 200.0  # a visitor notices; a disk that syncs takes some ms, a bad one this long


@dataclass(frozen=True)
class LedgerState:
    """version: of the server or library. write_ms: the longest of a few commits; None without a schema.

    todo: what is to be set right before the hall relies on it, in the technician's words.
    """

    address: str
    version: str
    revision: str | None
    write_ms: float | None
    todo: tuple[str, ...]


def look_at(engine: Engine) -> LedgerState:
    """Raises StoreUnavailable."""
    found = revision(engine)
    with told_plainly(), engine.connect() as connection:
        version, todo = (
            _postgresql(connection) if engine.dialect.name == "postgresql" else _sqlite(connection)
        )
    write_ms = None
    if found == HEAD:
        write_ms = max(_write(engine) for _ in range(PROBES))
        if write_ms > LONGEST_WRITE_MS:
            todo += (f"writing takes {write_ms:.0f} ms: look for a slow disk or network",)
    else:
        todo += (f"the schema is {found or 'not there'}, this program wants {HEAD}: run `kiosk db upgrade`",)
    return LedgerState(_address(engine), version, found, write_ms, todo)


def _address(engine: Engine) -> str:
    """Without the password, and without what stands behind the question mark: it may be one, too."""
    return engine.url.set(query={}).render_as_string()


def _sqlite(connection: Connection) -> tuple[str, tuple[str, ...]]:
    version = connection.execute(text("SELECT sqlite_version()")).scalar_one()
    sound = connection.exec_driver_sql("PRAGMA quick_check").scalar_one()
    return f"SQLite {version}", () if sound == "ok" else (f"the file is damaged: {sound}",)


def _postgresql(connection: Connection) -> tuple[str, tuple[str, ...]]:
    told = {
        name: connection.execute(text(f"SHOW {name}")).scalar_one()
        for name in ("server_version", "server_encoding", "fsync", "full_page_writes")
    }
    todo = [
        f"{name} is {told[name]}, it must be {wanted}: {why}"
        for name, wanted, why in (
            ("server_encoding", "UTF8", "create the database anew with ENCODING UTF8"),
            ("fsync", "on", "a power cut of the server would lose numbers (postgresql.conf)"),
            ("full_page_writes", "on", "a power cut of the server would tear pages (postgresql.conf)"),
        )
        if told[name] != wanted
    ]
    return f"PostgreSQL {told['server_version']}", tuple(todo)


def _write(engine: Engine) -> float:
    """Milliseconds until a row is on the disk, the ledger's lock included; it is gone again afterwards."""
    start = time.monotonic()
    with told_plainly(), engine.begin() as connection:
        connection.execute(text("DELETE FROM clock WHERE terminal = :it"), {"it": NOBODY})
        connection.execute(
            text("INSERT INTO clock (terminal, business_day, last_seen) VALUES (:it, '', '')"), {"it": NOBODY}
        )
    written = (time.monotonic() - start) * 1000
    with told_plainly(), engine.begin() as connection:
        connection.execute(text("DELETE FROM clock WHERE terminal = :it"), {"it": NOBODY})
    return written


@dataclass(frozen=True)
class LedgerClock:
    """ahead: seconds by which this machine's clock is ahead of the server's; None for a file, which has none.

    last_seen: when this terminal last numbered anything, by its own clock then.
    """

    ahead: float | None
    last_seen: datetime | None


def clock_of(engine: Engine, terminal: str) -> LedgerClock:
    """Raises StoreUnavailable."""
    ahead = None
    with told_plainly(), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            asked = datetime.now().astimezone()
            told: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
            ahead = (asked - told).total_seconds()
        if not inspect(connection).has_table("clock"):
            return LedgerClock(ahead, None)
        last = connection.execute(select(ClockRow.last_seen).where(ClockRow.terminal == terminal)).scalar()
    return LedgerClock(ahead, last)
