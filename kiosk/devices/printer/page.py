"""Tickets and sheets as pages for a desktop printer: the same words as on the strip, as large as the page allows.

PDF by Pillow at 200 dots an inch. A word never stands cut: type shrinks until its lines fit.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Literal

from kiosk.devices.printer.layout import runs, wrap
from kiosk.devices.printer.map_picture import map_picture
from kiosk.devices.printer.raster import font, ink_image
from kiosk.domain.floor_map import FloorView
from kiosk.domain.note import Ink
from kiosk.domain.sheet import Blank, Code, Gap, Maps, Print, Rule, SheetFace, SheetPart, Size, Tear
from kiosk.domain.ticket import TicketFace

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

PageSize = Literal["a4", "a5"]
DPI = 200
SIZES_MM: dict[PageSize, tuple[int, int]] = {"a4": (210, 297), "a5": (148, 210)}
MARGIN_MM = 10.0
BLACK, GREY, WHITE = 0, 110, 255


def ticket_page(face: TicketFace, size: PageSize) -> bytes:
    """One page of PDF. Raises OSError when there is no font for Chinese."""
    pdf = io.BytesIO()
    ticket_picture(face, size).save(pdf, "PDF", resolution=DPI, title=face.channel)
    return pdf.getvalue()


def ticket_picture(face: TicketFace, size: PageSize) -> Image:
    """The page as a grey picture, for the PDF and for looking at it."""
    from PIL import Image, ImageDraw

    width_mm, height_mm = SIZES_MM[size]
    picture = Image.new("L", (_dots(width_mm), _dots(height_mm)), WHITE)
    scale = 1.0
    while not _TicketPage(ImageDraw.Draw(picture), picture, width_mm / 148 * scale).drawn(face, height_mm):
        scale *= 0.95
        picture = Image.new("L", picture.size, WHITE)
    return picture


def sheet_page(face: SheetFace, size: PageSize) -> bytes:
    """A paper that is no ticket, smaller only when it is too much for a page. Raises as ticket_page."""
    pdf = io.BytesIO()
    sheet_picture(face, size).save(pdf, "PDF", resolution=DPI, title=face.title)
    return pdf.getvalue()


def sheet_picture(face: SheetFace, size: PageSize) -> Image:
    """The page as a grey picture."""
    from PIL import Image, ImageDraw

    width_mm, height_mm = SIZES_MM[size]
    scale = 1.0
    while True:
        picture = Image.new("L", (_dots(width_mm), _dots(height_mm)), WHITE)
        if _SheetPage(ImageDraw.Draw(picture), picture, width_mm / 148 * scale).drawn(face, height_mm):
            return picture
        scale *= 0.9


def _dots(mm: float) -> int:
    return round(mm / 25.4 * DPI)


class _Drawn:
    """Draws from top to bottom. scale: of all type, 1 on A5."""

    def __init__(self, draw: ImageDraw, picture: Image, scale: float) -> None:
        self._draw = draw
        self._picture = picture
        self._scale = scale
        self._left = _dots(MARGIN_MM)
        self._width = picture.width - 2 * self._left
        self._y = self._left

    def _centred(self, text: str, mm: float, *, bold: bool = False) -> None:
        if text:
            face = font(_dots(mm * self._scale), bold=bold)
            x = self._left + (self._width - face.getlength(text)) / 2
            self._line(text, x, mm, bold=bold)

    def _text(self, text: str, mm: float, *, bold: bool = False, beside: int = 0) -> None:
        """Wrapped to the page, or to what is left beside the code."""
        if not text:
            return
        size = _dots(mm * self._scale)
        columns = int((self._width - beside) / (size / 2))
        for line in wrap(text, columns):
            self._line(line, self._left, mm, bold=bold)

    def _line(self, text: str, x: float, mm: float, *, bold: bool) -> None:
        size = _dots(mm * self._scale)
        self._draw.text((x, self._y), text, font=font(size, bold=bold), fill=BLACK, anchor="la")
        self._y += round(size * 1.45)

    def _rule(self) -> None:
        self._y += _dots(2.2)
        self._draw.line((self._left, self._y, self._left + self._width, self._y), fill=GREY, width=3)
        self._y += _dots(2.2)

    def _code(self, data: str, top: int) -> int:
        """The QR code at the right; returns the room that it takes."""
        import qrcode

        code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, box_size=6, border=2)
        code.add_data(data)
        code.make(fit=True)
        image = code.make_image(fill_color="black", back_color="white").get_image().convert("L")
        side = _dots(36 * self._scale)
        self._picture.paste(image.resize((side, side)), (self._left + self._width - side, top))
        return side + _dots(4)


class _TicketPage(_Drawn):
    def drawn(self, face: TicketFace, height_mm: float) -> bool:
        """Draws all of it; False when it was too much for the page."""
        if face.reprint:
            self._centred(f"【{face.reprint}】", 6)
        self._centred(face.hall_name, 4.5)
        self._centred(face.channel, 7, bold=True)
        self._centred(face.number, 30, bold=True)
        self._centred(face.people_ahead, 6)
        self._rule()
        self._text(face.errand, 7, bold=True)
        self._text(face.place, 8, bold=True)
        self._text(face.way, 5)
        self._rule()
        self._text(face.help_name, 6.5, bold=True)
        self._text(face.help_line, 5)
        self._text(face.helper, 5)
        self._rule()
        bottom = self._y
        code = self._code(face.qr, bottom)
        self._text(face.next_steps_title, 5.5, bold=True, beside=code)
        for number, step in enumerate(face.next_steps, 1):
            self._text(f"{number}. {step}", 5, beside=code)
        self._text(face.materials, 5, beside=code)
        self._text(face.cash, 5, beside=code)
        self._y = max(self._y, bottom + code)
        self._rule()
        self._centred(face.hotline, 6, bold=True)
        self._centred(face.time, 4)
        return self._y <= _dots(height_mm - MARGIN_MM)


class _SheetPage(_Drawn):
    def drawn(self, face: SheetFace, height_mm: float) -> bool:
        """Draws all of it; False when it was too much for the page."""
        self._centred(face.hall_name, 4.5)
        self._centred(face.title, 7, bold=True)
        self._rule()
        for part in face.parts:
            self._part(part)
        self._rule()
        self._centred(face.foot, 4.5)
        self._centred(face.time, 4)
        return self._y <= _dots(height_mm - MARGIN_MM)

    def _part(self, part: SheetPart) -> None:
        match part:
            case Print(pieces, Size.HUGE):
                self._centred("".join(piece for piece in pieces if isinstance(piece, str)), 18, bold=True)
            case Print(pieces, size, bold):
                for piece in runs(pieces):
                    if isinstance(piece, str):
                        self._text(piece, 6.5 if size is Size.LARGE else 4.5, bold=bold)
                    else:
                        self._ink(piece)
            case Blank(label, rows):
                self._text(label, 6)
                for _ in range(rows):
                    self._y += _dots(9 * self._scale)
                    self._rule()
            case Gap():
                self._y += _dots(2)
            case Rule():
                self._rule()
            case Tear(words):
                self._tear(words)
            case Code(data):
                self._y += self._code(data, self._y)
            case Maps(floors):
                self._maps(floors)

    def _maps(self, floors: tuple[FloorView, ...]) -> None:
        """Side by side: a page is wide."""
        gap = _dots(4)
        each = min(self._width, round(self._width * min(1.0, self._scale)))
        width = (each - gap * (len(floors) - 1)) // max(1, len(floors))
        pictures = [map_picture(floor, width, DPI / 25.4) for floor in floors]
        for place, picture in enumerate(pictures):
            self._picture.paste(picture, (self._left + place * (width + gap), self._y))
        self._y += max((picture.height for picture in pictures), default=0) + _dots(4)

    def _tear(self, words: str) -> None:
        self._y += _dots(4)
        step = _dots(4)
        for x in range(self._left, self._left + self._width, 2 * step):
            self._draw.line((x, self._y, x + step, self._y), fill=GREY, width=3)
        self._y += _dots(1)
        self._centred(words, 4.5)
        self._y += _dots(4)

    def _ink(self, inks: tuple[Ink, ...]) -> None:
        side = _dots(18 * self._scale)
        a_row = max(1, self._width // side)
        for at in range(0, len(inks), a_row):
            self._picture.paste(ink_image(inks[at : at + a_row], side), (self._left, self._y))
            self._y += side
