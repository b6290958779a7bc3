"""ESC/POS bytes, Chinese mode. Pure: builders return bytes, nothing is sent.

Source: facts on Epson's reference as implemented by clones; GS ( H: Epson's ESC/POS reference. GS ! and FS ! are
always sent together, because printers differ in which of them rules Chinese characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

INIT = b"\x1b\x40"
CHINESE_ON = b"\x1c\x26"
LEFT, CENTRE = b"\x1b\x61\x00", b"\x1b\x61\x01"
BOLD_ON, BOLD_OFF = b"\x1b\x45\x01", b"\x1b\x45\x00"
NORMAL_SIZE = b"\x1d\x21\x00\x1c\x21\x00"
DOUBLE_SIZE = b"\x1d\x21\x11\x1c\x21\x0c"

Cut = Literal["partial", "full", "none"]
Encoding = Literal["gb18030", "gb2312", "raster"]
# DLE DC4 function 8, done at once even by a printer that stands still: receive and print buffer are emptied. No byte
# may follow before the answer. Source: Epson's ESC/POS reference, dle_dc4_fn8.
CLEAR, CLEARED = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08", b"\x37\x25\x00"
PROCESSED = b"\x37\x22"  # the reply to GS ( H begins so; then the four bytes of the id and NUL
TEAR_BAR_DOTS = 160  # 20 mm: from the head past the tear bar, with a margin to hold
FEED_TO_CUTTER = 0x60  # motion units that GS V B n feeds before it cuts; 12 mm at 8 units a millimetre


def start() -> bytes:
    """Known settings, whatever the last program left: init, then Chinese mode, which init may end."""
    return INIT + CHINESE_ON + NORMAL_SIZE


def encode(text: str, chinese: Encoding = "gb18030") -> bytes | None:
    """The bytes that the printer has characters for in its ROM, or None when it has not: then a picture is sent.

    gb18030: all codes of two bytes (GBK). gb2312: older printers, 6763 characters. raster: none at all but ASCII.

    Four-byte codes (䶮 has two, 𠮷 four) and private-use characters are missing from printer fonts; such a line
    is printed as a picture.
    """
    if chinese == "raster":
        return text.encode() if text.isascii() else None
    if chinese == "gb2312" and not _in(text, "gb2312"):
        return None
    for char in text:
        code = char.encode("gb18030")
        if len(code) > 2 or "\ue000" <= char <= "\uf8ff":
            return None
        if len(code) == 2 and not _in(char, "gbk"):
            return None
    return text.encode("gb18030")


def _in(text: str, code: str) -> bool:
    try:
        text.encode(code)
    except UnicodeEncodeError:
        return False
    return True


def feed(dots: int) -> bytes:
    """ESC J: feed 1..255 dots a command."""
    out = b""
    while dots > 0:
        out += bytes([0x1B, 0x4A, min(255, dots)])
        dots -= 255
    return out


@dataclass(frozen=True)
class Bitmap:
    """1 bit a dot, 1 is black, rows padded to whole bytes. len(rows) == height * bytes_a_row."""

    bytes_a_row: int
    height: int
    rows: bytes


def raster(bitmap: Bitmap) -> bytes:
    """GS v 0, normal density."""
    head = (
        b"\x1d\x76\x30\x00" + bitmap.bytes_a_row.to_bytes(2, "little") + bitmap.height.to_bytes(2, "little")
    )
    return head + bitmap.rows


def native_qr(data: str, module_dots: int = 6, level: int = 1) -> bytes:
    """GS ( k, model 2. level: 0 L, 1 M, 2 Q, 3 H. Only where the printer is known to draw it."""
    stored = data.encode("ascii")
    size = (len(stored) + 3).to_bytes(2, "little")
    return b"".join(
        (
            b"\x1d\x28\x6b\x04\x00\x31\x41\x32\x00",
            b"\x1d\x28\x6b\x03\x00\x31\x43" + bytes([module_dots]),
            b"\x1d\x28\x6b\x03\x00\x31\x45" + bytes([0x30 + level]),
            b"\x1d\x28\x6b" + size + b"\x31\x50\x30" + stored,
            b"\x1d\x28\x6b\x03\x00\x31\x51\x30",
        )
    )


def cut(kind: Cut) -> bytes:
    """Feed to the cutter and cut, or feed past the tear bar."""
    match kind:
        case "partial":
            return b"\x1d\x56\x42" + bytes([FEED_TO_CUTTER])
        case "full":
            return b"\x1d\x56\x41" + bytes([FEED_TO_CUTTER])
        case "none":
            return feed(TEAR_BAR_DOTS)


def process_id(four: bytes) -> bytes:
    """GS ( H function 48: the printer sends PROCESSED, these four characters (20h to 7Eh) and NUL when all that
    was sent before has been printed.
    """
    return b"\x1d\x28\x48\x06\x00\x30\x30" + four
