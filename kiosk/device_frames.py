"""Frames and patterns that a technician writes into kiosk.toml for a bell which has no preset. Pure.

Beside the settings, not among the drivers: mistakes are told when the configuration is read, which imports no driver.

A template is hex ("A0 {channel} 01 {sum}") or text ("CALL {channel}\\r\\n"). Placeholders:

- `{channel}`: hex: one byte. Text: the decimal number; `{channel:03d}` with leading zeros.
- `{channel:02X}`, `{channel:04X}`: hex: one or two bytes, high byte first. Text: that many hex digits.
- `{sum}`, `{xor}` (hex only): low byte of the sum, or the exclusive or, of all bytes before. `{sum:3}` leaves out the
  first three of them, as protocols do whose checksum starts behind the length.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import xor
from string import Formatter
from typing import Literal

Style = Literal["hex", "text"]
MOST_BUFFERED = 512  # characters kept of what the host says while nothing matches

_CHANNEL_FORMAT = re.compile(r"0[1-9][dX]")
_HEX_WIDTHS = {"": 1, "02X": 1, "04X": 2}  # format -> bytes
_KNOWN = {
    "hex": "{channel}, {channel:02X}, {channel:04X}, {sum}, {xor}",
    "text": "{channel}, {channel:03d}, {channel:02X}",
}
_CHANNEL = "channel"  # the placeholder's name, and the group's


@dataclass(frozen=True)
class Template:
    """One kind of frame. Call it with a channel to get the bytes."""

    parts: tuple[Callable[[int, bytes], bytes], ...]  # (channel, bytes before) -> bytes
    names_channel: bool  # False: the frame is the same for every channel

    def __call__(self, channel: int) -> bytes:
        frame = b""
        for part in self.parts:
            frame += part(channel, frame)
        return frame


def template(text: str, style: Style, channels: int) -> Template:
    """Raises ValueError, in a sentence for the technician, for what is no template or cannot hold `channels`."""
    if not text:
        raise ValueError("a frame that is not empty")
    try:
        pieces = list(Formatter().parse(text))
    except ValueError as error:
        raise ValueError(
            f"placeholders in pairs of braces ({error}); a brace itself is written twice"
        ) from None
    parts: list[Callable[[int, bytes], bytes]] = []
    for literal, name, form, conversion in pieces:
        if literal:
            parts.append(_constant(_literal_bytes(literal, style)))
        if name is not None:
            parts.append(_placeholder(name, form or "", conversion, style, channels))
    return Template(tuple(parts), any(name == _CHANNEL for _, name, _, _ in pieces))


def pattern(text: str, *, needs_channel: bool) -> re.Pattern[str]:
    """A regular expression over bytes decoded as latin-1. Raises ValueError in a sentence for the technician."""
    try:
        compiled = re.compile(text, re.DOTALL)
    except re.error as error:
        raise ValueError(f"a regular expression ({error})") from None
    if needs_channel and not names_channel(compiled):
        raise ValueError("a regular expression with a group (?P<channel>...)")
    if compiled.search("") is not None:
        raise ValueError("a regular expression that does not match nothing at all")
    return compiled


def names_channel(compiled: re.Pattern[str]) -> bool:
    return _CHANNEL in compiled.groupindex


def number_in(match: re.Match[str], style: Style) -> int | None:
    """The channel that a match names: decimal digits in text, a number of bytes (high first) in hex frames.

    None when it holds no number.
    """
    said = match.groupdict().get(_CHANNEL)
    if not said:
        return None
    if style == "hex":
        return int.from_bytes(said.encode("latin-1"), "big")
    return int(said) if said.isascii() and said.isdigit() else None


class Heard:
    """What the host said and no match has used up yet, at most MOST_BUFFERED characters."""

    def __init__(self, compiled: re.Pattern[str]) -> None:
        self._pattern = compiled
        self._text = ""

    def forget(self) -> None:
        self._text = ""

    def add(self, data: bytes) -> None:
        self._text = (self._text + data.decode("latin-1"))[-MOST_BUFFERED:]

    def take(self, *, ended: bool) -> re.Match[str] | None:
        """The next match. ended: the host has paused, so a match that reaches to the end is whole.

        Until then "ACK 1" may be the beginning of "ACK 12".
        """
        match = self._pattern.search(self._text)
        if match is None or match.end() == 0 or (match.end() == len(self._text) and not ended):
            return None
        self._text = self._text[match.end() :]
        return match


def _literal_bytes(literal: str, style: Style) -> bytes:
    if style == "text":
        if not literal.isascii():
            raise ValueError('ASCII text; other bytes are written with frames = "hex"')
        return literal.encode("ascii")
    try:
        return bytes.fromhex(literal)
    except ValueError:
        raise ValueError(f'pairs of hex digits such as "A0 01"; {literal.strip()!r} is none') from None


def _constant(data: bytes) -> Callable[[int, bytes], bytes]:
    return lambda _channel, _before: data


def _placeholder(
    name: str, form: str, conversion: str | None, style: Style, channels: int
) -> Callable[[int, bytes], bytes]:
    if conversion is None and name == _CHANNEL:
        if style == "text" and (not form or _CHANNEL_FORMAT.fullmatch(form)):
            return lambda channel, _before: format(channel, form).encode("ascii")
        if style == "hex" and form in _HEX_WIDTHS:
            width = _HEX_WIDTHS[form]
            if channels >= 1 << 8 * width:
                raise ValueError(f"{{channel:04X}}, because channels up to {channels} need two bytes")
            return lambda channel, _before: channel.to_bytes(width, "big")
    if conversion is None and style == "hex" and (not form or form.isdecimal()):
        skip = int(form or 0)
        if name == "sum":
            return lambda _channel, before: bytes([sum(before[skip:]) & 0xFF])
        if name == "xor":
            return lambda _channel, before: bytes([reduce(xor, before[skip:], 0)])
    written = name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
    raise ValueError(f"only the placeholders {_KNOWN[style]}; {{{written}}} is none of them")
