"""What the bells' simulators have in common: channels that are switched, a log of it, and timers that end flashes."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypedDict

LOG_ENTRIES = 10_000


class RelayFrame(TypedDict):
    """One order, or the end of a flash. t: seconds on the monotonic clock; channel counts from 1."""

    t: float
    channel: int
    on: bool


class Switches:
    """Channels 1 to `channels`, all off when power comes. Any thread may call.

    on_change(channel, on) is called on the thread that switched. frames_file: every entry of the log is appended
    as a line of JSON, a RelayFrame with `time` (ISO, local, with offset) added. stuck: contacts that are on stay
    on, whatever is ordered. dead: coils that are off stay off.
    """

    def __init__(
        self,
        channels: int,
        on_change: Callable[[int, bool], None] | None = None,
        frames_file: Path | None = None,
    ) -> None:
        self.stuck = False
        self.dead = False
        self._on_change = on_change
        self._frames_file = frames_file
        self._lock = threading.RLock()
        self._states = dict.fromkeys(range(1, channels + 1), False)
        self._log: deque[RelayFrame] = deque(maxlen=LOG_ENTRIES)
        self._timers: dict[int, threading.Timer] = {}  # channel to the one that will end its flash
        self._threads: list[threading.Timer] = []  # every timer that may still be running

    def __contains__(self, channel: int) -> bool:
        return channel in self._states

    @property
    def log(self) -> list[RelayFrame]:
        with self._lock:
            return list(self._log)

    @property
    def states(self) -> dict[int, bool]:
        """Channel to on."""
        with self._lock:
            return dict(self._states)

    def order(self, channel: int, on: bool) -> None:
        """Write an order down and carry it out; it ends a flash that is going on."""
        with self._lock:
            self._end_timer(channel)
            self._write_down(channel, on)
        self._switch(channel, on)

    def flash(self, channel: int, seconds: float) -> None:
        """On now, and off by itself after `seconds`."""
        self.order(channel, True)
        timer = threading.Timer(seconds, lambda: self._flash_over(channel, timer))
        timer.daemon = True
        with self._lock:
            self._timers[channel] = timer
            self._threads = [thread for thread in self._threads if thread.is_alive()] + [timer]
            timer.start()

    def power_lost(self) -> None:
        """All off, without an order."""
        self.stop()
        for channel in self.states:
            self._switch(channel, False)

    def stop(self) -> None:
        """End every timer, and wait for the one that may be switching just now."""
        with self._lock:
            threads, self._threads = self._threads, []
            self._timers.clear()
        for thread in threads:
            thread.cancel()
            thread.join()

    def _flash_over(self, channel: int, timer: threading.Timer) -> None:
        with self._lock:
            if self._timers.get(channel) is not timer:
                return  # a later order has taken over
            del self._timers[channel]
            self._write_down(channel, False)
        self._switch(channel, False)

    def _end_timer(self, channel: int) -> None:
        timer = self._timers.pop(channel, None)
        if timer is not None:
            timer.cancel()

    def _write_down(self, channel: int, on: bool) -> None:
        frame = RelayFrame(t=time.monotonic(), channel=channel, on=on)
        self._log.append(frame)
        if self._frames_file is not None:
            line = json.dumps({"time": datetime.now().astimezone().isoformat(), **frame})
            with self._frames_file.open("a", encoding="utf-8") as lines:
                lines.write(line + "\n")

    def _switch(self, channel: int, on: bool) -> None:
        with self._lock:
            if (self.stuck and not on) or (self.dead and on):
                return
            moved = self._states[channel] != on
            self._states[channel] = on
        if moved and self._on_change is not None:
            self._on_change(channel, on)
