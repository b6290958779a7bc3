"""An ESC/POS ticket printer over any transport, honest about what it knows.

Success needs the printer's word before and after, and no fault told in between. Silence is unknown, never "paper
ok": a printer that does not answer is printed on all the same, for many cheap ones cannot, but the outcome is
UNCERTAIN.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from kiosk.devices.printer.escpos import (
    CHINESE_ON,
    CLEAR,
    CLEARED,
    INIT,
    PROCESSED,
    Cut,
    Encoding,
    cut,
    process_id,
)
from kiosk.devices.printer.hearing import Hearing
from kiosk.devices.printer.job import SHEET, JobState, PrintJob
from kiosk.devices.printer.layout import Ways, sheet, ticket
from kiosk.devices.printer.status_bytes import (
    COVER_OPEN,
    ERROR,
    PAPER_STOP,
    SILENT,
    PrinterStatus,
    from_replies,
)
from kiosk.devices.printer.test_page import paper_strip
from kiosk.devices.status import DeviceStatus
from kiosk.devices.transport import Transport
from kiosk.domain.sheet import SheetFace
from kiosk.domain.test_page import PaperTest
from kiosk.domain.ticket import TicketFace

ASB_ON = b"\x1d\x61\x0e"  # online, error and paper changes
SLOWEST_BYTES_A_SECOND = 900.0  # 9600 baud: longest that a whole buffer may take to be worked through
SETTLE_SECONDS = 3.0
CLEAR_SECONDS = 1.0
SILENT_SECONDS = 6.0  # a printer that answered before the job and is silent for so long has lost its power
PAUSE_SECONDS = 0.02
SLICE = 512  # bytes for one write: each has its own deadline, and how far a job got is known to a slice
JOBS_KEPT = 20
LONGEST_COMMAND = 16_384  # bytes; the picture of the number on 80 mm paper


class PrintOutcome(StrEnum):
    PRINTED = "printed"
    FAILED = "failed"  # the printer stopped before it said that the ticket is whole: print again, marked
    UNCERTAIN = "uncertain"  # everything was sent; whether it came out only a person can say


JOB_STATES = {
    PrintOutcome.PRINTED: JobState.DONE,
    PrintOutcome.FAILED: JobState.FAILED,
    PrintOutcome.UNCERTAIN: JobState.UNCERTAIN,
}


@dataclass(frozen=True)
class PrintResult:
    """words: text id of a sentence for staff. status: the last one that the printer told."""

    outcome: PrintOutcome
    words: str
    status: PrinterStatus
    cause: str = ""


class EscPosPrinter:
    """Implements Driver. status_seconds: how long to wait for one status byte.

    with_process_id: the printer knows GS ( H and tells itself when a job has been worked through.
    clear_buffer: it knows DLE DC4 function 8, so that a job that it stopped in can be taken back.
    """

    def __init__(
        self,
        transport: Transport,
        *,
        paper_mm: Literal[58, 80] = 80,
        qr: Literal["raster", "native"] = "raster",
        cut: Cut = "partial",
        chinese: Encoding = "gb18030",
        status_seconds: float = 0.3,
        asb: bool = False,
        with_process_id: bool = False,
        clear_buffer: bool = False,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = "printer"
        self.poll_seconds = 1.0
        self.traffic = transport.traffic
        self.jobs: deque[PrintJob] = deque(maxlen=JOBS_KEPT)
        self._transport = transport
        self._paper_mm: Literal[58, 80] = paper_mm
        self._ways = Ways(qr, cut, chinese)
        self._status_seconds = status_seconds
        self._asb = asb
        self._with_process_id = with_process_id
        self._clear_buffer = clear_buffer
        self._stopped_inside = False  # a job was sent to a printer that stands still: it may hold the rest
        self._unanswered = False  # a question may still get its answer
        self._broken_off = False  # a job's bytes ended in the middle; the printer may wait for the rest
        self._clock = clock
        self._sleep = sleep
        self._hearing = Hearing(transport, clock)

    def open(self) -> None:
        self._transport.open()
        self._transport.discard_input()
        self._hearing.forget()
        if self._broken_off:
            self._end_broken_command()
        self._transport.write(INIT + CHINESE_ON + (ASB_ON if self._asb else b""))

    def poll(self) -> DeviceStatus:
        """The newest automatic status, or DLE EOT 1..4. Raises OSError when the port is gone.

        A silent printer is UNKNOWN.
        """
        status = (self._hearing.take_told() if self._asb else None) or self._ask()
        return DeviceStatus(self.name, status.state, status.words, status.who, paper=status.paper)

    def close(self) -> None:
        self._transport.close()

    def distrust(self) -> None:
        """The program was killed while it printed: the printer may still wait for the end of that job."""
        self._broken_off = True

    def new_job(self, face: TicketFace) -> PrintJob:
        """Queued; from any thread. The bytes are made here, so that the device's thread only sends."""
        job = PrintJob(face.number, ticket(face, self._paper_mm, self._ways))
        self.jobs.append(job)
        return job

    def new_sheet(self, face: SheetFace) -> PrintJob:
        """Not among `jobs`: what stands on it is kept by nobody."""
        return PrintJob(SHEET, sheet(face, self._paper_mm, self._ways))

    def new_test(self, page: PaperTest) -> PrintJob:
        """The technician's test page; among `jobs` by its number TEST n."""
        strip = paper_strip(page, self._paper_mm, self._ways.cut)
        job = PrintJob(page.number, strip)
        self.jobs.append(job)
        return job

    def print_ticket(self, face: TicketFace) -> PrintResult:
        return self.print_job(self.new_job(face))

    def print_job(self, job: PrintJob) -> PrintResult:
        """Print one ticket. Never raises for what a printer or a wire does: the result tells.

        Nothing is sent when the printer says that it cannot print. A write that breaks off before the cut was
        sent leaves a piece of paper that is no ticket: FAILED; one that breaks off with the cut is UNCERTAIN.
        """
        job.become(JobState.SENDING)
        result = self._print(job)
        job.become(JOB_STATES[result.outcome], result.words)
        return result

    def _print(self, job: PrintJob) -> PrintResult:
        try:
            if self._broken_off:
                self._end_broken_command()
            before = self._ask()
        except OSError as error:
            return PrintResult(PrintOutcome.FAILED, "device-lost", SILENT, str(error))
        if before != SILENT and not before.can_print:
            return PrintResult(PrintOutcome.FAILED, before.words, before)
        try:
            if self._stopped_inside:
                self._take_back_the_rest()
                self._transport.write(INIT + CHINESE_ON + cut(self._ways.cut))
                self._stopped_inside = False
            self._hearing.watch()
            self._send(job)
        except OSError as error:
            return self._lost_while_sending(job, error)
        try:
            if before == SILENT:
                # Its word before is missing, so no word after makes this sure: waiting helps nobody.
                return self._judge(self._ask(), "no word before the job")
            if self._with_process_id:
                through = self._processed(job)
                doubt = "" if through else "no word that the job is through"
                return self._judge(self._settled(len(job.data)), doubt, through=through)
            return self._judge(self._settled(len(job.data)))
        except OSError as error:
            # What the port had taken may have been lost with it.
            self._broken_off = True
            return PrintResult(PrintOutcome.UNCERTAIN, "printer-uncertain", SILENT, str(error))

    def _judge(self, after: PrinterStatus, doubt: str = "", *, through: bool = False) -> PrintResult:
        """After a job that was sent whole. doubt: why a ready printer's word is not enough; '' when it is.

        through: the printer said that the ticket was through, so a printer that stands still now may have
        stopped after it.
        """
        if after != SILENT and not after.can_print:
            if through:
                return PrintResult(PrintOutcome.UNCERTAIN, "printer-uncertain", after, after.words)
            self._stopped_inside = self._clear_buffer
            if self._clear_buffer:
                self._take_back_the_rest()
            return PrintResult(PrintOutcome.FAILED, after.words, after)
        fault = self._hearing.fault
        if fault is not None:
            doubt = f"during the job: {fault.words}"
        elif after == SILENT:
            doubt = "no word after the job"
        if doubt:
            return PrintResult(PrintOutcome.UNCERTAIN, "printer-uncertain", after, doubt)
        return PrintResult(PrintOutcome.PRINTED, after.words, after)

    def _send(self, job: PrintJob) -> None:
        for at in range(0, len(job.data), SLICE):
            piece = job.data[at : at + SLICE]
            self._transport.write(piece)
            job.sent += len(piece)

    def _lost_while_sending(self, job: PrintJob, error: OSError) -> PrintResult:
        self._broken_off = True
        if job.sent + SLICE >= len(job.data):
            return PrintResult(PrintOutcome.UNCERTAIN, "printer-uncertain", SILENT, str(error))
        return PrintResult(PrintOutcome.FAILED, "device-lost", SILENT, str(error))

    def _end_broken_command(self) -> None:
        """The printer may wait for the rest of a picture and would take the next ticket's bytes for it.

        Zeros end any command: white in a picture, nothing in text. Then the torn piece is cut off.
        """
        zeros = bytes(SLICE)
        for _ in range(LONGEST_COMMAND // SLICE):
            self._transport.write(zeros)
        self._transport.write(INIT + CHINESE_ON + cut(self._ways.cut))
        self._broken_off = False
        # One question, whose answer comes when all that has been clocked out: the next ones find the line free.
        self._hearing.catch_up()
        self._transport.write(b"\x10\x04\x01")
        self._unanswered |= self._hearing.reply(LONGEST_COMMAND / SLOWEST_BYTES_A_SECOND) is None

    def _take_back_the_rest(self) -> None:
        """Clear the buffers: at once, or the printer ends the old ticket by itself when it is mended, and again
        when it is ready, as not every line lets a printer listen while it stands still. Without an answer the
        job goes on: the ticket is marked all the same.
        """
        self._hearing.catch_up()
        self._transport.write(CLEAR)
        self._hearing.answer(CLEARED, CLEAR_SECONDS)

    def _processed(self, job: PrintJob) -> bool:
        """Ask for the process id and wait for it: the printer sends it when the job has been printed.

        Ends early when a status tells that it cannot come any more.
        """
        hearing = self._hearing
        hearing.catch_up()
        self._transport.write(process_id(job.process_id))
        wanted = PROCESSED + job.process_id + b"\x00"
        deadline = self._clock() + SETTLE_SECONDS + len(job.data) / SLOWEST_BYTES_A_SECOND
        while self._clock() < deadline:
            hearing.listen(self._status_seconds)
            if wanted in hearing.rest:
                return True
            # An offline printer answers this at once. The question before it may be unanswered still.
            self._transport.write(b"\x10\x04\x02")
            reply = hearing.reply(self._status_seconds)
            self._unanswered |= reply is None
            if reply is not None and reply & (COVER_OPEN | PAPER_STOP | ERROR):
                return False
        return wanted in hearing.rest

    def _settled(self, job_bytes: int) -> PrinterStatus:
        """The status once the job is through: two equal answers in a row, as a fault comes late."""
        heard = self._clock()
        deadline = heard + SETTLE_SECONDS + job_bytes / SLOWEST_BYTES_A_SECOND
        last = SILENT
        while True:
            status = self._ask()
            if status != SILENT:
                heard = self._clock()
            if status != SILENT and status == last:
                return status
            if self._clock() >= min(deadline, heard + SILENT_SECONDS):
                return status
            last = status
            self._sleep(PAUSE_SECONDS)

    def _ask(self) -> PrinterStatus:
        """All four status bytes, or SILENT at the first that does not come."""
        replies: list[int] = []
        self._hearing.catch_up()
        if self._unanswered and not self._in_step_again():
            return SILENT
        for n in (1, 2, 3, 4):
            self._transport.write(bytes([0x10, 0x04, n]))
            reply = self._hearing.reply(self._status_seconds)
            if reply is None:
                self._unanswered = True
                return SILENT
            replies.append(reply)
        status = from_replies(*replies)
        self._hearing.note(status)
        return status

    def _in_step_again(self) -> bool:
        """After a question that was not answered in time. A late reply must not be taken for that to another: 16h
        says ready to DLE EOT 1 and cover open to DLE EOT 2. So one question is asked alone until something comes;
        a printer that was busy then answers all that it had not answered, one after the other. In step when it is
        quiet again. False: still silent.
        """
        self._transport.write(b"\x10\x04\x01")
        if self._hearing.reply(self._status_seconds) is None:
            return False
        deadline = self._clock() + SETTLE_SECONDS
        while self._clock() < deadline and self._hearing.listen(self._status_seconds):
            pass
        self._hearing.catch_up()
        self._unanswered = False
        return True
