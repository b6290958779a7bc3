"""The engine: SQLite in WAL with synchronous=FULL and BEGIN IMMEDIATE, so that no number is lost or doubled.

Measured: SQLAlchemy's default SQLite transaction hands out duplicate numbers; WAL with synchronous=NORMAL
loses issued tickets at a power cut. See docs/decisions.md. PostgreSQL: kiosk/store/postgresql.py.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    InternalError,
    NoSuchModuleError,
    OperationalError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.orm import Session

from kiosk.store.errors import StoreUnavailable
from kiosk.store.postgresql import make_postgresql_engine

HEAD = "0023_self_tests"
DAMAGED = ("malformed", "not a database")  # SQLite's words for a torn file and for one that is none
SCHEMES = "expected sqlite:///FILE or postgresql+psycopg://USER@HOST/DATABASE"
EXTRA = "pip install 'green-channel-kiosk[postgresql]'"
# PostgreSQL tells a missing table or right as a programming error, a standby that only reads as an internal one.
UNUSABLE = (OperationalError, ProgrammingError, InternalError)
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
    """An engine whose every transaction may write, one at a time. Connects to nothing yet.

    Raises StoreUnavailable for an address that no database of ours has, or whose driver is not installed.
    """
    try:
        dialect = make_url(url).drivername
        if dialect == "sqlite":
            engine = create_engine(url)
            event.listen(engine, "connect", _prepare)
            event.listen(engine, "begin", _begin_immediate)
            return engine
        if dialect == "postgresql+psycopg":
            return make_postgresql_engine(url)
    except (ArgumentError, NoSuchModuleError, ValueError) as error:  # the last: a port that is no number
        raise StoreUnavailable(f"store.url is no address of a database: {SCHEMES}") from error
    except ModuleNotFoundError as error:
        raise StoreUnavailable(f"store.url needs the Python package {error.name}: {EXTRA}") from error
    raise StoreUnavailable(f"store.url: {dialect} is not known: {SCHEMES}")


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
    """Bring the schema to HEAD. Alembic costs time and memory, so it is loaded only when there is work.

    One transaction: of two terminals that start at once, the second waits and finds it done. Raises
    StoreUnavailable.
    """
    if revision(engine) == HEAD:
        return
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["engine"] = engine
    try:
        with told_plainly():
            command.upgrade(config, "head")
    except CommandError as error:  # another terminal is newer and has brought the schema further
        raise StoreUnavailable(
            f"the schema is newer than this program, update this terminal: {error}"
        ) from error


def revision(engine: Engine) -> str | None:
    """Of the schema in the database; None where there is none yet. Raises StoreUnavailable."""
    with told_plainly(), engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


@contextmanager
def transaction(engine: Engine) -> Generator[Session]:
    """One transaction: all or nothing. Raises StoreUnavailable with the database's own cause."""
    with told_plainly(), Session(engine, expire_on_commit=False) as session, session.begin():
        yield session


@contextmanager
def told_plainly() -> Generator[None]:
    """What says that the database cannot be used becomes StoreUnavailable; anything else goes on as it is."""
    try:
        yield
    except NoConnectionFree as error:
        raise StoreUnavailable(str(error)) from error
    except UNUSABLE as error:
        raise StoreUnavailable(str(error.orig)) from error
    except DBAPIError as error:
        if error.connection_invalidated or any(word in str(error.orig) for word in DAMAGED):
            raise StoreUnavailable(str(error.orig)) from error
        raise
