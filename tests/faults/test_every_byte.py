"""Exactly once: whatever happens after whichever byte of a ticket, the visitor ends up with one ticket to go by.

The promise, for each place and each event:
- PRINTED: exactly one whole ticket is on the paper, and nothing is printed again;
- UNCERTAIN: at most one, the visitor is asked, and the kiosk prints again when there is none;
- FAILED: the kiosk prints again. There is no whole ticket, but for one place: when the printer stopped after the
  very last byte, the cut. It cannot tell on which side of the cut it stopped.
What is printed again is whole and marked 补打, so that of two papers with one number it is plain which is which.

When something happens is counted in bytes that the printer has taken since it was switched on, so that no test
depends on how fast either side is.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Literal

import pytest

from kiosk.devices.printer.driver import ASB_ON, EscPosPrinter, PrintOutcome
from kiosk.devices.printer.escpos import CHINESE_ON, INIT
from kiosk.devices.printer.escpos import process_id as ask_process_id
from kiosk.devices.printer.layout import Ways, ticket
from kiosk.devices.simulators.printer import PrinterSimulator
from kiosk.devices.simulators.printer_status import Fault
from kiosk.devices.simulators.wire import PtyWire
from kiosk.devices.transport import SerialTransport
from tests.devices.test_escpos import FACE

AGAIN = replace(FACE, reprint="补打 1")
JOB = ticket(FACE, 80, Ways())
STEP = int(os.environ.get("KIOSK_BYTE_STEP", "1"))  # of the slow proof
OPENED = len(INIT + CHINESE_ON)
ASKED = 12  # bytes of the four status questions before the job
Event = Literal["unplug", "power off", "paper out", "cover open", "cutter jam"]
EVENTS: tuple[Event, ...] = ("unplug", "power off", "paper out", "cover open", "cutter jam")
FAULTS = {
    "power off": Fault.DEAD,
    "paper out": Fault.PAPER_OUT,
    "cover open": Fault.COVER_OPEN,
    "cutter jam": Fault.CUTTER_JAMMED,
}
STOPS = ("paper out", "cover open", "cutter jam")  # the printer goes on telling what is wrong
# Inside each part of the job, at its edges, and all over the cut.
SOME = sorted({1, 2, 3, 700, *range(40, len(JOB), 1111), *range(len(JOB) - 6, len(JOB) + 1)})


Happening = tuple[int, Callable[[PrinterSimulator], None]]  # after so many bytes of the job


@contextmanager
def printing(
    *happenings: Happening,
    process_id: bool = False,
    asb: bool = False,
    clock: Callable[[], float] = time.monotonic,
    baud: int | None = None,
    clear_buffer: bool = False,
    **far_end_options: Any,
) -> Generator[tuple[EscPosPrinter, PrinterSimulator]]:
    """What is to happen is arranged before the first byte is sent. Checks that it happened at its byte."""
    with PtyWire() as wire, PrinterSimulator(wire, baud=baud, **far_end_options) as far_end:
        printer = EscPosPrinter(
            SerialTransport(wire.path, 115200, write_seconds=2.0),
            status_seconds=0.15,
            asb=asb,
            with_process_id=process_id,
            clear_buffer=clear_buffer,
            clock=clock,
        )
        before = OPENED + ASKED + (len(ASB_ON) if asb else 0)
        places = [before + at for at, _ in happenings]
        happened: list[int] = []

        def arrange(left: list[Happening], so_far: int) -> None:
            if not left:
                return
            at, happen = left[0]

            def now() -> None:
                happened.append(len(far_end.received))
                happen(far_end)
                arrange(left[1:], before + at)

            far_end.after_bytes(before + at - so_far, now)

        arrange(list(happenings), 0)
        printer.open()
        try:
            yield printer, far_end
        finally:
            printer.close()
        assert happened == places, "the test itself did not do what it says"


def whole(text: str) -> bool:
    """From the first line to the last, on one piece of paper."""
    words = "".join(text.split())
    wanted = (FACE.hall_name, FACE.place, FACE.help_name, *FACE.next_steps, FACE.hotline, FACE.time)
    return all("".join(word.split()) in words for word in wanted)


def tickets(far_end: PrinterSimulator) -> list[str]:
    """Whole tickets that were cut off, as text."""
    return [text for text in far_end.paper.texts() if whole(text)]


def happening(event: Event, at: int) -> Happening:
    if event == "unplug":
        return at, PrinterSimulator.unplug
    return at, lambda far_end: far_end.fail(FAULTS[event])


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


def one_ticket_in_the_end(
    event: Event, at: int, *, process_id: bool = False, asb: bool = False
) -> PrintOutcome:
    clock = hurried() if event == "power off" else time.monotonic
    options = {"process_id": process_id, "asb": asb}
    with printing(happening(event, at), clock=clock, **options) as (printer, far_end):
        first = printer.print_ticket(FACE).outcome
        far_end.mend()
        far_end.plug()
        if event == "unplug":
            reopened(printer, far_end)
        printer.poll()  # answered when all that was sent before has been worked through
        came_out = tickets(far_end)
        match first:
            case PrintOutcome.PRINTED:
                assert len(came_out) == 1, "it said that the ticket was printed"
                return first
            case PrintOutcome.UNCERTAIN if came_out:
                assert len(came_out) == 1
                return first  # the visitor is asked, and has it
            case PrintOutcome.UNCERTAIN:
                pass
            case PrintOutcome.FAILED:
                assert len(came_out) == (1 if at == len(JOB) and event in STOPS else 0), (
                    "it said that it stopped"
                )
        assert not any("补打" in text for text in came_out)
        assert printer.print_ticket(AGAIN).outcome is PrintOutcome.PRINTED
        (again,) = tickets(far_end)[len(came_out) :]
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


@pytest.mark.parametrize("fault", [Fault.COVER_OPEN, Fault.PAPER_OUT, Fault.CUTTER_JAMMED])
@pytest.mark.parametrize("process_id", [False, True])
@pytest.mark.parametrize("at", [60, 9000, len(JOB) - 40])
def test_a_fault_that_came_and_went_during_the_job_leaves_no_certainty(
    fault: Fault, process_id: bool, at: int
) -> None:
    """Before and after it is ready, and says that it is through; but it has dropped a piece of the ticket."""
    come: Happening = (at, lambda far_end: far_end.fail(fault))
    gone: Happening = (at + 20, lambda far_end: far_end.mend(fault))
    with printing(come, gone, process_id=process_id, asb=True) as (printer, far_end):
        result = printer.print_ticket(FACE)
        assert result.outcome is PrintOutcome.UNCERTAIN
        assert result.status.can_print
        assert printer.print_ticket(AGAIN).outcome is PrintOutcome.PRINTED, "the old fault is forgotten"
        assert "补打 1" in tickets(far_end)[-1]


@pytest.mark.parametrize("event", ["paper out", "cover open", "unplug"])
def test_one_ticket_in_the_end_with_automatic_status(event: Event) -> None:
    for at in SOME[::4]:
        one_ticket_in_the_end(event, at, asb=True)


def test_a_printer_that_was_silent_before_the_job_cannot_make_it_certain() -> None:
    """It starts while the job is sent: who knows from which byte on it listened."""
    with printing() as (printer, far_end):
        far_end.ignore_questions(1)
        result = printer.print_ticket(FACE)
        assert (result.outcome, result.status.can_print) == (PrintOutcome.UNCERTAIN, True)
        assert len(tickets(far_end)) == 1, "the visitor is asked, and has it"
        assert printer.print_ticket(FACE).outcome is PrintOutcome.PRINTED


def test_a_jammed_cutter_is_not_waited_for() -> None:
    """It stops the printer with 40h of DLE EOT 2 alone; the process id would be waited for half a minute."""
    with printing(process_id=True) as (printer, far_end):
        far_end.jam_at_next_cut()
        started = time.monotonic()
        result = printer.print_ticket(FACE)
        assert (result.outcome, result.words) == (PrintOutcome.FAILED, "printer-cutter")
        assert time.monotonic() - started < 5


def test_a_stop_after_the_process_id_is_asked_about() -> None:
    """The printer said that it was through and stands still now: the ticket may well be there."""
    after_all = len(JOB) + len(ask_process_id(b"@@@A"))
    with printing((after_all, lambda p: p.fail(Fault.PAPER_OUT)), process_id=True) as (printer, far_end):
        assert printer.print_ticket(FACE).outcome is PrintOutcome.UNCERTAIN
        assert len(tickets(far_end)) == 1


@pytest.mark.parametrize("event", ["paper out", "cover open", "cutter jam"])
@pytest.mark.parametrize(("asked_for", "known"), [(False, True), (True, False), (True, True)])
def test_a_ticket_that_the_printer_would_end_by_itself_can_be_taken_back(
    event: Event, asked_for: bool, known: bool
) -> None:
    """It holds the rest of what it stopped in and prints it when mended: before the kiosk prints again."""
    held = happening(event, len(JOB) - 3000)
    with printing(held, clear_buffer=asked_for, after_refill="continue", clears=known) as (printer, far_end):
        assert printer.print_ticket(FACE).outcome is PrintOutcome.FAILED
        far_end.mend()
        printer.poll()
        assert len(tickets(far_end)) == (0 if asked_for and known else 1), "the limit, and its remedy"
        assert printer.print_ticket(AGAIN).outcome is PrintOutcome.PRINTED
        assert "补打 1" in tickets(far_end)[-1]
        if asked_for and known:
            assert len(tickets(far_end)) == 1
            assert FACE.hall_name in far_end.paper.texts()[0], "the torn piece was cut off"
            assert len(far_end.paper.texts()) == 2


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
    with printing(happening("unplug", 6000), baud=115200) as (printer, far_end):
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
