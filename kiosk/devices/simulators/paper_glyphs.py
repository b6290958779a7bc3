"""The printer's built-in characters, from Noto Sans CJK: 12 x 24 dots, Chinese ones 24 x 24."""

from __future__ import annotations

import subprocess
import unicodedata
from functools import cache, lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageFont

CELL_DOTS = 24  # height of each character, width of a Chinese one
NARROW_DOTS = 12
BASELINE_DOTS = 21  # the em square of a CJK font reaches 0.88 above its baseline
FONT = "Noto Sans Mono CJK SC"  # its Latin letters are half as wide as its Chinese ones, as a printer's are
BLACK, WHITE = 0, 255


@lru_cache(maxsize=2000)
def glyph(char: str, width: int, *, bold: bool) -> Image.Image:
    """One character as 1-bit dots, `width` by CELL_DOTS; a box for what no printer has."""
    image = Image.new("1", (width, CELL_DOTS), WHITE)
    pen = ImageDraw.Draw(image)
    if char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cc"):
        pen.rectangle((1, 1, width - 2, CELL_DOTS - 3), outline=BLACK, width=2)
        return image
    pen.text((0, BASELINE_DOTS), char, fill=BLACK, font=_font(), anchor="ls")
    if bold:
        # Printers print emphasised dots twice, one dot apart.
        shifted = Image.new("1", image.size, WHITE)
        shifted.paste(image, (1, 0))
        image = ImageChops.logical_and(image, shifted)
    return image


@cache
def _font() -> ImageFont.FreeTypeFont:
    """Raises FileNotFoundError when the font is not installed."""
    question = ["fc-match", "--format=%{file}\n%{index}\n%{family}", FONT]
    path, index, family = subprocess.run(question, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    if "CJK" not in family:
        raise FileNotFoundError(f"{FONT} is not installed (Debian: fonts-noto-cjk)")
    return ImageFont.truetype(path, CELL_DOTS, int(index))
