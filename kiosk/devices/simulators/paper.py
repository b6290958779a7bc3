"""What the paper shows: commands drawn as dots, 203 to the inch, and cut into tickets.

The paper is one long strip. The cutter sits above the head, so a cut that is not fed for leaves the last
lines on the next ticket, and each ticket begins with the blank that the cut before it left, as in life.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import qrcode
from PIL import Image, ImageDraw
from qrcode.exceptions import DataOverflowError

from kiosk.devices.simulators import escpos_commands as say
from kiosk.devices.simulators.paper_glyphs import BLACK, CELL_DOTS, NARROW_DOTS, WHITE, glyph

DOTS_PER_MM = 8
PRINTABLE_DOTS = {80: 576, 58: 384}
OWN_LINE_SPACING = 30  # dots
CUTTER_MM = 12  # from the head to the cutter
TAB_DOTS = 8 * NARROW_DOTS
OWN_QR_MODULE = 3  # dots
QR_CORRECTION = {0x30: 1, 0x31: 0, 0x32: 3, 0x33: 2}  # GS ( k's L M Q H in the numbers of the QR standard
KEPT_TICKETS = 50
LONGEST_TICKET = 5000 * DOTS_PER_MM  # paper that nobody cuts for five metres tears by its weight

Size = tuple[int, int]  # times as wide, times as high


@dataclass
class _Modes:
    """What ESC @ sets back."""

    align: int = 0
    bold: bool = False
    spacing: int = OWN_LINE_SPACING
    narrow: Size = (1, 1)
    chinese: Size = (1, 1)
    underline_narrow: bool = False
    underline_chinese: bool = False
    qr_module: int = OWN_QR_MODULE
    qr_correction: int = 0x30
    qr_data: bytes = b""


@dataclass(frozen=True)
class _Ticket:
    image: Image.Image
    text: str


class Paper:
    """A roll of `width_mm` and the head that prints on it. Pictures are 1-bit, margins included."""

    def __init__(self, width_mm: Literal[58, 80] = 80, *, cutter_mm: int = CUTTER_MM) -> None:
        self._printable = PRINTABLE_DOTS[width_mm]
        self._margin = (width_mm * DOTS_PER_MM - self._printable) // 2
        self._cutter = cutter_mm * DOTS_PER_MM
        self._tickets: deque[_Ticket] = deque(maxlen=KEPT_TICKETS)
        self.cut_count = 0
        self._strip = self._blank(LONGEST_TICKET // 10)
        self._head = self._cutter  # rows of the strip that have passed the head
        self._lines: list[tuple[int, str]] = []  # first row and words of each printed line
        self._inked = False
        self._modes = _Modes()
        self._cells: list[tuple[int, Image.Image]] = []  # the line that is being collected
        self._line_width = 0
        self._line_text = ""

    def tickets(self) -> list[Image.Image]:
        """The last KEPT_TICKETS that were cut, oldest first."""
        return [ticket.image for ticket in self._tickets]

    def texts(self) -> list[str]:
        """The printed characters of each of tickets(), line by line."""
        return [ticket.text for ticket in self._tickets]

    def text(self) -> str:
        """The printed characters of the last ticket; of the paper in the printer while none was cut."""
        return self._tickets[-1].text if self._tickets else self._words(self._head)

    def picture(self) -> Image.Image:
        """What a visitor sees: the paper so far, or the last ticket while nothing was printed since."""
        if self._tickets and not self._inked:
            return self._tickets[-1].image
        return self._with_margins(self._head)

    def save(self, path: Path) -> None:
        """Write the picture as PNG."""
        self.picture().save(path, "PNG")

    def reset(self) -> None:
        """Power off and on: the paper stays, the modes and the collected line go."""
        self._modes = _Modes()
        self.forget_line()

    def forget_line(self) -> None:
        """Drop what was collected and not yet printed."""
        self._cells, self._line_width, self._line_text = [], 0, ""

    def draw(self, command: say.Command) -> int:
        """Do what one command says. Returns by how many dots the paper moved."""
        before = self._head
        match command:
            case say.Cut(to_cutter=to_cutter, feed=feed):
                if self._cells:
                    self._print_line(self._modes.spacing)
                if to_cutter:
                    self._move(self._cutter + feed)
                moved = self._head - before
                self._cut()
                return moved
            case say.Character(char=char, raw=raw):
                self._add_character(char, raw)
            case say.HorizontalTab():
                stop = (self._line_width // TAB_DOTS + 1) * TAB_DOTS
                if stop < self._printable:
                    self._line_width, self._line_text = stop, self._line_text + " "
            case say.LineFeed():
                self._print_line(self._modes.spacing)
            case say.FeedLines(lines=lines):
                self._print_line(lines * self._modes.spacing)
            case say.FeedDots(dots=dots):
                self._print_line(dots)
            case say.RasterStart() if self._cells:
                self._print_line(self._modes.spacing)
            case say.RasterRow(data=data, mode=mode):
                self._print_row(data, mode)
            case say.QrPrint():
                self._print_qr()
            case say.Initialise():
                self.reset()
            case _:
                self._set_mode(command)
        return max(0, self._head - before)

    def _set_mode(self, command: say.Command) -> None:
        modes = self._modes
        match command:
            case say.Align(n=n):
                # Printers take it at the beginning of a line only.
                if not self._line_width and n & ~0x30 in (0, 1, 2):
                    modes.align = n & ~0x30
            case say.Bold(n=n):
                modes.bold = bool(n & 0x01)
            case say.LineSpacing(dots=dots):
                modes.spacing = OWN_LINE_SPACING if dots is None else dots
            case say.PrintMode(n=n):
                # Makers differ about Chinese characters here; this one leaves them alone, as Epson does.
                modes.bold = bool(n & 0x08)
                modes.narrow = (2 if n & 0x20 else 1, 2 if n & 0x10 else 1)
                modes.underline_narrow = bool(n & 0x80)
            case say.CharacterSize(n=n):
                modes.narrow = modes.chinese = ((n >> 4 & 0x07) + 1, (n & 0x07) + 1)
            case say.ChinesePrintMode(n=n):
                modes.chinese = (2 if n & 0x04 else 1, 2 if n & 0x08 else 1)
                modes.underline_chinese = bool(n & 0x80)
            case say.ChineseQuadruple(n=n):
                modes.chinese = (2, 2) if n & 0x01 else (1, 1)
            case say.QrModuleSize(dots=dots) if 1 <= dots <= 16:
                modes.qr_module = dots
            case say.QrCorrection(n=n) if n in QR_CORRECTION:
                modes.qr_correction = n
            case say.QrStore(data=data):
                modes.qr_data = data
            case _:
                # Code pages, buzzer, status and the unknown leave nothing on paper.
                return

    def _add_character(self, char: str, code: bytes) -> None:
        modes = self._modes
        is_chinese = len(code) > 1
        # Built-in fonts end where codes of four bytes begin.
        shown = "\ufffd" if len(code) == 4 else char
        cell = glyph(shown, CELL_DOTS if is_chinese else NARROW_DOTS, bold=modes.bold)
        wide, high = modes.chinese if is_chinese else modes.narrow
        if (wide, high) != (1, 1):
            cell = cell.resize((cell.width * wide, cell.height * high), Image.Resampling.NEAREST)
        if modes.underline_chinese if is_chinese else modes.underline_narrow:
            cell = cell.copy()
            ImageDraw.Draw(cell).line((0, cell.height - 1, cell.width, cell.height - 1), fill=BLACK)
        if self._cells and self._line_width + cell.width > self._printable:
            self._print_line(modes.spacing)
        self._cells.append((self._line_width, cell))
        self._line_width += cell.width
        self._line_text += shown

    def _print_line(self, feed: int) -> None:
        """Print what was collected on one foot line; move the paper by `feed` or the tallest character."""
        cells, words = self._cells, self._line_text
        height = max((cell.height for _, cell in cells), default=0)
        left = self._left(self._line_width)
        self.forget_line()
        if cells:
            self._lines.append((self._head, words))
        for x, cell in cells:
            self._ink(cell, left + x, height - cell.height)
        self._move(max(height, feed))

    def _print_row(self, data: bytes, mode: int) -> None:
        row = Image.frombytes("1", (len(data) * 8, 1), data, "raw", "1;I")
        wide, high = 2 if mode & 1 else 1, 2 if mode & 2 else 1
        if (wide, high) != (1, 1):
            row = row.resize((row.width * wide, high), Image.Resampling.NEAREST)
        self._ink(row, self._left(row.width), 0)
        self._move(high)

    def _print_qr(self) -> None:
        """Print the stored data as a QR code without a quiet zone; nothing when it is none or too much."""
        modes = self._modes
        code = qrcode.QRCode(error_correction=QR_CORRECTION[modes.qr_correction], border=0)
        code.add_data(modes.qr_data, optimize=0)
        try:
            code.make(fit=True)
        except (DataOverflowError, ValueError):
            # qrcode says it in either way. A printer has nobody to tell.
            return
        if not modes.qr_data:
            return
        if self._cells:
            self._print_line(modes.spacing)
        rows = [[BLACK if dark else WHITE for dark in row] for row in code.get_matrix()]
        image = Image.new("1", (len(rows), len(rows)))
        image.putdata([dot for row in rows for dot in row])
        side = len(rows) * modes.qr_module
        self._ink(image.resize((side, side), Image.Resampling.NEAREST), self._left(side), 0)
        self._move(side)

    def _left(self, width: int) -> int:
        return max(0, self._printable - width) * self._modes.align // 2

    def _ink(self, image: Image.Image, left: int, below_head: int) -> None:
        self._make_room(below_head + image.height)
        self._strip.paste(image, (left, self._head + below_head))
        self._inked = True

    def _move(self, dots: int) -> None:
        self._make_room(dots)
        self._head += dots
        if self._head > LONGEST_TICKET:
            self._cut()

    def _make_room(self, dots: int) -> None:
        if self._head + dots > self._strip.height:
            longer = self._blank(2 * (self._head + dots))
            longer.paste(self._strip, (0, 0))
            self._strip = longer

    def _cut(self) -> None:
        """Cut what has passed the cutter; nothing happens when nothing has."""
        length = self._head - self._cutter
        if length <= 0:
            return
        image = self._with_margins(length, edge=1)
        pen = ImageDraw.Draw(image)
        for x in range(0, image.width, 16):
            pen.line((x, length, x + 7, length), fill=BLACK)
        self._tickets.append(_Ticket(image, self._words(length)))
        self.cut_count += 1
        rest = self._strip.crop((0, length, self._printable, self._head))
        self._strip = self._blank(LONGEST_TICKET // 10)
        self._strip.paste(rest, (0, 0))
        self._lines = [(row - length, words) for row, words in self._lines if row >= length]
        self._head = rest.height
        self._inked = rest.histogram()[BLACK] > 0

    def _words(self, length: int) -> str:
        return "\n".join(words.rstrip() for row, words in self._lines if row < length)

    def _with_margins(self, length: int, edge: int = 0) -> Image.Image:
        sheet = Image.new("1", (self._printable + 2 * self._margin, length + edge), WHITE)
        sheet.paste(self._strip.crop((0, 0, self._printable, length)), (self._margin, 0))
        return sheet

    def _blank(self, height: int) -> Image.Image:
        return Image.new("1", (self._printable, height), WHITE)
