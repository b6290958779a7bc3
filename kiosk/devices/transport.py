"""Byte pipes that a codec is spoken over: serial, TCP and the kernel's USB printer node.

Every call has a deadline. `flush()` of pyserial is never used: it ignores write_timeout (pyserial#625).
A lost port raises OSError, whatever the library calls it.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import select
import socket
import termios
import time
from pathlib import Path
from typing import Protocol

import serial

from kiosk.devices.status import Traffic


class Transport(Protocol):
    """A byte pipe with deadlines. `where` names it for people: a port, an address, a path."""

    where: str
    traffic: Traffic

    def open(self) -> None:
        """Raises OSError."""
        ...

    def close(self) -> None: ...

    def write(self, data: bytes) -> None:
        """Write all of data or raise OSError (TimeoutError past the deadline)."""
        ...

    def read(self, most: int, seconds: float) -> bytes:
        """Up to `most` bytes; returns as soon as any are there; b'' when `seconds` pass. Raises OSError."""
        ...

    def discard_input(self) -> None:
        """Throw away what has arrived and was not read."""
        ...


class SerialTransport:
    """8N1 over pyserial, without raising DTR/RTS, opened exclusively: by a lock that polite programs respect
    and by TIOCEXCL, which keeps out the others (root excepted).

    On many USB relay boards DTR or RTS drives the relay: the lines are set low before the port is opened,
    so that opening it does not ring the bell (pyserial#124, #729).
    """

    def __init__(self, port: str, baud: int, write_seconds: float = 5.0) -> None:
        self.where = port
        self.baud = baud
        self.traffic = Traffic()
        self._write_seconds = write_seconds
        self._port: serial.Serial | None = None

    def open(self) -> None:
        self.close()
        port = serial.Serial()
        port.port = self.where
        port.baudrate = self.baud
        port.timeout = 0
        port.write_timeout = self._write_seconds
        port.exclusive = True
        port.dtr = False
        port.rts = False
        try:
            port.open()
            fcntl.ioctl(port.fileno(), termios.TIOCEXCL)
        except serial.SerialException as error:
            raise OSError(_errno_of(error), str(error), self.where) from error
        except termios.error as error:
            raise _lost(error, self.where) from error
        self._port = port

    def close(self) -> None:
        port, self._port = self._port, None
        if port is not None:
            # On a port that is gone already there is nothing left to give back.
            with contextlib.suppress(OSError):
                fcntl.ioctl(port.fileno(), termios.TIOCNXCL)
            with contextlib.suppress(OSError):
                port.close()

    def write(self, data: bytes) -> None:
        self._opened().write(data)
        self.traffic.written += len(data)

    def read(self, most: int, seconds: float) -> bytes:
        port = self._opened()
        readable, _, _ = select.select([port.fileno()], [], [], max(0.0, seconds))
        data = port.read(most) if readable else b""
        self.traffic.read += len(data)
        return data

    def discard_input(self) -> None:
        try:
            self._opened().reset_input_buffer()
        except termios.error as error:
            raise _lost(error, self.where) from error

    def _opened(self) -> serial.Serial:
        if self._port is None:
            raise OSError(0, "port is not open", self.where)
        return self._port


def _errno_of(error: serial.SerialException) -> int:
    """pyserial hides the cause behind its text; the supervisor needs the number to name it rightly."""
    cause = error.__context__
    if isinstance(cause, termios.error):
        return int(cause.args[0])
    return error.errno or (cause.errno if isinstance(cause, OSError) else 0) or 0


def _lost(error: termios.error, where: str) -> OSError:
    """A pulled wire: termios has an exception of its own that is no OSError, and pyserial lets it through."""
    return OSError(errno.EIO, str(error), where)


class TcpTransport:
    """Raw TCP, as network printers take it on port 9100."""

    def __init__(
        self, host: str, port: int, connect_seconds: float = 2.0, write_seconds: float = 5.0
    ) -> None:
        self.where = f"{host}:{port}"
        self.traffic = Traffic()
        self._address = (host, port)
        self._connect_seconds = connect_seconds
        self._write_seconds = write_seconds
        self._socket: socket.socket | None = None

    def open(self) -> None:
        self.close()
        self._socket = socket.create_connection(self._address, timeout=self._connect_seconds)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close(self) -> None:
        connection, self._socket = self._socket, None
        if connection is not None:
            connection.close()

    def write(self, data: bytes) -> None:
        connection = self._opened()
        connection.settimeout(self._write_seconds)
        connection.sendall(data)
        self.traffic.written += len(data)

    def read(self, most: int, seconds: float) -> bytes:
        connection = self._opened()
        readable, _, _ = select.select([connection], [], [], max(0.0, seconds))
        if not readable:
            return b""
        data = connection.recv(most)
        if not data:
            raise ConnectionResetError(0, "the printer closed the connection", self.where)
        self.traffic.read += len(data)
        return data

    def discard_input(self) -> None:
        while self.read(4096, 0.0):
            pass

    def _opened(self) -> socket.socket:
        if self._socket is None:
            raise OSError(0, "connection is not open", self.where)
        return self._socket


class NodeTransport:
    """A character device such as /dev/usb/lp0 (kernel driver usblp), non-blocking with deadlines of our own."""

    def __init__(self, path: str, write_seconds: float = 5.0) -> None:
        self.where = path
        self.traffic = Traffic()
        self._write_seconds = write_seconds
        self._fd: int | None = None

    def open(self) -> None:
        self.close()
        self._fd = os.open(Path(self.where), os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)

    def close(self) -> None:
        fd, self._fd = self._fd, None
        if fd is not None:
            os.close(fd)

    def write(self, data: bytes) -> None:
        fd = self._opened()
        left = memoryview(data)
        deadline = time.monotonic() + self._write_seconds
        while left:
            _, writable, _ = select.select([], [fd], [], max(0.0, deadline - time.monotonic()))
            if not writable:
                raise TimeoutError(0, "the printer takes no more data", self.where)
            taken = os.write(fd, left[:4096])
            self.traffic.written += taken
            left = left[taken:]

    def read(self, most: int, seconds: float) -> bytes:
        fd = self._opened()
        readable, _, _ = select.select([fd], [], [], max(0.0, seconds))
        if not readable:
            return b""
        try:
            data = os.read(fd, most)
        except BlockingIOError:
            return b""
        self.traffic.read += len(data)
        return data

    def discard_input(self) -> None:
        while self.read(4096, 0.0):
            pass

    def _opened(self) -> int:
        if self._fd is None:
            raise OSError(0, "node is not open", self.where)
        return self._fd
