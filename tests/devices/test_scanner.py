"""The serial scanner against the simulated one, under the real supervisor."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.devices.scanner.serial import SerialScanner
from kiosk.devices.simulators.scanner import ScannerSimulator
from kiosk.devices.simulators.wire import PtyWire
from kiosk.devices.status import DeviceState
from kiosk.devices.transport import SerialTransport
from tests.devices.test_scanner_code import TOKEN
from tests.devices.test_supervisor import Watch
from tests.devices.told import Told, supervised

OTHER = TOKEN.replace(".17.", ".18.")
CITIZEN = "11010519491231002X"  # what somebody may hold under the scanner


@dataclass(frozen=True)
class Desk:
    """A scanner on its cable and what the kiosk was told. A rejection is told as ''."""

    scanner: ScannerSimulator
    watch: Watch
    told: Told[str]

    def all_after(self, last: str = OTHER) -> list[str]:
        """Scan one more ticket; what came before it is certain then."""
        self.scanner.scan(last)
        deadline = time.monotonic() + 5
        while last not in (told := self.told.all):
            assert time.monotonic() < deadline, told
            self.told.wait(len(told) + 1)
        return told[: told.index(last)]


@contextmanager
def desk(suffix: bytes = b"\r") -> Generator[Desk]:
    told = Told[str]()
    with PtyWire() as wire, ScannerSimulator(wire, suffix=suffix, baud=115200) as scanner:
        driver = SerialScanner(SerialTransport(wire.path, 9600), told, lambda: told(""))
        with supervised(driver) as watch:
            watch.wait_for(DeviceState.ONLINE)
            yield Desk(scanner, watch, told)


@pytest.mark.parametrize("suffix", [b"\r", b"\n", b"\r\n"])
def test_a_ticket_is_told_once(suffix: bytes) -> None:
    with desk(suffix) as at:
        at.scanner.scan(TOKEN)
        assert at.all_after() == [TOKEN]


def test_a_ticket_is_told_soon() -> None:
    with desk() as at:
        started = time.monotonic()
        at.scanner.scan(TOKEN)
        at.told.wait(1)
        assert time.monotonic() - started < 0.5


def test_whatever_else_is_scanned_is_only_counted() -> None:
    texts = [CITIZEN, "https://example.org/", "\x1b[A\t ", "绿色通道", TOKEN[:19], "\x04\x18\x7f"]
    with desk() as at:
        for text in texts:
            at.scanner.scan(text)
        assert at.all_after() == [""] * len(texts)


def test_nothing_of_a_rejected_scan_is_logged_or_told(log_to_a_file: Path) -> None:
    with desk() as at:
        at.scanner.scan(CITIZEN)
        assert at.all_after() == [""]
        at.scanner.scan_and_pull(CITIZEN, 12)
        assert CITIZEN[:6] not in repr(at.watch.wait_for(DeviceState.POWER_OFF))
    assert not log_to_a_file.exists() or CITIZEN[:6] not in log_to_a_file.read_text()


def test_two_codes_in_one_breath_are_two_with_a_line_end_and_none_without() -> None:
    with desk() as at:
        at.scanner.scan_glued(TOKEN, TOKEN, b"\r")
        assert at.all_after() == [TOKEN, TOKEN]
    with desk() as at:
        at.scanner.scan_glued(TOKEN, TOKEN)
        assert at.all_after() == [""]


def test_an_overlong_code_is_thrown_away_whole() -> None:
    with desk() as at:
        at.scanner.scan_overlong(4000, TOKEN)
        assert at.all_after() == [""]


def test_noise_is_forgotten_and_the_next_code_after_a_rest_is_whole() -> None:
    with desk() as at:
        at.scanner.noise(300)
        assert at.told.wait(1) == [""]
        assert at.all_after() == [""]


@pytest.mark.parametrize("at_byte", [1, len(TOKEN)])
def test_a_torn_code_is_told_as_rejected_and_the_next_one_is_read(at_byte: int) -> None:
    with desk() as at:
        at.scanner.scan_torn(TOKEN, at_byte)
        assert at.told.wait(1) == [""]
        assert at.all_after() == [""]


def pulled_and_back(at_byte: int) -> None:
    """The half that came before the pull must not be joined to what comes after."""
    with desk() as at:
        at.scanner.scan_and_pull(TOKEN, at_byte)
        at.watch.wait_for(DeviceState.POWER_OFF)
        at.scanner.plug()
        back = time.monotonic()
        at.watch.wait_for(DeviceState.ONLINE, times=2)
        assert time.monotonic() - back < 2
        at.scanner.scan(TOKEN[at_byte:])
        at.scanner.scan(TOKEN)
        assert at.all_after().count(TOKEN) == (2 if at_byte == 0 else 1)


@pytest.mark.parametrize("at_byte", [0, 30])
def test_pulled_in_a_code_and_back_it_reads_again(at_byte: int) -> None:
    pulled_and_back(at_byte)


@pytest.mark.slow
@pytest.mark.parametrize("at_byte", range(len(TOKEN) + 1))
def test_pulled_at_every_byte_of_a_code_and_back_it_reads_again(at_byte: int) -> None:
    pulled_and_back(at_byte)


def test_a_flapping_plug_ends_in_a_scanner_that_reads() -> None:
    with desk() as at:
        for _ in range(20):
            at.scanner.unplug()
            at.scanner.plug()
        deadline = time.monotonic() + 5
        while at.told.all.count(TOKEN) == 0:
            assert time.monotonic() < deadline
            at.scanner.scan(TOKEN)
            at.scanner.pause(0.05)


def test_what_was_scanned_while_nobody_listened_is_not_told() -> None:
    told = Told[str]()
    with PtyWire() as wire, ScannerSimulator(wire, baud=115200) as scanner:
        scanner.scan(TOKEN)
        driver = SerialScanner(SerialTransport(wire.path, 9600), told, lambda: told(""))
        with supervised(driver) as watch:
            watch.wait_for(DeviceState.ONLINE)
            assert Desk(scanner, watch, told).all_after() == []


def test_half_a_code_from_before_a_reopening_is_void_however_quick_it_was() -> None:
    told = Told[str]()
    with PtyWire() as wire:
        driver = SerialScanner(SerialTransport(wire.path, 9600), told, lambda: told(""))
        driver.open()
        wire.write(TOKEN[:20].encode())
        driver.poll()
        driver.close()
        driver.open()
        wire.write(TOKEN[20:].encode() + b"\r")
        driver.poll()
        driver.close()
    assert told.all == [""]


def test_a_port_that_is_not_there_is_named(tmp_path: Path) -> None:
    driver = SerialScanner(SerialTransport(str(tmp_path / "none"), 9600), lambda _: None, lambda: None)
    with supervised(driver) as watch:
        assert watch.wait_for(DeviceState.POWER_OFF).words == "device-no-port"
