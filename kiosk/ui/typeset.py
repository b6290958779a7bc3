"""Measuring and setting words: how high they stand, where they break, how small they must be.

Measuring is the dear part of showing a screen, so its results are kept.
"""

from __future__ import annotations

import re
from functools import lru_cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics

TALL = 100_000
PAUSE = re.compile(r"[，。；：、？！]|[,;:.?!] ")
LEFT = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
CENTRE = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
LEFT_MIDDLE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)


def text_height(font: QFont, text: str, width: int) -> int:
    """Height in px of `text` wrapped at `width` px."""
    return _size(_key(font), text, width)[1]


def words_fit(font: QFont, text: str, width: int) -> bool:
    """Whether no word is wider than `width` px: words are never broken and never run over."""
    return _size(_key(font), text, width)[0] <= width


def advance(font: QFont, text: str) -> int:
    """Width in px of `text` in one line."""
    return _advance(_key(font), text)


def arranged(font: QFont, text: str, width: int) -> tuple[str, int]:
    """`text`, with a line break where one reads well, and the width in px to wrap it at.

    Two lines break after a comma or full stop where they can; others are made about equally long, so that no
    last line has a single character. It never takes more lines than `width` needs.
    """
    return _arranged(_key(font), text, width)


@lru_cache(maxsize=4096)
def _arranged(key: tuple[int, int, str], text: str, width: int) -> tuple[str, int]:
    line = QFontMetrics(_font(key)).height()
    lines = round(_size(key, text, width)[1] / line)
    if lines < 2 or "\n" in text:
        return text, width
    if lines == 2:
        halves = [(text[: at.end()].rstrip(), text[at.end() :].lstrip()) for at in PAUSE.finditer(text)]
        longest = {max(_advance(key, half) for half in pair): "\n".join(pair) for pair in halves if pair[1]}
        if longest and min(longest) < width:
            return longest[min(longest)], width
    low, high = width // 2, width
    while high - low > 2:
        middle = (low + high) // 2
        wide, tall = _size(key, text, middle)
        if round(tall / line) <= lines and wide <= middle:
            high = middle
        else:
            low = middle
    return text, high


def shrunk(font: QFont, least_px: int, text: str, width: int, height: int = TALL) -> QFont:
    """The font, made smaller (not under `least_px`) until `text` stands in `width` by `height` px."""
    smaller = QFont(font)
    while smaller.pixelSize() > least_px and not (
        words_fit(smaller, text, width) and text_height(smaller, text, width) <= height
    ):
        smaller.setPixelSize(smaller.pixelSize() - 1)
    return smaller


def _key(font: QFont) -> tuple[int, int, str]:
    return (font.pixelSize(), int(font.weight()), font.family())


def _font(key: tuple[int, int, str]) -> QFont:
    font = QFont(key[2])
    font.setPixelSize(key[0])
    font.setWeight(QFont.Weight(key[1]))
    return font


@lru_cache(maxsize=8192)
def _size(key: tuple[int, int, str], text: str, width: int) -> tuple[int, int]:
    box = QFontMetrics(_font(key)).boundingRect(QRect(0, 0, max(1, width), TALL), LEFT, text)
    return box.width(), box.height()


@lru_cache(maxsize=1024)
def _advance(key: tuple[int, int, str], text: str) -> int:
    return QFontMetrics(_font(key)).horizontalAdvance(text)
