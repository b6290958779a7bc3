"""A printer's test page: a ruler to lay a real one beside, bars for density, samples for the character set.

The number is TEST n, no series has it and nothing is counted.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Literal

from kiosk.devices.printer import escpos
from kiosk.devices.printer.layout import CELL_DOTS, DOTS_A_MM, PAPERS
from kiosk.devices.printer.page import DPI, SIZES_MM, PageSize
from kiosk.devices.printer.raster import bitmap, font, text_bitmap
from kiosk.domain.test_page import GREYS, RULER_MM, SAMPLES, PaperTest

if TYPE_CHECKING:
    from PIL.Image import Image

BAYER = ((0, 8, 2, 10), (12, 4, 14, 6), (3, 11, 1, 9), (15, 7, 13, 5))  # ordered dither, sixteenths
BAR_MM = 8
WHITE, BLACK = 255, 0


def paper_strip(page: PaperTest, paper_mm: Literal[58, 80], cut: escpos.Cut) -> bytes:
    """ESC/POS. Each sample twice: as the printer's own characters, then as a picture, as it should look."""
    dots = PAPERS[paper_mm].dots

    def line(text: str, pixels: int, *, bold: bool = False) -> bytes:
        return escpos.raster(text_bitmap(text, pixels, dots, bold=bold)) + escpos.feed(8)

    out = escpos.start() + escpos.CENTRE + line(page.number, PAPERS[paper_mm].number_dots, bold=True)
    out += line(page.not_a_ticket, 40, bold=True) + line(page.time, 32)
    out += escpos.LEFT + line(page.ruler, 32)
    out += escpos.raster(bitmap(ruler_picture(DOTS_A_MM))) + escpos.feed(16)
    out += line(page.density, 32) + escpos.raster(bitmap(density_picture(DOTS_A_MM))) + escpos.feed(16)
    out += line(page.characters, 32)
    for number, (name, sample) in enumerate(SAMPLES, 1):
        out += f"{number} {name}\n".encode() + escpos.CHINESE_ON
        out += sample.encode("gb18030") + b"\n"
        out += escpos.raster(text_bitmap(sample, CELL_DOTS, dots, bold=False)) + escpos.feed(24)
    return out + escpos.cut(cut)


def paper_page(page: PaperTest, size: PageSize) -> bytes:
    """The same as one page of PDF for a desktop printer, which has every character as a picture."""
    pdf = io.BytesIO()
    sheet_picture(page, size).save(pdf, "PDF", resolution=DPI, title=page.number)
    return pdf.getvalue()


def sheet_picture(page: PaperTest, size: PageSize) -> Image:
    from PIL import Image, ImageDraw

    mm = DPI / 25.4
    width, height = (round(edge * mm) for edge in SIZES_MM[size])
    picture = Image.new("L", (width, height), WHITE)
    draw = ImageDraw.Draw(picture)
    left = top = round(12 * mm)
    for text, tall, bold in (
        (page.number, 20.0, True),
        (page.not_a_ticket, 6.0, True),
        (page.time, 5.0, False),
    ):
        draw.text((left, top), text, font=font(round(tall * mm), bold=bold), fill=BLACK)
        top += round(tall * 1.5 * mm)
    for heading, drawn in ((page.ruler, ruler_picture(mm)), (page.density, density_picture(mm))):
        draw.text((left, top), heading, font=font(round(5 * mm), bold=False), fill=BLACK)
        picture.paste(drawn, (left, top + round(8 * mm)))
        top += round(14 * mm) + drawn.height
    draw.text((left, top), page.characters, font=font(round(5 * mm), bold=False), fill=BLACK)
    for name, sample in SAMPLES:
        top += round(9 * mm)
        draw.text((left, top), f"{name}  {sample}", font=font(round(5 * mm), bold=False), fill=BLACK)
    return picture


def ruler_picture(dots_a_mm: float) -> Image:
    """RULER_MM long: a line each millimetre, longer ones each five and ten. 0 is the left edge of its first line."""
    from PIL import Image, ImageDraw

    wide = round((RULER_MM + 6) * dots_a_mm)
    picture = Image.new("L", (wide, round(11 * dots_a_mm)), WHITE)
    draw, type_ = ImageDraw.Draw(picture), font(round(3 * dots_a_mm), bold=False)
    for mm in range(RULER_MM + 1):
        x = round(mm * dots_a_mm)
        tall = 6 if mm % 10 == 0 else 4.5 if mm % 5 == 0 else 3
        draw.line((x, 0, x, round(tall * dots_a_mm)), fill=BLACK, width=2 if mm % 10 == 0 else 1)
        if mm % 10 == 0:
            draw.text((x + 2, round(6.5 * dots_a_mm)), str(mm), font=type_, fill=BLACK)
    return picture


def density_picture(dots_a_mm: float) -> Image:
    """A bar for each of GREYS, dithered: dots that are missing or run together show which heat is wrong."""
    from PIL import Image

    side = round(BAR_MM * dots_a_mm)
    picture = Image.new("L", (side * len(GREYS), side), WHITE)
    for place, percent in enumerate(GREYS):
        for y in range(side):
            for x in range(side):
                if percent * 16 > BAYER[y % 4][x % 4] * 100:
                    picture.putpixel((place * side + x, y), BLACK)
    return picture
