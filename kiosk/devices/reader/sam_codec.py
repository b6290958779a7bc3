"""SAM frames as pure bytes (GA/T 467-2019 ch. 7): commands out, replies in. No port and no clock.

Frame: AA AA AA 96 69, two bytes Len (big-endian, counts what follows it), body, XOR of Len and body.
A command's body is command, parameter, data; a reply's body is SW1, SW2, SW3, data.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from operator import xor

from kiosk.devices.sam_constants import MAX_LENGTH, MIN_LENGTH, PREAMBLE

_LEN_END = len(PREAMBLE) + 2
_SW3 = _LEN_END + 2
_DATA = _LEN_END + 3


class FrameError(Exception):
    """Bytes that are no frame, or a frame whose payload contradicts itself. Carries no payload."""


@dataclass(frozen=True)
class Reply:
    """SW3 and what follows it. SW1 and SW2 are the card's own and are not kept."""

    sw3: int
    data: bytes = field(default=b"", repr=False)


def command_frame(command: tuple[int, int], data: bytes = b"") -> bytes:
    """The bytes of one command (command byte, parameter byte)."""
    body = bytes(command) + data
    counted = (len(body) + 1).to_bytes(2, "big") + body
    return PREAMBLE + counted + bytes([reduce(xor, counted)])


class ReplyParser:
    """Finds replies in a stream that may come in pieces of any size, with noise between frames.

    Feed bytes, then take replies until None. More leading AA than three are taken as noise.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()

    @property
    def inside_frame(self) -> bool:
        """True when a preamble has come and its frame is not whole: a long pause now means a torn frame."""
        return PREAMBLE in self._buffer

    def feed(self, data: bytes) -> None:
        self._buffer += data

    def take(self) -> Reply | None:
        """The next whole reply, or None until more bytes come.

        Raises FrameError for an insane Len or a wrong checksum. Only the preamble is dropped then, so that a
        good frame swallowed by a false start is found by the next call.
        """
        start = self._buffer.find(PREAMBLE)
        if start < 0:
            # The end may be the first bytes of a preamble.
            del self._buffer[: 1 - len(PREAMBLE)]
            return None
        del self._buffer[:start]
        if len(self._buffer) < _LEN_END:
            return None
        length = int.from_bytes(self._buffer[len(PREAMBLE) : _LEN_END], "big")
        if not MIN_LENGTH <= length <= MAX_LENGTH:
            self.resync()
            raise FrameError(f"Len is {length}, not {MIN_LENGTH} to {MAX_LENGTH}")
        end = _LEN_END + length
        if len(self._buffer) < end:
            return None
        # XOR over Len, body and the checksum itself is 0 when they agree.
        if reduce(xor, self._buffer[len(PREAMBLE) : end]) != 0:
            self.resync()
            raise FrameError(f"wrong checksum in a frame with Len {length}")
        reply = Reply(self._buffer[_SW3], bytes(self._buffer[_DATA : end - 1]))
        del self._buffer[:end]
        return reply

    def resync(self) -> None:
        """Give up the frame that has begun; what came behind its preamble is searched anew."""
        start = self._buffer.find(PREAMBLE)
        if start >= 0:
            del self._buffer[: start + len(PREAMBLE)]


def text_block(data: bytes) -> bytes:
    """The text out of a reply to "read text and photo": textLen, photoLen (2 bytes each), text, photo.

    The photo is dropped here, unread. Raises FrameError when the lengths do not fit the data.
    """
    text_length = int.from_bytes(data[0:2], "big")
    photo_length = int.from_bytes(data[2:4], "big")
    if len(data) < 4 + text_length + photo_length:
        raise FrameError(f"{len(data)} bytes do not hold text {text_length} and photo {photo_length}")
    return data[4 : 4 + text_length]
