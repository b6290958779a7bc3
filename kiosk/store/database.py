"""The engine: SQLite in WAL with synchronous=FULL and BEGIN IMMEDIATE, so that no number is lost or doubled.

Measured: SQLAlchemy's default SQLite transaction hands out duplicate numbers; WAL with synchronous=NORMAL
loses issued tickets at a power cut. See docs/decisions.md.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from kiosk.store.errors import StoreUnavailable

HEAD = "0009_patrol"
DAMAGED = ("malformed", "not a database")  # SQLite's words for a torn file and for one that is none
MIGRATIONS = Path(__file__).parent / "migrations"
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA secure_delete=ON",
    "PRAGMA trusted_schema=OFF",
)


def make_engine(url: str) -> Engine:
    """An engine whose every transaction may write. Other databases than SQLite are left as they are."""
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin_immediate)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    # The driver must not begin transactions by itself: its deferred BEGIN reads before it locks.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_immediate(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def migrate(engine: Engine) -> None:
    """Bring the schema to HEAD. Alembic costs time and memory, so it is loaded only when there is work."""
    if _revision(engine) == HEAD:
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["engine"] = engine
    command.upgrade(config, "head")


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


@contextmanager
def transaction(engine: Engine) -> Generator[Session]:
    """One transaction: all or nothing. Raises StoreUnavailable with the database's own cause."""
    try:
        with Session(engine, expire_on_commit=False) as session, session.begin():
            yield session
    except OperationalError as error:
        raise StoreUnavailable(str(error.orig)) from error
    except DBAPIError as error:
        if error.connection_invalidated or any(word in str(error.orig) for word in DAMAGED):
            raise StoreUnavailable(str(error.orig)) from error
        raise
