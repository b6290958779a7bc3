"""`kiosk devices --json`: of the running kiosk from its file, else asked now. Nothing personal is in it."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from kiosk.config import load
from kiosk.devices.simulators.rig import Rig, configured_for
from kiosk.devices.status import DeviceReport, DeviceState, DeviceStatus
from kiosk.diagnostics.state_file import StateFile, read_running
from kiosk.parts import Listeners, Parts
from kiosk.text import Catalogue

CONFIG = Path(__file__).parents[1] / "config"


def ask(config: Path) -> list[dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "devices", "--json", "--config", str(config)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A configuration whose ports do not exist and whose state file is here."""
    (tmp_path / "hall.toml").write_bytes((CONFIG / "hall.toml").read_bytes())
    text = (CONFIG / "kiosk.toml").read_text(encoding="utf-8")
    text = text.replace("/var/lib/kiosk/devices.json", str(tmp_path / "devices.json"))
    (tmp_path / "kiosk.toml").write_text(text.replace("/dev/", f"{tmp_path}/dev/"), encoding="utf-8")
    return tmp_path


def test_without_a_running_kiosk_each_device_is_asked(folder: Path) -> None:
    devices = ask(folder)
    assert [device["device"] for device in devices] == ["reader", "printer", "bell"]
    assert {device["words"] for device in devices} == {"找不到端口：检查线和配置里的端口名"}
    assert {device["ready"] for device in devices} == {False}


def test_the_running_kiosk_tells_without_giving_up_its_ports(folder: Path) -> None:
    with Rig(folder / "out") as rig:
        config = configured_for(load(CONFIG), rig, folder)
        parts = Parts(config, Catalogue(), Listeners(lambda _: None, lambda _: None, lambda _: None))
        try:
            deadline = time.monotonic() + 20
            while not all(status.ready for status in parts.statuses) and time.monotonic() < deadline:
                time.sleep(0.02)
            rig.set_condition("printer", "paper_out")
            devices: dict[str, dict[str, Any]] = {}
            while not devices or (devices["printer"]["paper"] != "out" and time.monotonic() < deadline):
                devices = {device["device"]: device for device in ask(folder)}
            assert devices["reader"]["ready"]
            assert devices["reader"]["opens"] == 1
            assert devices["reader"]["bytes_read"] > 0
            assert devices["printer"]["words"] == "没有纸：请装纸"
            assert devices["printer"]["last_fault"]["paper"] == "out"
            assert [state["state"] for state in devices["bell"]["history"]] == ["online"]
        finally:
            parts.stop()
    assert read_running(folder / "devices.json") is None


def test_a_file_that_a_killed_kiosk_left_behind_is_not_believed(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    path = tmp_path / "devices.json"
    path.write_text(json.dumps({"pid": ended.pid, "devices": []}), encoding="utf-8")
    assert read_running(path) is None


def test_a_full_disk_stops_no_device(tmp_path: Path) -> None:
    """/dev/full takes no byte; the file cannot be put beside it either."""
    status = DeviceStatus("reader", DeviceState.ONLINE, "device-online")
    report = DeviceReport(status, 1, 0, 0, 0, None, None, (status,))
    file = StateFile(Path("/dev/full/x"), lambda: [report], list, Catalogue(), "zh-CN")
    file.start()
    file.changed(status)
    assert file._thread.is_alive()
    file._path = tmp_path / "x"
    deadline = time.monotonic() + 10
    while not file._path.exists() and time.monotonic() < deadline:
        file.changed(status)
        time.sleep(0.02)
    assert file._path.exists(), "it goes on when there is room again"
    file.stop()
    assert not file._path.exists()
