"""`--devices configured`: the far ends are programs of their own, reached only by the ports in the config."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SHIPPED = HERE.parents[1] / "config"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def hall(tmp_path: Path) -> Generator[Path]:
    """A configuration folder whose ports lead to three simulators in processes of their own."""
    port = free_port()
    far_ends = [
        ["sam", "--link", str(tmp_path / "reader"), "--persona", "blind-man-45"],
        ["printer", "--tcp", str(port), "--out", str(tmp_path / "paper")],
        ["relay", "--link", str(tmp_path / "bell"), "--log", str(tmp_path / "bell.jsonl")],
    ]
    processes = [
        subprocess.Popen([sys.executable, "-m", f"kiosk.devices.simulators.{name}", *options])
        for name, *options in far_ends
    ]
    config = tmp_path / "config"
    config.mkdir()
    # Open day and night: CI runs at any hour.
    hall_toml = (SHIPPED / "hall.toml").read_text(encoding="utf-8")
    first = hall_toml.index("[[hours]]")
    always = "[[hours]]\nopens = 00:00:00\ncloses = 23:59:59\nweekdays = [1, 2, 3, 4, 5, 6, 7]\n\n"
    rest = hall_toml.index("# Days that are not as their weekday says")
    (config / "hall.toml").write_text(hall_toml[:first] + always + hall_toml[rest:], encoding="utf-8")
    (config / "kiosk.toml").write_text(
        f"""
[screen]
width_mm = 336
height_mm = 598
[devices.reader]
connection = {{ port = "{tmp_path / "reader"}" }}
[devices.printer]
connection = {{ kind = "tcp", host = "127.0.0.1", port = {port} }}
[devices.bell]
driver = "lcus"
connection = {{ port = "{tmp_path / "bell"}", baud = 9600 }}
[store]
url = "sqlite:///{tmp_path / "state" / "kiosk.db"}"
key_file = "{tmp_path / "state" / "kiosk.key"}"
""",
        encoding="utf-8",
    )
    deadline = time.monotonic() + 20
    while not all((tmp_path / name).exists() for name in ("reader", "bell")) or not answers(port):
        assert time.monotonic() < deadline, "the far ends did not come up"
        time.sleep(0.05)
    yield config
    for process in processes:
        process.terminate()
    for process in processes:
        process.wait(10)


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def kiosk(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kiosk", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=110, check=False)


def test_a_card_on_somebody_elses_reader_becomes_somebody_elses_paper(hall: Path, tmp_path: Path) -> None:
    script = tmp_path / "visit.toml"
    lines = (HERE / "blind-ticket.toml").read_text(encoding="utf-8").splitlines()
    # The card stays where it is: nobody is at the far end to take it.
    script.write_text("\n".join([*lines[: lines.index("  { remove_card = true },")], "]"]), encoding="utf-8")
    done = kiosk(
        "visit", str(script), "--out", str(tmp_path / "out"), "--devices", "configured", "--config", str(hall)
    )
    assert done.returncode == 0, done.stdout + done.stderr
    visit = json.loads((tmp_path / "out" / "visit.json").read_text(encoding="utf-8"))
    assert visit["devices"] == "configured"
    assert any("far end" in step["result"] for step in visit["steps"])
    assert (tmp_path / "paper" / "ticket-001.png").stat().st_size > 1000
    assert any(json.loads(line)["on"] for line in (tmp_path / "bell.jsonl").read_text().splitlines())


def test_diagnose_asks_each_device(hall: Path) -> None:
    with (hall / "kiosk.toml").open("a", encoding="utf-8") as file:
        file.write("[speech]\nenabled = false\n")  # a machine for tests may have no sound card
    done = kiosk("diagnose", "--config", str(hall))
    assert done.returncode == 0, done.stdout + done.stderr
    *parts, weekly = done.stdout.splitlines()
    assert weekly[0] == "-" and {line[0] for line in parts} == {"+", "?"}
    for name in ("身份证阅读器", "小票打印机", "呼叫铃"):
        assert any(line.startswith(f"+ {name}: 正常") for line in parts)
    assert "kiosk emergency test" in done.stdout, "nobody has heard its bells yet"
    assert "05.01-" in done.stdout, "the SAM's id"


def test_diagnose_names_what_is_missing(tmp_path: Path) -> None:
    done = kiosk("diagnose")
    assert done.returncode == 1
    assert "找不到端口" in done.stdout
