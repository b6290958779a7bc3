"""What a printer's own characters cannot do, as pictures: huge numbers, rare characters, QR codes.

Pillow and qrcode are imported when they are first needed: they cost memory that most starts do not use.
"""

from __future__ import annotations

import subprocess
from functools import cache
from typing import TYPE_CHECKING

from kiosk.devices.printer.escpos import Bitmap
from kiosk.domain.note import Ink

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

WHITE = 255
FONT_FAMILY = "Noto Sans CJK SC"


@cache
def font(pixels: int, *, bold: bool) -> FreeTypeFont:
    """Raises OSError when fontconfig finds no font for Chinese."""
    from PIL import ImageFont

    style = "Bold" if bold else "Regular"
    found = subprocess.run(
        ["fc-match", "-f", "%{file}|%{index}", f"{FONT_FAMILY}:style={style}"],
        capture_output=True,
        text=True,
        check=True,
        timeout=10,
    ).stdout
    path, _, index = found.partition("|")
    return ImageFont.truetype(path, pixels, index=int(index))


def warm_up(number: str) -> None:
    """Draw what is thrown away: libraries, fonts and sizes are there when the first visitor's ticket is drawn.

    Raises as text_bitmap; whoever prints is told then.
    """
    text_bitmap(number, 208, 576, bold=True)
    qr_bitmap("GC1.T1.20261123.7.00112233445566778899AABBCCDDEEFF")


def text_bitmap(text: str, pixels: int, width: int, *, bold: bool) -> Bitmap:
    """One line, `pixels` high characters, made smaller when `width` dots are not enough; no wider than it must be.

    A bitmap is centred by the printer's own alignment: on a serial line every dot costs time.
    """
    from PIL import Image, ImageDraw

    while pixels > 8 and font(pixels, bold=bold).getlength(text) > width:
        pixels -= 2
    face = font(pixels, bold=bold)
    left, top, right, bottom = face.getbbox(text)
    image = Image.new("1", (int(right - left), int(bottom - top) + 4), WHITE)
    ImageDraw.Draw(image).text((-left, 2 - top), text, font=face, fill=0)
    return bitmap(image)


def ink_bitmap(inks: tuple[Ink, ...], side: int) -> Bitmap:
    """A row of handwritten characters, `side` dots square each."""
    return bitmap(ink_image(inks, side))


def ink_image(inks: tuple[Ink, ...], side: int) -> Image:
    """The row as a picture in mode "1"; strokes as thick as of bold type."""
    from PIL import Image, ImageDraw

    image = Image.new("1", (side * len(inks), side), WHITE)
    pen, thick, edge = ImageDraw.Draw(image), max(2, side // 16), side // 16
    for place, ink in enumerate(inks):
        left, inner = place * side + edge, side - 2 * edge
        for stroke in ink.strokes:
            points = [(left + x * inner, edge + y * inner) for x, y in stroke]
            if len(points) > 1:
                pen.line(points, fill=0, width=thick, joint="curve")
            for x, y in (points[0], points[-1]):
                pen.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), fill=0)
    return image


def qr_bitmap(data: str, module_dots: int = 6) -> Bitmap:
    """A QR code with its quiet zone of four modules."""
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, box_size=module_dots, border=4)
    code.add_data(data)
    code.make(fit=True)
    return bitmap(code.make_image(fill_color="black", back_color="white").get_image())


def bitmap(image: Image) -> Bitmap:
    """A picture in mode "1", black on white, as printer rows."""
    from PIL import ImageChops

    bytes_a_row = (image.width + 7) // 8
    return Bitmap(bytes_a_row, image.height, ImageChops.invert(image.convert("1")).tobytes())
