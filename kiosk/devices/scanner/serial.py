"""A barcode scanner on a serial port (RS-232, or USB in its virtual COM mode): a code, then CR and/or LF, 8N1."""

from __future__ import annotations

import time
from collections.abc import Callable

from kiosk.devices.scanner.lines import ScanLines
from kiosk.devices.status import DeviceState, DeviceStatus
from kiosk.devices.transport import Transport

READ_BYTES = 256
WAIT_SECONDS = 0.05  # shorter than the gap that tears a line; stopping waits for it


class SerialScanner:
    """Implements Driver. on_scan, on_rejected are called on the device's thread.

    A scanner speaks only when it scans, so ONLINE means that the port is open and no more. on_scan gets a token
    of a ticket's shape, unverified. on_rejected gets nothing: what else was scanned may be personal and is forgotten.
    """

    def __init__(
        self, transport: Transport, on_scan: Callable[[str], None], on_rejected: Callable[[], None]
    ) -> None:
        self.name = "scanner"
        self.poll_seconds = 0.0  # poll itself waits for bytes
        self.traffic = transport.traffic
        self._transport = transport
        self._on_scan = on_scan
        self._on_rejected = on_rejected
        self._lines = ScanLines()

    def open(self) -> None:
        self._transport.open()
        # What was scanned while nobody listened is nobody's any more.
        self._transport.discard_input()
        self._lines = ScanLines()

    def poll(self) -> DeviceStatus:
        """Take what comes within WAIT_SECONDS. Raises OSError."""
        data = self._transport.read(READ_BYTES, WAIT_SECONDS)
        for token in self._lines.feed(data, time.monotonic()):
            if token is None:
                self._on_rejected()
            else:
                self._on_scan(token)
        return DeviceStatus(self.name, DeviceState.ONLINE, "device-online")

    def close(self) -> None:
        self._transport.close()
