"""An ESC/POS ticket printer over any transport, honest about what it knows.

Success needs the printer's word before and after. Silence is unknown, never "paper ok": a printer that does
not answer is printed on all the same, for many cheap ones cannot, but the outcome is UNCERTAIN.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from kiosk.devices.printer.escpos import CHINESE_ON, INIT, Cut
from kiosk.devices.printer.layout import ticket
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
from kiosk.domain.ticket import TicketFace

ASB_BYTES = 4
ASB_ON = b"\x1d\x61\x0e"  # online, error and paper changes
SLOWEST_BYTES_A_SECOND = 900.0  # 9600 baud: longest that a whole buffer may take to be worked through
SETTLE_SECONDS = 3.0
PAUSE_SECONDS = 0.02


class PrintOutcome(StrEnum):
    PRINTED = "printed"
    FAILED = "failed"  # no whole ticket came out, and we know it
    UNCERTAIN = "uncertain"  # everything was sent; whether it came out only a person can say


@dataclass(frozen=True)
class PrintResult:
    """words: text id of a sentence for staff. status: the last one that the printer told."""

    outcome: PrintOutcome
    words: str
    status: PrinterStatus
    cause: str = ""


class EscPosPrinter:
    """Implements Driver. status_seconds: how long to wait for one status byte."""

    def __init__(
        self,
        transport: Transport,
        *,
        paper_mm: Literal[58, 80] = 80,
        qr: Literal["raster", "native"] = "raster",
        cut: Cut = "partial",
        status_seconds: float = 0.3,
        asb: bool = False,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = "printer"
        self.poll_seconds = 1.0
        self.traffic = transport.traffic
        self.last_job = b""
        self._transport = transport
        self._paper_mm: Literal[58, 80] = paper_mm
        self._qr: Literal["raster", "native"] = qr
        self._cut: Cut = cut
        self._status_seconds = status_seconds
        self._asb = asb
        self._clock = clock
        self._sleep = sleep

    def open(self) -> None:
        self._transport.open()
        self._transport.discard_input()
        self._transport.write(INIT + CHINESE_ON + (ASB_ON if self._asb else b""))

    def poll(self) -> DeviceStatus:
        """The newest automatic status, or DLE EOT 1..4. Raises OSError when the port is gone.

        A silent printer is UNKNOWN.
        """
        status = (self._told() if self._asb else None) or self._ask()
        return DeviceStatus(self.name, status.state, status.words, status.who, paper=status.paper)

    def close(self) -> None:
        self._transport.close()

    def print_ticket(self, face: TicketFace) -> PrintResult:
        """Print one ticket. Never raises for what a printer or a wire does: the result tells.

        Nothing is sent when the printer says that it cannot print. A write that breaks off leaves a piece of
        paper without a cut, which is no ticket: FAILED.
        """
        job = ticket(face, self._paper_mm, self._qr, self._cut)
        try:
            before = self._ask()
        except OSError as error:
            return PrintResult(PrintOutcome.FAILED, "device-lost", SILENT, str(error))
        if before != SILENT and not before.can_print:
            return PrintResult(PrintOutcome.FAILED, before.words, before)
        try:
            self._transport.write(job)
            self.last_job = job
        except OSError as error:
            return PrintResult(PrintOutcome.FAILED, "device-lost", SILENT, str(error))
        try:
            after = self._settled(before, len(job))
        except OSError as error:
            return PrintResult(PrintOutcome.UNCERTAIN, "printer-uncertain", SILENT, str(error))
        if after == SILENT:
            return PrintResult(PrintOutcome.UNCERTAIN, "printer-uncertain", after, "no status after the job")
        if not after.can_print:
            return PrintResult(PrintOutcome.FAILED, after.words, after)
        return PrintResult(PrintOutcome.PRINTED, after.words, after)

    def _settled(self, before: PrinterStatus, job_bytes: int) -> PrinterStatus:
        """The status once the job is through: two equal answers in a row, as a fault comes late.

        A printer that was silent before is asked once: waiting for it would only keep the visitor waiting.
        """
        if before == SILENT:
            return self._ask()
        deadline = self._clock() + SETTLE_SECONDS + job_bytes / SLOWEST_BYTES_A_SECOND
        last = SILENT
        while True:
            status = self._ask()
            if status != SILENT and status == last:
                return status
            if self._clock() >= deadline:
                return status
            last = status
            self._sleep(PAUSE_SECONDS)

    def _ask(self) -> PrinterStatus:
        """All four status bytes, or SILENT at the first that does not come."""
        replies: list[int] = []
        self._transport.discard_input()
        for n in (1, 2, 3, 4):
            self._transport.write(bytes([0x10, 0x04, n]))
            reply = self._reply()
            if reply is None:
                return SILENT
            replies.append(reply)
        return from_replies(*replies)

    def _reply(self) -> int | None:
        """One reply byte within the deadline; automatic status (four bytes) and noise are passed over."""
        deadline = self._clock() + self._status_seconds
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
