"""An input device's node as a pty that plays recorded events: keypads, switch boxes and the headphone jack.

This is no kernel device: there is no /dev/uinput on the machines that test it. The bytes are those of struct
input_event (linux/input.h, 64 bit), written here apart from the driver; what the kernel answers to ioctls is played
by `ioctl`, which a test hands to the driver in the kernel's place.
"""

from __future__ import annotations

import errno
import sys
import time
from collections.abc import Sequence

from kiosk.devices.simulators.wire import PtyWire, Simulator
from kiosk.domain.keys import KEYS

BAUD = 115200  # of no meaning on an input device: events are written at once
SYN, KEY, SW = 0, 1, 5
REPORT, DROPPED = 0, 3
HEADPHONE_INSERT = 2
UP, DOWN, AGAIN = 0, 1, 2
IOCTL_GRAB = 0x40044590  # EVIOCGRAB
IOCTL_SWITCHES = 0x8008451B  # EVIOCGSW(8)

Part = tuple[int, int, int]  # type, code, value


def record(parts: Sequence[Part], at: float) -> bytes:
    """The bytes of events that happened at one time, seconds since 1970."""
    seconds = int(at)
    microseconds = int((at - seconds) * 1e6)
    return b"".join(
        seconds.to_bytes(8, sys.byteorder)
        + microseconds.to_bytes(8, sys.byteorder)
        + kind.to_bytes(2, sys.byteorder)
        + code.to_bytes(2, sys.byteorder)
        + value.to_bytes(4, sys.byteorder, signed=True)
        for kind, code, value in parts
    )


class InputNodeSimulator(Simulator):
    """Keys by their names (KEY_ENTER). Times run by themselves; `pause_between` moves them without waiting.

    answers: True for a node that can be grabbed and asked as a real one; False for the bare pty. grabbed_by_other:
    another program holds it.
    """

    def __init__(self, wire: PtyWire, *, answers: bool = False, grabbed_by_other: bool = False) -> None:
        super().__init__(wire, BAUD)
        self.answers = answers
        self.grabbed_by_other = grabbed_by_other
        self.grabs = 0
        self.inserted = False
        self._ahead = 0.0

    # Keys

    def press(self, key: str, down_seconds: float = 0.08) -> None:
        """Down and up again."""
        self._write(self.key_events(key, DOWN))
        self.pause_between(down_seconds)
        self._write(self.key_events(key, UP))

    def hold(self, key: str, repeats: int) -> None:
        """Down, `repeats` times the kernel's own repetition, up."""
        self._write(self.key_events(key, DOWN))
        for _ in range(repeats):
            self.pause_between(0.04)
            self._write(self.key_events(key, AGAIN))
        self._write(self.key_events(key, UP))

    def chatter(self, key: str, times: int, every: float) -> None:
        """A worn contact or a trembling hand: presses of `every` / 2 seconds, `every` seconds apart."""
        for _ in range(times):
            self.press(key, every / 2)
            self.pause_between(every / 2)

    def press_torn(self, key: str, at: int) -> None:
        """A press of which only the first `at` bytes arrive."""
        self._write(self.key_events(key, DOWN)[:at])

    def press_cut(self, key: str, at: int) -> None:
        """A press in two writes, cut after `at` bytes."""
        whole = self.key_events(key, DOWN)
        self._write(whole[:at])
        self._write(whole[at:])

    def key_events(self, key: str, value: int) -> bytes:
        return record([(KEY, KEYS[key], value), (SYN, REPORT, 0)], self._now())

    # The jack

    def insert(self) -> None:
        self._move(True)

    def pull_out(self) -> None:
        self._move(False)

    def bounce(self, times: int, seconds: float, *, inserted: bool) -> None:
        """`times` events within `seconds`, in and out by turns, the last of them `inserted`. Takes that long."""
        for left in range(times, 0, -1):
            self._move(inserted if left % 2 else not inserted)
            if left > 1:
                time.sleep(seconds / (times - 1))

    # Events that were lost

    def overrun(self, lost: bytes = b"") -> None:
        """The kernel's buffer ran over: SYN_DROPPED, what is left of the events (`lost`), SYN_REPORT."""
        self._write(record([(SYN, DROPPED, 0)], self._now()) + lost + record([(SYN, REPORT, 0)], self._now()))

    def jack_events(self, inserted: bool) -> bytes:
        return record([(SW, HEADPHONE_INSERT, int(inserted)), (SYN, REPORT, 0)], self._now())

    def noise(self, data: bytes) -> None:
        self._write(data)

    def pause_between(self, seconds: float) -> None:
        """Let so much time pass on the events' clock."""
        self._ahead += seconds

    def ioctl(self, fd: int, number: int, argument: bytearray | int) -> int:
        """What the kernel answers for a real input device; ENOTTY as for the pty when `answers` is False."""
        if not self.answers:
            raise OSError(errno.ENOTTY, "Inappropriate ioctl for device")
        if number == IOCTL_GRAB and isinstance(argument, int):
            if self.grabbed_by_other:
                raise OSError(errno.EBUSY, "Device or resource busy")
            self.grabs += 1
            return 0
        if number == IOCTL_SWITCHES and isinstance(argument, bytearray):
            argument[:] = (int(self.inserted) << HEADPHONE_INSERT).to_bytes(8, "little")
            return len(argument)
        raise OSError(errno.EINVAL, "Invalid argument")

    def received(self, data: bytes) -> None:
        """Nothing is ever written to it."""

    def quiet(self) -> None:
        """It waits for nothing."""

    def power_lost(self) -> None:
        """A plug stays where it is; keys are up."""

    def _move(self, inserted: bool) -> None:
        self.inserted = inserted
        self._write(self.jack_events(inserted))

    def _now(self) -> float:
        return time.time() + self._ahead

    def _write(self, data: bytes) -> None:
        self.wire.write(data)
