"""The bell as the call desk uses it: stations are rung, and those that took it are told."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

from kiosk import log
from kiosk.devices.bell.driver import Bell
from kiosk.devices.bell.patterns import PATTERNS
from kiosk.devices.status import DeviceFault
from kiosk.devices.supervisor import DeviceGone, Supervised
from kiosk.domain.call import CallReason
from kiosk.domain.hall import Station

RING_SECONDS = 6.0  # the driver's own deadlines are shorter


class CallBell:
    """bell: None when this terminal has none."""

    def __init__(self, bell: Supervised[Bell] | None) -> None:
        self._bell = bell

    def ring(self, stations: Sequence[Station], reason: CallReason) -> tuple[Station, ...]:
        """Ring them at the same time. Those whose bell has taken it, () when none has; both are logged.

        Returns as soon as each was tried; the rest of the pattern goes on by itself. Never raises.
        """
        try:
            taken = self._pulse(stations, reason)
        except (DeviceGone, OSError, DeviceFault) as error:
            log.emit(log.Event.CALL_UNREACHED, reason=reason, cause=str(error))
            return ()
        rung = tuple(station for station in stations if station.channel in taken)
        for station in stations:
            if station in rung:
                log.emit(log.Event.CALL_RUNG, reason=reason, station=station.id)
            else:
                log.emit(log.Event.CALL_UNREACHED, reason=reason, cause=f"{station.id} does not ring")
        return rung

    def _pulse(self, stations: Sequence[Station], reason: CallReason) -> frozenset[int]:
        """The channels that took it. Raises DeviceGone, OSError, DeviceFault when none did."""
        bell = self._bell
        if bell is None:
            raise DeviceGone("no bell is configured")
        channels = tuple(dict.fromkeys(station.channel for station in stations))  # two may share a receiver
        rung: Future[frozenset[int]] = Future()

        def ring() -> None:
            bell.driver.ring(channels, PATTERNS[reason], rung.set_result)

        def ended(job: Future[None]) -> None:
            error = job.exception()
            if error is not None and not rung.done():
                rung.set_exception(error)

        bell.submit(ring).add_done_callback(ended)
        return rung.result(RING_SECONDS)
