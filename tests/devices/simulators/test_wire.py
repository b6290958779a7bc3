"""The cable: same path after unplug and plug, real pace, nothing left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import termios
import threading
import time
from pathlib import Path

import pytest
import serial

from kiosk.devices.simulators import wire as wire_module
from kiosk.devices.simulators.wire import PtyWire, Simulator, Unplugged
from tests.devices.simulators.host import OpenHost


class Echo(Simulator):
    """Sends back what it gets."""

    def __init__(self, wire: PtyWire, baud: int = 115200) -> None:
        super().__init__(wire, baud)
        self.power_losses = 0

    def received(self, data: bytes) -> None:
        self.send(data)

    def quiet(self) -> None:
        pass

    def power_lost(self) -> None:
        self.power_losses += 1


def test_bytes_pass_unchanged_both_ways(wire: PtyWire, open_host: OpenHost) -> None:
    """Raw: a terminal would eat or change 03, 04, 0A, 0D, 11, 13, 7F and echo the rest."""
    every_byte = bytes(range(256))
    host = open_host(wire.path)
    host.write(every_byte)
    assert wire.read(1000, 5.0) == every_byte
    wire.write(every_byte)
    assert host.read(256) == every_byte
    assert host.in_waiting == 0


def test_it_is_raw_even_for_a_host_that_sets_nothing(wire: PtyWire) -> None:
    """As a driver opens /dev/usb/lp0: without pyserial, which would make it raw itself."""
    host = os.open(wire.path, os.O_RDWR | os.O_NOCTTY)
    try:
        os.write(host, b"to\r\n\x03")
        assert wire.read(10, 5.0) == b"to\r\n\x03"
        wire.write(b"fro\r\x7f")
        assert os.read(host, 10) == b"fro\r\x7f"
    finally:
        os.close(host)


def test_a_read_ends_at_its_deadline(wire: PtyWire) -> None:
    started = time.monotonic()
    assert wire.read(10, 0.05) == b""
    assert 0.04 < time.monotonic() - started < 1.0


def test_a_write_that_nobody_reads_ends_at_its_deadline(wire: PtyWire) -> None:
    with pytest.raises(TimeoutError):
        wire.write(bytes(1_000_000), 0.05)


def test_wake_ends_a_read_at_once(wire: PtyWire) -> None:
    threading.Timer(0.05, wire.wake).start()
    started = time.monotonic()
    assert wire.read(10, 20.0) == b""
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(("baud", "count", "seconds"), [(115200, 1295, 0.1124), (9600, 96, 0.1)])
def test_bytes_come_no_faster_than_the_baud_rate(
    wire: PtyWire, open_host: OpenHost, baud: int, count: int, seconds: float
) -> None:
    host = open_host(wire.path, baud)
    data = os.urandom(count)
    started = time.monotonic()
    writer = threading.Thread(target=wire.write_paced, args=(data, baud, threading.Event()))
    writer.start()
    early = host.read(count // 4)
    assert time.monotonic() - started >= seconds / 4
    assert early + host.read(count - len(early)) == data
    assert time.monotonic() - started >= seconds
    writer.join()


def test_pulling_the_wire_is_an_error_for_the_host_and_the_path_goes(
    wire: PtyWire, open_host: OpenHost
) -> None:
    host = open_host(wire.path)
    wire.unplug()
    assert not os.path.lexists(wire.path)
    with pytest.raises(OSError):
        host.read(1)
    with pytest.raises(OSError):
        host.write(b"x")
    with pytest.raises(OSError):
        serial.Serial(wire.path)


def test_pulling_the_wire_wakes_a_host_that_waits(
    wire: PtyWire, open_host: OpenHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the simulator too, which would keep the wire alive for as long as it waits on it."""
    monkeypatch.setattr(wire_module, "QUIET_SECONDS", 20.0)
    host = open_host(wire.path)
    host.timeout = 20
    with Echo(wire) as echo:
        threading.Timer(0.05, echo.unplug).start()
        started = time.monotonic()
        with pytest.raises(OSError):
            host.read(1)
    assert time.monotonic() - started < 10


def test_after_plugging_in_the_same_path_works_again(wire: PtyWire, open_host: OpenHost) -> None:
    path = wire.path
    wire.unplug()
    wire.plug()
    assert wire.path == path
    host = open_host(path)
    with pytest.raises(Unplugged):
        wire.read(1, 0)
    host.write(b"again")
    assert wire.read(10, 5.0) == b"again"


def test_what_is_written_to_a_pulled_wire_is_lost(wire: PtyWire, open_host: OpenHost) -> None:
    wire.unplug()
    wire.write(b"lost")
    wire.plug()
    host = open_host(wire.path)
    wire.write(b"here")
    assert host.read(4) == b"here"


def test_a_reply_cut_by_a_pull_does_not_go_on_after_plugging_in(wire: PtyWire, open_host: OpenHost) -> None:
    host = open_host(wire.path, 9600)
    writer = threading.Thread(target=wire.write_paced, args=(b"x" * 480, 9600, threading.Event()))
    writer.start()
    assert host.read(10) == b"x" * 10
    wire.unplug()
    wire.plug()
    fresh = open_host(wire.path, 9600)
    writer.join()
    assert fresh.in_waiting == 0


def test_a_link_can_be_asked_for_and_is_gone_after_closing(tmp_path: Path, open_host: OpenHost) -> None:
    link = tmp_path / "reader"
    link.symlink_to("/dev/pts/left-by-a-killed-run")
    with PtyWire(link) as wire:
        assert wire.path == str(link)
        host = open_host(str(link))
        wire.write(b"hello")
        assert host.read(5) == b"hello"
    assert list(tmp_path.iterdir()) == []
    wire.plug()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_not_ours_is_never_replaced(tmp_path: Path) -> None:
    precious = tmp_path / "reader"
    precious.write_text("keep")
    with pytest.raises(FileExistsError):
        PtyWire(precious)
    assert precious.read_text() == "keep"


def test_a_wire_without_a_link_cleans_up_its_folder() -> None:
    with PtyWire() as wire:
        folder = Path(wire.path).parent
        assert folder.is_dir()
    assert not folder.exists()


def test_a_simulator_answers_is_told_of_a_pull_and_answers_again(wire: PtyWire, open_host: OpenHost) -> None:
    with Echo(wire) as echo:
        host = open_host(wire.path)
        host.write(b"one")
        assert host.read(3) == b"one"
        echo.unplug()
        echo.plug()
        host = open_host(wire.path)
        host.write(b"two")
        assert host.read(3) == b"two"
        assert echo.power_losses == 1


def test_a_simulator_can_be_stopped_while_it_sends_and_started_again(
    wire: PtyWire, open_host: OpenHost
) -> None:
    host = open_host(wire.path, 9600)
    echo = Echo(wire, baud=9600)
    echo.start()
    with pytest.raises(RuntimeError):
        echo.start()
    host.write(bytes(960))
    assert host.read(1) == b"\0"
    started = time.monotonic()
    echo.stop()
    assert time.monotonic() - started < 0.9, "a second's worth of bytes was sent to the end"
    echo.stop()
    host.reset_input_buffer()
    with echo:
        host.write(b"again")
        assert host.read(5) == b"again"


def test_a_simulator_that_waits_stops_at_once(wire: PtyWire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire_module, "QUIET_SECONDS", 20.0)
    echo = Echo(wire)
    echo.start()
    echo.stop()  # raises when the thread has not ended after five seconds


def test_a_storm_of_pulls_while_both_ends_talk_leaves_a_working_wire(
    wire: PtyWire, open_host: OpenHost
) -> None:
    with Echo(wire) as echo:
        over = threading.Event()

        def host_that_never_gives_up() -> None:
            while not over.is_set():
                try:
                    with serial.Serial(wire.path, 115200, timeout=0.01) as port:
                        port.write(b"ping")
                        port.read(4)
                except (OSError, termios.error):
                    # Pulled just now: what this test is about. Some calls of pyserial let termios.error
                    # through, which is no OSError.
                    continue

        talker = threading.Thread(target=host_that_never_gives_up)
        talker.start()
        for _ in range(50):
            echo.unplug()
            echo.plug()
        over.set()
        talker.join()
        host = open_host(wire.path)
        host.write(b"well")
        assert host.read(4) == b"well"


def test_simulators_run_as_processes_of_their_own(tmp_path: Path, open_host: OpenHost) -> None:
    log = tmp_path / "bell.jsonl"
    reader, bell = tmp_path / "ports" / "reader", tmp_path / "ports" / "bell"
    module = [sys.executable, "-m", "kiosk.devices.simulators"]
    processes = [
        subprocess.Popen([*module[:2], f"{module[2]}.sam", "--link", reader, "--persona", "elder-woman"]),
        subprocess.Popen([*module[:2], f"{module[2]}.relay", "--link", bell, "--log", log]),
    ]
    try:
        wait_for(reader)
        wait_for(bell)
        host = open_host(str(reader))
        host.write(bytes.fromhex("AAAAAA9669 0003 20 01 22"))
        assert host.read(15).hex() == "aaaaaa9669000800009f0000000097"
        host = open_host(str(bell), 9600)
        host.write(bytes.fromhex("A0 01 01 A2 FF"))
        assert host.read(8) == b"CH1: ON\r"
    finally:
        for process in processes:
            process.terminate()
    assert [process.wait(10) for process in processes] == [0, 0]
    assert list(reader.parent.iterdir()) == []
    assert '"channel": 1, "on": true' in log.read_text()


def wait_for(path: Path) -> None:
    deadline = time.monotonic() + 20
    while not path.exists():
        assert time.monotonic() < deadline, f"{path} did not appear"
        time.sleep(0.02)
