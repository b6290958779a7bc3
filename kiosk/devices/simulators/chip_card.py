"""A chip card in a virtual reader: the far end of vpcd (Debian's vsmartcard-vpcd, a reader driver of pcscd).

The card connects over TCP; each message is two bytes of length, big-endian, and the bytes. One-byte messages
are orders of the reader: 0 power off, 1 power on, 2 reset, 4 tell your ATR; anything else is a command APDU.
Here is the wire; which cards there are is in chip_cards.py.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

POWER_OFF, POWER_ON, RESET, TELL_ATR = b"\x00", b"\x01", b"\x02", b"\x04"

CONNECT_SECONDS = 2.0
STOP_SECONDS = 5.0
LOG_ENTRIES = 10_000

NO_DIAGNOSIS = bytes.fromhex("6F00")  # ISO 7816-4: no precise diagnosis

_LENGTH = struct.Struct(">H")


class ChipFaultKind(StrEnum):
    SILENT = "silent"  # no answer, until the card is taken out
    NO_DIAGNOSIS = "no_diagnosis"  # 6F00
    ONE_BYTE = "one_byte"  # the answer ends inside its status word
    PULLED = "pulled"  # half of the answer, then the card is out


@dataclass
class ChipFault:
    """Spoils `times` answers after `after` good ones."""

    kind: ChipFaultKind
    times: int = 1
    after: int = 0


class ChipCard(ABC):
    """One card. insert, remove and order may be called from any thread; `asked` may be read from any.

    port: of the vpcd slot. pulled: set when a fault took the card out by itself. resets: how often power came.
    """

    atr: bytes

    def __init__(self, port: int, host: str = "127.0.0.1") -> None:
        self.asked: list[bytes] = []
        self.resets = 0
        self.pulled = threading.Event()
        self._address = (host, port)
        self._fault: ChipFault | None = None
        self._wire: socket.socket | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self.insert()
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()

    @abstractmethod
    def answer(self, apdu: bytes) -> bytes:
        """Data and status word to one command APDU."""

    def reset(self) -> None:
        """Power came, or a reset: a card that keeps what was selected forgets it here."""
        self.resets += 1

    def order(self, fault: ChipFault | None) -> None:
        """One fault at a time; None orders the card to be well again."""
        self._fault = fault

    def insert(self, seconds: float = CONNECT_SECONDS) -> None:
        """Put the card in. A reader that is not there yet is waited for.

        Raises RuntimeError when the card is in already, OSError when there is no reader after `seconds`.
        """
        if self._thread is not None:
            raise RuntimeError("the card is in already")
        self.pulled.clear()
        self._wire = _connect(self._address, seconds)
        self._thread = threading.Thread(
            target=self._serve, args=(self._wire,), name=type(self).__name__, daemon=True
        )
        self._thread.start()

    def remove(self) -> None:
        """Take the card out. Does nothing when it is out. Raises RuntimeError when its thread does not end."""
        thread, self._thread = self._thread, None
        wire, self._wire = self._wire, None
        if thread is None or wire is None:
            return
        # The reader may have hung up before.
        with contextlib.suppress(OSError):
            wire.shutdown(socket.SHUT_RDWR)
        thread.join(STOP_SECONDS)
        wire.close()
        if thread.is_alive():
            raise RuntimeError(f"{thread.name} does not stop")

    def _serve(self, wire: socket.socket) -> None:
        while True:
            try:
                message = _message(wire)
                if message is None:
                    return
                reply = self._reply(message)
                if reply is not None:
                    wire.sendall(_LENGTH.pack(len(reply)) + reply)
            except _Pulled as pulled:
                # The reader may be gone before the card is.
                with contextlib.suppress(OSError):
                    wire.sendall(pulled.last_bytes)
                    wire.shutdown(socket.SHUT_RDWR)
                self.pulled.set()
                return
            except OSError:
                # The reader hung up: pcscd ended, or the card was taken out while it answered.
                return

    def _reply(self, message: bytes) -> bytes | None:
        if message in (POWER_ON, RESET):
            self.reset()
            return None
        if message == POWER_OFF:
            return None
        if message == TELL_ATR:
            return self.atr
        self.asked.append(message)
        del self.asked[:-LOG_ENTRIES]
        return self._spoilt(self.answer(message))

    def _spoilt(self, reply: bytes) -> bytes | None:
        fault = self._fault
        if fault is None:
            return reply
        if fault.after > 0:
            fault.after -= 1
            return reply
        fault.times -= 1
        if fault.times <= 0:
            self._fault = None
        match fault.kind:
            case ChipFaultKind.SILENT:
                return None
            case ChipFaultKind.NO_DIAGNOSIS:
                return NO_DIAGNOSIS
            case ChipFaultKind.ONE_BYTE:
                return reply[-2:-1]
            case ChipFaultKind.PULLED:
                raise _Pulled(_LENGTH.pack(len(reply)) + reply[: len(reply) // 2])


class _Pulled(Exception):
    """The card leaves in the middle of an answer."""

    def __init__(self, last_bytes: bytes) -> None:
        super().__init__("pulled")
        self.last_bytes = last_bytes


def _connect(address: tuple[str, int], seconds: float) -> socket.socket:
    until = time.monotonic() + seconds
    while True:
        try:
            wire = socket.create_connection(address, timeout=seconds)
        except ConnectionRefusedError:
            if time.monotonic() >= until:
                raise
            time.sleep(0.05)
        else:
            wire.settimeout(None)
            wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return wire


def _message(wire: socket.socket) -> bytes | None:
    """The next message; None when the reader hung up."""
    head = _exactly(wire, _LENGTH.size)
    return None if head is None else _exactly(wire, int(_LENGTH.unpack(head)[0]))


def _exactly(wire: socket.socket, count: int) -> bytes | None:
    data = b""
    while len(data) < count:
        piece = wire.recv(count - len(data))
        if not piece:
            return None
        data += piece
    return data
