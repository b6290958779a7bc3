"""A button of the staff's desk: smaller than a visitor's card, 5 mm type and 13 mm to touch, its words in one line."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.flows.desk.screen import Shade
from kiosk.flows.view import OptionView, Tone
from kiosk.ui.cards import Card
from kiosk.ui.icons import icon
from kiosk.ui.theme import FAMILY, Palette, Theme
from kiosk.ui.typeset import advance

TEXT_MM, SMALL_MM, HEADING_MM = 6.2, 5.2, 7.6  # height of a character
KEY_MM, PAD_MM, SIDE_MM, ICON_MM, RADIUS_MM = 13.0, 15.0, 3.4, 6.6, 3.0
LEAST_FIT, LEAST_TEXT_MM = 0.82, 5.0
MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


def desk_px(theme: Theme, mm: float) -> int:
    """A length on this panel, whatever size the visitor has chosen; a fifth less where a page needs it."""
    return theme.px_up(mm * max(LEAST_FIT, min(1.0, theme.fit)))


def desk_font(theme: Theme, mm: float = TEXT_MM, *, bold: bool = False) -> QFont:
    """Characters `mm` high, 5 mm at least."""
    font = QFont(FAMILY)
    font.setPixelSize(max(desk_px(theme, mm), theme.px_up(min(mm, LEAST_TEXT_MM))))
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return font


def shade_colour(shade: Shade, colours: Palette) -> str:
    """Never the only sign: the words say the same."""
    return {
        Shade.NORMAL: colours.line,
        Shade.GOOD: colours.done,
        Shade.SOON: colours.accent,
        Shade.LATE: colours.danger,
    }[shade]


def key_width(words: str, theme: Theme, *, picture: bool, bold: bool) -> int:
    """In px, focus ring and all, for these words in one line."""
    taken = desk_px(theme, ICON_MM + 1.6) if picture else 0
    return (
        advance(desk_font(theme, bold=bold), words)
        + taken
        + 2 * desk_px(theme, SIDE_MM)
        + 2 * theme.ring_room_px
    )


class DeskKey(Card):
    """current: the tab that is up. field: something typed stands in it; active: what is typed next goes there."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.current = self.field = self.active = False

    def show_key(
        self,
        option: OptionView,
        theme: Theme,
        *,
        current: bool = False,
        field: bool = False,
        active: bool = False,
    ) -> None:
        self.current, self.field, self.active = current, field, active
        self.show_option(option, theme, "chip")

    def wanted_width(self) -> int:
        return key_width(self.option.title, self._theme, picture=bool(self._icon), bold=self._bold)

    @property
    def smallest_px(self) -> int:
        return desk_font(self._theme).pixelSize()

    def paintEvent(self, e: QPaintEvent) -> None:
        theme, colours = self._theme, self._theme.colours
        filled = self._filled and self.isEnabled()
        painter = QPainter(self)
        fill = colours.accent if filled else colours.tint if self.isDown() or self.current else colours.card
        line = colours.accent if filled or self.active or self.current else colours.line
        thick = theme.line_px * (3 if self.active or self.option.chosen else 1)
        self.paint_frame(painter, theme, fill, line, thick, desk_px(theme, RADIUS_MM))
        ink = colours.on_accent if filled else colours.text if self.isEnabled() else colours.dim
        font = desk_font(theme, bold=self._bold)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        inner = self.frame(theme).toRect().adjusted(desk_px(theme, SIDE_MM), 0, -desk_px(theme, SIDE_MM), 0)
        size, gap = desk_px(theme, ICON_MM), desk_px(theme, 1.6)
        words = advance(font, self.option.title)
        taken = words + (size + gap if self._icon else 0)
        left = inner.left() if self.field else inner.left() + max(0, (inner.width() - taken) // 2)
        if self._icon:
            painter.drawPixmap(left, inner.center().y() - size // 2, icon(self._icon, size, ink))
            left += size + gap
        painter.drawText(
            QRect(left, inner.top(), inner.right() - left + 1, inner.height()), MIDDLE, self.option.title
        )
        if self.active:
            caret = QRect(
                left + words + desk_px(theme, 0.6), inner.center().y() - size // 2, desk_px(theme, 0.6), size
            )
            painter.fillRect(caret, QColor(colours.accent))
        painter.end()

    @property
    def _filled(self) -> bool:
        return self.option.tone is Tone.PRIMARY or bool(self.option.chosen)

    @property
    def _bold(self) -> bool:
        return self._filled or self.current or self.field

    @property
    def _icon(self) -> str:
        return "check" if self.option.chosen else self.option.icon
