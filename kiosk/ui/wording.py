"""What is painted and read: step bars, the huge number, lines with icons, captions."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.flows.view import LineView, StepView
from kiosk.ui.icons import icon
from kiosk.ui.pictures import Picture, paint_panel
from kiosk.ui.theme import Theme
from kiosk.ui.typeset import CENTRE, LEFT, LEFT_MIDDLE, advance, arranged, shrunk, text_height

LINES_MM = (24.0, 22.0, 20.0, 18.0, 16.0, 14.0)  # lines are set as large as there is room for
ROOMY = 1.35
INK = 0.92  # height of 绿 in units of its em


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
        return text_height(theme.small_font, "0", 1)

    def paintEvent(self, e: QPaintEvent) -> None:
        if self._step is None or self.theme is None:
            return
        theme, colours = self.theme, self.theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        height, gap = theme.length(3.2), theme.length(3.4)
        words = advance(theme.small_font, self._step.text) + theme.length(7)
        width = min(theme.length(24), (self.width() - words) // max(1, self._step.of) - gap)
        for place in range(self._step.of):
            painter.setBrush(QColor(colours.accent if place < self._step.now else colours.line))
            bar = QRectF(place * (width + gap), (self.height() - height) / 2, width, height)
            painter.drawRoundedRect(bar, height / 2, height / 2)
        painter.setFont(theme.small_font)
        painter.setPen(QColor(colours.quiet))
        left = self._step.of * (width + gap) + theme.length(4)
        box = QRect(left, 0, self.width() - left, self.height())
        painter.drawText(box, LEFT_MIDDLE, self._step.text)
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
        gap = self._gap(theme)
        height = 2 * theme.length(8) + self._caption_height(width, theme) + gap + self._ink(width, theme)
        return height + (gap + self._below_height(width, theme) if self._below else 0)

    def paintEvent(self, e: QPaintEvent) -> None:
        if self.theme is None:
            return
        theme, colours = self.theme, self.theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_panel(painter, self, theme, colours.accent)
        inner, gap = self._inner(self.width(), theme), self._gap(theme)
        spare = self.height() - self.needed_height(self.width(), theme)
        box = QRect((self.width() - inner) // 2, theme.length(8) + spare // 2, inner, self.height())
        painter.setFont(theme.line_font)
        painter.setPen(QColor(colours.quiet))
        painter.drawText(box, CENTRE, self._caption)
        box.setTop(box.top() + self._caption_height(self.width(), theme) + gap)
        ink = self._ink(self.width(), theme)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        self._draw_number(painter, QRect(box.left(), box.top(), inner, ink), theme)
        box.setTop(box.top() + ink + gap)
        painter.setFont(theme.option_font)
        painter.setPen(QColor(colours.text))
        painter.drawText(box, CENTRE, self._below)
        painter.end()

    def _draw_number(self, painter: QPainter, band: QRect, theme: Theme) -> None:
        """The number's ink in the middle of the band, whatever the font's own idea of a line is."""
        path = QPainterPath()
        path.addText(QPointF(0, 0), self.number_font(self.width(), theme), self._number)
        ink = path.boundingRect()
        path.translate(band.center().x() - ink.center().x(), band.center().y() - ink.center().y())
        painter.drawPath(path)

    def _inner(self, width: int, theme: Theme) -> int:
        return max(1, width - 4 * theme.length(7))

    def _gap(self, theme: Theme) -> int:
        return theme.length(5)

    def _caption_height(self, width: int, theme: Theme) -> int:
        return text_height(theme.line_font, self._caption, self._inner(width, theme))

    def _below_height(self, width: int, theme: Theme) -> int:
        return text_height(theme.option_font, self._below, self._inner(width, theme))

    def _ink(self, width: int, theme: Theme) -> int:
        return int(self.number_font(width, theme).pixelSize() * INK)

    def number_font(self, width: int, theme: Theme) -> QFont:
        """As wide as the card, and no higher than a seventh to a fifth of the screen."""
        font = theme.font(20, bold=True)
        font.setPixelSize(100)
        across = max(1, QFontMetrics(font).horizontalAdvance(self._number or "绿000"))
        widest = self._inner(width, theme) * 100 // across
        tallest = int(theme.screen.height_px * (0.2 if theme.fit >= 0.9 else 0.15))
        font.setPixelSize(max(1, min(widest, tallest)))
        return font


class Lines(Picture):
    """Icon and sentence, one below the other, divided by hairlines."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._lines: tuple[LineView, ...] = ()

    def show_lines(self, lines: tuple[LineView, ...], theme: Theme) -> None:
        self._lines, self.theme = lines, theme
        self.setAccessibleName("\n".join(line.text for line in lines))
        self.setVisible(bool(lines))
        self.update()

    def needed_height(self, width: int, theme: Theme) -> int:
        return self._height(width, theme, LINES_MM[-1], tight=True)

    def most_height(self, width: int, theme: Theme) -> int:
        return int(self._height(width, theme, LINES_MM[0]) * ROOMY)

    def paintEvent(self, e: QPaintEvent) -> None:
        if self.theme is None or not self._lines:
            return
        theme, colours = self.theme, self.theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawn = self._largest(theme)
        font, disc, left = self._font(theme, drawn), self._disc(theme, drawn), self._left(theme, drawn)
        heights = self._heights(self.width(), theme, drawn)
        spare = max(0, self.height() - sum(heights)) // len(heights)
        size, top = int(disc * 0.62), 0
        for place, (line, least) in enumerate(zip(self._lines, heights, strict=True)):
            height = least + spare
            middle = top + height / 2
            if place:
                painter.fillRect(
                    QRectF(left, top, self.width() - left, theme.line_px / 2), QColor(colours.line)
                )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.tint))
            painter.drawEllipse(QPointF(disc / 2, middle), disc / 2, disc / 2)
            spot = QPointF((disc - size) / 2, middle - size / 2)
            painter.drawPixmap(spot, icon(line.icon, size, colours.accent))
            painter.setFont(font)
            painter.setPen(QColor(colours.text))
            text, width = arranged(font, line.text, self.width() - left)
            words = text_height(font, text, width)
            painter.drawText(QRect(left, int(middle - words / 2), width, words), LEFT, text)
            top += height
        painter.end()

    def _largest(self, theme: Theme) -> float:
        return next(
            (mm for mm in LINES_MM if self._height(self.width(), theme, mm) <= self.height()), LINES_MM[-1]
        )

    def _font(self, theme: Theme, drawn: float) -> QFont:
        return theme.font(drawn)

    def _disc(self, theme: Theme, drawn: float) -> int:
        return theme.picture_px(drawn * 1.55)

    def _left(self, theme: Theme, drawn: float) -> int:
        return self._disc(theme, drawn) + theme.length(7)

    def _height(self, width: int, theme: Theme, drawn: float, *, tight: bool = False) -> int:
        return sum(self._heights(width, theme, drawn, tight=tight))

    def _heights(self, width: int, theme: Theme, drawn: float, *, tight: bool = False) -> list[int]:
        font, inner = self._font(theme, drawn), width - self._left(theme, drawn)
        pad = theme.length(1.5 if tight or drawn == LINES_MM[-1] else 4)
        least = self._disc(theme, drawn)
        return [max(least, text_height(font, line.text, inner)) + 2 * pad for line in self._lines]


class Caption(Picture):
    """What is being said, as words: a bar of the accent colour at its left, two lines of room.

    A sentence that does not stand there is set smaller, never under the least size of the look.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.words = ""

    def show_words(self, words: str, theme: Theme) -> None:
        self.words, self.theme = words, theme
        self.setAccessibleName(words)
        self.update()

    def needed_height(self, width: int, theme: Theme) -> int:
        lines = 1 if theme.landscape else 2
        return lines * text_height(theme.caption_font, "0", 1) + 2 * theme.length(3.5)

    def font_for(self, words: str) -> QFont:
        """The type in which `words` are set; the smallest allowed even if they should not stand."""
        assert self.theme is not None, "a caption is shown with show_words"
        theme = self.theme
        return shrunk(theme.caption_font, theme.px_up(6.5), words, self.words_width, self.height())

    def fits(self, words: str) -> bool:
        """Whether words stand in the strip whole."""
        if self.theme is None:
            return True
        return text_height(self.font_for(words), words, self.words_width) <= self.height()

    @property
    def words_width(self) -> int:
        return max(1, self.width() - 2 * self.theme.length(8)) if self.theme else self.width()

    def paintEvent(self, e: QPaintEvent) -> None:
        if self.theme is None or not self.words:
            return
        theme, colours = self.theme, self.theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), theme.length(4), theme.length(4))
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), QColor(colours.card))
        painter.fillRect(0, 0, theme.length(2.4), self.height(), QColor(colours.accent))
        font = self.font_for(self.words)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        text, width = arranged(font, self.words, self.words_width)
        painter.drawText(QRect(theme.length(8), 0, width, self.height()), LEFT_MIDDLE, text)
        painter.end()
