"""What each device of the rig can be ordered to be, by name, and what that means at its far end."""

from __future__ import annotations

import os

from kiosk.devices.sam_constants import READ_TEXT_PHOTO
from kiosk.devices.simulators.modbus_relay import ModbusFault
from kiosk.devices.simulators.printer_status import Fault as PrinterFault
from kiosk.devices.simulators.sam_faults import Fault, FaultKind

SLOW_READ_SECONDS = 2.0
MANY = 1_000_000  # replies: until it is mended

# Spoilt is the reading of a card: the driver asks for one all the time, and would spend the fault on that.
READER_FAULTS = {
    "dead": Fault(FaultKind.NO_ANSWER),
    "noise": Fault(FaultKind.NOISE, command=READ_TEXT_PHOTO),
    "torn": Fault(FaultKind.TORN_FRAME, command=READ_TEXT_PHOTO),
    "wrong_checksum": Fault(FaultKind.WRONG_CHECKSUM, command=READ_TEXT_PHOTO),
    "pulled": Fault(FaultKind.PULLED_MID_READ),
    "read_fails": Fault(FaultKind.ERROR_STATUS, times=MANY),
}
PRINTER_FAULTS = {
    "paper_out": PrinterFault.PAPER_OUT,
    "near_end": PrinterFault.NEAR_END,
    "cover_open": PrinterFault.COVER_OPEN,
    "cutter_jammed": PrinterFault.CUTTER_JAMMED,
    "offline": PrinterFault.OFFLINE,
    "dead": PrinterFault.DEAD,
}
BELL_FAULTS = {fault.value: fault for fault in ModbusFault}
SERIAL = ("unplugged", "busy")
# Nothing is locked away from root, and an input node is not locked as a serial port is.
DENIED = () if os.geteuid() == 0 else ("no_permission",)
CONDITIONS: dict[str, tuple[str, ...]] = {
    "reader": ("ok", *READER_FAULTS, "slow", *SERIAL, *DENIED),
    "printer": ("ok", *PRINTER_FAULTS, "slow", *SERIAL, *DENIED),
    "bell": ("ok", *BELL_FAULTS, *SERIAL, *DENIED),
    "scanner": ("ok", *SERIAL, *DENIED),
    "keypad": ("ok", "unplugged", *DENIED),
    "jack": ("ok", "unplugged", *DENIED),
}
