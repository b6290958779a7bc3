"""Buttons of the fixed bar: icon above words. Help is wide and green, its icon beside the words; emergency is red."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.ui.cards import KioskButton
from kiosk.ui.icons import icon
from kiosk.ui.theme import Theme
from kiosk.ui.typeset import CENTRE, LEFT_MIDDLE, advance, shrunk, text_height, words_fit


class BarButton(KioskButton):
    """Its words never change place or size within one look: all plain buttons of the bar share `font_px`."""

    def __init__(
        self, parent: QWidget, icon_name: str, *, helping: bool = False, alarm: bool = False
    ) -> None:
        super().__init__(parent)
        self._icon = icon_name
        self.helping = helping
        self._alarm = alarm
        self.font_px = 0

    def show_words(self, words: str, theme: Theme) -> None:
        self.theme = theme
        self.setText(words)
        self.setAccessibleName(words)
        self.setDown(False)
        self.update()

    @property
    def smallest_px(self) -> int:
        """Height in px of the characters of its words."""
        return self.font_px

    @property
    def words_stand(self) -> bool:
        """Whether every word stands in one piece."""
        assert self.theme is not None, "a bar button is shown with show_words"
        return words_fit(self._font(self.theme), self.text(), self._inner(self.width(), self.theme))

    def wanted_px(self, width: int, theme: Theme) -> int:
        """The largest type in which the words stand in one line, or in the smallest allowed, broken in two."""
        inner = self._inner(width, theme)
        font = theme.help_font if self.helping else theme.small_font
        line = text_height(font, "", inner)
        return shrunk(font, theme.least_px, self.text(), inner, line).pixelSize()

    def needed_height(self, width: int, theme: Theme) -> int:
        words = text_height(self._font(theme), self.text(), self._inner(width, theme))
        inner = words if self._beside(width, theme) else self._icon_px(theme) + words
        return max(inner + 2 * theme.length(4), theme.bar_px) + 2 * theme.ring_room_px

    def paintEvent(self, e: QPaintEvent) -> None:
        theme = self.theme
        if theme is None:
            return
        colours = theme.colours
        painter = QPainter(self)
        fill, line, ink = colours.ground, colours.line, colours.text
        if self.helping:
            fill, line, ink = colours.done, colours.done, colours.on_done
        if self._alarm:
            line, ink = colours.danger, colours.danger
        if not self.isEnabled():
            line, ink = colours.ground, colours.dim
        elif self.isDown() and not self.helping:
            fill = colours.tint
        self.paint_frame(painter, theme, fill, line, theme.line_px)
        painter.setFont(self._font(theme))
        painter.setPen(QColor(ink))
        if self._beside(self.width(), theme):
            self._paint_beside(painter, self.frame(theme), theme, ink)
        else:
            self._paint_above(painter, self.frame(theme).toRect(), theme, ink)
        painter.end()

    def _paint_beside(self, painter: QPainter, frame: QRectF, theme: Theme, ink: str) -> None:
        size, gap = self._icon_px(theme), theme.length(4)
        words = advance(self._font(theme), self.text())
        left = int(frame.center().x()) - (size + gap + words) // 2
        painter.drawPixmap(left, int(frame.center().y()) - size // 2, icon(self._icon, size, ink))
        box = QRect(left + size + gap, int(frame.top()), words + gap, int(frame.height()))
        painter.drawText(box, LEFT_MIDDLE, self.text())

    def _paint_above(self, painter: QPainter, frame: QRect, theme: Theme, ink: str) -> None:
        size, inner = self._icon_px(theme), self._inner(self.width(), theme)
        words = text_height(self._font(theme), self.text(), inner)
        top = frame.center().y() - (size + words) // 2
        painter.drawPixmap(frame.center().x() - size // 2, top, icon(self._icon, size, ink))
        painter.drawText(
            QRect(frame.center().x() - inner // 2, top + size, inner, words), CENTRE, self.text()
        )

    def _beside(self, width: int, theme: Theme) -> bool:
        wide = self._icon_px(theme) + theme.length(4) + advance(self._font(theme), self.text())
        return self.helping and wide <= self._inner(width, theme)

    def _inner(self, width: int, theme: Theme) -> int:
        return max(1, width - 2 * theme.ring_room_px - theme.length(4))

    def _icon_px(self, theme: Theme) -> int:
        return theme.picture_px(17 if self.helping else 13)

    def _font(self, theme: Theme) -> QFont:
        font = QFont(theme.help_font if self.helping else theme.small_font)
        if self.font_px:
            font.setPixelSize(self.font_px)
        return font


def arrange_bar(buttons: Iterable[BarButton], theme: Theme, area: QRect) -> QRect:
    """Lay the bar out along the lower edge of `area`: equal buttons and the wide green one. Returns its room."""
    row = tuple(buttons)
    gap = theme.gap_px
    shares = [1.6 if button.helping else 1.0 for button in row]
    unit = (area.width() - gap * (len(row) - 1)) / sum(shares)
    widths = [int(unit * share) for share in shares]
    sizes = [button.wanted_px(width, theme) for button, width in zip(row, widths, strict=True)]
    plain = min(px for button, px in zip(row, sizes, strict=True) if not button.helping)
    for button, px in zip(row, sizes, strict=True):
        button.font_px = px if button.helping else plain
    tall = max(button.needed_height(width, theme) for button, width in zip(row, widths, strict=True))
    bar = QRect(area.left(), area.bottom() + 1 - tall, area.width(), tall)
    left = bar.left()
    for button, width in zip(row, widths, strict=True):
        button.setGeometry(left, bar.top(), width, tall)
        left += width + gap
    return bar
