"""A card of the board: sentences as answer cards, and keys whose digit or word stands in the middle, large."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent

from kiosk.flows.view import OptionView, Tone
from kiosk.ui.cards import Card
from kiosk.ui.typeset import CENTRE, text_height

Place = tuple[OptionView, QRect]
LARGEST = 0.5  # a single character, of the key's height


class Key(Card):
    """A chip without a picture is a key."""

    def paintEvent(self, e: QPaintEvent) -> None:
        if self.option.icon or self.theme is None:
            super().paintEvent(e)
            return
        theme, colours = self.theme, self.theme.colours
        primary = self.option.tone is Tone.PRIMARY
        painter = QPainter(self)
        fill = colours.accent if primary else colours.tint if self.isDown() else colours.card
        self.paint_frame(painter, theme, fill, colours.accent if primary else colours.line, theme.line_px)
        frame = self.frame(theme).toRect()
        font = self._font(frame.height())
        tall = text_height(font, self.option.title, frame.width())
        painter.setFont(font)
        painter.setPen(QColor(colours.on_accent if primary else colours.text))
        frame.setTop(frame.top() + (frame.height() - tall) // 2)
        painter.drawText(frame, CENTRE, self.option.title)
        painter.end()

    def _font(self, height: int) -> QFont:
        width = self.text_width(self.width())
        font = QFont(self._title_font(width))
        if len(self.option.title) == 1:
            font.setPixelSize(max(font.pixelSize(), min(round(height * LARGEST), width)))
        return font


def grid(options: list[OptionView], columns: int, rows: int, room: QRect, gap: int) -> list[Place]:
    """In equal cells, row by row. gap: in px, between cells."""
    wide = (room.width() - (columns - 1) * gap) // columns
    tall = (room.height() - (rows - 1) * gap) // rows
    places: list[Place] = []
    for place, option in enumerate(options):
        left = room.left() + place % columns * (wide + gap)
        top = room.top() + place // columns * (tall + gap)
        places.append((option, QRect(left, top, wide, tall)))
    return places
