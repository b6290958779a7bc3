"""One question, one answer with a SAM over a serial line: deadlines, torn frames, resending.

Knows nothing of cards. The line is flushed before each command, since replies do not say what they answer.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Protocol

from kiosk.devices.reader.sam_codec import FrameError, Reply, ReplyParser, command_frame
from kiosk.devices.sam_constants import (
    SW3_HOST_CHECKSUM,
    SW3_HOST_LENGTH,
    SW3_NOT_AUTHORISED,
    SW3_SELF_TEST_FAILED,
)
from kiosk.devices.status import DeviceFault, DeviceState, WhoActs
from kiosk.devices.transport import Transport

BYTE_GAP = 0.3  # seconds; a longer pause inside a frame means that its rest will not come
BITS_PER_BYTE = 10  # 8N1 on the wire
_MOST = 4096

_FAULT_WORDS = {
    SW3_SELF_TEST_FAILED: "reader-self-test-failed",
    SW3_NOT_AUTHORISED: "reader-not-authorised",
}


class SerialLine(Transport, Protocol):
    """A byte pipe whose speed is known: long replies take 0.1 s at 115200 baud and 1.3 s at 9600."""

    baud: int


class NoReply(Enum):
    SILENT = "silent"  # nothing, or noise without a preamble
    BROKEN = "broken"  # a frame began and was torn or wrong


class SamLink:
    """`unanswered` counts questions without a good reply since the last good one."""

    def __init__(self, line: SerialLine, clock: Callable[[], float]) -> None:
        self._line = line
        self._clock = clock
        self.unanswered = 0

    def open(self) -> None:
        """Raises OSError."""
        self._line.open()
        self.unanswered = 0

    def close(self) -> None:
        self._line.close()

    def ask(self, command: tuple[int, int], seconds: float, reply_bytes: int = 0) -> Reply | NoReply:
        """Send a command and wait for its reply. Returns the moment the reply's last byte is there.

        seconds: what the SAM may take to think. reply_bytes: size of a long reply, whose time on the line is
        added. Raises OSError (port lost) or DeviceFault (the SAM is defective or not authorised, it says).
        """
        patience = seconds + reply_bytes * BITS_PER_BYTE / self._line.baud
        answer = self._exchange(command_frame(command), patience)
        if isinstance(answer, Reply) and answer.sw3 in (SW3_HOST_CHECKSUM, SW3_HOST_LENGTH):
            answer = self._exchange(command_frame(command), patience)
        if isinstance(answer, NoReply):
            self.unanswered += 1
            return answer
        self.unanswered = 0
        if answer.sw3 in _FAULT_WORDS:
            raise DeviceFault(
                DeviceState.HARDWARE_ERROR,
                _FAULT_WORDS[answer.sw3],
                WhoActs.MAINTENANCE,
                f"SAM status {answer.sw3:02X}",
            )
        return answer

    def _exchange(self, frame: bytes, patience: float) -> Reply | NoReply:
        self._line.discard_input()
        self._line.write(frame)
        parser = ReplyParser()
        broken = False
        deadline = self._clock() + patience
        while True:
            try:
                reply = parser.take()
            except FrameError:
                # A false start in noise: the true frame may be behind it, or its bytes still on the way.
                broken = True
                continue
            if reply is not None:
                return reply
            left = deadline - self._clock()
            if left <= 0:
                return NoReply.BROKEN if broken or parser.inside_frame else NoReply.SILENT
            data = self._line.read(_MOST, min(left, BYTE_GAP))
            if data:
                parser.feed(data)
            elif parser.inside_frame:
                broken = True
                parser.resync()
            elif broken:
                return NoReply.BROKEN
