"""What is painted and not pressed: step bars, the huge number, the card picture, dots, captions, lines."""

from __future__ import annotations

import time

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.flows.view import LineView, StepView
from kiosk.ui.icons import icon
from kiosk.ui.theme import Theme

WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


def text_height(font: QFont, text: str, width: int) -> int:
    return QFontMetrics(font).boundingRect(QRect(0, 0, max(1, width), 100_000), WRAP, text).height()


class Picture(QWidget):
    """A painted part of known height. Its words are its accessible name."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme: Theme | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


class StepBars(Picture):
    """Bars and words: 第 2 步，共 5 步."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._step: StepView | None = None

    def show_step(self, step: StepView | None, theme: Theme) -> None:
        self._step, self.theme = step, theme
        self.setAccessibleName(step.text if step else "")
        self.setVisible(step is not None)
        self.update()

    def needed_height(self, width: int, theme: Theme) -> int:
        return QFontMetrics(theme.small_font).height()

    def paintEvent(self, e: QPaintEvent) -> None:
        if self._step is None or self.theme is None:
            return
        theme, colours = self.theme, self.theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width, height, gap = theme.length(17), theme.length(2.6), theme.length(4)
        for place in range(self._step.of):
            painter.setBrush(QColor(colours.accent if place < self._step.now else colours.line))
            bar = QRectF(place * (width + gap), (self.height() - height) / 2, width, height)
            painter.drawRoundedRect(bar, height / 2, height / 2)
        painter.setFont(theme.small_font)
        painter.setPen(QColor(colours.quiet))
        left = self._step.of * (width + gap) + gap
        painter.drawText(
            QRect(left, 0, self.width() - left, self.height()),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            self._step.text,
        )
        painter.end()


class NumberCard(Picture):
    """The ticket number as huge as the card is wide."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._caption = self._number = self._below = ""

    def show_number(self, caption: str, number: str, below: str, theme: Theme) -> None:
        self._caption, self._number, self._below, self.theme = caption, number, below, theme
        self.setAccessibleName(" ".join(word for word in (caption, number, below) if word))
        self.setVisible(bool(number))
        self.update()

    def needed_height(self, width: int, theme: Theme) -> int:
        pad = theme.length(9)
        height = (
            3 * pad + QFontMetrics(theme.line_font).height() + self._number_font(width, theme).pixelSize()
        )
        if self._below:
            height += text_height(theme.option_font, self._below, width - 2 * pad) + pad // 2
        return height

    def paintEvent(self, e: QPaintEvent) -> None:
        if self.theme is None:
            return
        theme, colours = self.theme, self.theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = theme.line_px
        painter.setBrush(QColor(colours.card))
        painter.setPen(QPen(QColor(colours.accent), 2 * theme.line_px))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(half, half, -half, -half), theme.radius_px, theme.radius_px
        )
        pad = theme.length(9)
        box = self.rect().adjusted(pad, pad, -pad, -pad)
        centre = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
        painter.setFont(theme.line_font)
        painter.setPen(QColor(colours.quiet))
        painter.drawText(box, centre, self._caption)
        box.setTop(box.top() + QFontMetrics(theme.line_font).height() + pad // 2)
        font = self._number_font(self.width(), theme)
        painter.setFont(font)
        painter.setPen(QColor(colours.accent))
        band = QRect(box.left(), box.top(), box.width(), font.pixelSize())
        painter.drawText(band, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip), self._number)
        if self._below:
            box.setTop(band.bottom() + pad // 2)
            painter.setFont(theme.option_font)
            painter.setPen(QColor(colours.text))
            painter.drawText(box, centre, self._below)
        painter.end()

    def _number_font(self, width: int, theme: Theme) -> QFont:
        """As wide as the card, and no higher than a fifth of the screen (less where the screen is full)."""
        font = theme.font(20, bold=True)
        font.setPixelSize(100)
        advance = max(1, QFontMetrics(font).horizontalAdvance(self._number or "绿000"))
        widest = (width - 4 * theme.length(9)) * 100 // advance
        font.setPixelSize(max(1, min(widest, int(theme.screen.height_px * theme.fit) // 5)))
        return font


class CardPicture(Picture):
    """An identity card in a dashed field, and an arrow to the reader below the screen."""

    def show_theme(self, theme: Theme, *, visible: bool) -> None:
        self.theme = theme
        self.setVisible(visible)
        self.update()

    def needed_height(self, width: int, theme: Theme) -> int:
        return theme.length(118)

    def paintEvent(self, e: QPaintEvent) -> None:
        if self.theme is None:
            return
        theme, colours = self.theme, self.theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        arrow = theme.length(30)
        height = self.height() - arrow - theme.length(4)
        width = min(self.width(), int(height * 1.58))  # an ID-1 card is 85.6 mm by 54 mm
        field = QRectF((self.width() - width) / 2, theme.line_px * 2, width, height - 4 * theme.line_px)
        pen = QPen(QColor(colours.accent), theme.line_px * 2, Qt.PenStyle.DashLine, Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(QColor(colours.card))
        painter.drawRoundedRect(field, theme.radius_px, theme.radius_px)
        size = int(field.height() * 0.72)
        centre = field.center()
        painter.drawPixmap(
            QPointF(centre.x() - size / 2, centre.y() - size / 2), icon("id-card", size, colours.accent)
        )
        painter.drawPixmap(
            QPointF((self.width() - arrow) / 2, self.height() - arrow),
            icon("arrow-down", arrow, colours.accent),
        )
        painter.end()


class BigIcon(Picture):
    """One large icon in the middle of a screen that has little else."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = ""

    def show_icon(self, name: str, theme: Theme) -> None:
        self._icon, self.theme = name, theme
        self.setVisible(bool(name))
        self.update()

    def needed_height(self, width: int, theme: Theme) -> int:
        return theme.length(130)

    def paintEvent(self, e: QPaintEvent) -> None:
        if self.theme is None or not self._icon:
            return
        size = min(self.theme.length(100), self.height())
        painter = QPainter(self)
        left, top = (self.width() - size) // 2, (self.height() - size) // 2
        painter.drawPixmap(left, top, icon(self._icon, size, self.theme.colours.accent))
        painter.end()


class Lines(Picture):
    """Icon and sentence, one below the other."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines: tuple[LineView, ...] = ()

    def show_lines(self, lines: tuple[LineView, ...], theme: Theme) -> None:
        self._lines, self.theme = lines, theme
        self.setAccessibleName("。".join(line.text for line in lines))
        self.setVisible(bool(lines))
        self.update()

    def needed_height(self, width: int, theme: Theme) -> int:
        return sum(self._heights(width, theme))

    def paintEvent(self, e: QPaintEvent) -> None:
        if self.theme is None:
            return
        theme, colours = self.theme, self.theme.colours
        painter = QPainter(self)
        size, left = theme.small_icon_px, self._left(theme)
        top = 0
        for line, height in zip(self._lines, self._heights(self.width(), theme), strict=True):
            inner = height - self._between(theme)
            painter.drawPixmap(0, top + (inner - size) // 2, icon(line.icon, size, colours.accent))
            painter.setFont(theme.line_font)
            painter.setPen(QColor(colours.text))
            words = text_height(theme.line_font, line.text, self.width() - left)
            box = QRect(left, top + (inner - words) // 2, self.width() - left, words)
            painter.drawText(box, WRAP, line.text)
            top += height
        painter.end()

    def _between(self, theme: Theme) -> int:
        return theme.length(2 if theme.landscape else 5)

    def _left(self, theme: Theme) -> int:
        return theme.small_icon_px + theme.length(6)

    def _heights(self, width: int, theme: Theme) -> list[int]:
        return [
            max(theme.small_icon_px, text_height(theme.line_font, line.text, width - self._left(theme)))
            + self._between(theme)
            for line in self._lines
        ]


class Elapsed(Picture):
    """已通知 1:05, counted from a moment on the monotonic clock."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._since: float | None = None
        self._label = ""
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.update)

    def show_since(self, since: float | None, label: str, theme: Theme) -> None:
        self._since, self._label, self.theme = since, label, theme
        self.setVisible(since is not None)
        self.setAccessibleName(label)
        if since is None:
            self._timer.stop()
        else:
            self._timer.start()
        self.update()

    @property
    def words(self) -> str:
        seconds = int(time.monotonic() - self._since) if self._since is not None else 0
        return f"{self._label} {seconds // 60}:{seconds % 60:02d}"

    def needed_height(self, width: int, theme: Theme) -> int:
        return theme.length(70)

    def paintEvent(self, e: QPaintEvent) -> None:
        if self.theme is None or self._since is None:
            return
        theme, colours = self.theme, self.theme.colours
        painter = QPainter(self)
        size = theme.length(40)
        painter.drawPixmap(0, (self.height() - size) // 2, icon("bell-ring", size, colours.done))
        painter.setFont(theme.hero_font)
        painter.setPen(QColor(colours.done))
        box = self.rect().adjusted(size + theme.length(10), 0, 0, 0)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.words)
        painter.end()


class Dots(Picture):
    """Something is happening: three dots, one brighter, moving on twice a second (well under 3 flashes)."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._bright = 0
        self._timer = QTimer(self)
        self._timer.setInterval(500)
        self._timer.timeout.connect(self._step)

    def show_working(self, theme: Theme, *, visible: bool, motion: bool) -> None:
        self.theme = theme
        self.setVisible(visible)
        if visible and motion:
            self._timer.start()
        else:
            self._timer.stop()

    def needed_height(self, width: int, theme: Theme) -> int:
        return theme.length(90)

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.height())

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
        radius, gap = theme.length(7), theme.length(30)
        for place in range(3):
            painter.setBrush(QColor(colours.accent if place == self._bright else colours.line))
            x = self.width() / 2 + (place - 1) * gap
            painter.drawEllipse(QPointF(x, self.height() / 2), radius, radius)
        painter.end()


class Caption(Picture):
    """What is being said, as words: a bar of the accent colour at its left, two lines of room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = ""

    def show_words(self, words: str, theme: Theme) -> None:
        self.words, self.theme = words, theme
        self.setAccessibleName(words)
        self.update()

    def needed_height(self, width: int, theme: Theme) -> int:
        return 2 * QFontMetrics(theme.small_font).lineSpacing() + 2 * theme.length(4)

    def fits(self, words: str) -> bool:
        """Whether words stand in the strip whole."""
        if self.theme is None:
            return True
        room = self.height() - theme_pad(self.theme)
        return text_height(self.theme.small_font, words, self._width()) <= room

    def _width(self) -> int:
        return self.width() - 2 * theme_pad(self.theme) if self.theme else self.width()

    def paintEvent(self, e: QPaintEvent) -> None:
        if self.theme is None or not self.words:
            return
        theme, colours = self.theme, self.theme.colours
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(colours.card))
        painter.fillRect(0, 0, theme.length(2.4), self.height(), QColor(colours.accent))
        painter.setFont(theme.small_font)
        painter.setPen(QColor(colours.text))
        pad = theme_pad(theme)
        box = self.rect().adjusted(pad, 0, -pad, 0)
        painter.drawText(
            box,
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap),
            self.words,
        )
        painter.end()


def theme_pad(theme: Theme) -> int:
    return theme.length(8)
