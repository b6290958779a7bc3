"""Call bells on an LCUS relay board (LCUS-1/2/4/8, CH340): A0 channel operation checksum, 9600 8N1.

Relays are off at start, after every pulse and at the end, whatever happens in between. No digital input is
documented for these boards, so they have no acknowledge buttons. LCUS-1 gives no feedback, and "online" means that
the port takes frames and no more; boards that answer the query FF with a line "CH1: ON" for each channel (LCUS-4)
can be held to their word with `readback`.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Sequence

from kiosk.devices.bell.driver import OnRung
from kiosk.devices.bell.patterns import Pattern
from kiosk.devices.status import DeviceFault, DeviceState, DeviceStatus, WhoActs
from kiosk.devices.transport import Transport

START = 0xA0
ON, OFF = 0x01, 0x00
QUERY = b"\xff"
GAP_SECONDS = 0.01  # between two writes: LCUS-4 loses what comes closer
REPLY_SECONDS = 0.5  # eight lines at 9600 baud take 90 ms

_LINE = re.compile(rb"CH([1-8])\s*:\s*(ON|OFF)\s*[\r\n]")


def frame(channel: int, operation: int) -> bytes:
    """channel counts from 1. The checksum is the sum of the other three bytes, low eight bits."""
    head = bytes([START, channel, operation])
    return head + bytes([sum(head) & 0xFF])


def states(reply: bytes) -> dict[int, bool]:
    """Channel to on, from as many whole lines of the answer to the query as have come."""
    return {int(channel): word == b"ON" for channel, word in _LINE.findall(reply)}


class LcusBell:
    """Implements Bell. readback: the board answers the query; silence is then UNKNOWN."""

    def __init__(self, transport: Transport, channels: int, *, readback: bool = False) -> None:
        self.name = "bell"
        self.poll_seconds = 1.0
        self.traffic = transport.traffic
        self._transport = transport
        self._channels = channels
        self._readback = readback
        self._hushed = threading.Event()

    def open(self) -> None:
        self._transport.open()
        self._all_off()

    def poll(self) -> DeviceStatus:
        """Switch everything off once more: harmless, and a lost port is noticed.

        Raises OSError; with readback DeviceFault when the board is silent or a relay stays on.
        """
        self._all_off()
        self._check_off(*range(1, self._channels + 1))
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

    def ring(self, channels: Sequence[int], pattern: Pattern, on_rung: OnRung) -> None:
        """Pulse channels: a frame for each, all on before the first goes off. See Bell.ring.

        Raises OSError when nothing could be switched on; DeviceFault when it was and cannot be switched off. With
        readback on_rung waits until the board says which relays are on.
        """
        self._hushed.clear()
        dead: list[int] = []
        for number, (on_seconds, off_seconds) in enumerate(pattern):
            switched: list[int] = []
            try:
                for channel in channels:
                    self._write(frame(channel, ON))
                    switched.append(channel)
                if number == 0:
                    dead = self._dead(channels)
                    if len(dead) == len(channels):
                        break
                    on_rung(frozenset(channels) - frozenset(dead))
                self._hushed.wait(on_seconds)
            finally:
                self._off(switched)
            if self._hushed.wait(off_seconds):
                break
        if dead:
            raise _broken("bell-did-not-switch", f"relay {', '.join(map(str, dead))} stays off")
        self._check_off(*channels)

    def _off(self, channels: Sequence[int]) -> None:
        try:
            for channel in channels:
                self._write(frame(channel, OFF))
        except OSError as error:
            raise _broken("bell-may-be-stuck", str(error)) from error

    def _all_off(self) -> None:
        for channel in range(1, self._channels + 1):
            self._write(frame(channel, OFF))

    def _write(self, data: bytes) -> None:
        self._transport.write(data)
        time.sleep(GAP_SECONDS)

    def _dead(self, channels: Sequence[int]) -> list[int]:
        """Which of them the board says are off; none where it cannot be asked."""
        if not self._readback:
            return []
        on = self._states()
        return [channel for channel in channels if not on[channel]]

    def _check_off(self, *channels: int) -> None:
        if not self._readback:
            return
        on = self._states()
        for channel in channels:
            if on[channel]:
                raise _broken("bell-may-be-stuck", f"relay {channel} stays on")

    def _states(self) -> dict[int, bool]:
        """Every channel to on. Raises OSError; DeviceFault when the board does not tell all of them in time."""
        self._transport.discard_input()
        self._write(QUERY)
        until = time.monotonic() + REPLY_SECONDS
        reply = b""
        while len(told := states(reply)) < self._channels:
            data = self._transport.read(256, until - time.monotonic())
            if not data:
                raise DeviceFault(
                    DeviceState.UNKNOWN,
                    "device-silent",
                    WhoActs.MAINTENANCE,
                    f"{len(told)} of {self._channels} relays told on {self._transport.where}",
                )
            reply += data
        return told


def _broken(words: str, cause: str) -> DeviceFault:
    return DeviceFault(DeviceState.HARDWARE_ERROR, words, WhoActs.MAINTENANCE, cause)
