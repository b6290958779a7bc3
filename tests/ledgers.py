"""Ledgers for tests, on both databases: `ledger_url` runs a test twice, each time with an empty ledger of its own.

A test of one database only: `@SQLITE_ONLY` or `@POSTGRESQL_ONLY`, with the reason in its docstring.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from kiosk.store.database import make_engine, migrate
from tests.postgres import Postgres

DATABASES = ("sqlite", "postgresql")
SQLITE_ONLY = pytest.mark.parametrize("ledger_url", ["sqlite"], indirect=True)
POSTGRESQL_ONLY = pytest.mark.parametrize("ledger_url", ["postgresql"], indirect=True)


@pytest.fixture(scope="session")
def postgres() -> Generator[Postgres]:
    """One server for all tests of this process; whoever kills a server makes one of his own."""
    server = Postgres()
    yield server
    server.remove()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "kiosk.db"
    _fill(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres: Postgres) -> str:
    name = postgres.new_database()
    _fill(postgres.url(name))
    return name


def _fill(url: str) -> None:
    engine = make_engine(url)
    migrate(engine)
    engine.dispose()


@pytest.fixture(params=DATABASES)
def ledger_url(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[str]:
    """As `store.url` in kiosk.toml: the schema is there, no row is. SQLite's file is tmp_path / "kiosk.db"."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "kiosk.db")
        yield f"sqlite:///{tmp_path / 'kiosk.db'}"
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    name = postgres.new_database(request.getfixturevalue("postgres_template"))
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture
def on_disk(ledger_url: str, request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], bytes]:
    """All that the database of `ledger_url` has written to its disk until now."""
    if ledger_url.startswith("sqlite"):
        return lambda: b"".join(path.read_bytes() for path in sorted(tmp_path.glob("kiosk.db*")))
    postgres: Postgres = request.getfixturevalue("postgres")
    return postgres.on_disk


@pytest.fixture(params=DATABASES)
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[str]:
    """A database without a schema, for tests of the way to it."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bare.db'}"
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    name = postgres.new_database()
    yield postgres.url(name)
    postgres.drop(name)
