"""Self tests and guided runs on both databases: who, when, what; a run that is over takes nothing more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.domain.check import SelfTest, Verdict
from kiosk.domain.guided_run import RunKind
from kiosk.domain.staff import Actor
from kiosk.store.self_tests import RunOver, last_records
from kiosk.store.tickets import Store
from tests.store.conftest import Clock, Opener
from tests.store.trail import LI, WANG, trail


def add(store: Store, verdict: Verdict, by: Actor = WANG, run: int | None = None) -> None:
    args: dict[str, str | int] = {"ms": 3}
    store.self_tests.add(by, "disk", SelfTest.DISK, verdict, "trial-disk-good", args, run)


def test_the_newest_of_each_test_counts(ledger: Opener, clock: Clock) -> None:
    store = ledger()
    add(store, Verdict.FAIL)
    clock.now += timedelta(minutes=5)
    add(store, Verdict.PASS, LI)
    store.self_tests.add(WANG, "printer", SelfTest.PRINT, Verdict.FAIL, "trial-said-bad")
    disk, printer = store.self_tests.last()
    assert (disk.verdict, disk.by, disk.at, disk.args) == (
        Verdict.PASS,
        LI.member.name.zh,
        clock.now,
        {"ms": 3},
    )
    assert printer.verdict is Verdict.FAIL
    assert [its.verdict for its in store.self_tests.of("disk")] == [Verdict.PASS, Verdict.FAIL]
    assert store.self_tests.count(SelfTest.DISK) == 2
    assert trail(store)[0] == (WANG.member.name.zh, "self_tested", "disk disk fail")


def test_another_terminals_tests_are_its_own(ledger: Opener) -> None:
    add(ledger(), Verdict.FAIL)
    other = ledger("T2")
    assert other.self_tests.last() == ()
    assert other.self_tests.count(SelfTest.DISK) == 0
    run = other.self_tests.begin_run(LI, RunKind.OPENING)
    with pytest.raises(KeyError):
        ledger().self_tests.run(run.id)


def test_an_open_run_is_taken_up_and_an_ended_one_takes_nothing_more(ledger: Opener, clock: Clock) -> None:
    store = ledger()
    run = store.self_tests.begin_run(WANG, RunKind.COMMISSIONING)
    clock.now += timedelta(hours=1)
    assert store.self_tests.begin_run(LI, RunKind.COMMISSIONING) == run
    assert store.self_tests.begin_run(LI, RunKind.OPENING) != run, "another kind is another run"
    add(store, Verdict.PASS, run=run.id)
    assert store.self_tests.end_run(LI, run.id).ended == clock.now
    with pytest.raises(RunOver):
        add(store, Verdict.FAIL, run=run.id)
    with pytest.raises(RunOver):
        store.self_tests.end_run(WANG, run.id)
    [record] = store.self_tests.records_of(run.id)
    assert record.run == str(run.id)
    assert store.self_tests.begin_run(WANG, RunKind.COMMISSIONING).id > run.id
    assert trail(store)[-1][1] == "run_begun", "what was refused has no line"


def test_a_command_reads_them_without_making_anything(ledger: Opener, ledger_url: str) -> None:
    add(ledger(), Verdict.PASS)
    [record] = last_records(ledger_url, "T1")
    assert record.check == "disk"
    assert last_records("sqlite:////nowhere/kiosk.db", "T1") == ()
