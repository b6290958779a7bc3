"""The printer at the far end: its answers byte for byte, its faults, and what becomes of a job they meet."""

from __future__ import annotations

import contextlib
import queue
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import serial
from PIL import Image

from kiosk.devices.simulators.printer import BUFFER_BYTES, PrinterSimulator
from kiosk.devices.simulators.printer_status import NONE, Fault
from kiosk.devices.simulators.wire import PtyWire
from tests.devices.simulators.host import OpenHost, open_port

CUT = bytes.fromhex("1D564210")
TICKET = b"\x1b\x40\x1c\x26" + "绿001\n二楼\n".encode("gb18030") + CUT
PROCESS_ID = bytes.fromhex("1D28480600 3030 4B303031")  # answer K001 when all before is printed
PROCESSED = bytes.fromhex("3722 4B303031 00")
PICTURE_ROWS = 2000
PICTURE = b"\x1d\x76\x30\x00\x48\x00" + PICTURE_ROWS.to_bytes(2, "little") + b"\x55" * 72 * PICTURE_ROWS

Tickets = queue.Queue[Image.Image]
StartPrinter = Callable[..., PrinterSimulator]


@pytest.fixture
def tickets() -> Tickets:
    """What on_ticket was given."""
    return queue.Queue()


@pytest.fixture
def start(wire: PtyWire, tickets: Tickets) -> Iterator[StartPrinter]:
    """Starts a printer on the pty with the options given."""
    with contextlib.ExitStack() as running:

        def start_and_keep(**options: Any) -> PrinterSimulator:
            return running.enter_context(PrinterSimulator(wire, on_ticket=tickets.put, **options))

        yield start_and_keep


@pytest.fixture
def host(wire: PtyWire, open_host: OpenHost) -> serial.Serial:
    return open_host(wire.path)


def status(host: serial.Serial, n: int) -> bytes:
    host.write(b"\x10\x04" + bytes([n]))
    return host.read(1)


def twice(host: serial.Serial) -> bytes:
    """Two printer states, one asked for after the other came: had it anything else to say, it stood here."""
    return status(host, 1) + status(host, 1)


def until_printed(host: serial.Serial) -> None:
    host.write(PROCESS_ID)
    assert host.read(len(PROCESSED)) == PROCESSED


@pytest.mark.parametrize(
    ("faults", "answers"),
    [
        (NONE, "16 12 12 12"),
        (Fault.PAPER_OUT, "1E 32 12 72"),
        (Fault.NEAR_END, "16 12 12 1E"),
        (Fault.PAPER_OUT | Fault.NEAR_END, "1E 32 12 7E"),
        (Fault.COVER_OPEN, "1E 16 12 12"),
        (Fault.CUTTER_JAMMED, "1E 52 1A 12"),
        (Fault.OFFLINE, "1E 12 12 12"),
        (Fault.COVER_OPEN | Fault.PAPER_OUT, "1E 36 12 72"),
    ],
)
def test_status_requests_are_answered_with_the_published_bits(
    start: StartPrinter, host: serial.Serial, faults: Fault, answers: str
) -> None:
    printer = start()
    printer.fail(faults)
    assert b"".join(status(host, n) for n in (1, 2, 3, 4)) == bytes.fromhex(answers)
    printer.mend()
    assert b"".join(status(host, n) for n in (1, 2, 3, 4)) == bytes.fromhex("16 12 12 12")


def test_a_status_that_the_printer_does_not_have_is_not_answered(
    start: StartPrinter, host: serial.Serial
) -> None:
    start()
    host.write(b"\x10\x04\x05\x10\x04\x00")
    assert twice(host) == b"\x16\x16"


def test_a_ticket_comes_out_as_a_picture(start: StartPrinter, host: serial.Serial, tickets: Tickets) -> None:
    printer = start()
    before = time.perf_counter()
    host.write(TICKET)
    ticket = tickets.get(timeout=5)
    assert printer.last_byte_at is not None
    assert before < printer.last_byte_at < time.perf_counter()
    assert printer.paper.texts() == ["绿001\n二楼"]
    assert ticket.width == 640
    assert printer.picture() == ticket
    assert printer.received == TICKET


def test_status_requests_do_not_count_as_the_last_byte(start: StartPrinter, host: serial.Serial) -> None:
    printer = start()
    host.write(TICKET)
    until_printed(host)
    last = printer.last_byte_at
    assert status(host, 1) == b"\x16"
    assert printer.last_byte_at == last


def test_automatic_status_comes_at_once_and_at_each_change(start: StartPrinter, host: serial.Serial) -> None:
    printer = start()
    host.write(b"\x1d\x61\x0f")
    assert host.read(4) == bytes.fromhex("14 00 00 00")
    for fault, bytes_told in (
        (Fault.COVER_OPEN, "3C 00 00 00"),
        (Fault.PAPER_OUT, "1C 00 0C 00"),
        (Fault.NEAR_END, "14 00 03 00"),
        (Fault.CUTTER_JAMMED, "1C 08 00 00"),
        (Fault.OFFLINE, "1C 00 00 00"),
    ):
        printer.fail(fault)
        assert host.read(4) == bytes.fromhex(bytes_told)
        printer.mend()
        assert host.read(4) == bytes.fromhex("14 00 00 00")


def test_automatic_status_is_silent_about_what_was_not_asked_for(
    start: StartPrinter, host: serial.Serial
) -> None:
    printer = start()
    host.write(b"\x1d\x61\x08")
    assert host.read(4) == bytes.fromhex("14 00 00 00")
    printer.fail(Fault.COVER_OPEN | Fault.CUTTER_JAMMED)
    assert twice(host) == b"\x1e\x1e"
    printer.fail(Fault.PAPER_OUT)
    assert host.read(4) == bytes.fromhex("3C 08 0C 00")
    printer.mend()
    assert host.read(4) == bytes.fromhex("14 00 00 00")
    host.write(b"\x1d\x61\x00")
    assert twice(host) == b"\x16\x16"
    printer.fail(Fault.PAPER_OUT)
    assert twice(host) == b"\x1e\x1e"


def test_gs_r_waits_its_turn_and_is_not_done_after_paper_end(
    start: StartPrinter, host: serial.Serial
) -> None:
    printer = start(after_refill="continue")
    host.write(b"\x1d\x72\x01")
    assert host.read(1) == b"\x00"
    printer.fail(Fault.NEAR_END)
    host.write(b"\x1d\x72\x31")
    assert host.read(1) == b"\x03"
    printer.fail(Fault.PAPER_OUT)
    host.write(b"\x1d\x72\x01")
    assert twice(host) == b"\x1e\x1e"
    printer.mend()
    assert host.read(1) == b"\x00"


def test_a_process_id_comes_back_when_the_paper_is_out(
    start: StartPrinter, host: serial.Serial, tickets: Tickets
) -> None:
    start(mm_per_second=100)
    started = time.monotonic()
    host.write(TICKET + PROCESS_ID)
    assert status(host, 1) == b"\x16"  # overtakes what is being printed
    assert tickets.empty()
    assert host.read(len(PROCESSED)) == PROCESSED
    # Two lines of 30 dots, and 96 + 16 to the cutter: 21.5 mm; the cut itself does not wait for the feed.
    assert time.monotonic() - started >= 0.2
    assert tickets.qsize() == 1


def test_a_clone_says_nothing_to_a_process_id(start: StartPrinter, host: serial.Serial) -> None:
    start(answers_process_id=False)
    host.write(PROCESS_ID)
    assert twice(host) == b"\x16\x16"


def test_paper_ends_in_the_middle_of_a_ticket_and_the_rest_is_lost(
    start: StartPrinter, host: serial.Serial, tickets: Tickets
) -> None:
    printer = start()
    printer.run_out_after(len(TICKET) - 8)  # before 楼
    host.write(TICKET)
    assert status(host, 4) == b"\x72"
    assert tickets.empty()
    assert printer.paper.text() == "绿001"
    printer.mend()
    host.write(b"\n" + CUT)
    tickets.get(timeout=5)
    assert printer.paper.texts() == ["绿001"]


def test_some_printers_go_on_with_the_ticket_after_refilling(
    start: StartPrinter, host: serial.Serial, tickets: Tickets
) -> None:
    printer = start(after_refill="continue")
    printer.run_out_after(len(TICKET) - 8)
    host.write(TICKET)
    assert status(host, 4) == b"\x72"
    assert tickets.empty()
    printer.mend()
    tickets.get(timeout=5)
    assert printer.paper.texts() == ["绿001\n二楼"]


def test_paper_ends_in_the_middle_of_a_picture(start: StartPrinter, host: serial.Serial) -> None:
    printer = start()
    printer.run_out_after(8 + 72 * 500)
    host.write(PICTURE)
    assert status(host, 2) == b"\x32"
    assert printer.picture().height == 96 + 500


@pytest.mark.parametrize("fault", [Fault.PAPER_OUT, Fault.COVER_OPEN, Fault.CUTTER_JAMMED])
def test_a_stopped_printer_takes_and_drops_a_job_of_any_length(
    start: StartPrinter, host: serial.Serial, tickets: Tickets, fault: Fault
) -> None:
    printer = start()
    printer.fail(fault)
    host.write(TICKET + PICTURE)
    assert status(host, 1) == b"\x1e"
    printer.mend()
    host.write(TICKET)
    tickets.get(timeout=5)
    assert printer.paper.texts() == ["绿001\n二楼"]


def test_a_printer_switched_off_line_prints_later(
    start: StartPrinter, host: serial.Serial, tickets: Tickets
) -> None:
    printer = start()
    printer.fail(Fault.OFFLINE)
    host.write(TICKET)
    assert status(host, 1) == b"\x1e"
    assert tickets.empty()
    printer.mend(Fault.OFFLINE)
    assert tickets.get(timeout=5)


def test_a_cutter_jams_when_it_cuts(start: StartPrinter, host: serial.Serial, tickets: Tickets) -> None:
    printer = start()
    printer.jam_at_next_cut()
    host.write(TICKET)
    assert [status(host, n) for n in (1, 2, 3)] == [b"\x1e", b"\x52", b"\x1a"]
    assert tickets.empty()
    printer.mend(Fault.CUTTER_JAMMED)
    host.write(CUT)
    tickets.get(timeout=5)
    assert printer.paper.texts() == ["绿001\n二楼"]


def test_a_dead_printer_swallows_everything_and_wakes_up_new(
    start: StartPrinter, host: serial.Serial, tickets: Tickets
) -> None:
    printer = start()
    host.write(b"\x1c\x26\x1d\x61\x0f")
    assert host.read(4) == bytes.fromhex("14 00 00 00")
    received = len(printer.received)
    printer.fail(Fault.DEAD)
    host.write(TICKET + b"\x10\x04\x01")
    host.timeout = 0.2
    assert host.read(1) == b""
    assert len(printer.received) == received
    host.timeout = 5
    printer.mend()
    printer.fail(Fault.NEAR_END)  # automatic status is off again
    assert twice(host) == b"\x16\x16"
    host.write("绿\n".encode("gb18030") + CUT)  # and so is Chinese mode
    tickets.get(timeout=5)
    assert printer.paper.texts() == ["┬╠"]


def test_a_slow_printer_makes_the_host_wait(start: StartPrinter, host: serial.Serial) -> None:
    printer = start(mm_per_second=20)
    host.write_timeout = 0.3
    with pytest.raises(serial.SerialTimeoutException):
        host.write(PICTURE)
    printed = (printer.picture().height - 96) * 72
    assert 0 < printed < 10_000
    assert BUFFER_BYTES - 200 <= len(printer.received) - printed <= BUFFER_BYTES + 200


def test_a_stopped_printer_that_keeps_its_job_makes_the_host_wait(
    start: StartPrinter, host: serial.Serial, tickets: Tickets
) -> None:
    printer = start(after_refill="continue")
    printer.fail(Fault.COVER_OPEN)
    host.write_timeout = 0.3
    with pytest.raises(serial.SerialTimeoutException):
        host.write(PICTURE)
    assert BUFFER_BYTES <= len(printer.received) < BUFFER_BYTES + 2 * 72
    printer.mend()
    host.write_timeout = 5.0
    # The host gave up within the picture; the printer still waits for its last rows.
    host.write(b"\x00" * len(PICTURE) + b"\n" + CUT)
    assert tickets.get(timeout=5).height >= PICTURE_ROWS


def test_bytes_are_taken_at_the_pace_of_the_baud_rate(
    start: StartPrinter, host: serial.Serial, tickets: Tickets
) -> None:
    start(baud=9600)
    started = time.monotonic()
    host.write(b"\x1b\x40" * 96 + TICKET)
    tickets.get(timeout=5)
    seconds = (2 * 96 + len(TICKET)) * 10 / 9600
    assert time.monotonic() - started >= seconds


def test_a_pulled_cable_is_put_back(
    start: StartPrinter, host: serial.Serial, wire: PtyWire, open_host: OpenHost
) -> None:
    printer = start()
    assert status(host, 1) == b"\x16"
    printer.unplug()
    with pytest.raises((serial.SerialException, OSError)):
        status(host, 1)
    assert not Path(wire.path).exists()
    printer.plug()
    assert status(open_host(wire.path), 1) == b"\x16"


def test_start_and_stop_are_told_apart(wire: PtyWire) -> None:
    printer = PrinterSimulator(wire)
    printer.start()
    with pytest.raises(RuntimeError):
        printer.start()
    printer.stop()
    printer.stop()
    with printer, contextlib.closing(open_port(wire.path)) as host:
        assert status(host, 1) == b"\x16"


def test_a_process_of_its_own_leaves_tickets_in_a_folder(tmp_path: Path) -> None:
    link, out = tmp_path / "printer", tmp_path / "out"
    arguments = ["--link", str(link), "--out", str(out), "--fault", "near_end"]
    command = [sys.executable, "-m", "kiosk.devices.simulators.printer", *arguments]
    with subprocess.Popen(command) as process:
        try:
            deadline = time.monotonic() + 20
            while not link.exists() and time.monotonic() < deadline:
                time.sleep(0.02)
            with contextlib.closing(open_port(str(link))) as host:
                host.write(TICKET)
                until_printed(host)
                assert status(host, 4) == b"\x1e"
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    with Image.open(out / "ticket-001.png") as ticket:
        assert ticket.width == 640
    assert (out / "received.bin").read_bytes().startswith(TICKET)
    assert not link.is_symlink()
