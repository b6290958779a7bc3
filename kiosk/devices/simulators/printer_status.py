"""What can be wrong with a printer, and the status bytes in which it says so (fact sheet 6.2)."""

from __future__ import annotations

from enum import Flag, auto


class Fault(Flag):
    """PAPER_OUT without NEAR_END is a printer that has no near-end sensor. DEAD: no power, no answer."""

    PAPER_OUT = auto()
    NEAR_END = auto()
    COVER_OPEN = auto()
    CUTTER_JAMMED = auto()
    OFFLINE = auto()  # by a person at the printer, no cause to name
    DEAD = auto()


NONE = Fault(0)
STOPS_PRINTING = Fault.PAPER_OUT | Fault.COVER_OPEN | Fault.CUTTER_JAMMED | Fault.OFFLINE

DRAWER = 0x04  # pin 3 is high where no cash drawer is connected
AUTOMATIC_DRAWER, AUTOMATIC_ONLINE, AUTOMATIC_ERROR, AUTOMATIC_PAPER = 0x01, 0x02, 0x04, 0x08


def real_time_status(faults: Fault, n: int) -> bytes:
    """The answer to DLE EOT n, form 0xx1xx10; b'' for an n that this printer does not know."""
    match n:
        case 1:
            bits = DRAWER | _bit(faults, STOPS_PRINTING, 0x08)
        case 2:
            bits = (
                _bit(faults, Fault.COVER_OPEN, 0x04)
                | _bit(faults, Fault.PAPER_OUT, 0x20)
                | _bit(faults, Fault.CUTTER_JAMMED, 0x40)
            )
        case 3:
            bits = _bit(faults, Fault.CUTTER_JAMMED, 0x08)
        case 4:
            bits = _bit(faults, Fault.NEAR_END, 0x0C) | _bit(faults, Fault.PAPER_OUT, 0x60)
        case _:
            return b""
    return bytes([0x12 | bits])


def automatic_status(faults: Fault) -> bytes:
    """The four bytes that GS a asks for."""
    printer = 0x10 | DRAWER | _bit(faults, STOPS_PRINTING, 0x08) | _bit(faults, Fault.COVER_OPEN, 0x20)
    error = _bit(faults, Fault.CUTTER_JAMMED, 0x08)
    return bytes([printer, error, paper_status(faults), 0x00])


def paper_status(faults: Fault) -> int:
    """The paper bits as the third byte of the automatic status and the answer to GS r 1 have them."""
    return _bit(faults, Fault.NEAR_END, 0x03) | _bit(faults, Fault.PAPER_OUT, 0x0C)


def watched(faults: Fault, enabled: int) -> tuple[int, int, int]:
    """What of the automatic status GS a `enabled` watches; it is sent again when this changes."""
    printer, error, paper, _ = automatic_status(faults)
    printer_bits = (0x28 if enabled & AUTOMATIC_ONLINE else 0) | (DRAWER if enabled & AUTOMATIC_DRAWER else 0)
    return (
        printer & printer_bits,
        error if enabled & AUTOMATIC_ERROR else 0,
        paper if enabled & AUTOMATIC_PAPER else 0,
    )


def _bit(faults: Fault, of: Fault, bits: int) -> int:
    return bits if faults & of else 0
