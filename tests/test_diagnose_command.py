"""`kiosk diagnose`: by ssh, of the running kiosk or asked now; bad input is told with its key."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.config import load
from kiosk.devices.simulators.machine import FAULTS, MachineSimulator
from kiosk.devices.simulators.rig import Rig, configured_for
from kiosk.devices.status import DeviceState
from kiosk.diagnostics import machine_checks
from kiosk.diagnostics.device_checks import device_checks
from kiosk.diagnostics.engine import Watch, needs_network
from kiosk.diagnostics.machine import Machine, Room, room_of
from kiosk.domain.check import Verdict, self_tests_of
from kiosk.parts import Listeners, Parts
from kiosk.text import LANGUAGES, Catalogue

CONFIG = Path(__file__).parents[1] / "config"
KEYS = {"id", "device", "name", "verdict", "state", "since", "words", "next_step", "cause", "identity"}


def diagnose(*words: str) -> subprocess.CompletedProcess[str]:
    order = [sys.executable, "-m", "kiosk", "diagnose", *words]
    return subprocess.run(order, capture_output=True, text=True, timeout=60)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hall.toml").write_bytes((CONFIG / "hall.toml").read_bytes())
    text = (CONFIG / "kiosk.toml").read_text(encoding="utf-8").replace("/var/lib/kiosk", str(tmp_path))
    (tmp_path / "kiosk.toml").write_text(text.replace("/dev/", f"{tmp_path}/dev/"), encoding="utf-8")
    return tmp_path


def test_every_part_of_the_issue_is_a_check() -> None:
    done = diagnose("--simulated", "--json")
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    ids = [check["id"] for check in found["checks"]]
    wanted = {
        *("reader", "cards", "scanner", "printer", "bell", "speaker", "headphones", "jack", "microphone"),
        *("keypad", "touch", "display", "clock", "disk", "memory", "temperature", "database", "queue"),
        *("network", "ups"),
    }
    assert wanted <= set(ids) and len(set(ids)) == len(ids)
    assert sum(id.startswith("bell:") for id in ids) == len(load(CONFIG).hall.stations)
    for check in found["checks"]:
        assert check.keys() >= KEYS
        assert check["state"] in tuple(DeviceState)
        assert check["verdict"] in tuple(Verdict)


def test_a_fault_is_named_first_and_the_exit_code_says_so() -> None:
    done = diagnose("--simulated", "--fault", "printer=cutter_jammed")
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == (
        "- 小票打印机: 切刀卡住：关电源，清理切刀 → 关电源，取出碎纸，推回切刀"
    )


@pytest.mark.parametrize("fault", ["printer=on_fire", "toaster=cold", "printer"])
def test_a_fault_that_there_is_not_is_told_with_those_there_are(fault: str) -> None:
    done = diagnose("--simulated", "--fault", fault)
    assert done.returncode == 2
    assert repr(fault) in done.stderr and "printer=ok|paper_out" in done.stderr
    assert diagnose("--fault", "printer=paper_out").returncode == 2, "only simulated ones can be ordered"


def test_a_bad_configuration_is_told_with_its_key(folder: Path) -> None:
    text = (folder / "kiosk.toml").read_text(encoding="utf-8")
    (folder / "kiosk.toml").write_text(text.replace("channels = 8", "channels = 99"), encoding="utf-8")
    done = diagnose("--config", str(folder))
    assert done.returncode == 2
    assert "devices.bell.channels" in done.stderr


def test_the_running_kiosk_tells_its_own_diagnosis(folder: Path) -> None:
    with Rig(folder / "out") as rig:
        config = configured_for(load(CONFIG), rig, folder)
        parts = Parts(config, Catalogue(), Listeners(lambda _: None, lambda _: None, lambda _: None))
        try:
            deadline = time.monotonic() + 20
            rig.set_condition("printer", "paper_out")
            found: dict[str, Any] = {}
            while not found.get("running") or "printer" not in found["first_causes"]:
                assert time.monotonic() < deadline, found
                found = json.loads(diagnose("--config", str(folder), "--json").stdout)
            checks = {check["id"]: check for check in found["checks"]}
            assert checks["reader"]["verdict"] == "pass", "its port was not asked for"
            assert checks["reader"]["counters"]["opens"] == 1
            assert checks["printer"]["next_step"] == "装纸，有字的一面朝外；之后会自动补打"
            assert checks["disk"]["since"] and len(checks["disk"]["history"]) == 1
        finally:
            parts.stop()


def test_nothing_is_made_where_no_kiosk_has_run(folder: Path) -> None:
    before = set(folder.iterdir())
    done = diagnose("--config", str(folder), "--json")
    assert done.returncode == 1
    checks = {check["id"]: check for check in json.loads(done.stdout)["checks"]}
    assert checks["database"]["words"] == "还没有数据库：终端第一次运行时会建立"
    assert set(folder.iterdir()) == before


def test_every_words_of_a_driver_have_a_next_step() -> None:
    words = Catalogue()
    ids = [id for id in words.ids if id.startswith("next-")]
    for id in ids:
        for language in LANGUAGES:
            assert words.text(id, language)
        assert id.removeprefix("next-") in words.ids or id in (
            "next-diagnose-try",
            "next-device-no-port-network",
        ), id


def kernel(folder: Path, *faults: str) -> Machine:
    simulated = MachineSimulator(folder)
    for fault in faults:
        simulated.order(*fault.split("="))
    return Machine(simulated.root, lambda _: Room(100_000, simulated.free_mb, simulated.read_only))


@pytest.mark.parametrize("fault", [f"{part}={its}" for part, faults in FAULTS.items() for its in faults])
def test_a_machine_that_is_well_but_for_one_thing(tmp_path: Path, fault: str) -> None:
    settings = load(CONFIG).settings
    for name, verdict in (("well", None), ("ill", fault)):
        machine = kernel(tmp_path / name, *([fault] if verdict else []))
        checks = (
            machine_checks.power_check(machine),
            machine_checks.disk_check(machine, tmp_path),
            machine_checks.memory_check(machine),
            machine_checks.temperature_check(machine),
            machine_checks.network_check(machine, ("store.url",)),
            machine_checks.speaker_check(machine, settings),
            machine_checks.touch_check(machine),
            machine_checks.display_check(machine),
        )
        failed = [check.id for check in checks if check.verdict is Verdict.FAIL]
        expected = [fault.split("=")[0]] if verdict and not fault.startswith("clock") else []
        assert failed == expected


def test_a_machine_that_tells_nothing_is_not_called_ill(tmp_path: Path) -> None:
    machine = Machine(tmp_path / "nothing")
    assert machine.memory_mb() is machine.temperature() is machine.power() is machine.touch_panels() is None
    for check in (
        machine_checks.power_check(machine),
        machine_checks.memory_check(machine),
        machine_checks.temperature_check(machine),
        machine_checks.touch_check(machine),
        machine_checks.display_check(machine),
        machine_checks.network_check(machine, ()),
    ):
        assert check.verdict is Verdict.NOT_CHECKED, check


def test_files_that_are_no_figures_do_no_harm(tmp_path: Path) -> None:
    machine = kernel(tmp_path)
    for name, text in (
        ("proc/meminfo", "MemTotal: lots\n"),
        ("proc/asound/cards", "\0\0garbage]:"),
        ("proc/bus/input/devices", 'N: Name="x"\nB: PROP=zz\n'),
        ("sys/class/thermal/thermal_zone0/temp", "hot\n"),
        ("proc/net/route", "x\n1 2\n"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert machine.memory_mb() is None and machine.temperature() is None
    assert machine.touch_panels() == () and not machine.has_route()


def test_the_machine_under_this_test_tells_what_every_linux_tells() -> None:
    machine = Machine()
    memory = machine.memory_mb()
    assert memory is not None and 0 < memory[0] <= memory[1]
    assert room_of(Path("/tmp/not/there/yet")).free_mb > 0
    assert (machine.uptime_seconds() or 0) > 0


def test_only_what_is_reached_over_the_network_needs_it() -> None:
    config = load(CONFIG)
    assert needs_network(config) == ()
    store = config.settings.store.model_copy(update={"url": "postgresql+psycopg://kiosk@h/kiosk"})
    settings = config.settings.model_copy(update={"store": store})
    assert needs_network(type(config)(settings, config.hall)) == ("store.url",)


def test_a_state_begins_anew_only_when_something_has_changed(tmp_path: Path) -> None:
    config = load(CONFIG)
    simulated = MachineSimulator(tmp_path / "machine")
    machine = Machine(simulated.root, lambda _: Room(100_000, simulated.free_mb, simulated.read_only))
    clock = [datetime(2026, 11, 24, 9).astimezone()]
    store = config.settings.store.model_copy(update={"url": f"sqlite:///{tmp_path}/kiosk.db"})
    config = type(config)(config.settings.model_copy(update={"store": store}), config.hall)
    watch = Watch(config, machine, list, now=lambda: clock[0])

    def disk() -> Any:
        watch.look()
        return next(check for check in watch.checks() if check.id == "disk")

    first = disk()
    for free in (19_000, 18_000):
        clock[0] += timedelta(minutes=1)
        simulated.free_mb = free
        assert disk().since == first.since, "a figure that moves is no new state"
    last = first
    for turn in range(60):
        clock[0] += timedelta(minutes=1)
        simulated.free_mb = 90 if turn % 2 else 20_000
        last = disk()
    assert last.since == clock[0]
    assert len(last.history) == 50
    assert [past.words for past in last.history[-2:]] == ["diagnose-disk-good", "diagnose-disk-full"]


def test_what_is_not_configured_has_no_verdict_and_what_types_is_tried_by_hand() -> None:
    config = load(CONFIG)
    checks = {check.id: check for check in device_checks([], config.settings.devices, config.hall)}
    assert {check.verdict for check in checks.values()} == {Verdict.NOT_CHECKED}
    assert checks["cards"].state == "no_device"
    assert self_tests_of("bell:duty") and self_tests_of("memory") == ()
