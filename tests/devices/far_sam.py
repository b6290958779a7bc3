"""The far end of a serial line for the reader's tests: answers each command with bytes written down here.

A pty and one thread. It knows no protocol beyond "ten bytes are a command".
"""

from __future__ import annotations

import os
import select
import threading
import time
import tty

COMMANDS = {
    bytes.fromhex("AAAAAA96690003 11FF ED"): "status",
    bytes.fromhex("AAAAAA96690003 12FF EE"): "id",
    bytes.fromhex("AAAAAA96690003 2001 22"): "find",
    bytes.fromhex("AAAAAA96690003 2002 21"): "select",
    bytes.fromhex("AAAAAA96690003 3001 32"): "read",
    bytes.fromhex("AAAAAA96690003 3005 36"): "watch",
}
FOUND = bytes.fromhex("AAAAAA9669 0008 00009F 00000000 97")
SELECTED = bytes.fromhex("AAAAAA9669 000C 000090 0000000000000000 9C")
OK = bytes.fromhex("AAAAAA9669 0004 000090 94")
NO_CARD = bytes.fromhex("AAAAAA9669 0004 000080 84")
MOVED = bytes.fromhex("AAAAAA9669 0004 000041 45")
UNKNOWN_TYPE = bytes.fromhex("AAAAAA9669 0004 000040 44")
HANDHELD_TIMEOUT = bytes.fromhex("AAAAAA9669 0005 050505")
SILENCE = b""


def framed(body: bytes) -> bytes:
    counted = bytes([(len(body) + 1) >> 8, (len(body) + 1) & 0xFF]) + body
    check = 0
    for byte in counted:
        check ^= byte
    return bytes.fromhex("AAAAAA9669") + counted + bytes([check])


def status(sw3: int) -> bytes:
    return framed(bytes([0, 0, sw3]))


def card(text: bytes) -> bytes:
    return framed(bytes.fromhex("000090 0100 0400") + text + b"\x96" * 1024)


# 05.01, 20100731, 1234567 and 890 in little-endian words of 2, 2, 4, 4, 4 bytes
SAM_ID = framed(bytes.fromhex("000090 0500 0100 7BB63201 87D61200 7A030000"))

Reply = bytes | list[bytes | float]  # a list is written piece by piece; a number is a pause in seconds


class FarSam:
    """Replies to a command come from its list in turn; the last one stays. asked: commands in order."""

    def __init__(self) -> None:
        self._master, slave = os.openpty()
        tty.setraw(slave)
        self.port = os.ttyname(slave)
        self._slave = slave
        self._replies: dict[str, list[Reply]] = {"status": [OK], "id": [SAM_ID], "find": [NO_CARD]}
        self.asked: list[str] = []
        self.last_byte_at = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def on(self, command: str, *replies: Reply) -> None:
        self._replies[command] = list(replies)

    def put(self, text: bytes) -> None:
        """A healthy card lies on the reader."""
        self.on("find", FOUND)
        self.on("select", SELECTED)
        self.on("read", card(text))
        self.on("watch", framed(bytes.fromhex("000090") + bytes(24)))

    def take(self) -> None:
        self.on("find", NO_CARD)
        self.on("watch", MOVED)

    def unplug(self) -> None:
        self._stop.set()
        self._thread.join(5)
        for fd in (self._master, self._slave):
            if fd >= 0:
                os.close(fd)
        self._master = self._slave = -1

    def _serve(self) -> None:
        command = b""
        while not self._stop.is_set():
            if not select.select([self._master], [], [], 0.02)[0]:
                continue
            command += os.read(self._master, 10 - len(command))
            if len(command) == 10:
                self._answer(COMMANDS[command])
                command = b""

    def _answer(self, command: str) -> None:
        self.asked.append(command)
        replies = self._replies.get(command, [SILENCE])
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        for piece in reply if isinstance(reply, list) else [reply]:
            if isinstance(piece, bytes):
                os.write(self._master, piece)
                self.last_byte_at = time.monotonic()
            else:
                time.sleep(piece)
