"""The near end of a simulated wire: pyserial, as a driver would open it."""

from __future__ import annotations

from collections.abc import Callable

import serial

OpenHost = Callable[..., serial.Serial]  # (path, baud=115200)


def open_port(path: str, baud: int = 115200) -> serial.Serial:
    """8N1, opened exclusively. A read or write gives up after five seconds."""
    return serial.Serial(path, baud, timeout=5.0, write_timeout=5.0, exclusive=True)
