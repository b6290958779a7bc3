"""Buttons: answer cards and the buttons of the fixed bar. Painted by hand, so that every size is ours.

Both act on release, and only when the finger is still on them; they never repeat (accessibility C9, C12).
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from kiosk.flows.view import OptionView, Tone
from kiosk.ui.icons import icon
from kiosk.ui.theme import Theme

WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
CENTRE = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter


class KioskButton(QAbstractButton):
    """What cards and bar buttons share: theme, focus ring, and keys that go to the shell's ring."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme: Theme | None = None
        self.ring = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoRepeat(False)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents, False)

    def keyPressEvent(self, e: QKeyEvent) -> None:
        e.ignore()

    def keyReleaseEvent(self, e: QKeyEvent) -> None:
        e.ignore()

    def set_ring(self, ring: bool) -> None:
        if ring != self.ring:
            self.ring = ring
            self.update()

    def _frame(self, theme: Theme) -> QRectF:
        """The card inside the room that its focus ring needs."""
        room = theme.ring_px + theme.ring_gap_px
        return QRectF(self.rect()).adjusted(room, room, -room, -room)

    def _paint_frame(self, painter: QPainter, theme: Theme, fill: str, line: str, line_px: int) -> None:
        colours = theme.colours
        frame = self._frame(theme)
        if self.isDown():
            frame = frame.adjusted(theme.line_px, theme.line_px, -theme.line_px, -theme.line_px)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(fill))
        painter.setPen(QPen(QColor(colours.ring if self.isDown() else line), line_px))
        half = line_px / 2
        painter.drawRoundedRect(frame.adjusted(half, half, -half, -half), theme.radius_px, theme.radius_px)
        if self.ring:
            half = theme.ring_px / 2
            outer = QRectF(self.rect()).adjusted(half, half, -half, -half)
            radius = theme.radius_px + theme.ring_px + theme.ring_gap_px - half
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.ring), theme.ring_px))
            painter.drawRoundedRect(outer, radius, radius)


class Card(KioskButton):
    """One answer: icon, words, a second line; chosen ones show a tick, a border and words for listeners.

    style: "row" (icon left), "hero" (a larger row, for the primary card of home), "tile" (icon on top).
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.option = OptionView("", "")
        self.style_name = "row"

    def show_option(self, option: OptionView, theme: Theme, style: str) -> None:
        self.option, self.theme, self.style_name = option, theme, style
        self.setAccessibleName("，".join(word for word in (option.title, option.hint) if word))
        self.setCheckable(option.chosen is not None)
        self.setChecked(bool(option.chosen))
        self.setDown(False)
        self.update()

    def needed_height(self, width: int) -> int:
        """Height in px in which the whole text stands, never under the least touch size."""
        theme = self._theme
        icon_box = self._icon_px if self.option.icon else 0
        room = 2 * (theme.ring_px + theme.ring_gap_px)
        pad = self._pad
        if self.style_name == "tile":
            text = self._text_height(width - room - 2 * pad)
            needed = icon_box + pad // 2 + text + 2 * pad + room
        else:
            text = self._text_height(self._text_width(width))
            needed = max(icon_box, text) + 2 * (pad * 2 // 3) + room
        return max(needed, theme.button_px + room)

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.needed_height(max(self.width(), 1)))

    def paintEvent(self, e: QPaintEvent) -> None:
        theme = self._theme
        colours = theme.colours
        chosen = bool(self.option.chosen)
        primary = self.option.tone is Tone.PRIMARY
        fill = colours.accent if primary else colours.card
        line = colours.accent if primary or chosen else colours.line
        painter = QPainter(self)
        self._paint_frame(painter, theme, fill, line, theme.line_px * (3 if chosen else 1))
        ink = colours.on_accent if primary else colours.text
        quiet = colours.on_accent if primary else colours.quiet
        if self.style_name == "tile":
            self._paint_tile(painter, ink, quiet)
        else:
            self._paint_row(painter, ink, quiet)
        painter.end()

    def _paint_row(self, painter: QPainter, ink: str, quiet: str) -> None:
        frame = self._frame(self._theme).toRect()
        left = frame.left() + self._pad
        if self.option.icon:
            size = self._icon_px
            painter.drawPixmap(left, frame.center().y() - size // 2, icon(self.option.icon, size, ink))
            left += size + self._pad
        width = self._text_width(self.width())
        top = frame.center().y() - self._text_height(width) // 2
        self._paint_words(painter, QRect(left, top, width, frame.height()), ink, quiet, int(WRAP))
        if self.option.chosen:
            tick = self._tick_px
            x = frame.right() - self._pad - tick
            painter.drawPixmap(
                x, frame.center().y() - tick // 2, icon("circle-check", tick, self._theme.colours.accent)
            )

    def _paint_tile(self, painter: QPainter, ink: str, quiet: str) -> None:
        frame = self._frame(self._theme).toRect()
        size = self._icon_px if self.option.icon else 0
        width = frame.width() - 2 * self._pad
        text = self._text_height(width)
        top = frame.center().y() - (size + self._pad // 2 + text) // 2
        if size:
            painter.drawPixmap(frame.center().x() - size // 2, top, icon(self.option.icon, size, ink))
        box = QRect(frame.left() + self._pad, top + size + self._pad // 2, width, frame.height())
        self._paint_words(painter, box, ink, quiet, int(CENTRE))

    def _paint_words(self, painter: QPainter, box: QRect, ink: str, quiet: str, flags: int) -> None:
        title_font = self._title_font_in(box.width())
        painter.setFont(title_font)
        painter.setPen(QColor(ink))
        painter.drawText(box, flags, self.option.title)
        if self.option.hint:
            height = _height(QFontMetrics(title_font), self.option.title, box.width())
            painter.setFont(self._hint_font)
            painter.setPen(QColor(quiet))
            painter.drawText(box.adjusted(0, height + self._between, 0, 0), flags, self.option.hint)

    @property
    def _theme(self) -> Theme:
        assert self.theme is not None, "a card is shown with show_option"
        return self.theme

    @property
    def _pad(self) -> int:
        return self._theme.length(14 if self.style_name == "hero" else 9)

    @property
    def _between(self) -> int:
        return self._theme.length(2.2)

    @property
    def _icon_px(self) -> int:
        theme = self._theme
        return {"hero": theme.px(theme.em(42)), "tile": theme.px(theme.em(34))}.get(
            self.style_name, theme.icon_px
        )

    @property
    def _tick_px(self) -> int:
        return self._theme.small_icon_px

    def _title_font_in(self, width: int) -> QFont:
        """Smaller where one word would not fit the card, for words are not broken."""
        font = QFont(self._theme.hero_font if self.style_name == "hero" else self._theme.option_font)
        return fitted(font, max(self.option.title.split(), key=len, default=""), width)

    @property
    def _hint_font(self) -> QFont:
        return self._theme.line_font if self.style_name == "hero" else self._theme.hint_font

    def _text_width(self, width: int) -> int:
        theme = self._theme
        taken = 2 * (theme.ring_px + theme.ring_gap_px) + 2 * self._pad
        if self.option.icon:
            taken += self._icon_px + self._pad
        if self.option.chosen is not None and self.style_name == "row":
            taken += self._tick_px + self._pad // 2
        return max(1, width - taken)

    def _text_height(self, width: int) -> int:
        height = _height(QFontMetrics(self._title_font_in(width)), self.option.title, width)
        if self.option.hint:
            height += self._between + _height(QFontMetrics(self._hint_font), self.option.hint, width)
        return height


class BarButton(KioskButton):
    """A button of the fixed bar: icon above words; the help button is wide, green, icon beside words."""

    def __init__(self, parent: QWidget, icon_name: str, *, helping: bool = False) -> None:
        super().__init__(parent)
        self._icon = icon_name
        self._helping = helping

    def show_words(self, words: str, theme: Theme) -> None:
        self.theme = theme
        self.setText(words)
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, e: QPaintEvent) -> None:
        theme = self.theme
        if theme is None:
            return
        colours = theme.colours
        painter = QPainter(self)
        if not self.isEnabled():
            painter.setOpacity(0.45)
        fill, line = (colours.done, colours.done) if self._helping else (colours.ground, colours.line)
        ink = colours.on_done if self._helping else colours.text
        self._paint_frame(painter, theme, fill, line, theme.line_px)
        frame = self._frame(theme).toRect()
        font = self._font(theme, frame.width())
        painter.setFont(font)
        painter.setPen(QColor(ink))
        size = theme.px(theme.em(13, floor=6.5))
        metrics = QFontMetrics(font)
        pad = theme.length(3)
        beside = self._helping and metrics.horizontalAdvance(self.text()) + size + 3 * pad <= frame.width()
        if beside:
            width = size + pad + metrics.horizontalAdvance(self.text())
            left = frame.center().x() - width // 2
            painter.drawPixmap(left, frame.center().y() - size // 2, icon(self._icon, size, ink))
            box = QRect(left + size + pad, frame.top(), frame.right() - left - size, frame.height())
            painter.drawText(
                box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.text()
            )
        else:
            words = _height(metrics, self.text(), frame.width() - pad)
            top = frame.center().y() - (size + words) // 2
            painter.drawPixmap(frame.center().x() - size // 2, top, icon(self._icon, size, ink))
            box = QRect(frame.left() + pad // 2, top + size, frame.width() - pad, frame.height())
            painter.drawText(box, int(CENTRE), self.text())
        painter.end()

    def _font(self, theme: Theme, width: int) -> QFont:
        """One line where that is possible: in the largest type the words of the bar give way a little."""
        font = theme.font(12, bold=True, floor=6.5) if self._helping else theme.small_font
        least = theme.px(6.5)
        while font.pixelSize() > least and _advance(font, self.text()) > width - theme.length(4):
            font.setPixelSize(font.pixelSize() - 1)
        return font

    def needed_height(self, width: int, theme: Theme) -> int:
        room = 2 * (theme.ring_px + theme.ring_gap_px)
        font = self._font(theme, width - room)
        text = _height(QFontMetrics(font), self.text(), width - room - theme.length(3))
        return (
            max(theme.px(theme.em(13, floor=6.5)) + text + 2 * theme.length(4), theme.length(30, 15.5)) + room
        )


def fitted(font: QFont, words: str, width: int, least: float = 0.6) -> QFont:
    """The font, made smaller until words stand in one line of `width` px; never under `least` of its size."""
    advance = QFontMetrics(font).horizontalAdvance(words)
    if words.isascii() and advance > width > 0:
        font.setPixelSize(max(int(font.pixelSize() * least), font.pixelSize() * width // advance - 1))
    return font


def _advance(font: QFont, text: str) -> int:
    return QFontMetrics(font).horizontalAdvance(text)


def _height(metrics: QFontMetrics, text: str, width: int) -> int:
    return metrics.boundingRect(QRect(0, 0, max(1, width), 100_000), int(WRAP), text).height()
