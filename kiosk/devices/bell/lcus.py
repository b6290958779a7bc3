"""Call bells on an LCUS relay board (LCUS-1/2/4/8, CH340): A0 channel operation checksum, 9600 8N1.

Relays are off at start, after every pulse and at the end, whatever happens in between. LCUS-1 gives no
feedback, so "online" means that the port takes frames and no more.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from kiosk.devices.bell.patterns import Pattern
from kiosk.devices.status import DeviceFault, DeviceState, DeviceStatus, WhoActs
from kiosk.devices.transport import Transport

START = 0xA0
ON, OFF = 0x01, 0x00


def frame(channel: int, operation: int) -> bytes:
    """channel counts from 1. The checksum is the sum of the other three bytes, low eight bits."""
    head = bytes([START, channel, operation])
    return head + bytes([sum(head) & 0xFF])


class LcusBell:
    """Implements Driver. All methods but `hush` are for the device's thread."""

    def __init__(self, transport: Transport, channels: int) -> None:
        self.name = "bell"
        self.poll_seconds = 1.0
        self.traffic = transport.traffic
        self._transport = transport
        self._channels = channels
        self._hushed = threading.Event()

    def open(self) -> None:
        self._transport.open()
        self._all_off()

    def poll(self) -> DeviceStatus:
        """Switch everything off once more: harmless, and a lost port is noticed. Raises OSError."""
        self._all_off()
        return DeviceStatus(self.name, DeviceState.ONLINE, "device-online")

    def close(self) -> None:
        try:
            self._all_off()
        except OSError:
            # The port is gone or was never open: nothing can be switched there.
            return
        finally:
            self._transport.close()

    def hush(self) -> None:
        """End the pulse that is going on; may be called from any thread."""
        self._hushed.set()

    def ring(self, channel: int, pattern: Pattern, on_rung: Callable[[], None]) -> None:
        """Pulse a channel. on_rung is called when the board has taken the first frame.

        Raises OSError when nothing could be switched on; DeviceFault when it was and cannot be switched off.
        """
        self._hushed.clear()
        for number, (on_seconds, off_seconds) in enumerate(pattern):
            self._transport.write(frame(channel, ON))
            if number == 0:
                on_rung()
            try:
                self._hushed.wait(on_seconds)
            finally:
                self._off(channel)
            if self._hushed.wait(off_seconds):
                return

    def _off(self, channel: int) -> None:
        try:
            self._transport.write(frame(channel, OFF))
        except OSError as error:
            raise DeviceFault(
                DeviceState.HARDWARE_ERROR, "bell-may-be-stuck", WhoActs.MAINTENANCE, str(error)
            ) from error

    def _all_off(self) -> None:
        for channel in range(1, self._channels + 1):
            self._transport.write(frame(channel, OFF))
