"""ESC/POS bytes, cut anywhere, into commands. Written from the fact sheet, apart from the driver.

Every byte ends up in the `raw` of exactly one command, and no byte raises. What is not known is `Unknown` and
takes as few bytes as its form allows, so that a mistake in a driver shows on the paper.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.devices.simulators import escpos_commands as say
from kiosk.devices.simulators.escpos_commands import Command

DLE, EOT = 0x10, 0x04
CLEAR_BUFFERS = bytes((0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8))  # fn 8 and its seven fixed parameters
ESC, FS, GS = 0x1B, 0x1C, 0x1D
# GS V m: cut where the paper is. GS V m n: feed to the cutter and n dots first; the later forms of that
# differ only in what follows the cut. Values: (partial, with n).
CUT_KINDS = {
    **dict.fromkeys((0x00, 0x30), (False, False)),
    **dict.fromkeys((0x01, 0x31), (True, False)),
    **dict.fromkeys((0x41, 0x61, 0x67), (False, True)),
    **dict.fromkeys((0x42, 0x62, 0x68), (True, True)),
}

# Lead bytes to the number of one-byte parameters and what they make.
FIXED: dict[bytes, tuple[int, Callable[..., Command]]] = {
    b"\x09": (0, say.HorizontalTab),
    b"\x0a": (0, say.LineFeed),
    b"\x0d": (0, say.CarriageReturn),
    b"\x1b\x40": (0, say.Initialise),
    b"\x1b\x61": (1, say.Align),
    b"\x1b\x45": (1, say.Bold),
    b"\x1b\x64": (1, say.FeedLines),
    b"\x1b\x4a": (1, say.FeedDots),
    b"\x1b\x32": (0, partial(say.LineSpacing, None)),
    b"\x1b\x33": (1, say.LineSpacing),
    b"\x1b\x21": (1, say.PrintMode),
    b"\x1b\x74": (1, say.CodePage),
    b"\x1b\x52": (1, say.InternationalSet),
    b"\x1b\x42": (2, say.Buzzer),
    b"\x1c\x26": (0, partial(say.ChineseMode, True)),
    b"\x1c\x2e": (0, partial(say.ChineseMode, False)),
    b"\x1c\x21": (1, say.ChinesePrintMode),
    b"\x1c\x57": (1, say.ChineseQuadruple),
    b"\x1d\x21": (1, say.CharacterSize),
    b"\x1d\x61": (1, say.AutomaticStatus),
    b"\x1d\x72": (1, say.TransmitStatus),
}


class EscPosParser:
    """Feed it what arrives; it gives back what is complete.

    DLE EOT and DLE DC4 are seen wherever a command or a character could begin, even between the bytes of one character,
    but not among the parameters or the data of another command: there the same bytes are data.

    starts_chinese: Chinese mode after power-on and ESC @. Models of both kinds exist; the default is the kind
    that shows when a host forgets FS &.
    """

    def __init__(self, *, starts_chinese: bool = False) -> None:
        self._starts_chinese = starts_chinese
        self._chinese = starts_chinese
        self._buffer = bytearray()
        self._character = b""  # the first bytes of a Chinese character
        self._rows_left = 0
        self._row_bytes = 0
        self._row_mode = 0

    @property
    def pending(self) -> int:
        """Bytes that wait for the rest of their command."""
        return len(self._buffer) + len(self._character)

    def feed(self, data: bytes) -> list[Command]:
        self._buffer += data
        commands: list[Command] = []
        while self._buffer and (length := self._complete_length()) is not None:
            raw = bytes(self._buffer[:length])
            del self._buffer[:length]
            command = self._understand(raw)
            if command is not None:
                commands.append(command)
        return commands

    def _complete_length(self) -> int | None:
        """Bytes of the command at the start of the buffer; 0 ends a broken character; None: not all there."""
        needed = self._needed_length()
        return needed if needed is not None and needed <= len(self._buffer) else None

    def _needed_length(self) -> int | None:
        """As _complete_length, but of what the command will be long; None: too short to tell."""
        buffer = self._buffer
        if self._rows_left:
            return self._row_bytes
        if buffer[0] == DLE:
            return _length_of_dle(buffer)
        if self._character:
            return 1 if _continues(self._character, buffer[0]) else 0
        if buffer[0] not in (ESC, FS, GS):
            return 1
        if len(buffer) < 2:
            return None
        fixed = FIXED.get(bytes(buffer[:2]))
        if fixed is not None:
            return 2 + fixed[0]
        if buffer[0] == GS:
            return _length_of_gs(buffer)
        return 2

    def _understand(self, raw: bytes) -> Command | None:
        """None while a character or a picture is still on its way."""
        if self._rows_left:
            self._rows_left -= 1
            return say.RasterRow(raw, self._row_mode, raw=raw)
        if raw[:1] == b"\x10":
            if raw == CLEAR_BUFFERS:
                return say.ClearBuffers(raw=raw)
            return say.RealTimeStatus(raw[2], raw=raw) if len(raw) == 3 else say.Unknown(raw, raw=raw)
        if self._character or not raw or raw[0] >= 0x20:
            return self._text(raw)
        command = _command(raw)
        match command:
            case say.Initialise():
                self._chinese = self._starts_chinese
            case say.ChineseMode(on=on):
                self._chinese = on
            case say.RasterStart(mode=mode, row_bytes=row_bytes, rows=rows) if row_bytes:
                self._rows_left, self._row_bytes, self._row_mode = rows, row_bytes, mode
            case _:
                pass
        return command

    def _text(self, raw: bytes) -> Command | None:
        """raw: one byte, or none when the character before it broke off."""
        code = self._character + raw
        if not self._chinese:
            return say.Character(code.decode("cp437"), raw=code)
        if raw and _is_unfinished(code):
            self._character = code
            return None
        self._character = b""
        try:
            char = code.decode("gb18030")
        except UnicodeDecodeError:
            char = "\ufffd"
        return say.Character(char, raw=code)


def _continues(character: bytes, byte: int) -> bool:
    """GB 18030: a second byte 30-39 makes a code of four bytes, 40-7E and 80-FE one of two."""
    if len(character) == 1:
        return 0x30 <= byte <= 0x39 or (0x40 <= byte <= 0xFE and byte != 0x7F)
    return 0x81 <= byte <= 0xFE if len(character) == 2 else 0x30 <= byte <= 0x39


def _is_unfinished(code: bytes) -> bool:
    if len(code) == 1:
        return 0x81 <= code[0] <= 0xFE
    return len(code) < 4 and 0x30 <= code[1] <= 0x39


def _length_of_dle(buffer: bytearray) -> int | None:
    """Length of DLE EOT n or of the clearing; 1 for a DLE that begins neither."""
    if len(buffer) > 1 and buffer[1] == EOT:
        return 3
    length = len(CLEAR_BUFFERS)
    if not CLEAR_BUFFERS.startswith(buffer[:length]):
        return 1
    return None if len(buffer) < 2 else length


def _length_of_gs(buffer: bytearray) -> int | None:
    """Length of a GS command of variable form: GS V, GS v 0 (without its picture), GS ( and the unknown."""
    match buffer[1]:
        case 0x56:
            return None if len(buffer) < 3 else 4 if CUT_KINDS.get(buffer[2], (False, False))[1] else 3
        case 0x76:
            return None if len(buffer) < 3 else 8 if buffer[2] == 0x30 else 3
        case 0x28:
            return None if len(buffer) < 5 else 5 + int.from_bytes(buffer[3:5], "little")
        case _:
            return 2


def _command(raw: bytes) -> Command:
    """raw: a whole command that begins with a control byte."""
    fixed = FIXED.get(raw[:2]) or FIXED.get(raw[:1])
    if fixed is not None:
        count, make = fixed
        return make(*raw[len(raw) - count :], raw=raw)
    match raw[:3]:
        case b"\x1d\x76\x30":
            row_bytes, rows = int.from_bytes(raw[4:6], "little"), int.from_bytes(raw[6:8], "little")
            return say.RasterStart(raw[3] & 0x03, row_bytes, rows, raw=raw)
        case b"\x1d\x28\x6b":
            return _qr(raw)
        case b"\x1d\x28\x48" if raw[3:7] == b"\x06\x00\x30\x30":
            return say.ProcessId(raw[7:], raw=raw)
        case _ if raw[:2] == b"\x1d\x56" and raw[2] in CUT_KINDS:
            is_partial, to_cutter = CUT_KINDS[raw[2]]
            return say.Cut(is_partial, to_cutter, raw[3] if to_cutter else 0, raw=raw)
        case _:
            return say.Unknown(raw, raw=raw)


def _qr(raw: bytes) -> Command:
    """GS ( k pL pH 31 fn ...: the QR functions; other symbols are unknown here."""
    function, data = raw[5:7], raw[7:]
    match function:
        case b"\x31\x41" if len(data) == 2:
            return say.QrModel(data[0], raw=raw)
        case b"\x31\x43" if len(data) == 1:
            return say.QrModuleSize(data[0], raw=raw)
        case b"\x31\x45" if len(data) == 1:
            return say.QrCorrection(data[0], raw=raw)
        case b"\x31\x50" if data[:1] == b"\x30":
            return say.QrStore(data[1:], raw=raw)
        case b"\x31\x51" if data == b"\x30":
            return say.QrPrint(raw=raw)
        case _:
            return say.Unknown(raw, raw=raw)
