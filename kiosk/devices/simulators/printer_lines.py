"""What a printer hangs on: a serial cable (`PtyWire`) or, here, a socket like port 9100 of network ones."""

from __future__ import annotations

import os
import select
import socket
import threading
from typing import Protocol, Self

WRITE_SECONDS = 1.0
WINDOW_BYTES = 8192  # a printer's network board keeps little; without this the kernel takes whole jobs


class Line(Protocol):
    """The far end of a wire, as `PtyWire` has it. One thread reads and writes; any thread may do the rest."""

    path: str

    def read(self, most: int, seconds: float) -> bytes:
        """Up to `most` bytes; b'' after `seconds`, when woken, or while unplugged. Raises Unplugged."""
        ...

    def write(self, data: bytes) -> None:
        """Write all of data; what nobody is there to take is lost.

        Raises TimeoutError when the host does not read.
        """
        ...

    def wake(self) -> None: ...
    def unplug(self) -> None: ...
    def plug(self) -> None: ...
    def close(self) -> None: ...


class TcpWire:
    """A listener on `host`:`port` that serves one host at a time, as network printers do; others wait.

    port 0 takes a free one and keeps it; `path` is "host:port". Raises OSError when the port is taken.
    """

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        self._changed = threading.Condition()
        self._listener: socket.socket | None = None
        self._peer: socket.socket | None = None
        self._reading = False
        self._closed = False
        self.host, self.port = host, port
        self.plug()
        self.path = f"{self.host}:{self.port}"
        self._wake = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def plug(self) -> None:
        """Listen again on the same port. Does nothing when it listens already, or is closed."""
        with self._changed:
            if self._listener is None and not self._closed:
                self._listener = socket.create_server((self.host, self.port))
                self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, WINDOW_BYTES)
                self.port = self._listener.getsockname()[1]
                self._changed.notify_all()

    def unplug(self) -> None:
        """End the connection and refuse new ones. (A pulled network cable would be silent instead.)"""
        with self._changed:
            if self._listener is None:
                return
            sockets = [self._listener, *self._peers()]
            self._listener = self._peer = None
            os.eventfd_write(self._wake, 1)
            # A number must not be freed while a thread waits on it.
            self._changed.wait_for(lambda: not self._reading)
            for one in sockets:
                one.close()
            self._changed.notify_all()

    def close(self) -> None:
        """Unplug for good. May be called twice."""
        self.unplug()
        with self._changed:
            if not self._closed:
                self._closed = True
                self._changed.wait_for(lambda: not self._reading)
                os.close(self._wake)

    def wake(self) -> None:
        """Let a waiting read return b'' at once."""
        with self._changed:
            if not self._closed:
                os.eventfd_write(self._wake, 1)
            self._changed.notify_all()

    def read(self, most: int, seconds: float) -> bytes:
        """Up to `most` bytes as soon as any are there.

        b'' after `seconds`, when woken, at a new connection or the end of one, and while unplugged.
        """
        with self._changed:
            source = self._peer or self._listener
            if source is None:
                self._changed.wait(seconds)
                return b""
            self._reading = True
        readable: list[socket.socket | int] = []
        try:
            readable, _, _ = select.select([source, self._wake], [], [], seconds)
        finally:
            with self._changed:
                self._reading = False
                if self._wake in readable:
                    os.eventfd_read(self._wake)
                self._changed.notify_all()
        with self._changed:
            if source not in readable or source not in (self._peer, self._listener):
                return b""
            if source is self._listener:
                self._peer, _ = source.accept()
                self._peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._peer.settimeout(WRITE_SECONDS)
                return b""
            return self._take(source, most)

    def write(self, data: bytes) -> None:
        """On the reading thread only. Without a connection data is lost.

        Raises TimeoutError when the host does not read.
        """
        with self._changed:
            if self._peer is None:
                return
            try:
                self._peer.sendall(data)
            except ConnectionError:
                self._hang_up()

    def _take(self, peer: socket.socket, most: int) -> bytes:
        try:
            data = peer.recv(most)
        except ConnectionError:
            data = b""
        if not data:
            self._hang_up()
        return data

    def _hang_up(self) -> None:
        for peer in self._peers():
            peer.close()
        self._peer = None

    def _peers(self) -> list[socket.socket]:
        return [] if self._peer is None else [self._peer]
