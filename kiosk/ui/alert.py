"""A frame of light round the screen for those who do not hear that something has come up.

Three slow pulses, one and a half a second: under the three flashes a second of WCAG 2.3.1; then it is still.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk.ui.theme import Theme

PULSES = 3
HALF_PULSE_MS = 330
FRAME_MM = 6.0


class Alert(QWidget):
    """Lies over everything and lets every finger through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme: Theme | None = None
        self._left = 0  # half pulses
        self._timer = QTimer(self)
        self._timer.setInterval(HALF_PULSE_MS)
        self._timer.timeout.connect(self._next)
        self.hide()

    def ring(self, theme: Theme) -> None:
        """Begin, or begin anew."""
        self._theme, self._left = theme, 2 * PULSES - 1
        self.raise_()
        self.show()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        self.hide()

    @property
    def ringing(self) -> bool:
        return self._timer.isActive()

    @Slot()
    def _next(self) -> None:
        self._left -= 1
        self.setVisible(self._left % 2 == 1)
        if self._left <= 0:
            self.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._theme is None:
            return
        painter = QPainter(self)
        wide = self._theme.px(FRAME_MM)
        painter.setPen(QPen(QColor(self._theme.colours.accent), wide))
        half = wide // 2
        painter.drawRect(self.rect().adjusted(half, half, -half, -half))
        painter.end()
