"""The headphone jack as a Linux input device: SW_HEADPHONE_INSERT of linux/input-event-codes.h (EV_SW).

ALSA makes such a node for the jack of a sound card; its state at start is asked by EVIOCGSW.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from kiosk.devices.evdev.codes import EV_SW, EV_SYN, SW_HEADPHONE_INSERT, SYN_DROPPED
from kiosk.devices.evdev.input_event import EventReader
from kiosk.devices.evdev.node import EvdevNode
from kiosk.devices.status import DeviceState, DeviceStatus

READ_BYTES = 24 * 64
WAIT_SECONDS = 0.05  # stopping waits for it
REST_SECONDS = 0.15  # a plug scrapes along the contacts; what it says after this much rest counts


class Settling:
    """The last state of something that bounces, once it has rested. Pure: the time is told."""

    def __init__(self, rest_seconds: float) -> None:
        self._rest = rest_seconds
        self._state: bool | None = None
        self._at = 0.0

    def feed(self, state: bool, at: float) -> None:
        self._state, self._at = state, at

    def settled(self, at: float) -> bool | None:
        """The state that has rested by second `at`, given once; None while it bounces and when nothing is new."""
        if self._state is None or at - self._at < self._rest:
            return None
        state, self._state = self._state, None
        return state


class HeadphoneJack:
    """Implements Driver. on_jack(inserted) is called on the device's thread: for the first state that is known
    after each opening, then for each change that lasts.

    UNKNOWN until the state is known: a node that cannot be asked says nothing before the first plug.
    """

    def __init__(self, node: EvdevNode, on_jack: Callable[[bool], None]) -> None:
        self.name = "jack"
        self.poll_seconds = 0.0  # poll itself waits for events
        self.traffic = node.traffic
        self._node = node
        self._on_jack = on_jack
        self._reader = EventReader()
        self._settling = Settling(REST_SECONDS)
        self._inserted: bool | None = None

    def open(self) -> None:
        """Raises OSError."""
        self._node.open()
        self._reader = EventReader()
        self._ask()

    def poll(self) -> DeviceStatus:
        """Take what comes within WAIT_SECONDS. Raises OSError."""
        for event in self._reader.feed(self._node.read(READ_BYTES, WAIT_SECONDS)):
            if (event.type, event.code) == (EV_SYN, SYN_DROPPED):
                self._ask()
            elif (event.type, event.code) == (EV_SW, SW_HEADPHONE_INSERT):
                self._settling.feed(bool(event.value), time.monotonic())
        inserted = self._settling.settled(time.monotonic())
        if inserted is not None:
            self._tell(inserted)
        if self._inserted is None:
            return DeviceStatus(self.name, DeviceState.UNKNOWN, "jack-state-unknown")
        return DeviceStatus(self.name, DeviceState.ONLINE, "device-online")

    def close(self) -> None:
        self._node.close()
        self._inserted = None

    def _ask(self) -> None:
        """Ask the node for the state, at the start and after lost events; what was bouncing is void."""
        self._settling = Settling(REST_SECONDS)
        inserted = self._node.switch_on(SW_HEADPHONE_INSERT)
        if inserted is None:
            self._inserted = None
        else:
            self._tell(inserted)

    def _tell(self, inserted: bool) -> None:
        if inserted is not self._inserted:
            self._inserted = inserted
            self._on_jack(inserted)
