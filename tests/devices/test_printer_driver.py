"""The driver against the simulated printer on a pty and over TCP: what it says is what the paper shows."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import pytest
from pyzbar.pyzbar import decode

from kiosk.devices.printer.driver import EscPosPrinter, PrintOutcome
from kiosk.devices.simulators.printer import PrinterSimulator
from kiosk.devices.simulators.printer_lines import TcpWire
from kiosk.devices.simulators.printer_status import Fault
from kiosk.devices.simulators.wire import PtyWire
from kiosk.devices.status import DeviceState, PaperState
from kiosk.devices.transport import NodeTransport, SerialTransport, TcpTransport
from tests.devices.test_escpos import FACE


@contextmanager
def printing(**options: Any) -> Generator[tuple[EscPosPrinter, PrinterSimulator]]:
    asb = bool(options.pop("asb", False))
    status_seconds = float(options.pop("status_seconds", 0.3))
    with PtyWire() as wire, PrinterSimulator(wire, **options) as far_end:
        printer = EscPosPrinter(SerialTransport(wire.path, 115200), status_seconds=status_seconds, asb=asb)
        printer.open()
        try:
            yield printer, far_end
        finally:
            printer.close()


def test_a_ticket_over_a_serial_line() -> None:
    with printing() as (printer, far_end):
        assert printer.print_ticket(FACE).outcome is PrintOutcome.PRINTED
        (ticket,) = far_end.paper.tickets()
        assert decode(ticket.convert("L"))[0].data.decode() == FACE.qr
        assert printer.jobs[-1].data in bytes(far_end.received)


def test_a_ticket_over_a_device_node() -> None:
    """As /dev/usb/lp0 is written to: a character device, non-blocking, deadlines of our own."""
    with PtyWire() as wire, PrinterSimulator(wire) as far_end:
        printer = EscPosPrinter(NodeTransport(wire.path))
        printer.open()
        assert printer.print_ticket(FACE).outcome is PrintOutcome.PRINTED
        assert len(far_end.paper.tickets()) == 1
        far_end.unplug()
        assert printer.print_ticket(FACE).outcome is PrintOutcome.FAILED
        printer.close()


def test_a_ticket_over_tcp() -> None:
    with TcpWire() as wire, PrinterSimulator(wire, paper_mm=58) as far_end:
        printer = EscPosPrinter(TcpTransport(wire.host, wire.port), paper_mm=58)
        printer.open()
        assert printer.print_ticket(FACE).outcome is PrintOutcome.PRINTED
        assert len(far_end.paper.tickets()) == 1
        printer.close()


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault.PAPER_OUT, "printer-paper-out"),
        (Fault.COVER_OPEN, "printer-cover-open"),
        (Fault.CUTTER_JAMMED, "printer-cutter"),
        (Fault.OFFLINE, "printer-offline"),
    ],
)
def test_nothing_is_sent_to_a_printer_that_cannot(fault: Fault, words: str) -> None:
    with printing() as (printer, far_end):
        far_end.fail(fault)
        result = printer.print_ticket(FACE)
        assert (result.outcome, result.words) == (PrintOutcome.FAILED, words)
        assert len(far_end.received) < 100, "status requests only"
        far_end.mend()
        assert printer.print_ticket(FACE).outcome is PrintOutcome.PRINTED
        assert len(far_end.paper.tickets()) == 1


@pytest.mark.parametrize("after", [50, 900, 9_000, 20_000])
def test_paper_that_ends_in_the_middle_is_a_failure_whatever_was_sent(after: int) -> None:
    with printing() as (printer, far_end):
        far_end.run_out_after(after)
        result = printer.print_ticket(FACE)
        assert result.outcome is PrintOutcome.FAILED
        assert result.words == "printer-paper-out"
        assert far_end.paper.tickets() == []
        far_end.mend()
        assert printer.print_ticket(FACE).outcome is PrintOutcome.PRINTED


def test_a_cutter_that_jams_at_the_end_is_a_failure() -> None:
    with printing() as (printer, far_end):
        far_end.jam_at_next_cut()
        assert printer.print_ticket(FACE).outcome is PrintOutcome.FAILED


def test_a_silent_printer_is_unknown_and_its_ticket_uncertain() -> None:
    with printing() as (printer, far_end):
        far_end.fail(Fault.DEAD)
        status = printer.poll()
        assert (status.state, status.paper) == (DeviceState.UNKNOWN, PaperState.UNKNOWN)
        assert printer.print_ticket(FACE).outcome is PrintOutcome.UNCERTAIN


def test_a_slow_printer_is_waited_for() -> None:
    with printing(mm_per_second=250.0) as (printer, far_end):
        assert printer.print_ticket(FACE).outcome is PrintOutcome.PRINTED
        assert far_end.faults == Fault(0)


def test_replies_that_a_busy_printer_held_back_are_no_faults() -> None:
    """It reads on when the paper has moved, and then answers all questions at once: 16h three times or more."""
    with printing(mm_per_second=60.0, status_seconds=0.1) as (printer, _):
        result = printer.print_ticket(FACE)
        assert (result.outcome, result.cause) == (PrintOutcome.PRINTED, "")


def test_unplugged_before_a_ticket_is_a_failure() -> None:
    with printing() as (printer, far_end):
        far_end.unplug()
        assert printer.print_ticket(FACE).outcome is PrintOutcome.FAILED


def test_near_end_is_told_and_still_prints() -> None:
    with printing() as (printer, far_end):
        far_end.fail(Fault.NEAR_END)
        status = printer.poll()
        assert status.paper is PaperState.LOW
        assert status.ready
        assert printer.print_ticket(FACE).outcome is PrintOutcome.PRINTED


def test_automatic_status_is_understood_and_does_not_disturb_the_rest() -> None:
    with printing(asb=True) as (printer, far_end):
        assert printer.poll().ready
        far_end.fail(Fault.PAPER_OUT)
        assert any(printer.poll().paper is PaperState.OUT for _ in range(20))
        far_end.mend()
        assert printer.print_ticket(FACE).outcome is PrintOutcome.PRINTED


def test_a_late_reply_is_not_taken_for_another_questions() -> None:
    """16h is "ready" to DLE EOT 1 and would be "cover open" to DLE EOT 2."""
    with PtyWire() as wire:
        printer = EscPosPrinter(SerialTransport(wire.path, 115200), status_seconds=0.1)
        printer.open()
        wire.read(100, 1.0)
        states: list[DeviceState] = []

        def answer(replies: bytes) -> None:
            """The far end: first nothing in time, then the late answer, one to be in step, and all four in order."""
            for reply in replies:
                assert wire.read(3, 2.0)
                wire.write(bytes([reply]))

        assert printer.poll().state is DeviceState.UNKNOWN
        wire.read(100, 0.1)
        wire.write(b"\x16")  # too late
        far_end = threading.Thread(target=answer, args=(b"\x16\x16\x12\x12\x12",))
        far_end.start()
        states.append(printer.poll().state)
        far_end.join(5)
        printer.close()
    assert states == [DeviceState.ONLINE]
