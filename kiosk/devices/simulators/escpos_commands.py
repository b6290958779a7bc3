"""What an ESC/POS byte stream says, one class for each thing that can be said.

Numbers are as they stood on the wire; what they mean on paper is `paper.py`'s to know. `raw` holds the bytes
that said it and does not count when two commands are compared.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Command:
    raw: bytes = field(default=b"", compare=False, kw_only=True)


@dataclass(frozen=True)
class Unknown(Command):
    """Bytes that this printer does not understand; it prints nothing for them."""

    data: bytes


@dataclass(frozen=True)
class Character(Command):
    """One printed character. char is U+FFFD when the code stands for none; len(raw) is its code length."""

    char: str


@dataclass(frozen=True)
class LineFeed(Command):
    """LF"""


@dataclass(frozen=True)
class CarriageReturn(Command):
    """CR"""


@dataclass(frozen=True)
class HorizontalTab(Command):
    """HT"""


@dataclass(frozen=True)
class Initialise(Command):
    """ESC @"""


@dataclass(frozen=True)
class Align(Command):
    """ESC a: 0 left, 1 centre, 2 right, or the same as ASCII digits."""

    n: int


@dataclass(frozen=True)
class Bold(Command):
    """ESC E: on by the lowest bit."""

    n: int


@dataclass(frozen=True)
class FeedLines(Command):
    """ESC d"""

    lines: int


@dataclass(frozen=True)
class FeedDots(Command):
    """ESC J"""

    dots: int


@dataclass(frozen=True)
class LineSpacing(Command):
    """ESC 3, and ESC 2 as None: back to the printer's own."""

    dots: int | None


@dataclass(frozen=True)
class PrintMode(Command):
    """ESC !: 08 bold, 10 double height, 20 double width, 80 underline."""

    n: int


@dataclass(frozen=True)
class CodePage(Command):
    """ESC t"""

    n: int


@dataclass(frozen=True)
class InternationalSet(Command):
    """ESC R"""

    n: int


@dataclass(frozen=True)
class CharacterSize(Command):
    """GS !: high digit width, low digit height, each from 0 (once) to 7 (eight times)."""

    n: int


@dataclass(frozen=True)
class ChineseMode(Command):
    """FS & and FS ."""

    on: bool


@dataclass(frozen=True)
class ChinesePrintMode(Command):
    """FS !: 04 double width, 08 double height, 80 underline."""

    n: int


@dataclass(frozen=True)
class ChineseQuadruple(Command):
    """FS W: twice as wide and twice as high by the lowest bit."""

    n: int


@dataclass(frozen=True)
class RasterStart(Command):
    """GS v 0 up to its picture. mode: 1 double width, 2 double height, 3 both."""

    mode: int
    row_bytes: int
    rows: int


@dataclass(frozen=True)
class RasterRow(Command):
    """One row of the picture, leftmost dot in the highest bit, 1 is black. Printers print as rows arrive."""

    data: bytes
    mode: int


@dataclass(frozen=True)
class QrModel(Command):
    """GS ( k function 165"""

    n: int


@dataclass(frozen=True)
class QrModuleSize(Command):
    """GS ( k function 167, in dots"""

    dots: int


@dataclass(frozen=True)
class QrCorrection(Command):
    """GS ( k function 169: 30h L, 31h M, 32h Q, 33h H."""

    n: int


@dataclass(frozen=True)
class QrStore(Command):
    """GS ( k function 180"""

    data: bytes


@dataclass(frozen=True)
class QrPrint(Command):
    """GS ( k function 181"""


@dataclass(frozen=True)
class Cut(Command):
    """GS V. to_cutter: first feed what was printed past the cutter and `feed` dots more."""

    partial: bool
    to_cutter: bool = False
    feed: int = 0


@dataclass(frozen=True)
class AutomaticStatus(Command):
    """GS a: 01 drawer, 02 on line, 04 errors, 08 paper; 00 off."""

    n: int


@dataclass(frozen=True)
class TransmitStatus(Command):
    """GS r"""

    n: int


@dataclass(frozen=True)
class ProcessId(Command):
    """GS ( H function 48: answer with these four bytes when everything before is printed."""

    id: bytes


@dataclass(frozen=True)
class Buzzer(Command):
    """ESC B"""

    times: int
    duration: int


@dataclass(frozen=True)
class ClearBuffers(Command):
    """DLE DC4 function 8: done when it arrives; what waits to be printed is dropped."""


@dataclass(frozen=True)
class RealTimeStatus(Command):
    """DLE EOT: answered when it arrives, not when its turn comes."""

    n: int
