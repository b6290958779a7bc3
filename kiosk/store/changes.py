"""Whether the ledger has changed: by another thread, or by another terminal of the hall.

SQLite: `PRAGMA data_version` on a connection of its own, asked every half second. PostgreSQL: the NOTIFY of the
triggers that notify_on (kiosk/store/notices.py) put on the tables; nothing is asked while nothing happens.
What it costs: docs/decisions.md.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import Engine
from sqlalchemy.exc import TimeoutError as NoConnectionFree

from kiosk.store.postgresql import CHANNEL

if TYPE_CHECKING:  # an extra: only who has PostgreSQL has it
    import psycopg

POLL_SECONDS = 0.5  # a desk shows what another did within a second
RETRY_SECONDS = 1.0  # between two tries to reach a database that went away


class Ear(Protocol):
    def heard(self, seconds: float) -> bool:
        """Something changed since the last time; waits at most this long. Raises the driver's Error."""
        ...


class Changes:
    """Used from one thread. Make it, then read what is to be shown, then wait: so nothing falls in between.

    Never raises because of the database: while that is away nothing is heard, and when it is back, what happened
    meanwhile is unknown and told as a change.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Any = None  # of the driver
        self._ear: Ear | None = None
        self._listen()

    def wait(self, seconds: float) -> bool:
        """True as soon as something has changed, False when nothing did for so long."""
        until = time.monotonic() + seconds
        while True:
            left = max(0.0, until - time.monotonic())
            if self._ear is None:
                if self._listen():
                    return True
                time.sleep(min(left, RETRY_SECONDS))
            elif self._heard(self._ear, left):
                return True
            if time.monotonic() >= until:
                return False

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = self._ear = None

    def _listen(self) -> bool:
        """A connection of its own, outside of every transaction and of the pool."""
        try:
            pooled = self._engine.raw_connection()
            self._connection = pooled.driver_connection
            pooled.detach()
            postgresql = self._engine.dialect.name == "postgresql"
            self._ear = Notices(self._connection) if postgresql else DataVersion(self._connection)
        except (self._engine.dialect.loaded_dbapi.Error, NoConnectionFree):
            self.close()  # whoever reads the ledger tells of it; here it is only waited for
        return self._ear is not None

    def _heard(self, ear: Ear, seconds: float) -> bool:
        try:
            return ear.heard(seconds)
        except self._engine.dialect.loaded_dbapi.Error:
            self.close()
            return False


class DataVersion:
    """connection: of sqlite3. The number is another one after each commit of any other connection."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._version = self._ask()

    def heard(self, seconds: float) -> bool:
        version = self._ask()
        if version != self._version:
            self._version = version
            return True
        time.sleep(min(seconds, POLL_SECONDS))
        return False

    def _ask(self) -> int:
        return self._connection.execute("PRAGMA data_version").fetchone()[0]


class Notices:
    """The server speaks; this only listens."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection
        connection.autocommit = True
        connection.execute(f"LISTEN {CHANNEL}".encode())

    def heard(self, seconds: float) -> bool:
        return bool(list(self._connection.notifies(timeout=seconds, stop_after=1)))
