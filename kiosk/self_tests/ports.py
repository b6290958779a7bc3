"""The ports that are plugged in, live, and which of them somebody has just used: "press identify"."""

from __future__ import annotations

import os
import select
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.devices.ports import PortKind, live_ports

LOOK_SECONDS = 0.25
READ_BYTES = 4096
STOP_SECONDS = 3.0
FORGOTTEN_SECONDS = 60.0  # the page asks every 20 s while it stands


@dataclass(frozen=True)
class LivePort:
    """fresh: plugged in since the watch began. gone: pulled out since. pressed: something came from it."""

    name: str
    fresh: bool = False
    gone: bool = False
    pressed: bool = False


class PortWatch:
    """A thread while somebody looks. on_change: called on it when the list has changed.

    Input nodes are listened to, to see which one is pressed; not those in `own`, which this kiosk's drivers read. What
    comes is thrown away unread. Serial ports are not opened for that: opening one raises DTR, which rings some bells.
    """

    def __init__(
        self,
        kind: PortKind,
        on_change: Callable[[], None],
        *,
        own: frozenset[str] = frozenset(),
        dev: Path = Path("/dev"),
    ) -> None:
        self._kind: PortKind = kind
        self._on_change = on_change
        self._listen, self._dev = kind == "input", dev
        self._own = {os.path.realpath(name) for name in own}
        self._open: dict[str, int] = {}
        self._stopping = threading.Event()
        self._asked = time.monotonic()
        self.ports: tuple[LivePort, ...] = tuple(LivePort(name) for name in live_ports(kind, dev))
        self._thread = threading.Thread(target=self._work, name="ports", daemon=True)

    def start(self) -> None:
        self._thread.start()

    @property
    def watching(self) -> bool:
        return self._thread.is_alive()

    def listed(self) -> tuple[LivePort, ...]:
        """As they are now. A watch that nobody asks any more ends by itself: the page was left some other way."""
        self._asked = time.monotonic()
        return self.ports

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join(STOP_SECONDS)

    def _work(self) -> None:
        try:
            while not self._stopping.is_set() and time.monotonic() - self._asked < FORGOTTEN_SECONDS:
                before = self.ports
                self._look()
                for name in self._heard():
                    self.ports = tuple(
                        replace(port, pressed=True) if port.name == name else port for port in self.ports
                    )
                if self.ports != before:
                    self._on_change()
        finally:
            for fd in self._open.values():
                os.close(fd)
            self._open.clear()

    def _look(self) -> None:
        """New ones are added, those that are gone stay in the list as gone: one that comes back is fresh."""
        now = live_ports(self._kind, self._dev)
        known = {port.name: port for port in self.ports}
        found = [_seen(known.get(name), name) for name in now]
        gone = [replace(port, gone=True, pressed=False) for name, port in known.items() if name not in now]
        self.ports = (*found, *gone)

    def _heard(self) -> list[str]:
        """Names of those that said something within LOOK_SECONDS."""
        there = {port.name for port in self.ports if not port.gone}
        for name in [name for name in self._open if name not in there]:
            os.close(self._open.pop(name))
        for name in there if self._listen else ():
            if name not in self._open and os.path.realpath(name) not in self._own:
                self._try_to_open(name)
        if not self._open:
            self._stopping.wait(LOOK_SECONDS)
            return []
        readable, _, _ = select.select(list(self._open.values()), [], [], LOOK_SECONDS)
        return [name for name, fd in list(self._open.items()) if fd in readable and self._came(name, fd)]

    def _came(self, name: str, fd: int) -> bool:
        try:
            if os.read(fd, READ_BYTES):
                return True
        except BlockingIOError:
            return False
        except OSError:
            pass  # pulled out: the next look at the list says so
        os.close(self._open.pop(name))
        return False

    def _try_to_open(self, name: str) -> None:
        """Another program may have it: then it is listed, and nothing is heard from it."""
        try:
            self._open[name] = os.open(name, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        except OSError:
            return


def _seen(known: LivePort | None, name: str) -> LivePort:
    if known is None or known.gone:
        return LivePort(name, fresh=True)
    return known
