"""What the kiosk needs of a call bell, whatever switches it.

Drivers with acknowledge buttons take `on_acknowledged: Callable[[int], None]` in their constructor. It is called
on the device's thread with the number of the input (1-based), once for each press.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from kiosk.devices.bell.patterns import Pattern
from kiosk.devices.driver import Driver

OnAcknowledged = Callable[[int], None]
OnRung = Callable[[frozenset[int]], None]


class Bell(Driver, Protocol):
    """A Driver that rings. All methods but `hush` are for the device's thread."""

    def ring(self, channels: Sequence[int], pattern: Pattern, on_rung: OnRung) -> None:
        """Ring channels (1-based) at the same time and return when the pattern is over.

        on_rung: called once, as soon as each of them was tried, with those that the device has taken; not at all
        when it took none. pattern: pairs of seconds on and off. Raises OSError when the port is lost; DeviceFault
        when the device says, by answer or by silence, that a channel does not ring, or may still be ringing
        (`bell-may-be-stuck`). One that does not ring keeps none of the others from ringing: it is raised after them.
        """
        ...

    def hush(self) -> None:
        """End the pattern that is going on; may be called from any thread. Returns at once."""
        ...
