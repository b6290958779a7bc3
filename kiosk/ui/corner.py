"""The corner for staff: quiet, always there, a touch target as of the bar (C4); in the focus ring before the bar."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.ui.cards import KioskButton
from kiosk.ui.icons import icon
from kiosk.ui.theme import Theme
from kiosk.ui.typeset import LEFT_MIDDLE, advance

ICON = "id-card-lanyard"
TOUCH_MM, STEADY_TOUCH_MM, SIDE_MM = 15.0, 20.0, 3.0


class StaffCorner(KioskButton):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)

    def show_words(self, words: str, theme: Theme) -> None:
        self.theme = theme
        self.setText(words)
        self.setAccessibleName(words)
        self.setDown(False)
        self.update()

    def place(self, right: int, middle: int, theme: Theme) -> int:
        """Ends at `right`, its middle at `middle`, in px of the window. Returns its left edge."""
        width = advance(theme.small_font, self.text()) + self._icon_px(theme) + 4 * theme.px(SIDE_MM)
        tall = theme.px_up(STEADY_TOUCH_MM if theme.steady else TOUCH_MM) + 2 * theme.ring_room_px
        room = theme.ring_room_px
        self.setGeometry(QRect(right - width, max(0, middle - tall // 2), width + room, tall))
        return self.x() + room

    @property
    def smallest_px(self) -> int:
        """Height in px of the characters of its words."""
        assert self.theme is not None, "a corner is shown with show_words"
        return self.theme.small_font.pixelSize()

    @property
    def words_stand(self) -> bool:
        """It is as wide as its words need."""
        return True

    def paintEvent(self, e: QPaintEvent) -> None:
        theme = self.theme
        if theme is None:
            return
        colours = theme.colours
        painter = QPainter(self)
        fill = colours.tint if self.isDown() else colours.ground
        self.paint_frame(painter, theme, fill, colours.line, theme.line_px, theme.px(SIDE_MM))
        inner = self.frame(theme).toRect().adjusted(theme.px(SIDE_MM), 0, 0, 0)
        size = self._icon_px(theme)
        painter.drawPixmap(inner.left(), inner.center().y() - size // 2, icon(ICON, size, colours.quiet))
        painter.setFont(theme.small_font)
        painter.setPen(QColor(colours.quiet))
        painter.drawText(inner.adjusted(size + theme.px(SIDE_MM) // 2, 0, 0, 0), LEFT_MIDDLE, self.text())
        painter.end()

    def _icon_px(self, theme: Theme) -> int:
        return theme.small_font.pixelSize()
