"""What the call desk needs of a bell, whatever board or paging host it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from kiosk.devices.bell.patterns import Pattern
from kiosk.devices.driver import Driver


class Bell(Driver, Protocol):
    """All methods but `hush` are called on the device's thread."""

    def ring(self, channel: int, pattern: Pattern, on_rung: Callable[[], None]) -> None:
        """Pulse a channel. on_rung is called when the bell has taken the first frame.

        Raises OSError when nothing could be switched on; DeviceFault when it was and cannot be switched off.
        """
        ...

    def hush(self) -> None:
        """End the pulse that is going on; may be called from any thread."""
        ...
