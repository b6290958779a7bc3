"""Call bells behind a wireless paging host: frames and answers as written in kiosk.toml.

Paging hosts (呼叫器主机) share no protocol, so none is built in: the technician takes the frames from the host's
manual; kiosk/device_frames.py says how they are written. A host without `reply_pattern` is "online" when its port
takes bytes, and no more is known; with one, it is online only after it has answered.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Mapping, Sequence

from kiosk import device_frames as frames
from kiosk.devices.bell.driver import OnAcknowledged, OnRung
from kiosk.devices.bell.patterns import Pattern
from kiosk.devices.status import DeviceFault, DeviceState, DeviceStatus, WhoActs
from kiosk.devices.transport import Transport

SLICE_SECONDS = 0.05  # longest wait for bytes at a time, so that hush is noticed
PAUSE_SECONDS = 0.04  # silence that ends a message of the host
READ_BYTES = 4096
SAME_PRESS_SECONDS = 1.0  # radio hosts repeat an acknowledgement; closer together than this it is one press


class TemplateBell:
    """Implements Bell. Either `pulse` (the host ends the call by itself) or `on` and `off`.

    once: a ring is one `pulse`, whatever the pattern: for pagers that beep in their own way. ack_pattern, with a
    group `channel`: the host says that somebody pressed. reply_pattern: what the host answers to each frame; if it
    has a group `channel`, that must be the channel that was sent.

    Raises ValueError for a mistake in a template or pattern; the settings check the same before.
    """

    def __init__(
        self,
        transport: Transport,
        channels: int,
        on_acknowledged: OnAcknowledged,
        *,
        style: frames.Style,
        on: str | None = None,
        off: str | None = None,
        pulse: str | None = None,
        once: bool = False,
        ack_pattern: str | None = None,
        reply_pattern: str | None = None,
        reply_seconds: float = 0.5,
    ) -> None:
        self.name = "bell"
        self.poll_seconds = 0.2
        self.traffic = transport.traffic
        self._transport = transport
        self._channels = channels
        self._on_acknowledged = on_acknowledged
        self._style: frames.Style = style
        start = pulse or on
        if start is None or (pulse is None) != (off is not None):
            raise ValueError("either pulse, or on and off")
        self._start = frames.template(start, style, channels)
        self._stop = frames.template(off, style, channels) if off else None
        self._once = once
        self._acks = frames.Heard(frames.pattern(ack_pattern, needs_channel=True)) if ack_pattern else None
        self._replies = (
            frames.Heard(frames.pattern(reply_pattern, needs_channel=False)) if reply_pattern else None
        )
        self._reply_seconds = reply_seconds
        self._answered: bool | None = None  # did the last frame get its answer; None: none was sent yet
        self._heard_at = 0.0
        self._acked_at: dict[int, float] = {}
        self._hushed = threading.Event()
        # Everything, until it was switched off once: the program may have died while it rang.
        self._maybe_on = set(range(1, channels + 1))

    def open(self) -> None:
        """Switch off what may be on, each channel by itself. A host that ends its calls itself is sent nothing.

        Raises OSError; DeviceFault when a host that should answer is silent.
        """
        self._transport.open()
        for heard in (self._acks, self._replies):
            if heard is not None:
                heard.forget()
        self._all_off()

    def poll(self) -> DeviceStatus:
        """Hear who pressed. Raises OSError when the port is gone. UNKNOWN while the host does not answer."""
        self._hear(0.0)
        if self._replies is not None and not self._answered:
            words = "device-unknown" if self._answered is None else "device-silent"
            return DeviceStatus(self.name, DeviceState.UNKNOWN, words)
        return DeviceStatus(self.name, DeviceState.ONLINE, "device-online")

    def close(self) -> None:
        try:
            self._all_off()
        except (OSError, DeviceFault):
            # The port or the host is gone: what may be on is switched off at the next open.
            return
        finally:
            self._transport.close()

    def hush(self) -> None:
        self._hushed.set()

    def ring(self, channels: Sequence[int], pattern: Pattern, on_rung: OnRung) -> None:
        """One `pulse` or one `on` and `off` of each channel for each pair, each when the last was answered.

        on_rung: what the host has answered, or has taken where no answer is configured. See Bell.ring.
        """
        self._hushed.clear()
        ringing, fault = list(channels), None
        for number, (on_seconds, off_seconds) in enumerate(pattern[:1] if self._once else pattern):
            started: dict[int, DeviceFault | None] = {}
            try:
                for channel in ringing:
                    started[channel] = self._started(channel)
                    fault = fault or started[channel]
                ringing = [channel for channel in ringing if started[channel] is None]
                if number == 0 and ringing:
                    on_rung(frozenset(ringing))
                if ringing:
                    self._listen(on_seconds)
            finally:
                self._end(started)
            if not ringing:
                break
            self._listen(off_seconds)
            if self._hushed.is_set():
                break
        if fault is not None:
            raise fault

    def _started(self, channel: int) -> DeviceFault | None:
        """Send one channel's frame. The fault of a host that did not answer it. Raises OSError."""
        self._maybe_on.add(channel)
        self._send(self._start(channel))
        try:
            self._await_reply(channel)
        except DeviceFault as fault:
            return fault
        return None

    def _end(self, started: Mapping[int, DeviceFault | None]) -> None:
        """Switch off after an `on`, each whatever becomes of the others; tried again at the next open.

        started: channel to the fault of its `on`. Raises DeviceFault: a host that took an `on` and not its `off` may
        ring on.
        """
        if self._stop is None:
            return
        stuck: list[str] = []
        for channel, missed in started.items():
            try:
                self._send(self._stop(channel))
                self._await_reply(channel)
                self._maybe_on.discard(channel)
            except (OSError, DeviceFault) as error:
                if missed is None or isinstance(error, OSError):
                    stuck.append(f"{channel}: {error}")
        if stuck:
            raise DeviceFault(
                DeviceState.HARDWARE_ERROR, "bell-may-be-stuck", WhoActs.MAINTENANCE, "; ".join(stuck)
            )

    def _all_off(self) -> None:
        if self._stop is None:
            return
        for channel in sorted(self._maybe_on):
            self._send(self._stop(channel))
            self._await_reply(channel)
            self._maybe_on.discard(channel)

    def _send(self, frame: bytes) -> None:
        """Raises OSError. What came before is heard first, so that it cannot pass for the answer."""
        self._hear(0.0)
        if self._replies is not None:
            self._replies.forget()
        self._transport.write(frame)

    def _await_reply(self, channel: int) -> None:
        """Raises OSError; DeviceFault when no fitting answer comes within reply_seconds."""
        if self._replies is None:
            return
        until = time.monotonic() + self._reply_seconds
        while True:
            paused = self._hear(min(SLICE_SECONDS, until - time.monotonic()))
            while (match := self._replies.take(ended=paused)) is not None:
                if self._fits(match, channel):
                    self._answered = True
                    return
            if time.monotonic() >= until:
                self._answered = False
                raise DeviceFault(
                    DeviceState.UNKNOWN,
                    "device-silent",
                    WhoActs.MAINTENANCE,
                    f"no fitting answer on {self._transport.where}",
                )

    def _fits(self, reply: re.Match[str], channel: int) -> bool:
        return not frames.names_channel(reply.re) or frames.number_in(reply, self._style) == channel

    def _listen(self, seconds: float) -> None:
        """Hear who pressed until `seconds` have passed or the bell is hushed."""
        until = time.monotonic() + seconds
        while True:
            self._hear(min(SLICE_SECONDS, until - time.monotonic()))
            if self._hushed.is_set() or time.monotonic() >= until:
                return

    def _hear(self, seconds: float) -> bool:
        """Take in what comes within `seconds`. True when the host has paused. Raises OSError."""
        data = self._transport.read(READ_BYTES, seconds)
        if data:
            self._heard_at = time.monotonic()
        paused = time.monotonic() - self._heard_at >= PAUSE_SECONDS
        if self._replies is not None:
            self._replies.add(data)
        if self._acks is not None:
            self._acks.add(data)
            while (match := self._acks.take(ended=paused)) is not None:
                self._acknowledge(frames.number_in(match, self._style))
        return paused

    def _acknowledge(self, channel: int | None) -> None:
        """Tell a press. Repeats of one press, each within a second of the last, are told once."""
        if channel is None or not 1 <= channel <= self._channels:
            return
        now = time.monotonic()
        repeated = now - self._acked_at.get(channel, -SAME_PRESS_SECONDS) < SAME_PRESS_SECONDS
        self._acked_at[channel] = now
        if not repeated:
            self._on_acknowledged(channel)
