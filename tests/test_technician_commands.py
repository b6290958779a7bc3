"""`kiosk printer probe`, `kiosk staff`, and the advice of `kiosk config check` about ports that change their names."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kiosk.commands import app
from kiosk.devices.simulators.printer import PrinterSimulator
from kiosk.devices.simulators.wire import PtyWire

CONFIG = Path(__file__).parents[1] / "config"
Kiosk = Callable[..., subprocess.CompletedProcess[str]]


def kiosk(*words: str, config: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kiosk", *words, "--config", str(config)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hall.toml").write_bytes((CONFIG / "hall.toml").read_bytes())
    text = (CONFIG / "kiosk.toml").read_text(encoding="utf-8").replace("/var/lib/kiosk", str(tmp_path))
    (tmp_path / "kiosk.toml").write_text(text, encoding="utf-8")
    return tmp_path


def change(folder: Path, old: str, new: str) -> None:
    path = folder / "kiosk.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_probe_page_shows_each_way_beside_its_picture(folder: Path) -> None:
    with PtyWire() as wire, PrinterSimulator(wire) as far_end:
        change(
            folder, '{ kind = "node", path = "/dev/usb/lp0" }', f'{{ kind = "node", path = "{wire.path}" }}'
        )
        done = kiosk("printer", "probe", config=folder)
        assert done.returncode == 0, done.stderr
        (text,) = far_end.paper.texts()
    assert "绿色通道 医保 社保" in text
    assert "镕 堃 喆" in text
    assert text.splitlines()[-1].startswith("1 ok: gb2312")


def test_a_printer_that_is_not_there_is_told_in_one_line(folder: Path) -> None:
    done = kiosk("printer", "probe", config=folder)
    assert done.returncode == 1
    assert "/dev/usb/lp0" in done.stderr
    assert "Traceback" not in done.stderr


def test_staff_are_added_listed_and_removed(folder: Path) -> None:
    assert kiosk("staff", "add", "志愿者小王", "volunteer Xiao Wang", config=folder).returncode == 0
    assert kiosk("staff", "list", config=folder).stdout == (
        "1 志愿者小王 (volunteer Xiao Wang) volunteer: no way in yet\n"
    )
    assert kiosk("staff", "remove", "1", config=folder).returncode == 0
    assert kiosk("staff", "list", config=folder).stdout == ""


def test_an_unknown_role_names_those_there_are(folder: Path) -> None:
    done = kiosk("staff", "add", "甲", "A", "--role", "boss", config=folder)
    assert done.returncode == 2
    assert "volunteer, duty_leader, technician" in done.stderr


def test_a_port_named_by_its_number_is_advised_against(folder: Path) -> None:
    assert "another number" not in kiosk("config", "check", config=folder).stdout
    change(folder, "/dev/serial/by-id/call-bell", "/dev/ttyUSB1")
    done = kiosk("config", "check", config=folder)
    assert done.returncode == 0
    assert "devices.bell.connection.port: /dev/ttyUSB1" in done.stdout


def test_what_no_station_is_there_for_is_told_and_is_no_mistake(folder: Path) -> None:
    hall = folder / "hall.toml"
    text = hall.read_text(encoding="utf-8")
    hall.write_text(text.replace('role = "sign_language"', 'role = "security"'), encoding="utf-8")
    done = kiosk("config", "check", config=folder)
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stdout.splitlines() if line.startswith("stations: none of role")]
    assert [line.split()[4].rstrip(";") for line in lines] == ["sign_language", "wheelchair"]
    assert "咨询导服台 first" in lines[0]


def with_pin(folder: Path, *answers: str) -> Result:
    """`kiosk staff pin 1`, its questions answered as at a keyboard."""
    typed = "".join(f"{answer}\n" for answer in answers)
    return CliRunner().invoke(app, ["staff", "pin", "1", "--config", str(folder)], input=typed)


def test_a_pin_is_asked_for_twice_and_shown_nowhere(folder: Path) -> None:
    kiosk("staff", "add", "志愿者小王", "volunteer Xiao Wang", config=folder)
    done = with_pin(folder, "260817", "260817")
    assert done.exit_code == 0, done.output
    assert "260817" not in done.output
    assert kiosk("staff", "list", config=folder).stdout.endswith("volunteer: PIN\n")


@pytest.mark.parametrize(
    ("typed", "words"), [("123456", "guessed first"), ("2608", "6 digits"), ("26081x", "6 digits")]
)
def test_a_bad_pin_is_told_why(folder: Path, typed: str, words: str) -> None:
    kiosk("staff", "add", "志愿者小王", "volunteer Xiao Wang", config=folder)
    done = with_pin(folder, typed, typed)
    assert done.exit_code == 1
    assert words in done.output


def test_the_trail_is_verified_and_listed_by_command(folder: Path) -> None:
    kiosk("staff", "add", "志愿者小王", "volunteer Xiao Wang", config=folder)
    done = kiosk("audit", "verify", config=folder)
    assert (done.returncode, done.stdout.split(",")[0]) == (0, "1 lines")
    assert "命令行 新增人员 staff 1" in kiosk("audit", "list", config=folder).stdout
    with sqlite3.connect(folder / "kiosk.db") as ledger:
        ledger.execute("DROP TRIGGER audit_no_update")
        ledger.execute("UPDATE audit SET subject = 'staff 9'")
    broken = kiosk("audit", "verify", config=folder)
    assert (broken.returncode, broken.stderr.strip()) == (1, "line 1 is changed; 1 lines in all")
