"""A connection to PostgreSQL that does not wait for ever. Imported only where psycopg is installed.

The server's own time limits do not help when the server is frozen, or its disk hangs in the middle of a commit:
TCP is acknowledged by its kernel, and nothing comes back.
"""

from __future__ import annotations

from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen

ANSWER_SECONDS = 5.0  # longer than the server's statement_timeout, so that its own words come first
LOOK_SECONDS = 0.1  # between two looks at the clock

T = TypeVar("T")


class BoundedConnection(psycopg.Connection[Any]):
    """Closed when an answer did not come in time: what was asked may still happen, so it cannot be used further."""

    def wait(self, gen: PQGen[T], interval: float = LOOK_SECONDS, timeout: float | None = None) -> T:
        """timeout: None is ANSWER_SECONDS; who listens for notices says how long. Raises psycopg's OperationalError."""
        if timeout is not None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, ANSWER_SECONDS)
        except psycopg.errors._WaitTimeout as error:
            self.close()
            raise psycopg.OperationalError(f"the server did not answer for {ANSWER_SECONDS:g} s") from error


def connect(_dialect: Any, _record: Any, _arguments: Any, settings: dict[str, Any]) -> BoundedConnection:
    """For SQLAlchemy's event do_connect."""
    return BoundedConnection.connect(**settings)
