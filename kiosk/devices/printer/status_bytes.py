"""A printer's status bytes as states. Bits are tested, never whole bytes: several may be set at once.

Source: DLE EOT 1..4 and ASB as in Epson's, Citizen's and Bixolon's references.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.devices.status import DeviceState, PaperState, WhoActs

FIXED_MASK, FIXED = 0x93, 0x12  # 0xx1xx10: a reply to DLE EOT, told from ASB and noise by its fixed bits
ASB_MASK, ASB_FIXED = 0x93, 0x10  # 0xx1xx00: the first of four ASB bytes
ASB_REST_MASK = 0x90  # 0xx0xxxx: the other three

OFFLINE = 0x08  # DLE EOT 1
COVER_OPEN, PAPER_STOP, ERROR = 0x04, 0x20, 0x40  # DLE EOT 2
CUTTER, UNRECOVERABLE, RECOVERABLE = 0x08, 0x20, 0x40  # DLE EOT 3
NEAR_END, PAPER_END = 0x0C, 0x60  # DLE EOT 4


@dataclass(frozen=True)
class PrinterStatus:
    """What the status bytes together say."""

    state: DeviceState
    paper: PaperState
    words: str
    who: WhoActs = WhoActs.NONE

    @property
    def can_print(self) -> bool:
        return self.state is DeviceState.ONLINE and self.paper in (PaperState.FULL, PaperState.LOW)

    @property
    def loses_job(self) -> bool:
        """A ticket that it happened to may be torn or dropped. Only taken off line: the printer holds its data."""
        return not self.can_print and self.state not in (DeviceState.UNKNOWN, DeviceState.OFFLINE)


SILENT = PrinterStatus(DeviceState.UNKNOWN, PaperState.UNKNOWN, "device-silent", WhoActs.MAINTENANCE)


def is_reply(byte: int) -> bool:
    """Whether a byte has the form of a DLE EOT reply."""
    return byte & FIXED_MASK == FIXED


def is_asb_start(byte: int) -> bool:
    return byte & ASB_MASK == ASB_FIXED


def is_asb_rest(byte: int) -> bool:
    return not byte & ASB_REST_MASK


def from_replies(printer: int, offline: int, error: int, paper: int) -> PrinterStatus:
    """The four replies to DLE EOT 1, 2, 3, 4."""
    out = bool(paper & PAPER_END) or bool(offline & PAPER_STOP)
    return _status(
        out=out,
        low=bool(paper & NEAR_END),
        cover=bool(offline & COVER_OPEN),
        cutter=bool(error & CUTTER),
        failed=bool(error & UNRECOVERABLE) or bool(error & RECOVERABLE) or bool(offline & ERROR),
        offline=bool(printer & OFFLINE),
    )


def from_asb(block: bytes) -> PrinterStatus:
    """Four bytes of automatic status back."""
    first, second, third = block[0], block[1], block[2]
    return _status(
        out=bool(third & 0x0C),
        low=bool(third & 0x03),
        cover=bool(first & 0x20),
        cutter=bool(second & CUTTER),
        failed=bool(second & (UNRECOVERABLE | RECOVERABLE)),
        offline=bool(first & OFFLINE),
    )


def _status(*, out: bool, low: bool, cover: bool, cutter: bool, failed: bool, offline: bool) -> PrinterStatus:
    """The cause that a person can mend first, before its consequences."""
    paper = PaperState.OUT if out else PaperState.LOW if low else PaperState.FULL
    if cover:
        return PrinterStatus(DeviceState.USER_ERROR, paper, "printer-cover-open", WhoActs.CLEAR)
    if out:
        return PrinterStatus(DeviceState.ONLINE, paper, "printer-paper-out", WhoActs.CLEAR)
    if cutter:
        return PrinterStatus(
            DeviceState.HARDWARE_ERROR, PaperState.JAMMED, "printer-cutter", WhoActs.MAINTENANCE
        )
    if failed:
        return PrinterStatus(DeviceState.HARDWARE_ERROR, paper, "printer-error", WhoActs.RESET)
    if offline:
        return PrinterStatus(DeviceState.OFFLINE, paper, "printer-offline", WhoActs.CLEAR)
    if low:
        return PrinterStatus(DeviceState.ONLINE, paper, "printer-paper-low", WhoActs.CLEAR)
    return PrinterStatus(DeviceState.ONLINE, paper, "printer-online")
