"""Exactly once: whatever happens after whichever byte of a ticket, the visitor ends up with one whole ticket.

Either the result says PRINTED and one whole ticket is on the paper; or it says that it is not (or not surely)
so, the kiosk prints again, marked 补打, and then one whole ticket is on the paper.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from typing import Literal

import pytest

from kiosk.devices.printer.driver import EscPosPrinter, PrintOutcome
from kiosk.devices.printer.layout import Ways, ticket
from kiosk.devices.simulators.printer import PrinterSimulator
from kiosk.devices.simulators.printer_status import Fault
from kiosk.devices.simulators.wire import PtyWire
from kiosk.devices.transport import SerialTransport
from tests.devices.test_escpos import FACE

AGAIN = replace(FACE, reprint="补打 1")
JOB = ticket(FACE, 80, Ways())
STEP = int(os.environ.get("KIOSK_BYTE_STEP", "1"))  # of the slow proof
ASKED = 12  # bytes of the four status questions before the job
Event = Literal["unplug", "power off", "paper out", "cover open", "cutter jam"]
EVENTS: tuple[Event, ...] = ("unplug", "power off", "paper out", "cover open", "cutter jam")
FAULTS = {
    "power off": Fault.DEAD,
    "paper out": Fault.PAPER_OUT,
    "cover open": Fault.COVER_OPEN,
    "cutter jam": Fault.CUTTER_JAMMED,
}
# Inside each part of the job, at its edges, and all over the cut.
SOME = sorted({1, 2, 3, 700, *range(40, len(JOB), 1111), *range(len(JOB) - 6, len(JOB) + 1)})


@contextmanager
def printing(
    *, process_id: bool = False, clock: Callable[[], float] = time.monotonic, baud: int | None = None
) -> Generator[tuple[EscPosPrinter, PrinterSimulator]]:
    with PtyWire() as wire, PrinterSimulator(wire, baud=baud) as far_end:
        port = SerialTransport(wire.path, 115200, write_seconds=2.0)
        printer = EscPosPrinter(port, status_seconds=0.15, with_process_id=process_id, clock=clock)
        printer.open()
        try:
            yield printer, far_end
        finally:
            printer.close()


def whole(text: str) -> bool:
    """From the first line to the last, on one piece of paper."""
    words = "".join(text.split())
    wanted = (FACE.hall_name, FACE.place, FACE.help_name, *FACE.next_steps, FACE.hotline, FACE.time)
    return all("".join(word.split()) in words for word in wanted)


def tickets(far_end: PrinterSimulator) -> list[str]:
    """Whole tickets that were cut off, as text."""
    return [text for text in far_end.paper.texts() if whole(text)]


def arrange(far_end: PrinterSimulator, event: Event, at: int) -> None:
    happen: Callable[[], None] = far_end.unplug if event == "unplug" else lambda: far_end.fail(FAULTS[event])
    far_end.after_bytes(ASKED + at, happen)


def reopened(printer: EscPosPrinter, far_end: PrinterSimulator) -> None:
    """What the supervisor does when the port is there again."""
    printer.close()
    deadline = time.monotonic() + 5
    while True:
        try:
            printer.open()
            return
        except OSError:
            assert time.monotonic() < deadline
            far_end.plug()  # the pull may have come after the first plugging back
            time.sleep(0.01)


def one_ticket_in_the_end(event: Event, at: int, *, process_id: bool = False) -> PrintOutcome:
    clock = hurried() if event == "power off" else time.monotonic
    with printing(process_id=process_id, clock=clock) as (printer, far_end):
        arrange(far_end, event, at)
        first = printer.print_ticket(FACE).outcome
        far_end.mend()
        far_end.plug()
        if event == "unplug":
            reopened(printer, far_end)
        printer.poll()  # answered when all that was sent before has been worked through
        if first is PrintOutcome.PRINTED:
            assert len(tickets(far_end)) == 1, "it said that the ticket was printed"
            return first
        if first is PrintOutcome.UNCERTAIN and tickets(far_end):
            return first  # the visitor is asked, and has it
        assert tickets(far_end) == [], "it said that no ticket came out"
        assert printer.print_ticket(AGAIN).outcome is PrintOutcome.PRINTED
        (again,) = tickets(far_end)
        assert "补打 1" in again
        return first


@pytest.mark.parametrize("event", EVENTS)
def test_one_ticket_in_the_end(event: Event) -> None:
    places = SOME[::5] if event == "power off" else SOME  # its silence takes its time
    outcomes = {one_ticket_in_the_end(event, at) for at in places}
    assert PrintOutcome.FAILED in outcomes or event == "power off", outcomes


@pytest.mark.slow
@pytest.mark.timeout(14_400)
@pytest.mark.parametrize("event", EVENTS)
def test_one_ticket_in_the_end_at_every_byte(event: Event) -> None:
    for at in range(1, len(JOB) + 1, STEP):
        one_ticket_in_the_end(event, at)


@pytest.mark.parametrize("event", ["unplug", "paper out", "power off"])
def test_a_printer_that_tells_when_it_is_through(event: Event) -> None:
    for at in (5000, len(JOB)):
        one_ticket_in_the_end(event, at, process_id=True)


def test_the_printers_own_word_is_enough_and_needed() -> None:
    with printing(process_id=True) as (printer, far_end):
        assert printer.print_ticket(FACE).outcome is PrintOutcome.PRINTED
        assert len(tickets(far_end)) == 1
    with PtyWire() as wire, PrinterSimulator(wire, answers_process_id=False) as mute:
        port = SerialTransport(wire.path, 115200)
        printer = EscPosPrinter(port, status_seconds=0.1, with_process_id=True, clock=hurried())
        printer.open()
        assert printer.print_ticket(FACE).outcome is PrintOutcome.UNCERTAIN
        assert len(tickets(mute)) == 1
        printer.close()


def hurried() -> Callable[[], float]:
    """A clock ten times too fast: a printer that never answers is given up in a tenth of the time."""
    return lambda: time.monotonic() * 10


def test_a_job_tells_how_far_it_got() -> None:
    with printing(baud=115200) as (printer, far_end):
        arrange(far_end, "unplug", 6000)
        printer.print_ticket(FACE)
        assert printer.jobs[-1].state.value in ("failed", "uncertain")
        assert 0 < printer.jobs[-1].sent < len(JOB)
        far_end.plug()
        reopened(printer, far_end)
        printer.print_ticket(AGAIN)
        assert (printer.jobs[-1].state.value, printer.jobs[-1].sent) == ("done", len(printer.jobs[-1].data))


def test_a_kiosk_that_was_killed_while_it_printed_first_ends_the_old_job() -> None:
    """The printer still waits for the rest of a picture: the next ticket must not be eaten by it."""
    with printing() as (printer, far_end):
        printer._transport.write(JOB[:3000])
        printer.close()
        printer.open()
        printer.distrust()
        assert printer.print_ticket(AGAIN).outcome is PrintOutcome.PRINTED
        assert len(tickets(far_end)) == 1
