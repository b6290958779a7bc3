"""Tickets and sheets on paper: large type throughout, the number as huge as the paper is wide.

80 mm paper has 576 dots (24 Chinese characters, 12 in double size), 58 mm has 384 (16 and 8).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

from kiosk.devices.printer import escpos
from kiosk.devices.printer.escpos import Cut, Encoding
from kiosk.domain.floor_map import FloorView
from kiosk.domain.note import Ink, Piece
from kiosk.domain.sheet import Blank, Code, Gap, Maps, Print, Rule, SheetFace, SheetPart, Size, Tear
from kiosk.domain.ticket import TicketFace

NOT_AT_START = frozenset("，。、：；！？）》”’,.:;!?)")
INK_DOTS = 144  # 18 mm, four in a row on 80 mm paper
DOTS_A_MM = 8  # of every ticket printer that we know: 203 dots an inch
GREY = 140  # above it a dot is left white
CELL_DOTS = 24  # a Chinese character in single size
HUGE_DOTS = 96  # 12 mm: a short number on a slip
WRITING_DOTS = 56  # 7 mm of room to write in, above its line


@dataclass(frozen=True)
class Paper:
    """dots: printable width. number_dots: height of the ticket number, 20 mm and more at 8 dots a millimetre.

    code_dots: one module of a QR code.
    """

    dots: int
    number_dots: int
    code_dots: int

    @property
    def columns(self) -> int:
        """Half-width columns in single size."""
        return self.dots * 2 // CELL_DOTS


PAPERS: dict[int, Paper] = {80: Paper(576, 208, 6), 58: Paper(384, 168, 5)}


@dataclass(frozen=True)
class Ways:
    """What this printer can do by itself: draw QR codes, cut, and which Chinese characters it has."""

    qr: Literal["raster", "native"] = "raster"
    cut: Cut = "partial"
    chinese: Encoding = "gb18030"


def ticket(face: TicketFace, paper_mm: Literal[58, 80], ways: Ways) -> bytes:
    """The whole job, from init to cut."""
    return b"".join(ticket_parts(face, paper_mm, ways))


def ticket_parts(face: TicketFace, paper_mm: Literal[58, 80], ways: Ways) -> list[bytes]:
    """The job in readable pieces, for golden files that a person can compare."""
    page = _Page(PAPERS[paper_mm], ways.chinese)
    page.add(escpos.start(), escpos.CENTRE)
    if face.reprint:
        page.line(f"【{face.reprint}】", double=True, bold=True)
    page.line(face.hall_name)
    page.line(face.channel, double=True, bold=True)
    page.picture_line(face.number, page.paper.number_dots)
    page.line(face.people_ahead, double=True)
    page.rule()
    page.add(escpos.LEFT)
    page.line(face.errand, double=True, bold=True)
    page.line(face.place, double=True, bold=True)
    page.line(face.way, double=True)
    page.rule()
    page.line(face.help_name, double=True, bold=True)
    page.line(face.help_line, double=True)
    page.line(face.helper, double=True)
    page.rule()
    page.line(face.next_steps_title, double=True, bold=True)
    for number, step in enumerate(face.next_steps, 1):
        page.line(f"{number}. {step}", double=True)
    if face.materials or face.cash:
        page.rule()
    page.line(face.materials, double=True)
    page.line(face.cash, double=True)
    page.add(escpos.CENTRE)
    page.add(escpos.feed(16))
    page.code(face.qr, ways)
    page.line(face.hotline, double=True, bold=True)
    page.line(face.time)
    page.add(escpos.cut(ways.cut))
    return page.parts


def sheet(face: SheetFace, paper_mm: Literal[58, 80], ways: Ways) -> bytes:
    """A paper that is no ticket, from init to cut."""
    page = _Page(PAPERS[paper_mm], ways.chinese)
    page.add(escpos.start(), escpos.CENTRE)
    page.line(face.hall_name)
    page.line(face.title, double=True, bold=True)
    page.rule()
    for part in face.parts:
        page.add(escpos.LEFT)
        _sheet_part(page, part, ways)
    page.rule()
    page.add(escpos.CENTRE)
    page.line(face.foot)
    page.line(face.time)
    page.add(escpos.cut(ways.cut))
    return b"".join(page.parts)


def _sheet_part(page: _Page, part: SheetPart, ways: Ways) -> None:
    match part:
        case Print(pieces, Size.HUGE):
            page.add(escpos.CENTRE)
            page.picture_line("".join(piece for piece in pieces if isinstance(piece, str)), HUGE_DOTS)
        case Print(pieces, size, bold):
            for piece in runs(pieces):
                if isinstance(piece, str):
                    page.line(piece, double=size is Size.LARGE, bold=bold)
                else:
                    page.ink(piece)
        case Blank(label, rows):
            page.line(label, double=True)
            for _ in range(rows):
                page.add(escpos.feed(WRITING_DOTS), b"_" * page.paper.columns + b"\n")
        case Gap():
            page.add(escpos.feed(16))
        case Rule():
            page.rule()
        case Tear(words):
            page.add(escpos.feed(24), b"- " * (page.paper.columns // 2) + b"\n")
            page.add(escpos.CENTRE)
            page.line(words)
            page.add(escpos.feed(24))
        case Code(data):
            page.add(escpos.CENTRE)
            page.code(data, ways)
        case Maps(floors):
            for floor in floors:
                page.map(floor)


def runs(pieces: tuple[Piece, ...]) -> list[str | tuple[Ink, ...]]:
    """Neighbouring words as one text, neighbouring ink as one row."""
    out: list[str | tuple[Ink, ...]] = []
    for piece in pieces:
        last = out[-1] if out else None
        if isinstance(piece, str) and isinstance(last, str):
            out[-1] = last + piece
        elif isinstance(piece, Ink) and isinstance(last, tuple):
            out[-1] = (*last, piece)
        else:
            out.append(piece if isinstance(piece, str) else (piece,))
    return out


class _Page:
    def __init__(self, paper: Paper, chinese: Encoding) -> None:
        self.paper = paper
        self._chinese: Encoding = chinese
        self.parts: list[bytes] = []

    def add(self, *parts: bytes) -> None:
        self.parts.extend(parts)

    def rule(self) -> None:
        """A thin gap with a line: paper is read in pieces."""
        self.add(escpos.feed(10), b"-" * self.paper.columns + b"\n", escpos.feed(6))

    def line(self, text: str, *, double: bool = False, bold: bool = False) -> None:
        """One text, wrapped to the paper, as characters where the printer has them and as a picture else."""
        if not text:
            return
        columns = self.paper.columns // (2 if double else 1)
        self.add(escpos.DOUBLE_SIZE if double else escpos.NORMAL_SIZE)
        self.add(escpos.BOLD_ON if bold else escpos.BOLD_OFF)
        for piece in wrap(text, columns):
            code = escpos.encode(piece, self._chinese)
            if code is None:
                self.picture_line(piece, CELL_DOTS * (2 if double else 1), bold=bold)
            else:
                self.add(code + b"\n")
        self.add(escpos.NORMAL_SIZE, escpos.BOLD_OFF, escpos.feed(6))

    def picture_line(self, text: str, pixels: int, *, bold: bool = True) -> None:
        from kiosk.devices.printer.raster import text_bitmap

        self.add(escpos.raster(text_bitmap(text, pixels, self.paper.dots, bold=bold)))
        self.add(escpos.feed(8))

    def code(self, data: str, ways: Ways) -> None:
        if ways.qr == "native":
            self.add(escpos.native_qr(data), b"\n")
        else:
            from kiosk.devices.printer.raster import qr_bitmap

            self.add(escpos.raster(qr_bitmap(data, module_dots=self.paper.code_dots)))

    def map(self, floor: FloorView) -> None:
        from kiosk.devices.printer.map_picture import map_picture
        from kiosk.devices.printer.raster import bitmap

        # Black or white, nothing between: a printer of dots has no grey, and dithered type is hard to read.
        table = [255 if level > GREY else 0 for level in range(256)]
        self.add(escpos.raster(bitmap(map_picture(floor, self.paper.dots, DOTS_A_MM).point(table))))
        self.add(escpos.feed(16))

    def ink(self, inks: tuple[Ink, ...]) -> None:
        """Handwriting; each row is a picture of its own."""
        from kiosk.devices.printer.raster import ink_bitmap

        a_row = self.paper.dots // INK_DOTS
        for at in range(0, len(inks), a_row):
            self.add(escpos.raster(ink_bitmap(inks[at : at + a_row], INK_DOTS)), escpos.feed(8))


def width_of(text: str) -> int:
    """Half-width columns: two for a Chinese character, one for the rest."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def wrap(text: str, columns: int) -> list[str]:
    """Lines of at most `columns` half-width columns; words stay whole, no line begins with a comma."""
    lines: list[str] = []
    line = ""
    for word in _words(text):
        if line and width_of(line + word.rstrip()) > columns:
            if word[0] in NOT_AT_START and len(line) > 1:
                # The comma takes the character before it along to the next line.
                line, word = line[:-1], line[-1] + word
            lines.append(line.rstrip())
            line = ""
        while width_of(word) > columns:
            head = word
            while width_of(head) > columns:
                head = head[:-1]
            lines.append(head)
            word = word[len(head) :]
        line += word
    if line.strip():
        lines.append(line.rstrip())
    return lines


def _words(text: str) -> list[str]:
    """Where a line may break: after each Chinese character, after each blank."""
    words: list[str] = [""]
    for char in text:
        if width_of(char) == 2:
            words += [char, ""]
        else:
            words[-1] += char
            if char == " ":
                words.append("")
    return [word for word in words if word]
