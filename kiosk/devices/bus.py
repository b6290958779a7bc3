"""The one place where device states are told: the screen, the log, the state file and diagnostics listen here."""

from __future__ import annotations

import threading
from collections.abc import Callable

from kiosk import log
from kiosk.devices.status import DeviceStatus

Listener = Callable[[DeviceStatus], None]


class StatusBus:
    """Listeners are called on the device's thread, in the order in which they subscribed."""

    def __init__(self) -> None:
        self._listeners: tuple[Listener, ...] = ()
        self._lock = threading.Lock()

    def subscribe(self, listener: Listener) -> None:
        with self._lock:
            self._listeners = (*self._listeners, listener)

    def publish(self, status: DeviceStatus) -> None:
        """One listener's mistake is logged; it keeps neither the others nor the device from going on."""
        for listener in self._listeners:
            try:
                listener(status)
            except Exception as error:  # noqa: BLE001 - a listener must not stop a device
                log.unexpected("status listener", error)


def log_changes(status: DeviceStatus) -> None:
    """A listener: each change of a state is one line of the log."""
    log.emit(
        log.Event.DEVICE_CHANGED,
        device=status.device,
        state=status.state,
        paper=status.paper or "",
        who=status.who,
        words=status.words,
        cause=status.cause,
    )
