"""What is drawn and says little: the card on its way to the reader, a large icon, dots, the time since a call."""

from __future__ import annotations

import time

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from kiosk.ui.icons import icon
from kiosk.ui.theme import Theme
from kiosk.ui.typeset import LEFT_MIDDLE, advance, text_height

CARD_SHAPE = 85.6 / 54.0  # ISO/IEC 7810 ID-1
STEP_MS = 500  # two changes a second: under the three that may flash (B17)


class Picture(QLabel):
    """A painted part of a screen. It takes `needed_height`, and more, up to `most_height`, where there is room.

    A label, so that assistive technology reads its accessible name as words.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.theme: Theme | None = None

    def needed_height(self, width: int, theme: Theme) -> int:
        """In px, at this width."""
        return 0

    def most_height(self, width: int, theme: Theme) -> int:
        """In px: more would look no better."""
        return self.needed_height(width, theme)


class CardPicture(Picture):
    """An identity card as it is held, and an arrow down to the reader below the screen."""

    def show_theme(self, theme: Theme, *, visible: bool) -> None:
        self.theme = theme
        self.setVisible(visible)
        self.update()

    def needed_height(self, width: int, theme: Theme) -> int:
        return theme.length(78)

    def most_height(self, width: int, theme: Theme) -> int:
        return theme.length(230)

    def paintEvent(self, e: QPaintEvent) -> None:
        if self.theme is None:
            return
        theme, colours = self.theme, self.theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        arrow = int(self.height() * 0.32)
        gap = int(self.height() * 0.04)
        line = max(2 * theme.line_px, self.height() // 110)
        height = self.height() - arrow - gap - line
        width = min(self.width() * 0.8, height * CARD_SHAPE)
        height = width / CARD_SHAPE
        top = (self.height() - height - gap - arrow) / 2
        card = QRectF((self.width() - width) / 2, top, width, height)
        painter.setPen(QPen(QColor(colours.accent), line))
        painter.setBrush(QColor(colours.card))
        painter.drawRoundedRect(card, height * 0.09, height * 0.09)
        self._paint_lines(painter, card, colours.line)
        self._paint_portrait(painter, card, colours.accent)
        place = QPointF((self.width() - arrow) / 2, card.bottom() + gap)
        painter.drawPixmap(place, icon("arrow-down", arrow, colours.accent))
        painter.end()

    def _paint_lines(self, painter: QPainter, card: QRectF, colour: str) -> None:
        """Bars where a card has its words, without any word."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        thick = card.height() * 0.062
        for row, share in ((0.17, 0.30), (0.32, 0.42), (0.47, 0.42), (0.78, 0.76)):
            bar = QRectF(
                card.left() + card.width() * 0.09,
                card.top() + card.height() * row,
                card.width() * share,
                thick,
            )
            painter.drawRoundedRect(bar, thick / 2, thick / 2)

    def _paint_portrait(self, painter: QPainter, card: QRectF, colour: str) -> None:
        painter.setBrush(QColor(colour))
        middle = card.left() + card.width() * 0.77
        head, shoulders = card.height() * 0.125, card.height() * 0.21
        painter.drawEllipse(QPointF(middle, card.top() + card.height() * 0.27), head, head)
        body = QPainterPath()
        base = card.top() + card.height() * 0.645
        body.moveTo(middle - shoulders, base)
        body.arcTo(QRectF(middle - shoulders, base - shoulders, 2 * shoulders, 2 * shoulders), 180, -180)
        body.closeSubpath()
        painter.drawPath(body)


class BigIcon(Picture):
    """One large icon on a soft disc, on screens that have little else."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = ""

    def show_icon(self, name: str, theme: Theme) -> None:
        self._icon, self.theme = name, theme
        self.setVisible(bool(name))
        self.update()

    def needed_height(self, width: int, theme: Theme) -> int:
        return theme.length(60)

    def most_height(self, width: int, theme: Theme) -> int:
        return theme.length(150)

    def paintEvent(self, e: QPaintEvent) -> None:
        if self.theme is None or not self._icon:
            return
        colours = self.theme.colours
        disc = min(self.width(), self.height())
        size = int(disc * 0.56)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.tint))
        centre = QRectF(self.rect()).center()
        painter.drawEllipse(centre, disc / 2, disc / 2)
        place = QPointF(centre.x() - size / 2, centre.y() - size / 2)
        painter.drawPixmap(place, icon(self._icon, size, colours.accent))
        painter.end()


class Elapsed(Picture):
    """已通知 1:05 beside a bell, counted from a moment on the monotonic clock; footprints when somebody is coming."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._since: float | None = None
        self._label = ""
        self._icon = ""
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.update)

    def show_since(self, since: float | None, label: str, theme: Theme, *, coming: bool) -> None:
        self._since, self._label, self.theme = since, label, theme
        self._icon = "footprints" if coming else "bell-ring"
        self.setVisible(since is not None)
        self.setAccessibleName(label)
        if since is None:
            self._timer.stop()
        else:
            self._timer.start()
        self.update()

    @property
    def words(self) -> str:
        return f"{self._label} {self._time}"

    @property
    def _time(self) -> str:
        seconds = int(time.monotonic() - self._since) if self._since is not None else 0
        return f"{seconds // 60}:{seconds % 60:02d}"

    def needed_height(self, width: int, theme: Theme) -> int:
        return self._words_height(theme) + 2 * theme.length(10)

    def most_height(self, width: int, theme: Theme) -> int:
        return self.needed_height(width, theme) + theme.length(40)

    def paintEvent(self, e: QPaintEvent) -> None:
        if self.theme is None or self._since is None:
            return
        theme, colours = self.theme, self.theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_panel(painter, self, theme, colours.done)
        words = max(advance(theme.greeting_font, "00:00"), advance(theme.line_font, self._label))
        disc = min(self.height() - 2 * theme.length(10), self.width() // 3)
        gap = theme.length(14)
        left = (self.width() - disc - gap - words) // 2
        middle = self.height() // 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.done))
        painter.drawEllipse(QPointF(left + disc / 2, middle), disc / 2, disc / 2)
        size = int(disc * 0.58)
        place = QPointF(left + (disc - size) / 2, middle - size / 2)
        painter.drawPixmap(place, icon(self._icon, size, colours.on_done))
        left += disc + gap
        top = middle - self._words_height(theme) // 2
        label = text_height(theme.line_font, self._label, self.width() - left)
        painter.setFont(theme.line_font)
        painter.setPen(QColor(colours.text))
        painter.drawText(QRect(left, top, self.width() - left, label), LEFT_MIDDLE, self._label)
        painter.setFont(theme.greeting_font)
        painter.setPen(QColor(colours.done))
        clock = text_height(theme.greeting_font, "0", self.width())
        painter.drawText(QRect(left, top + label, self.width() - left, clock), LEFT_MIDDLE, self._time)
        painter.end()

    def _words_height(self, theme: Theme) -> int:
        """One line for the label, one for the time: labels are a word."""
        return text_height(theme.line_font, "0", 1) + text_height(theme.greeting_font, "0", 1)


class Dots(Picture):
    """Something is happening: three dots, one bright, moving on twice a second."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._bright = 0
        self._timer = QTimer(self)
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self._step)

    def show_working(self, theme: Theme, *, visible: bool, motion: bool) -> None:
        self.theme = theme
        self.setVisible(visible)
        if visible and motion:
            self._timer.start()
        else:
            self._timer.stop()

    def needed_height(self, width: int, theme: Theme) -> int:
        return theme.length(60)

    def most_height(self, width: int, theme: Theme) -> int:
        return theme.length(120)

    def _step(self) -> None:
        self._bright = (self._bright + 1) % 3
        self.update()

    def paintEvent(self, e: QPaintEvent) -> None:
        if self.theme is None:
            return
        theme, colours = self.theme, self.theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        gap = theme.length(44)
        for place in range(3):
            bright = place == self._bright
            radius = theme.length(14 if bright else 9)
            painter.setBrush(QColor(colours.accent if bright else colours.line))
            x = self.width() / 2 + (place - 1) * gap
            painter.drawEllipse(QPointF(x, self.height() / 2), radius, radius)
        painter.end()


def paint_panel(painter: QPainter, widget: QWidget, theme: Theme, line: str) -> None:
    """A card that cannot be pressed: same ground as the cards, a coloured line round it."""
    half = theme.line_px
    painter.setBrush(QColor(theme.colours.card))
    painter.setPen(QPen(QColor(line), 2 * theme.line_px))
    box = QRectF(widget.rect()).adjusted(half, half, -half, -half)
    painter.drawRoundedRect(box, theme.radius_px, theme.radius_px)
