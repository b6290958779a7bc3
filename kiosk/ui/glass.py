"""A pane over the whole window for those who listen: a finger on it speaks, two quick taps act, and it can be black.

Accessibility D7 (explore by touch) and B18 (screen curtain). While the pane is up nothing below is touched.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.ui.bar import BarButton
from kiosk.ui.cards import KioskButton
from kiosk.ui.theme import Theme
from kiosk.ui.typeset import CENTRE, text_height

HOLD_SECONDS = 0.25  # a finger that stays this long explores; a shorter touch is a tap
MOVE_MM = 4.0  # so does one that moves this far
BLACK, DIM = "#000000", "#767676"  # 4.5:1: seen by who looks for it


class Glass(QWidget):
    """over(point): the button there, or None. explored(button): speak it, the focus is on it.

    act(point): two quick taps, the second one there. touched(): any finger at all.
    double_tap: longest seconds between two taps that act.
    """

    def __init__(
        self,
        parent: QWidget,
        over: Callable[[QPoint], KioskButton | None],
        explored: Callable[[KioskButton], None],
        act: Callable[[QPoint], None],
        touched: Callable[[], None],
        double_tap: float,
    ) -> None:
        super().__init__(parent)
        self._over, self._explored, self._act, self._touched = over, explored, act, touched
        self._double_tap = double_tap
        self._curtain = False
        self._words = ""
        self._theme: Theme | None = None
        self._down_at: tuple[QPoint, float] | None = None
        self._exploring = False
        self._tap: tuple[QPoint, float] | None = None  # the last one, while it may be the first of two
        self._last: KioskButton | None = None
        self._hold, self._single = QTimer(self), QTimer(self)
        for timer, seconds, slot in (
            (self._hold, HOLD_SECONDS, self._held),
            (self._single, double_tap, self._single_tap),
        ):
            timer.setSingleShot(True)
            timer.setInterval(int(seconds * 1000))
            timer.timeout.connect(slot)
        self.hide()

    def show_state(self, theme: Theme, words: str, *, explore: bool, curtain: bool) -> None:
        """words: for who looks at a black screen."""
        self._theme, self._words, self._curtain = theme, words, curtain
        up = explore or curtain
        if not up:
            self._forget()
        self.setVisible(up)
        self.raise_()
        self.update()

    @property
    def black(self) -> bool:
        return self._curtain and not self.isHidden()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._touched()
        at, now = event.position().toPoint(), time.monotonic()
        if self._tap is not None and now - self._tap[1] <= self._double_tap:
            self._forget()
            self._act(at)
            return
        self._down_at, self._exploring, self._last = (at, now), False, None
        self._hold.start()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt's own idea of a double click; ours is timed by us."""
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._down_at is None or self._theme is None:
            return
        at = event.position().toPoint()
        far = (at - self._down_at[0]).manhattanLength() > self._theme.px(MOVE_MM)
        if far and not self._exploring:
            self._begin_exploring()
        if self._exploring:
            self._speak(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._down_at is None:
            return
        at = self._down_at[0]
        self._down_at = None
        self._hold.stop()
        if not self._exploring:
            self._tap = (at, time.monotonic())
            self._single.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._curtain or self._theme is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(BLACK))
        font = self._theme.line_font
        inner = self.width() - 2 * self._theme.margin_px
        tall = text_height(font, self._words, inner)
        painter.setFont(font)
        painter.setPen(QColor(DIM))
        room = QRect(self._theme.margin_px, self.height() // 3, inner, tall)
        painter.drawText(room, CENTRE | Qt.TextFlag.TextWordWrap, self._words)
        painter.end()

    @Slot()
    def _held(self) -> None:
        self._begin_exploring()
        if self._down_at is not None:
            self._speak(self._down_at[0])

    @Slot()
    def _single_tap(self) -> None:
        """No second tap came: it was a question what is there."""
        tap, self._tap = self._tap, None
        if tap is not None:
            self._last = None
            self._speak(tap[0])

    def _begin_exploring(self) -> None:
        self._exploring = True
        self._tap = None
        self._single.stop()

    def _speak(self, at: QPoint) -> None:
        """Once for each button that the finger comes upon."""
        button = self._over(at)
        if button is not None and button is not self._last:
            self._explored(button)
        self._last = button

    def _forget(self) -> None:
        self._tap = self._down_at = None
        self._hold.stop()
        self._single.stop()


class CurtainButton(BarButton):
    """The one button on a black screen: it lifts the curtain. Fingers reach it through the glass."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "monitor")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def place(self, screen: QRect, theme: Theme, *, visible: bool) -> None:
        """In the middle of the screen, over everything."""
        width = screen.width() // 2
        self.font_px = self.wanted_px(width, theme)
        tall = self.needed_height(width, theme)
        self.setGeometry(screen.width() // 4, screen.height() // 2, width, tall)
        self.setVisible(visible)
        self.raise_()
