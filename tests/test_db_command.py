"""`kiosk db check|upgrade` in a process of its own, on real databases: good, old, newer, refused, not there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from kiosk.config import ConfigError, load
from kiosk.store.database import HEAD, make_engine
from kiosk.store.errors import BadKeyFile
from kiosk.store.opening import open_store
from tests.postgres import Postgres
from tests.test_technician_commands import change, folder, kiosk

__all__ = ["folder"]

WITHOUT_PSYCOPG = "import sys; sys.modules['psycopg'] = None; from kiosk.__main__ import main; main()"


def set_url(folder: Path, url: str) -> None:
    change(folder, f"sqlite:///{folder}/kiosk.db", url)


def rows(url: str) -> int:
    engine = make_engine(url)
    with engine.connect() as connection:
        count = connection.execute(text("SELECT count(*) FROM clock")).scalar_one()
    engine.dispose()
    return count


def test_a_good_ledger_is_told_and_left_as_it_was(ledger_url: str, folder: Path) -> None:
    set_url(folder, ledger_url)
    done = kiosk("db", "check", config=folder)
    address, database, schema, writing = done.stdout.splitlines()
    assert ledger_url.split(":")[0] in address
    assert database.startswith(("database: SQLite 3.", "database: PostgreSQL 1"))
    assert schema == f"schema: {HEAD}"
    assert writing.startswith("a row is on the disk after: ")
    assert rows(ledger_url) == 0
    if ledger_url.startswith("sqlite"):
        assert (done.returncode, done.stderr) == (0, "")
    else:  # the tests' own server does not sync
        assert done.returncode == 1
        assert "fsync is off, it must be on" in done.stderr


def test_a_schema_is_made_once_and_then_there(bare_url: str, folder: Path) -> None:
    set_url(folder, bare_url)
    before = kiosk("db", "check", config=folder)
    assert before.returncode == 1 and "run `kiosk db upgrade`" in before.stderr
    assert kiosk("db", "upgrade", config=folder).stdout == f"schema: none -> {HEAD}\n"
    assert kiosk("db", "upgrade", config=folder).stdout == f"schema: {HEAD}, nothing to do\n"


def test_a_schema_of_a_newer_program_is_left_alone(ledger_url: str, folder: Path) -> None:
    engine = make_engine(ledger_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    set_url(folder, ledger_url)
    done = kiosk("db", "upgrade", config=folder)
    assert done.returncode == 2
    assert "update this terminal" in done.stderr


def test_what_cannot_be_reached_is_told_in_words(postgres: Postgres, folder: Path, tmp_path: Path) -> None:
    nowhere = f"postgresql+psycopg://kiosk:geheim@/kiosk?host={tmp_path}"
    stranger = f"postgresql+psycopg://stranger:geheim@/postgres?host={postgres.folder}"
    no_database = postgres.url("nothing")
    url = f"sqlite:///{folder}/kiosk.db"
    for other, words in (
        (nowhere, "Is the server running"),
        (stranger, 'role "stranger" does not exist'),
        (no_database, 'database "nothing" does not exist'),
        ("postgresql+psycopg://kiosk:geheim@db:port/kiosk", "no address of a database"),
    ):
        change(folder, url, other)
        url = other
        others = [("db", "upgrade"), ("staff", "list"), ("tickets", "uncertain")] if other == nowhere else []
        for command in [("db", "check"), *others]:
            done = kiosk(*command, config=folder)
            assert done.returncode == 2, done.stderr
            assert words in done.stderr and "Traceback" not in done.stderr
            assert "geheim" not in done.stdout + done.stderr


@pytest.mark.parametrize("ledger_url", ["postgresql"], indirect=True)
def test_a_terminal_with_another_key_is_told_to_copy_the_others(ledger_url: str, folder: Path) -> None:
    set_url(folder, ledger_url)
    (key := folder / "kiosk.key").touch(0o600)
    key.write_bytes(b"a" * 32)
    assert kiosk("staff", "list", config=folder).returncode == 0
    key.write_bytes(b"b" * 32)
    done = kiosk("db", "check", config=folder)
    assert done.returncode == 2
    assert f"{key}: another key than the other terminals'" in done.stderr
    settings = load(folder).settings
    with pytest.raises(BadKeyFile, match="copy their key file"):
        open_store(settings.store, settings.terminal)
    key.write_bytes(b"a" * 32)
    open_store(settings.store, settings.terminal).close()


def test_without_psycopg_the_configuration_is_not_good(folder: Path) -> None:
    set_url(folder, "postgresql+psycopg://kiosk@db/kiosk")
    for words in (("config", "check"), ("db", "check")):
        command = [sys.executable, "-c", WITHOUT_PSYCOPG, *words, "--config", str(folder)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 2, done.stdout + done.stderr
        assert "green-channel-kiosk[postgresql]" in done.stderr and "Traceback" not in done.stderr


def test_an_address_of_an_unknown_database_is_a_problem_of_the_configuration(folder: Path) -> None:
    set_url(folder, "postgres://kiosk:geheim@db/kiosk")
    with pytest.raises(ConfigError) as told:
        load(folder)
    assert "store.url" in str(told.value) and "postgresql+psycopg://USER@HOST" in str(told.value)
    assert "geheim" not in str(told.value)
