"""What the supervisor needs of a driver. All methods are called on that device's one worker thread."""

from __future__ import annotations

from typing import Protocol

from kiosk.devices.status import DeviceStatus, Traffic


class Driver(Protocol):
    """One device. Add a driver by writing these four members and naming it in kiosk.toml."""

    name: str
    poll_seconds: float  # pause between two calls of poll
    traffic: Traffic  # of its wire

    def open(self) -> None:
        """Open the port and bring the device to a known state.

        Raises OSError (port missing, no permission, in use) or DeviceFault (port fine, device not).
        """
        ...

    def poll(self) -> DeviceStatus:
        """One short round: ask for the state, handle what came in. Same exceptions as open."""
        ...

    def close(self) -> None:
        """Leave the device harmless (bell silent) and release the port. Never raises."""
        ...
