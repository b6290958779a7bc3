"""The register's state and its loans: one winner for a piece, all or nothing, days and no names."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import inspect, text

from kiosk.domain.difficulty import Deadline
from kiosk.domain.facility import FacilityState, Standing
from kiosk.store.database import MIGRATIONS, make_engine, migrate
from kiosk.store.errors import StoreUnavailable
from kiosk.store.tables import Base
from kiosk.store.tickets import Store
from tests.ledgers import SQLITE_ONLY
from tests.store.conftest import KEY, Clock, Opener, as_written

DEADLINE = Deadline(15, frozenset({1, 2, 3, 4, 5}))
A = FacilityState.AVAILABLE


def test_an_entry_nobody_looked_at_is_not_there(ledger: Opener) -> None:
    assert ledger().facilities.standings() == {}


def test_what_somebody_saw_grows_old(ledger: Opener, clock: Clock) -> None:
    facilities = ledger().facilities
    facilities.verify("lift", A)
    assert facilities.standings()["lift"] == Standing(A, 0)
    clock.now += timedelta(days=8)
    assert facilities.standings()["lift"] == Standing(A, 8)
    facilities.verify("lift", FacilityState.FAULT)
    assert facilities.standings()["lift"] == Standing(FacilityState.FAULT, 0)


def test_nobody_can_see_that_something_was_not_looked_at(ledger: Opener) -> None:
    with pytest.raises(ValueError, match="looked at"):
        ledger().facilities.verify("lift", FacilityState.UNVERIFIED)


def test_a_piece_is_lent_once_and_again_when_it_is_back(ledger: Opener) -> None:
    facilities = ledger().facilities
    assert facilities.lend("a", "glasses-1", 2)
    assert facilities.standings()["glasses-1"] == Standing(on_loan=frozenset({2}))
    assert not facilities.lend("b", "glasses-1", 2)
    assert facilities.lend("c", "glasses-1", 3)
    assert facilities.lend("d", "umbrella-1", 2), "another thing with the same number"
    facilities.bring_back("glasses-1", 2)
    facilities.bring_back("glasses-1", 2)
    assert facilities.standings()["glasses-1"].on_loan == {3}
    assert facilities.lend("b", "glasses-1", 2)


def test_the_same_telling_has_one_loan(ledger: Opener) -> None:
    facilities = ledger().facilities
    assert facilities.lend("a", "glasses-1", 2)
    assert facilities.lend("a", "glasses-1", 2)
    assert not facilities.lend("a", "glasses-1", 3)
    assert facilities.standings()["glasses-1"].on_loan == {2}


def test_the_last_piece_has_one_winner_between_two_terminals(ledger: Opener) -> None:
    stores = [ledger(f"T{n}") for n in range(4)]
    with ThreadPoolExecutor(8) as pool:
        waiting = [
            pool.submit(stores[n % 4].facilities.lend, f"visit-{n}", "wheelchair", 1) for n in range(24)
        ]
        won = [answer.result() for answer in waiting]
    assert won.count(True) == 1


def test_the_database_itself_refuses_a_second_open_loan(ledger: Opener) -> None:
    """Where two may look at once (PostgreSQL), looking first does not help: the index decides."""
    store = ledger()
    columns = "(intent, facility, tag, terminal, lent_on)"
    row = text(f"INSERT INTO loans {columns} VALUES ('other', 'wheelchair', 1, 'T2', '2026-11-23')")
    with store._engine.begin() as connection:
        connection.execute(row)
    assert not store.facilities.lend("mine", "wheelchair", 1)


def test_a_report_is_in_the_register_and_in_the_list(ledger: Opener) -> None:
    store = ledger()
    store.facilities.verify("lift", A)
    noted = store.facilities.report("a", "lift", FacilityState.FAULT, DEADLINE)
    assert store.facilities.standings()["lift"].state is FacilityState.FAULT
    assert store.difficulties.to_mend() == [noted]
    assert noted.place == "lift"


def test_E24_a_child_that_reports_everything_ten_times_makes_one_entry_each(ledger: Opener) -> None:
    store = ledger()
    numbers = {
        store.facilities.report(f"{place}-{n}", place, FacilityState.FAULT, DEADLINE).number
        for n in range(10)
        for place in ("lift", "ramp")
    }
    assert numbers == {1, 2}
    assert [its.times for its in store.difficulties.to_mend()] == [10, 10]


def test_a_report_that_breaks_off_changes_nothing(ledger: Opener) -> None:
    store = ledger()
    store.facilities.verify("lift", A)

    with store._engine.begin() as connection:
        connection.execute(text("ALTER TABLE difficulties RENAME TO gone"))
    with pytest.raises(StoreUnavailable):
        store.facilities.report("a", "lift", FacilityState.FAULT, DEADLINE)
    assert store.facilities.standings()["lift"].state is A


@SQLITE_ONLY
def test_E40_a_database_that_cannot_be_used_says_so(ledger: Opener, tmp_path: Path) -> None:
    """What a PostgreSQL that went away does: test_postgresql.py."""
    facilities = ledger().facilities
    facilities.verify("lift", A)
    for file in tmp_path.glob("kiosk.db*"):
        file.write_bytes(b"no database at all" * 500)
    with pytest.raises(StoreUnavailable):
        facilities.standings()
    with pytest.raises(StoreUnavailable):
        facilities.lend("a", "wheelchair", 1)


def test_kill_while_lending(ledger_url: str) -> None:
    """What a visitor was told is durable at that moment."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        store = _open(ledger_url)
        for tag in range(1, 100_000):
            assert store.facilities.lend(f"v{tag}", "umbrella-1", tag)
            os.write(writing, f"{tag}\n".encode())
        os._exit(0)
    os.close(writing)
    told: list[int] = []
    with os.fdopen(reading) as pipe:
        while len(told) < 20:
            told.append(int(pipe.readline()))
        os.kill(child, signal.SIGKILL)
        told += [int(line) for line in pipe.read().split()]
    os.waitpid(child, 0)
    lent = _open(ledger_url).facilities.standings()["umbrella-1"].on_loan
    assert set(told) <= lent
    assert len(lent) - len(told) <= 1


def _open(url: str) -> Store:
    return Store(make_engine(url), KEY, terminal="T1", series="绿", day_starts=0, folder=None)


def test_it_keeps_days_and_nothing_of_a_person(ledger: Opener) -> None:
    store = ledger()
    store.facilities.lend("a", "glasses-1", 2)
    with store._engine.connect() as connection:
        row = connection.execute(text("SELECT * FROM loans")).mappings().one()
    assert as_written(dict(row)) == {
        "id": 1,
        "intent": "a",
        "facility": "glasses-1",
        "tag": 2,
        "terminal": "T1",
        "lent_on": "2026-11-23",
        "returned_on": None,
        "damaged": False,
        "ticket": "",
        "back_by": None,
        "difficulty": None,
    }


def test_what_a_telling_kept_can_be_listed_and_erased_when_it_is_over(ledger: Opener) -> None:
    facilities = ledger().facilities
    facilities.lend("a", "glasses-1", 2)
    facilities.lend("b", "glasses-1", 3)
    assert [(row.facility, row.tag) for row in facilities.kept("a")] == [("glasses-1", 2)]
    facilities.erase("a")
    assert facilities.standings()["glasses-1"].on_loan == {2, 3}, "the piece is still out"
    facilities.bring_back("glasses-1", 2)
    facilities.erase("a")
    assert facilities.kept("a") == []
    assert len(facilities.kept("b")) == 1


def test_the_migration_makes_what_the_classes_say_and_can_be_taken_back(bare_url: str) -> None:
    engine = make_engine(bare_url)
    migrate(engine)
    made = inspect(engine)
    for name in ("facility_states", "loans", "difficulties"):
        table = Base.metadata.tables[name]
        assert {column["name"] for column in made.get_columns(name)} == {its.name for its in table.columns}
        assert {its["name"] for its in made.get_check_constraints(name)} == {
            its.name for its in table.constraints if its.name
        }
    assert any(its["name"] == "one_open_loan" and its["unique"] for its in made.get_indexes("loans"))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["engine"] = engine
    command.downgrade(config, "0003")
    assert not inspect(engine).has_table("loans")
