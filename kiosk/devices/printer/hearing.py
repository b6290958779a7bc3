"""What a printer says, sorted: replies to DLE EOT, automatic status (ASB) and the rest, which may be an answer in text.

The three share one wire and come in any order; their fixed bits tell them apart. Nothing that was heard during a
job may be thrown away unread: a cover that was opened and closed again is told in ASB only.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from kiosk.devices.printer.status_bytes import PrinterStatus, from_asb, is_asb_rest, is_asb_start, is_reply
from kiosk.devices.transport import Transport

ASB_BYTES = 4
READ_BYTES = 64
REST_KEPT = 256
MOST_READS = 64  # at once without waiting: a babbling line must not hold the device's thread


class Hearing:
    """replies: DLE EOT replies not yet taken. told: the last automatic status not yet taken.

    fault: the first status since watch() with which a printer loses what it holds, in ASB or noted by the driver.
    """

    def __init__(self, transport: Transport, clock: Callable[[], float] = time.monotonic) -> None:
        self.replies: deque[int] = deque()
        self.rest = b""
        self.told: PrinterStatus | None = None
        self.fault: PrinterStatus | None = None
        self._block = b""
        self._transport = transport
        self._clock = clock

    def forget(self) -> None:
        """The line is new: nothing of the old one belongs to it."""
        self.replies.clear()
        self.rest, self._block, self.told = b"", b"", None

    def watch(self) -> None:
        """A job begins: from here on every fault counts."""
        self.fault = None

    def note(self, status: PrinterStatus) -> None:
        """A status that the driver asked for."""
        if self.fault is None and status.loses_job:
            self.fault = status

    def listen(self, seconds: float) -> bool:
        """Sort what comes within so many seconds; returns as soon as anything did. False: nothing. Raises OSError."""
        data = self._transport.read(READ_BYTES, seconds)
        for byte in data:
            self._sort(byte)
        return bool(data)

    def catch_up(self) -> None:
        """Sort what has arrived; replies and answers to older questions are dropped, ASB is kept. Raises OSError."""
        for _ in range(MOST_READS):
            if not self.listen(0.0):
                break
        self.replies.clear()
        self.rest = b""

    def reply(self, seconds: float) -> int | None:
        """One reply byte within so many seconds. Raises OSError."""
        deadline = self._clock() + seconds
        while not self.replies:
            left = deadline - self._clock()
            if left <= 0 or not self.listen(left):
                return None
        return self.replies.popleft()

    def answer(self, wanted: bytes, seconds: float) -> bool:
        """Whether an answer in text came within so many seconds. Raises OSError."""
        deadline = self._clock() + seconds
        while wanted not in self.rest:
            left = deadline - self._clock()
            if left <= 0 or not self.listen(left):
                return False
        return True

    def take_told(self) -> PrinterStatus | None:
        """The newest automatic status that has arrived since the last call. Raises OSError."""
        self.catch_up()
        told, self.told = self.told, None
        return told

    def _sort(self, byte: int) -> None:
        if self._block and not is_asb_rest(byte):
            self._block = b""  # torn: this byte begins something else
        if self._block or is_asb_start(byte):
            self._block += bytes([byte])
            if len(self._block) == ASB_BYTES:
                self.told, self._block = from_asb(self._block), b""
                self.note(self.told)
        elif is_reply(byte):
            self.replies.append(byte)
        else:
            self.rest = (self.rest + bytes([byte]))[-REST_KEPT:]
