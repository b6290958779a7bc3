"""What has been typed on the pad so far, as large as a whole number has room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.ui.pictures import Picture, paint_panel
from kiosk.ui.theme import Theme
from kiosk.ui.typeset import advance, text_height

LEAST_EM_MM, MOST_EM_MM = 14.0, 36.0  # height of a digit's line
WIDEST = "000 0000 0000 0"
MIDDLE = int(Qt.AlignmentFlag.AlignCenter)


class NumberSoFar(Picture):
    """138 0000 0000; until the first digit a quiet sentence says what is wanted."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = self._hint = ""

    def show_number(self, words: str, hint: str, theme: Theme) -> None:
        self._words, self._hint, self.theme = words, hint, theme
        self.setAccessibleName(words or hint)
        self.update()

    def needed_height(self, width: int, theme: Theme) -> int:
        inner = width - 2 * theme.length(7)
        hint = text_height(theme.line_font, self._hint, inner)
        return max(round(1.2 * theme.px_up(LEAST_EM_MM)), hint) + 2 * theme.length(5)

    def most_height(self, width: int, theme: Theme) -> int:
        return max(self.needed_height(width, theme), round(1.3 * theme.px(MOST_EM_MM)))

    def paintEvent(self, e: QPaintEvent) -> None:
        if self.theme is None:
            return
        theme, colours = self.theme, self.theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_panel(painter, self, theme, colours.accent)
        pad = theme.length(7)
        painter.setFont(self._font(theme) if self._words else theme.line_font)
        painter.setPen(QColor(colours.text if self._words else colours.quiet))
        flags = MIDDLE if self._words else MIDDLE | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(self.rect().adjusted(pad, 0, -pad, 0), flags, self._words or self._hint)
        painter.end()

    def _font(self, theme: Theme) -> QFont:
        """One size for every length, so that nothing jumps while it is typed."""
        font = QFont(theme.title_font)
        font.setPixelSize(100)
        inner = self.width() - 2 * theme.length(7)
        across = 98 * inner // advance(font, WIDEST)
        font.setPixelSize(max(1, min(across, int(0.75 * self.height()), theme.px(MOST_EM_MM))))
        return font
