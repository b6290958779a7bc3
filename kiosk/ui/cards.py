"""Answer cards, and what every button of the kiosk shares. Painted by hand, so that every size is ours.

Buttons act on release, and only when the finger is still on them; they never repeat (accessibility C9, C12).
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from kiosk.flows.view import OptionView, Tone
from kiosk.ui.icons import icon
from kiosk.ui.theme import Palette, Theme
from kiosk.ui.typeset import CENTRE, LEFT, LEFT_MIDDLE, advance, arranged, shrunk, text_height, words_fit

ICON_IN_BADGE = 0.62


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

    def hitButton(self, pos: QPoint) -> bool:
        """Where a finger counts as being on this button; one that was put down on it may slip a little (C14)."""
        slip = self.theme.slip_px if self.theme is not None and self.isDown() else 0
        return self.rect().adjusted(-slip, -slip, slip, slip).contains(pos)

    def set_ring(self, ring: bool) -> None:
        if ring != self.ring:
            self.ring = ring
            self.update()

    def frame(self, theme: Theme) -> QRectF:
        """The visible card, inside the room that its focus ring needs."""
        room = theme.ring_room_px
        return QRectF(self.rect()).adjusted(room, room, -room, -room)

    def paint_frame(
        self, painter: QPainter, theme: Theme, fill: str, line: str, line_px: int, radius_px: int = 0
    ) -> None:
        """radius_px: of the corners; 0 for the theme's own."""
        colours, rounding = theme.colours, radius_px or theme.radius_px
        frame = self.frame(theme)
        if self.isDown():
            inset = theme.length(1.2)
            frame = frame.adjusted(inset, inset, -inset, -inset)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(fill))
        painter.setPen(QPen(QColor(colours.ring if self.isDown() else line), line_px))
        half = line_px / 2
        painter.drawRoundedRect(frame.adjusted(half, half, -half, -half), rounding, rounding)
        if self.ring:
            half = theme.ring_px / 2
            outer = QRectF(self.rect()).adjusted(half, half, -half, -half)
            radius = rounding + theme.ring_room_px - half
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.ring), theme.ring_px))
            painter.drawRoundedRect(outer, radius, radius)


class Card(KioskButton):
    """One answer: icon, words, a second line. A chosen one has a tick, a border, a fill and a word for it.

    style: "row" (icon left), "hero" (a larger row, for the primary card of home), "tile" (icon on top), "chip" (a
    small row, for the toggles of home).
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.option = OptionView("", "")
        self.style_name = "row"
        self.chosen_word = ""

    def show_option(self, option: OptionView, theme: Theme, style: str, chosen_word: str = "") -> None:
        """chosen_word stands beside the tick of a chosen answer: 已选."""
        self.option, self.theme, self.style_name, self.chosen_word = option, theme, style, chosen_word
        comma = ", " if option.title.isascii() else "，"
        state = chosen_word if option.chosen else ""
        self.setAccessibleName(comma.join(word for word in (option.title, option.hint, state) if word))
        self.blockSignals(True)  # toggled is for others who toggle it: assistive technology
        self.setCheckable(option.chosen is not None)
        self.setChecked(bool(option.chosen))
        self.blockSignals(False)
        self.setDown(False)
        self.update()

    def nextCheckState(self) -> None:
        """A press does not check it by itself: what is chosen is told by show_option."""

    def needed_height(self, width: int) -> int:
        """Height in px in which the whole text stands, never under the least touch size."""
        theme = self._theme
        room = 2 * theme.ring_room_px
        badge = self._badge_px if self.option.icon else 0
        text = self._text_height(self.text_width(width))
        inner = badge + self._between * 2 + text if self.style_name == "tile" else max(badge, text)
        least = theme.chip_px if self.style_name == "chip" else theme.button_px
        return max(inner + 2 * self._pad_y, least) + room

    def in_one_line(self, width: int) -> bool:
        """Whether the words stand unbroken in a card of this width, in type of the size that was asked for."""
        font = self._theme.chip_font if self.style_name == "chip" else self._theme.option_font
        return advance(font, self.option.title) <= self.text_width(width)

    @property
    def smallest_px(self) -> int:
        """Height in px of the smallest characters of its words."""
        title = self._title_font(self.text_width(self.width())).pixelSize()
        return min(title, self._hint_font.pixelSize()) if self.option.hint else title

    def words_stand(self, width: int) -> bool:
        """Whether every word fits a card of this width in type of this size."""
        inner = self.text_width(width)
        fonts = ((self._title_font(inner), self.option.title), (self._hint_font, self.option.hint))
        return all(words_fit(font, text, inner) for font, text in fonts if text)

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.needed_height(max(self.width(), 1)))

    def paintEvent(self, e: QPaintEvent) -> None:
        theme = self._theme
        colours = theme.colours
        chosen, primary = bool(self.option.chosen), self.option.tone is Tone.PRIMARY
        fill = colours.accent if primary else colours.tint if chosen or self.isDown() else colours.card
        line = colours.accent if primary or chosen else colours.line
        painter = QPainter(self)
        self.paint_frame(painter, theme, fill, line, theme.line_px * (3 if chosen else 1))
        if self.style_name == "tile":
            self._paint_tile(painter, colours)
        else:
            self._paint_row(painter, colours)
        painter.end()

    def words_boxes(self) -> tuple[QRect, QRect]:
        """Where its title stands, and its second line; that one has no height where there is none."""
        frame, width = self.frame(self._theme).toRect(), self.text_width(self.width())
        height = self._text_height(width)
        left, top = frame.left() + self._pad, frame.center().y() - height // 2
        if self.style_name == "tile":
            above = (self._badge_px if self.option.icon else 0) + self._between * 2
            top = frame.center().y() - (above + height) // 2 + above
        elif self.option.icon:
            left += self._badge_px + self._pad
        title = QRect(left, top, width, text_height(self._title_font(width), self.option.title, width))
        below = title.bottom() + 1 + (self._between if self.option.hint else 0)
        return title, QRect(left, below, width, top + height - below)

    def _paint_row(self, painter: QPainter, colours: Palette) -> None:
        frame = self.frame(self._theme).toRect()
        if self.option.icon:
            badge = self._badge_px
            box = QRect(frame.left() + self._pad, frame.center().y() - badge // 2, badge, badge)
            self._paint_badge(painter, box, colours)
        self._paint_words(painter, colours, LEFT)
        if self.option.chosen:
            self._paint_tick(painter, frame, colours)

    def _paint_tile(self, painter: QPainter, colours: Palette) -> None:
        frame = self.frame(self._theme).toRect()
        badge = self._badge_px if self.option.icon else 0
        top = self.words_boxes()[0].top() - self._between * 2 - badge
        self._paint_badge(painter, QRect(frame.center().x() - badge // 2, top, badge, badge), colours)
        self._paint_words(painter, colours, CENTRE)

    def _paint_badge(self, painter: QPainter, box: QRect, colours: Palette) -> None:
        """The icon on a soft disc; on the accent it stands alone, larger."""
        primary = self.option.tone is Tone.PRIMARY
        size = int(box.width() * (0.86 if primary else ICON_IN_BADGE))
        if not primary:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.ground if self.option.chosen else colours.tint))
            painter.drawEllipse(box)
        ink = colours.on_accent if primary else colours.accent
        inset = (box.width() - size) // 2
        ticked = self.style_name == "chip" and self.option.chosen
        name = "check" if ticked else self.option.icon
        painter.drawPixmap(box.left() + inset, box.top() + inset, icon(name, size, ink))

    def _paint_words(self, painter: QPainter, colours: Palette, flags: int) -> None:
        primary = self.option.tone is Tone.PRIMARY
        title, below = self.words_boxes()
        painter.setPen(QColor(colours.on_accent if primary else colours.text))
        _draw(painter, title, self._title_font(title.width()), self.option.title, flags)
        if self.option.hint:
            painter.setPen(QColor(colours.on_accent if primary else colours.quiet))
            _draw(painter, below, self._hint_font, self.option.hint, flags)

    def _paint_tick(self, painter: QPainter, frame: QRect, colours: Palette) -> None:
        """A filled disc with a tick at the right, and the word for it below; a chip's tick is its icon."""
        theme = self._theme
        disc, word = self._tick_px, self._word_font
        height = text_height(word, self.chosen_word, frame.width()) if self.chosen_word else 0
        right = frame.right() - self._pad * 2 // 3
        if self.style_name == "chip":
            painter.setFont(word)
            painter.setPen(QColor(theme.colours.text))
            room = QRect(right - self._tick_room, frame.top(), self._tick_room, frame.height())
            painter.drawText(room, LEFT_MIDDLE, self.chosen_word)
            return
        box = QRect(right - self._tick_room, frame.center().y() - (disc + height) // 2, self._tick_room, disc)
        round_ = QRect(box.center().x() - disc // 2, box.top(), disc, disc)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawEllipse(round_)
        size = int(disc * 0.7)
        inset = (disc - size) // 2
        painter.drawPixmap(
            round_.left() + inset, round_.top() + inset, icon("check", size, colours.on_accent)
        )
        if self.chosen_word:
            painter.setFont(word)
            painter.setPen(QColor(theme.colours.text))
            painter.drawText(
                QRect(box.left(), round_.bottom(), box.width(), height), CENTRE, self.chosen_word
            )

    @property
    def _theme(self) -> Theme:
        assert self.theme is not None, "a card is shown with show_option"
        return self.theme

    @property
    def _pad(self) -> int:
        return self._theme.length({"hero": 14, "tile": 7, "chip": 4}.get(self.style_name, 9))

    @property
    def _pad_y(self) -> int:
        return self._theme.length({"hero": 10, "tile": 8, "chip": 2}.get(self.style_name, 4))

    @property
    def _between(self) -> int:
        return self._theme.length(1.8)

    @property
    def _badge_px(self) -> int:
        return self._theme.picture_px({"hero": 62, "tile": 46, "chip": 17}.get(self.style_name, 28))

    @property
    def _tick_px(self) -> int:
        return self._theme.picture_px(15)

    @property
    def _word_font(self) -> QFont:
        return self._theme.font(8.5, least_px=self._theme.least_px)

    @property
    def _tick_room(self) -> int:
        word = advance(self._word_font, self.chosen_word)
        return word if self.style_name == "chip" else max(self._tick_px, word)

    @property
    def _hint_font(self) -> QFont:
        return self._theme.hero_hint_font if self.style_name == "hero" else self._theme.hint_font

    def _title_font(self, width: int) -> QFont:
        """Smaller where one word would not fit the card, for words are not broken."""
        theme = self._theme
        fonts = {"hero": theme.hero_font, "chip": theme.chip_font}
        font = fonts.get(self.style_name, theme.option_font)
        return shrunk(font, theme.main_px, self.option.title, width)

    def text_width(self, width: int) -> int:
        """Room in px for the words of a card `width` px wide."""
        theme = self._theme
        taken = 2 * (theme.ring_room_px + self._pad)
        if self.style_name != "tile":
            taken += self._badge_px + self._pad if self.option.icon else 0
            taken += self._tick_room + self._pad // 3 if self.option.chosen is not None else 0
        return max(1, width - taken)

    def _text_height(self, width: int) -> int:
        height = text_height(self._title_font(width), self.option.title, width)
        if self.option.hint:
            height += self._between + text_height(self._hint_font, self.option.hint, width)
        return height


def _draw(painter: QPainter, box: QRect, font: QFont, text: str, flags: int) -> None:
    """Words in the box, their lines about equally long."""
    words, width = arranged(font, text, box.width())
    left = box.left() + ((box.width() - width) // 2 if flags == CENTRE else 0)
    painter.setFont(font)
    painter.drawText(QRect(left, box.top(), width, box.height()), flags, words)
