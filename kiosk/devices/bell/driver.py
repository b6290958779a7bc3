"""What the kiosk needs of a call bell, whatever switches it.

Drivers with acknowledge buttons take `on_acknowledged: Callable[[int], None]` in their constructor. It is called
on the device's thread with the number of the input (1-based), once for each press.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from kiosk.devices.bell.patterns import Pattern
from kiosk.devices.driver import Driver

OnAcknowledged = Callable[[int], None]


class Bell(Driver, Protocol):
    """A Driver that rings. All methods but `hush` are for the device's thread."""

    def ring(self, channel: int, pattern: Pattern, on_rung: Callable[[], None]) -> None:
        """Ring channel (1-based) and return when the pattern is over. on_rung: the device has taken it.

        pattern: pairs of seconds on and off. Raises OSError when the port is lost; DeviceFault when the device
        says, by answer or by silence, that it does not ring, or may still be ringing (`bell-may-be-stuck`).
        """
        ...

    def hush(self) -> None:
        """End the pattern that is going on; may be called from any thread. Returns at once."""
        ...
