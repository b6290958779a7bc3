"""An ESC/POS ticket printer over any transport, honest about what it knows.

Success needs the printer's word before and after. Silence is unknown, never "paper ok": a printer that does
not answer is printed on all the same, for many cheap ones cannot, but the outcome is UNCERTAIN.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from kiosk.devices.printer.escpos import CHINESE_ON, INIT, PROCESSED, Cut, Encoding, cut, process_id
from kiosk.devices.printer.job import NOTE, JobState, PrintJob
from kiosk.devices.printer.layout import Ways, note, ticket
from kiosk.devices.printer.status_bytes import (
    SILENT,
    PrinterStatus,
    from_asb,
    from_replies,
    is_asb_start,
    is_reply,
)
from kiosk.devices.status import DeviceStatus
from kiosk.devices.transport import Transport
from kiosk.domain.note import NoteFace
from kiosk.domain.ticket import TicketFace

ASB_BYTES = 4
ASB_ON = b"\x1d\x61\x0e"  # online, error and paper changes
SLOWEST_BYTES_A_SECOND = 900.0  # 9600 baud: longest that a whole buffer may take to be worked through
SETTLE_SECONDS = 3.0
SILENT_SECONDS = 6.0  # a printer that answered before the job and is silent for so long has lost its power
PAUSE_SECONDS = 0.02
SLICE = 512  # bytes for one write: each has its own deadline, and how far a job got is known to a slice
JOBS_KEPT = 20
LONGEST_COMMAND = 16_384  # bytes; the picture of the number on 80 mm paper


class PrintOutcome(StrEnum):
    PRINTED = "printed"
    FAILED = "failed"  # no whole ticket came out, and we know it
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
        self._unanswered = False  # a question may still get its answer
        self._broken_off = False  # a job's bytes ended in the middle; the printer may wait for the rest
        self._clock = clock
        self._sleep = sleep

    def open(self) -> None:
        self._transport.open()
        self._transport.discard_input()
        if self._broken_off:
            self._end_broken_command()
        self._transport.write(INIT + CHINESE_ON + (ASB_ON if self._asb else b""))

    def poll(self) -> DeviceStatus:
        """The newest automatic status, or DLE EOT 1..4. Raises OSError when the port is gone.

        A silent printer is UNKNOWN.
        """
        status = (self._told() if self._asb else None) or self._ask()
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

    def new_note(self, face: NoteFace) -> PrintJob:
        """Not among `jobs`: what two people wrote is kept by nobody."""
        return PrintJob(NOTE, note(face, self._paper_mm, self._ways))

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
            self._send(job)
        except OSError as error:
            return self._lost_while_sending(job, error)
        try:
            worked_through = self._with_process_id and self._processed(job)
            after = self._settled(before, len(job.data))
        except OSError as error:
            # What the port had taken may have been lost with it.
            self._broken_off = True
            return PrintResult(PrintOutcome.UNCERTAIN, "printer-uncertain", SILENT, str(error))
        if after != SILENT and not after.can_print:
            return PrintResult(PrintOutcome.FAILED, after.words, after)
        if after == SILENT or (self._with_process_id and not worked_through):
            return PrintResult(PrintOutcome.UNCERTAIN, "printer-uncertain", after, "no word after the job")
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
        self._transport.discard_input()
        self._transport.write(b"\x10\x04\x01")
        self._reply(LONGEST_COMMAND / SLOWEST_BYTES_A_SECOND)

    def _processed(self, job: PrintJob) -> bool:
        """Ask for the process id and wait for it: the printer sends it when the job has been printed.

        Ends early when a status tells that it cannot come any more.
        """
        self._transport.discard_input()
        self._transport.write(process_id(job.process_id))
        wanted = PROCESSED + job.process_id + b"\x00"
        heard = b""
        deadline = self._clock() + SETTLE_SECONDS + len(job.data) / SLOWEST_BYTES_A_SECOND
        while self._clock() < deadline:
            heard += self._transport.read(64, self._status_seconds)
            if wanted in heard:
                return True
            # An offline printer answers this at once; its reply cannot be part of the id's.
            self._transport.write(b"\x10\x04\x02")
            heard += self._transport.read(64, self._status_seconds)
            if wanted in heard:
                return True
            if any(is_reply(byte) and byte & 0x24 for byte in heard):
                return False
        return False

    def _settled(self, before: PrinterStatus, job_bytes: int) -> PrinterStatus:
        """The status once the job is through: two equal answers in a row, as a fault comes late.

        A printer that was silent before is asked once: waiting for it would only keep the visitor waiting.
        """
        if before == SILENT:
            return self._ask()
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
        if self._unanswered:
            self._let_late_replies_pass()
        self._transport.discard_input()
        for n in (1, 2, 3, 4):
            self._transport.write(bytes([0x10, 0x04, n]))
            reply = self._reply(self._status_seconds)
            if reply is None:
                self._unanswered = True
                return SILENT
            replies.append(reply)
        return from_replies(*replies)

    def _let_late_replies_pass(self) -> None:
        """A late reply to one question must not be taken for that to another: 16h says ready to DLE EOT 1 and
        cover open to DLE EOT 2. Over when nothing has come for as long as one reply may take.
        """
        self._unanswered = False
        deadline = self._clock() + SETTLE_SECONDS
        while self._clock() < deadline and self._transport.read(64, self._status_seconds):
            pass

    def _reply(self, seconds: float) -> int | None:
        """One reply byte within so many seconds; automatic status (four bytes) and noise are passed over."""
        deadline = self._clock() + seconds
        skip = 0
        while (left := deadline - self._clock()) > 0:
            data = self._transport.read(1, left)
            if not data:
                return None
            if skip:
                skip -= 1
            elif is_asb_start(data[0]):
                skip = 3
            elif is_reply(data[0]):
                return data[0]
        return None

    def _told(self) -> PrinterStatus | None:
        """What the printer told by itself since the last poll: the last whole block of four bytes."""
        block, status = b"", None
        while data := self._transport.read(1, 0.0):
            if block or is_asb_start(data[0]):
                block += data
            if len(block) == ASB_BYTES:
                block, status = b"", from_asb(block)
        return status
