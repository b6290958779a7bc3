"""The paging host in both dialects: calls, answers, presses and faults."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import serial

from kiosk.devices.simulators.pager_host import PagerFault, PagerHostSimulator
from kiosk.devices.simulators.wire import PtyWire
from tests.devices.simulators.host import OpenHost, open_port

ON_1, ON_2 = "680A00FF100001011116", "680A00FF100002011216"
OFF_1, TOGGLE_1 = "680A00FF100001021216", "680A00FF100001001016"


@pytest.fixture
def pager(wire: PtyWire) -> Iterator[PagerHostSimulator]:
    with PagerHostSimulator(wire) as simulator:
        yield simulator


@pytest.fixture
def radio(wire: PtyWire) -> Iterator[PagerHostSimulator]:
    with PagerHostSimulator(wire, dialect="hex") as simulator:
        yield simulator


def until(condition: Callable[[], bool], seconds: float = 5.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.005)


def ask(host: serial.Serial, line: bytes) -> bytes:
    host.write(line)
    return host.readline()


def test_a_call_is_answered_and_ends_by_itself(pager: PagerHostSimulator, open_host: OpenHost) -> None:
    assert ask(open_host(pager.wire.path, 9600), b"CALL 5\r\n") == b"OK 5\r\n"
    assert pager.states[5]
    until(lambda: not pager.states[5])
    assert [(entry["channel"], entry["on"]) for entry in pager.log] == [(5, True), (5, False)]


def test_on_lasts_until_off(pager: PagerHostSimulator, open_host: OpenHost) -> None:
    host = open_host(pager.wire.path, 9600)
    assert ask(host, b"ON 20\r\n") == b"OK 20\r\n"
    assert pager.states[20]
    assert ask(host, b"OFF 20\r\n") == b"OK 20\r\n"
    assert not pager.states[20]


@pytest.mark.parametrize("line", [b"CALL 21\r\n", b"CALL 0\r\n", b"call 5\r\n", b"CALL\r\n", b"\xff\r\n"])
def test_what_it_does_not_know_is_an_error(
    pager: PagerHostSimulator, open_host: OpenHost, line: bytes
) -> None:
    assert ask(open_host(pager.wire.path, 9600), line) == b"ERR\r\n"
    assert pager.log == []


def test_who_presses_ends_the_call_and_is_told(pager: PagerHostSimulator, open_host: OpenHost) -> None:
    host = open_host(pager.wire.path, 9600)
    ask(host, b"ON 7\r\n")
    pager.press(7, repeats=2)
    assert [host.readline(), host.readline()] == [b"ACK 7\r\n"] * 2
    assert not pager.states[7]


@pytest.mark.parametrize(
    ("fault", "answer", "obeys"),
    [
        (PagerFault.SILENT, b"", False),
        (PagerFault.REFUSES, b"ERR\r\n", False),
        (PagerFault.OTHER_ECHO, b"OK 4\r\n", True),
        (PagerFault.NOISE, bytes.fromhex("00FF3C81A57E"), True),
    ],
)
def test_each_fault(
    pager: PagerHostSimulator, open_host: OpenHost, fault: PagerFault, answer: bytes, obeys: bool
) -> None:
    host = open_host(pager.wire.path, 9600)
    host.timeout = 0.3
    pager.fault = fault
    assert ask(host, b"ON 3\r\n") == answer
    assert pager.states[3] is obeys
    pager.fault = None
    assert ask(host, b"OFF 3\r\n") == b"OK 3\r\n"


def test_published_frames_switch_and_are_not_answered(radio: PagerHostSimulator, open_host: OpenHost) -> None:
    host = open_host(radio.wire.path, 9600)
    host.write(bytes.fromhex(ON_1 + ON_2 + OFF_1 + TOGGLE_1))
    until(lambda: len(radio.log) == 4)
    assert [(entry["channel"], entry["on"]) for entry in radio.log] == [
        (1, True),
        (2, True),
        (1, False),
        (1, True),
    ]
    host.timeout = 0.2
    assert host.read(1) == b""


def test_a_good_frame_behind_a_broken_one_is_taken(radio: PagerHostSimulator, open_host: OpenHost) -> None:
    wrong_sum = ON_2[:16] + "0016"
    open_host(radio.wire.path, 9600).write(bytes.fromhex(wrong_sum + ON_1))
    until(lambda: len(radio.log) == 1)
    assert radio.states[1]
    assert not radio.states[2]


def test_pulling_the_cable_loses_half_a_line_and_no_power(
    pager: PagerHostSimulator, open_host: OpenHost
) -> None:
    host = open_host(pager.wire.path, 9600)
    ask(host, b"ON 1\r\n")
    host.write(b"OFF ")
    pager.unplug()
    pager.plug()
    assert ask(open_host(pager.wire.path, 9600), b"1\r\n") == b"ERR\r\n"
    assert pager.states[1]


def test_it_runs_at_a_port_of_its_own(tmp_path: Path) -> None:
    link, log = tmp_path / "bell", tmp_path / "bell.jsonl"
    command = [sys.executable, "-m", "kiosk.devices.simulators.pager_host", "--link", str(link)]
    with subprocess.Popen([*command, "--log", str(log)]) as process:
        until(link.exists, 10)
        with open_port(str(link), 9600) as host:
            assert ask(host, b"CALL 2\r\n") == b"OK 2\r\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    assert '"channel": 2, "on": true' in log.read_text()
