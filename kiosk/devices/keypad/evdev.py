"""A keypad or switch box as a Linux input device: key events in, actions out.

Sources: linux/input.h, linux/input-event-codes.h (evdev); hold-off and repeat: facts/accessibility.md C11, C12.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kiosk.devices.evdev.codes import EV_KEY, RELEASED, REPEATED
from kiosk.devices.evdev.input_event import EventReader, InputEvent
from kiosk.devices.evdev.node import EvdevNode
from kiosk.devices.status import DeviceState, DeviceStatus
from kiosk.domain.keys import KeyAction

READ_BYTES = 24 * 64
WAIT_SECONDS = 0.05  # stopping waits for it
REPEATING = (KeyAction.VOLUME_UP, KeyAction.VOLUME_DOWN)  # everything else acts once a press


class KeyPresses:
    """Which events of keys are presses that count. Pure: the time is that of the events.

    A press within `hold_off` seconds of the same key's last press or release is bouncing metal or a trembling
    hand and is ignored. A key that is held acts once, only volume goes on.
    """

    def __init__(self, keymap: Mapping[int, KeyAction], hold_off: float) -> None:
        self._keymap = keymap
        self._hold_off = hold_off
        self._moved: dict[int, float] = {}  # key -> second of its last press or release

    def take(self, event: InputEvent) -> KeyAction | None:
        action = self._keymap.get(event.code)
        if event.type != EV_KEY or action is None:
            return None
        if event.value == REPEATED:
            return action if action in REPEATING else None
        since = event.seconds - self._moved.get(event.code, float("-inf"))
        self._moved[event.code] = event.seconds
        if event.value == RELEASED:
            return None
        # The machine's clock may be set back between two presses: that is no reason to be deaf.
        return None if 0 <= since < self._hold_off else action

    def forget(self) -> None:
        """The keypad was away: what its keys did before counts no more."""
        self._moved.clear()


class EvdevKeypad:
    """Implements Driver. on_action is called on the device's thread, once for each press that counts.

    The node is grabbed, so that the keys do not reach the desktop as well. ONLINE means that the kernel has the
    device; `cause` says when it could not be grabbed because the node is no input device.
    """

    def __init__(
        self,
        node: EvdevNode,
        keymap: Mapping[int, KeyAction],
        on_action: Callable[[KeyAction], None],
        debounce: float = 0.05,
        name: str = "keypad",
    ) -> None:
        self.name = name
        self.poll_seconds = 0.0  # poll itself waits for events
        self.traffic = node.traffic
        self._node = node
        self._on_action = on_action
        self._presses = KeyPresses(keymap, debounce)
        self._reader = EventReader()
        self._grabbed = False

    def open(self) -> None:
        """Raises OSError; EBUSY when another program holds the keypad."""
        self._node.open()
        self._reader = EventReader()
        self._presses.forget()
        self._grabbed = self._node.grab()

    def poll(self) -> DeviceStatus:
        """Act on what comes within WAIT_SECONDS. Raises OSError."""
        for event in self._reader.feed(self._node.read(READ_BYTES, WAIT_SECONDS)):
            # Lost events (SYN_DROPPED) need no care here: only presses act, and no key is remembered as down.
            if action := self._presses.take(event):
                self._on_action(action)
        cause = "" if self._grabbed else "not an input device: its keys cannot be kept from the desktop"
        return DeviceStatus(self.name, DeviceState.ONLINE, "device-online", cause=cause)

    def close(self) -> None:
        self._node.close()
