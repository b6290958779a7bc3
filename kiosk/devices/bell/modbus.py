"""Call bells on a Modbus RTU relay board (Waveshare and alike), 8N1, with acknowledge buttons on its inputs.

A pulse is the board's own flash-on: it ends by the board's clock even when the kiosk dies in the middle of it.
Every write is checked by its echo and every poll reads the coils back, so "online" means that the board answered
and that nothing rings. Frames: modbus_codec.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

from kiosk.devices.bell import modbus_codec as codec
from kiosk.devices.bell.driver import OnAcknowledged, OnRung
from kiosk.devices.bell.patterns import Pattern
from kiosk.devices.status import DeviceFault, DeviceState, DeviceStatus, WhoActs
from kiosk.devices.transport import Transport

GAP_SECONDS = (
    0.005  # silence between two frames: 3.5 characters, 4 ms at 9600 baud (Serial Line V1.02, 2.5.1.1)
)
TRIES = 2  # one disturbance on a long RS485 line is not yet a fault; every request here may be sent twice
BOUNCE_SECONDS = 0.05  # two looks at a button are never closer than its contacts bounce
IDLE_POLL_SECONDS = 2.0  # where no button is wired
SILENT = "device-silent"
CLOSE_SECONDS = 1.5  # for leaving: the supervisor waits three


class ModbusBell:
    """Implements Bell. unit: the board's Modbus address. channels: relays; inputs: acknowledge buttons wired.

    A button is noticed when it is held for poll_seconds and about 0.05 s; one held down when the port is opened
    counts from its next press. reply_seconds: how long to wait for one reply.
    """

    def __init__(
        self,
        transport: Transport,
        channels: int,
        on_acknowledged: OnAcknowledged,
        *,
        unit: int = 1,
        inputs: int = 0,
        poll_seconds: float = 0.1,
        reply_seconds: float = 0.3,
    ) -> None:
        self.name = "bell"
        self.poll_seconds = poll_seconds if inputs else IDLE_POLL_SECONDS
        self.traffic = transport.traffic
        self._transport = transport
        self._channels = channels
        self._on_acknowledged = on_acknowledged
        self._unit = unit
        self._inputs = inputs
        self._reply_seconds = reply_seconds
        self._pressed: frozenset[int] | None = None  # at the last look; None: not looked since opening
        self._looked_at = 0.0
        self._hushed = threading.Event()

    def open(self) -> None:
        """Every relay off, one after the other: the frame for "all" differs between makers."""
        self._transport.open()
        self._pressed = None
        for channel in range(1, self._channels + 1):
            self._off(channel)

    def poll(self) -> DeviceStatus:
        """Look at the buttons, and that no relay is on. Raises OSError, DeviceFault (silent, garbled, stuck)."""
        self._look_at_buttons()
        for channel in self._channels_on():
            # The board's clock may be a moment behind ours, so it is told once more before it is blamed.
            self._off(channel)
            if channel in self._channels_on():
                raise DeviceFault(
                    DeviceState.HARDWARE_ERROR,
                    "bell-may-be-stuck",
                    WhoActs.MAINTENANCE,
                    f"relay {channel} stays on",
                )
        return DeviceStatus(self.name, DeviceState.ONLINE, "device-online")

    def close(self) -> None:
        until = time.monotonic() + CLOSE_SECONDS
        try:
            for channel in range(1, self._channels + 1):
                if not self._off_if_it_answers(channel) or time.monotonic() > until:
                    return
        except OSError:
            # The port is gone or was never open: nothing can be switched there, and flashes end by themselves.
            return
        finally:
            self._transport.close()

    def hush(self) -> None:
        self._hushed.set()

    def ring(self, channels: Sequence[int], pattern: Pattern, on_rung: OnRung) -> None:
        """One flash of each channel for each pair, 25 ms apart; on_rung when the first are echoed. See Bell.ring.

        The buttons are looked at all the while: people press while it rings.
        """
        self._hushed.clear()
        ringing, fault = list(channels), None
        for number, (on_seconds, off_seconds) in enumerate(pattern):
            units = codec.flash_units(on_seconds)
            ringing, missed = self._flashed(ringing, units)
            fault = fault or missed
            if not ringing:
                break
            if number == 0:
                on_rung(frozenset(ringing))
            if self._hushed_within(units * codec.FLASH_UNIT_SECONDS):
                for channel in ringing:
                    self._off(channel)
                break
            if self._hushed_within(off_seconds):
                break
        if fault is not None:
            raise fault

    def _flashed(self, channels: Sequence[int], units: int) -> tuple[list[int], DeviceFault | None]:
        """Those that the board has taken, and the first fault of the others. A silent board is asked no more."""
        taken: list[int] = []
        first: DeviceFault | None = None
        for channel in channels:
            try:
                self._ask(codec.flash_on(self._unit, channel - 1, units))
                taken.append(channel)
            except DeviceFault as fault:
                first = first or fault
                if fault.words == SILENT:
                    break
        return taken, first

    def _hushed_within(self, seconds: float) -> bool:
        """Wait and look at the buttons; True as soon as the bell was hushed."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if self._hushed.wait(min(left, self.poll_seconds)):
                return True
            self._look_at_buttons()
        return self._hushed.is_set()

    def _look_at_buttons(self) -> None:
        if self._inputs == 0 or time.monotonic() - self._looked_at < BOUNCE_SECONDS:
            return
        pressed = codec.bits(self._ask(codec.read_inputs(self._unit, self._inputs)), self._inputs)
        self._looked_at = time.monotonic()
        before = pressed if self._pressed is None else self._pressed
        self._pressed = pressed
        for number in sorted(pressed - before):
            self._on_acknowledged(number)

    def _channels_on(self) -> frozenset[int]:
        return codec.bits(self._ask(codec.read_coils(self._unit, self._channels)), self._channels)

    def _off(self, channel: int) -> None:
        self._ask(codec.switch_off(self._unit, channel - 1))

    def _off_if_it_answers(self, channel: int) -> bool:
        """False when the board is silent: asking for the other relays would only delay the next opening."""
        try:
            self._off(channel)
        except DeviceFault as fault:
            return fault.words != SILENT
        return True

    def _ask(self, request: bytes) -> bytes:
        """The data of the reply. Raises OSError; DeviceFault when the board is silent, garbled or refuses."""
        fault = self._silent()
        for _ in range(TRIES):
            time.sleep(GAP_SECONDS)
            self._transport.discard_input()
            self._transport.write(request)
            reply = self._reply(request)
            try:
                return codec.check_reply(request, reply)
            except codec.Refused as refused:
                raise DeviceFault(
                    DeviceState.HARDWARE_ERROR,
                    "bell-refused",
                    WhoActs.CONFIGURATION,
                    f"{refused} to {request.hex(' ')}",
                ) from refused
            except codec.BadReply as bad:
                fault = self._garbled(bad) if reply else self._silent()
        raise fault

    def _reply(self, request: bytes) -> bytes:
        """What came within the deadline, at most one reply long."""
        until = time.monotonic() + self._reply_seconds
        reply = b""
        while (missing := codec.reply_bytes(request, reply) - len(reply)) > 0:
            data = self._transport.read(missing, until - time.monotonic())
            if not data:
                break
            reply += data
        return reply

    def _silent(self) -> DeviceFault:
        return DeviceFault(
            DeviceState.UNKNOWN,
            SILENT,
            WhoActs.MAINTENANCE,
            f"no answer of unit {self._unit} on {self._transport.where}",
        )

    def _garbled(self, bad: codec.BadReply) -> DeviceFault:
        return DeviceFault(DeviceState.UNKNOWN, "bell-garbled", WhoActs.MAINTENANCE, str(bad))
