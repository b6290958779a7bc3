"""An input device's node (/dev/input/by-id/...-event-kbd), read with deadlines.

Numbers of the ioctls: linux/input.h with the layout of asm-generic/ioctl.h (direction, size, 'E', number).
"""

from __future__ import annotations

import errno
import fcntl
import os
import select
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.devices.status import Traffic

WRITE, READ = 1, 2
SWITCH_BYTES = 8  # SW_MAX is 0x10: three bytes are used
NOT_AN_INPUT_DEVICE = (errno.ENOTTY, errno.EINVAL)

Ioctl = Callable[[int, int, Any], object]


def request(direction: int, number: int, size: int) -> int:
    """The number of an ioctl of group 'E'."""
    return direction << 30 | size << 16 | ord("E") << 8 | number


EVIOCGRAB = request(WRITE, 0x90, 4)
EVIOCGSW = request(READ, 0x1B, SWITCH_BYTES)


class EvdevNode:
    """A transport that is only read. `where` names it for people.

    On a node that is no input device (a recording played into a pty) events are read all the same; `grab`
    and `switch_on` say that they could not do it. ioctl: the kernel's, unless a test plays the kernel.
    """

    def __init__(self, path: str, ioctl: Ioctl = fcntl.ioctl) -> None:
        self.where = path
        self.traffic = Traffic()
        self._ioctl = ioctl
        self._fd: int | None = None

    def open(self) -> None:
        """Raises OSError."""
        self.close()
        self._fd = os.open(Path(self.where), os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)

    def close(self) -> None:
        """The kernel takes back a grab by itself."""
        fd, self._fd = self._fd, None
        if fd is not None:
            os.close(fd)

    def read(self, most: int, seconds: float) -> bytes:
        """Up to `most` bytes as soon as any are there; b'' when `seconds` pass. Raises OSError when it is gone."""
        fd = self._opened()
        readable, _, _ = select.select([fd], [], [], max(0.0, seconds))
        if not readable:
            return b""
        try:
            data = os.read(fd, most)
        except BlockingIOError:
            return b""
        if not data:
            raise OSError(errno.ENODEV, "the other end is closed", self.where)
        self.traffic.read += len(data)
        return data

    def grab(self) -> bool:
        """Keep the events from everybody else; False when this is no input device.

        Raises OSError, with EBUSY when another program has grabbed it.
        """
        try:
            self._ioctl(self._opened(), EVIOCGRAB, 1)
        except OSError as error:
            if error.errno in NOT_AN_INPUT_DEVICE:
                return False
            raise
        return True

    def switch_on(self, code: int) -> bool | None:
        """The state of a switch (SW_...) now; None when the node cannot tell. Raises OSError."""
        bits = bytearray(SWITCH_BYTES)
        try:
            self._ioctl(self._opened(), EVIOCGSW, bits)
        except OSError as error:
            if error.errno in NOT_AN_INPUT_DEVICE:
                return None
            raise
        return bool(bits[code // 8] >> code % 8 & 1)

    def _opened(self) -> int:
        if self._fd is None:
            raise OSError(errno.EBADF, "node is not open", self.where)
        return self._fd
