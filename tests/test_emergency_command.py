"""`kiosk emergency`: the weekly test, by a person's ears, and how it is told that one is missing."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Generator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from kiosk import log
from kiosk.config import load
from kiosk.devices.simulators.modbus_relay import ModbusRelaySimulator
from kiosk.devices.simulators.rig import Rig, configured_for
from kiosk.devices.simulators.wire import PtyWire
from kiosk.domain.emergency_test import Standing, WeeklyState, standing
from kiosk.domain.ticket import PrintState
from kiosk.parts import Listeners, Parts
from kiosk.store.emergency_tests import EmergencyTest
from kiosk.store.opening import open_store
from kiosk.store.tickets import Store
from kiosk.text import Catalogue
from kiosk.weekly_test import emergency_stations, weekly_test
from tests.store.conftest import Clock, Opener, issue
from tests.store.conftest import clock as clock  # the fixtures
from tests.store.conftest import ledger as ledger
from tests.test_technician_commands import CONFIG, change, kiosk
from tests.test_technician_commands import folder as folder

TODAY = date(2026, 11, 23)
HALL = load(CONFIG).hall
STATIONS = {station.id for station in emergency_stations(HALL)}
SILENT = min(STATIONS)


@pytest.fixture
def board(folder: Path) -> Generator[ModbusRelaySimulator]:
    """A relay board at the port of this configuration."""
    with PtyWire() as wire, ModbusRelaySimulator(wire, 8) as board:
        change(folder, "/dev/serial/by-id/call-bell", wire.path)
        yield board


def answered(folder: Path, answers: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kiosk", "emergency", "test", "--by", "值班小李", "--config", str(folder)],
        input=answers,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def kept_in(folder: Path) -> list[EmergencyTest]:
    settings = load(folder).settings
    return open_store(settings.store, settings.terminal).emergency_tests.all()


# The rule


@pytest.mark.parametrize(
    ("last", "told"),
    [
        (None, Standing(WeeklyState.NEVER)),
        (TODAY, Standing(WeeklyState.GOOD)),
        (TODAY - timedelta(days=7), Standing(WeeklyState.GOOD, 7)),
        (TODAY - timedelta(days=8), Standing(WeeklyState.OVERDUE, 8, 1)),
        (TODAY + timedelta(days=1), Standing(WeeklyState.CLOCK)),
    ],
)
def test_after_seven_days_a_test_is_due_and_a_clock_in_the_past_proves_nothing(
    last: date | None, told: Standing
) -> None:
    assert standing(last, TODAY) == told


# The ledger


def test_only_a_test_in_which_every_station_was_heard_counts(ledger: Opener, clock: Clock) -> None:
    store = ledger()
    store.emergency_tests.add({"a", "b"}, set(), "小李")
    clock.now += timedelta(days=1)
    store.emergency_tests.add({"a"}, {"b"}, "小李")
    assert store.emergency_tests.last_good({"a", "b"}) == TODAY
    assert store.emergency_tests.last_good({"a", "b", "new"}) is None, "nobody has heard the new one"
    assert store.emergency_tests.all()[0] == EmergencyTest(
        TODAY + timedelta(days=1), frozenset({"a"}), frozenset({"b"}), "小李"
    )


def test_another_terminals_test_is_not_this_ones(ledger: Opener) -> None:
    ledger().emergency_tests.add(STATIONS, set(), "小李")
    assert ledger("T2").emergency_tests.last_good(STATIONS) is None


def test_a_clock_that_was_wrong_is_made_good_by_the_next_test(ledger: Opener, clock: Clock) -> None:
    store, right = ledger(), clock.now
    clock.now += timedelta(days=400)
    store.emergency_tests.add(STATIONS, set(), "小李")
    clock.now = right
    assert weekly_test(store.emergency_tests, HALL, TODAY).state is WeeklyState.CLOCK
    store.emergency_tests.add(STATIONS, set(), "小李")
    assert weekly_test(store.emergency_tests, HALL, TODAY) == Standing(WeeklyState.GOOD)


# The command


def test_each_station_is_rung_and_what_was_heard_is_kept(folder: Path, board: ModbusRelaySimulator) -> None:
    done = answered(folder, "y\n" * len(STATIONS))
    assert done.returncode == 0, done.stderr
    rung = {frame["channel"] for frame in board.log if frame["on"]}
    assert rung == {station.channel for station in emergency_stations(HALL)}
    assert not any(board.states.values())
    (kept,) = kept_in(folder)
    assert (kept.heard, kept.silent, kept.by) == (STATIONS, frozenset(), "值班小李")
    status = kiosk("emergency", "status", config=folder)
    assert (status.returncode, status.stdout) == (0, "紧急呼叫：0 天前测试过\n")


def test_a_station_that_nobody_hears_leaves_the_test_due(folder: Path, board: ModbusRelaySimulator) -> None:
    done = answered(folder, "n\n" + "y\n" * (len(STATIONS) - 1))
    assert done.returncode == 1
    (kept,) = kept_in(folder)
    assert len(kept.silent) == 1
    status = kiosk("emergency", "status", config=folder)
    assert (status.returncode, status.stdout) == (1, "紧急呼叫还没测试过：运行 kiosk emergency test\n")


def test_a_board_that_is_not_there_has_failed_without_being_asked(folder: Path) -> None:
    done = answered(folder, "")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    (kept,) = kept_in(folder)
    assert (kept.heard, kept.silent) == (frozenset(), STATIONS)


def test_who_goes_away_in_the_middle_has_tested_nothing(folder: Path, board: ModbusRelaySimulator) -> None:
    assert answered(folder, "y\n").returncode == 1
    assert kept_in(folder) == []
    assert not any(board.states.values())


def made_days_ago(folder: Path, days: int) -> Store:
    settings = load(folder).settings
    store = open_store(settings.store, settings.terminal)
    store.emergency_tests._now = lambda: datetime.now().astimezone() - timedelta(days=days)
    store.emergency_tests.add(STATIONS, set(), "小李")
    return store


@pytest.mark.parametrize("command", [("diagnose",), ("devices",)])
def test_a_missing_test_is_told_wherever_devices_are_looked_at(folder: Path, command: tuple[str]) -> None:
    assert "- 紧急呼叫还没测试过：运行 kiosk emergency test" in kiosk(*command, config=folder).stdout
    assert not (folder / "kiosk.db").exists(), "who only looks makes no ledger"
    made_days_ago(folder, 9)
    assert "- 每周测试已过期 2 天：运行 kiosk emergency test" in kiosk(*command, config=folder).stdout


def test_who_looks_beside_a_running_kiosk_settles_no_ticket(folder: Path) -> None:
    """Opening the ledger as the kiosk does would call a ticket uncertain that is being printed just now."""
    store = made_days_ago(folder, 1)
    ticket = issue(store, "now")
    store.begin_print(ticket.id)
    for command in (("emergency", "status"), ("devices",), ("diagnose",)):
        assert "1 天前测试过" in kiosk(*command, config=folder).stdout
    assert store.ticket(ticket.id).print_state is PrintState.PRINTING


def test_a_running_kiosk_tells_at_its_start_and_keeps_its_bell(tmp_path: Path, folder: Path) -> None:
    log_file = tmp_path / "kiosk.log"
    log.write_to(log_file)
    with Rig(tmp_path / "out") as rig:
        config = configured_for(load(CONFIG), rig, folder)
        (folder / "devices.json").unlink(missing_ok=True)
        parts = Parts(config, Catalogue(), Listeners(lambda _: None, lambda _: None, lambda _: None))
        try:
            parts._pool.submit(lambda: None).result(20)
            lines = [json.loads(line) for line in log_file.read_text(encoding="utf-8").splitlines()]
            due = [line for line in lines if line["event"] == "emergency-test-due"]
            assert [(line["state"], line["days"]) for line in due] == [("never", 0)]
            parts._state_file._write()
            done = answered(folder, "y\n" * 9)
            assert done.returncode == 1
            assert "终端正在运行" in done.stderr
            assert not [frame for frame in rig.bell.log if frame["on"]]
        finally:
            parts.stop()
            log.write_to_stderr()
