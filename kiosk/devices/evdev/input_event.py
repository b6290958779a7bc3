"""struct input_event of linux/input.h on a 64-bit machine, bytes in and events out.

24 bytes: seconds (8, signed), microseconds (8, signed), type (2), code (2), value (4, signed), in the
machine's own byte order. Rules of SYN_DROPPED: Documentation/input/event-codes.rst of the kernel.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

from kiosk.devices.evdev.codes import (
    EV_KEY,
    EV_MAX,
    EV_SW,
    EV_SYN,
    KEY_MAX,
    REPEATED,
    SW_MAX,
    SYN_DROPPED,
    SYN_MAX,
    SYN_REPORT,
)

LAYOUT = struct.Struct("=qqHHi")
MICROSECONDS = 1_000_000
# Highest code and value of a type; of other types anything may come.
HIGHEST = {EV_SYN: (SYN_MAX, 0), EV_KEY: (KEY_MAX, REPEATED), EV_SW: (SW_MAX, 1)}


class InputEvent(NamedTuple):
    """seconds: the kernel's time of the event, since 1970."""

    seconds: float
    type: int
    code: int
    value: int


class EventReader:
    """Cuts a byte stream into events.

    The kernel hands out whole events only. A stream that was cut elsewhere all the same (a torn recording, noise)
    is searched byte by byte for the next event that can be one.
    """

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._dropping = False

    def feed(self, data: bytes) -> list[InputEvent]:
        """The events that are complete now.

        What stands between SYN_DROPPED and the next SYN_REPORT is left out, as the kernel asks; there
        SYN_DROPPED itself is given, once: whoever keeps a state must ask for it anew.
        """
        self._bytes += data
        events: list[InputEvent] = []
        at = 0
        while at + LAYOUT.size <= len(self._bytes):
            seconds, microseconds, kind, code, value = LAYOUT.unpack_from(self._bytes, at)
            if not _possible(seconds, microseconds, kind, code, value):
                at += 1
                continue
            at += LAYOUT.size
            event = InputEvent(seconds + microseconds / MICROSECONDS, kind, code, value)
            events += self._undropped(event)
        del self._bytes[:at]
        return events

    def _undropped(self, event: InputEvent) -> list[InputEvent]:
        if (event.type, event.code) == (EV_SYN, SYN_DROPPED):
            self._dropping = True
            return []
        if not self._dropping:
            return [event]
        if (event.type, event.code) != (EV_SYN, SYN_REPORT):
            return []
        self._dropping = False
        return [event._replace(code=SYN_DROPPED)]


def _possible(seconds: int, microseconds: int, kind: int, code: int, value: int) -> bool:
    """Whether the kernel can have written this."""
    if seconds < 0 or not 0 <= microseconds < MICROSECONDS or kind > EV_MAX:
        return False
    highest = HIGHEST.get(kind)
    return highest is None or (code <= highest[0] and 0 <= value <= highest[1])
