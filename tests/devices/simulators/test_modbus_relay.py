"""The Modbus board: published frames in, echoes and bits out, flashes that end by themselves, faults to order."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import serial

from kiosk.devices.simulators.modbus_relay import ModbusFault, ModbusRelaySimulator
from kiosk.devices.simulators.wire import PtyWire
from tests.devices.simulators.host import OpenHost, open_port

FLASH_700_MS = "01 05 02 00 00 07 8D B0"
ON_2, OFF_1 = "01 05 00 01 FF 00 DD FA", "01 05 00 00 00 00 CD CA"
READ_COILS, NONE_ON = "01 01 00 00 00 08 3D CC", "01 01 01 00 51 88"


@pytest.fixture
def board(wire: PtyWire, tmp_path: Path) -> Iterator[ModbusRelaySimulator]:
    with ModbusRelaySimulator(wire, frames_file=tmp_path / "bell.jsonl") as simulator:
        yield simulator


@pytest.fixture
def host(board: ModbusRelaySimulator, open_host: OpenHost) -> serial.Serial:
    return open_host(board.wire.path, 9600)


def ask(host: serial.Serial, request: str, most: int = 8) -> str:
    """The answer as hex; ends when nothing has come for a while."""
    host.write(bytes.fromhex(request))
    host.timeout = 0.4
    answer = host.read(1)
    host.timeout = 0.05
    return (answer + host.read(most - 1)).hex(" ").upper()


def until(condition: Callable[[], bool], seconds: float = 5.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.005)


def test_a_write_is_echoed_and_switches(board: ModbusRelaySimulator, host: serial.Serial) -> None:
    assert ask(host, ON_2) == ON_2
    assert board.states == {number: number == 2 for number in range(1, 9)}
    assert ask(host, READ_COILS).startswith("01 01 01 02")
    assert ask(host, OFF_1) == OFF_1
    assert board.states[2]


def test_a_flash_ends_by_itself(board: ModbusRelaySimulator, host: serial.Serial) -> None:
    assert ask(host, FLASH_700_MS) == FLASH_700_MS
    assert board.states[1]
    until(lambda: not board.states[1])
    on, off = board.log
    assert (on["channel"], on["on"], off["channel"], off["on"]) == (1, True, 1, False)
    assert 0.65 < off["t"] - on["t"] < 1.2


def test_an_order_takes_over_from_a_flash(board: ModbusRelaySimulator, host: serial.Serial) -> None:
    ask(host, FLASH_700_MS)
    ask(host, OFF_1)
    assert not board.states[1]
    ask(host, "01 05 00 00 FF 00 8C 3A")
    time.sleep(0.9)  # longer than the flash would have lasted
    assert board.states[1], "the first flash's end is not the second order's"
    assert len(board.log) == 3


def test_inputs_are_those_that_are_held(board: ModbusRelaySimulator, host: serial.Serial) -> None:
    read = "01 02 00 00 00 08 79 CC"
    assert ask(host, read).startswith("01 02 01 00")
    board.press(3, float("inf"))
    board.press(8, float("inf"))
    assert ask(host, read).startswith("01 02 01 84")
    board.release(3)
    assert ask(host, read).startswith("01 02 01 80")


@pytest.mark.parametrize(
    ("request_", "exception"),
    [
        ("01 05 00 08 FF 00 0D F8", "01 85 02"),  # a ninth relay
        ("01 05 00 FF FF 00 BC 0A", "01 85 02"),  # "all on", which differs between makers
        ("01 05 00 00 12 34 C0 BD", "01 85 03"),
        ("01 01 00 01 00 08 6C 0C", "01 81 02"),
        ("01 01 00 00 00 00 3C 0A", "01 81 03"),
        ("01 03 00 00 00 01 84 0A", "01 83 01"),
    ],
)
def test_what_it_cannot_do_is_an_exception(
    board: ModbusRelaySimulator, host: serial.Serial, request_: str, exception: str
) -> None:
    assert ask(host, request_).startswith(exception)
    assert not any(board.states.values())


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param("01 05 00 01 FF 00 DD FB", id="wrong CRC"),
        pytest.param("01 05 00 01 FF 00 DD", id="half a frame"),
        pytest.param("02 05 00 01 FF 00 DD C9", id="another unit"),
    ],
)
def test_what_is_no_frame_for_it_is_not_answered(
    board: ModbusRelaySimulator, host: serial.Serial, request_: str
) -> None:
    assert ask(host, request_) == ""
    assert board.log == []
    time.sleep(0.1)
    assert ask(host, ON_2) == ON_2


@pytest.mark.parametrize(
    ("fault", "answer", "obeys"),
    [
        (ModbusFault.SILENT, "", False),
        (ModbusFault.WRONG_CRC, "01 05 00 01 FF 00 CD FA", True),
        (ModbusFault.TORN, "01 05 00 01", True),
        (ModbusFault.EXCEPTION, "01 85 04 43 53", False),
        (ModbusFault.OTHER_ECHO, "01 05 00 00 FF 00 8C 3A", True),
        (ModbusFault.NOISE, "00 FF 3C 81 A5 00 7E", True),
    ],
)
def test_each_fault_lasts_as_long_as_ordered(
    board: ModbusRelaySimulator, host: serial.Serial, fault: ModbusFault, answer: str, obeys: bool
) -> None:
    board.fail(fault, times=1)
    assert ask(host, ON_2) == answer
    assert board.states[2] is obeys
    assert ask(host, ON_2) == ON_2


def test_a_stuck_contact_stays_on_until_mended(board: ModbusRelaySimulator, host: serial.Serial) -> None:
    ask(host, "01 05 00 00 FF 00 8C 3A")
    board.fail(ModbusFault.STUCK)
    assert ask(host, OFF_1) == OFF_1
    assert board.states[1]
    board.mend()
    ask(host, OFF_1)
    assert not board.states[1]


def test_pulling_the_cable_does_not_take_its_power(board: ModbusRelaySimulator, host: serial.Serial) -> None:
    ask(host, ON_2)
    board.unplug()
    with pytest.raises(OSError):
        host.read(1)
    assert board.states[2]
    board.plug()


def test_stopping_ends_a_flash_that_is_going_on(wire: PtyWire, open_host: OpenHost) -> None:
    with ModbusRelaySimulator(wire) as board:
        assert ask(open_host(wire.path, 9600), "01 05 02 00 75 30 EA F6") == "01 05 02 00 75 30 EA F6"
        assert board.states[1]


def test_it_runs_at_a_port_of_its_own_and_logs(tmp_path: Path) -> None:
    link, log = tmp_path / "bell", tmp_path / "bell.jsonl"
    command = [sys.executable, "-m", "kiosk.devices.simulators.modbus_relay", "--link", str(link)]
    with subprocess.Popen([*command, "--log", str(log)]) as process:
        until(link.exists, 10)
        with open_port(str(link), 9600) as host:
            assert ask(host, READ_COILS) == NONE_ON
            assert ask(host, FLASH_700_MS) == FLASH_700_MS
            until(lambda: log.exists() and log.read_text().count("\n") == 2)
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    on, off = [json.loads(line) for line in log.read_text().splitlines()]
    assert (on["channel"], on["on"], off["channel"], off["on"]) == (1, True, 1, False)
