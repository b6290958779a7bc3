"""The window: header, one screen, captions, and the fixed bar 返回 · 再听一遍 · 大小颜色 · 叫人帮忙.

It shows views and reports what fingers and keys did; it knows no flow. Touch rules (C9 to C13) live here.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QLocale, QObject, QRect, Qt, QTime, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QCloseEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from kiosk.config import Settings
from kiosk.flows.view import OptionView, View
from kiosk.ui.bar import BarButton, arrange_bar
from kiosk.ui.bar_words import BarWords
from kiosk.ui.cards import Card, KioskButton
from kiosk.ui.focus import FocusRing
from kiosk.ui.screens.body import Body
from kiosk.ui.screens.options import DONE, NEXT_PAGE
from kiosk.ui.theme import Theme
from kiosk.ui.typeset import advance, shrunk, text_height
from kiosk.ui.wording import Caption

SAME_PRESS_SECONDS = 0.3  # a second press on the same target within this time is a trembling hand (C11)
CLOCK_MS = 5_000
CLOCK_FORMATS = {"zh-CN": "AP h:mm"}
WIDEST_TIME = QTime(22, 58)
FORWARD = (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Tab)
BACKWARD = (Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Backtab)
SELECT = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Select)


class Shell(QWidget):
    """answered carries a key or a frozenset of keys; painted carries the view's id, once it really stands."""

    answered = Signal(object)
    back = Signal()
    repeat = Signal()
    settings_pressed = Signal()
    help_pressed = Signal()
    activity = Signal()
    focused = Signal(int, int, object)  # place, of, OptionView; of is 0 for buttons of the bar
    painted = Signal(str)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.theme = Theme(settings.screen, settings.look.scheme, settings.look.size)
        self._look = ("", "")  # set_look also colours the window, which the first theme has not done
        self.view: View | None = None
        self.painted_id = ""
        self._words: BarWords | None = None
        self._shown_at = 0.0
        self._unpainted = False
        self._last_press: tuple[object, float] = (None, 0.0)
        self.hall_label, self.clock_label = QLabel(self), QLabel(self)
        self.body = Body(self, self._option_pressed, self._relaid)
        self._caption = Caption(self)
        self._bar = {
            "back": BarButton(self, "arrow-left"),
            "repeat": BarButton(self, "volume-2"),
            "settings": BarButton(self, "a-large-small"),
            "help": BarButton(self, "bell-ring", helping=True),
        }
        for name, signal in (
            ("back", self.back),
            ("repeat", self.repeat),
            ("settings", self.settings_pressed),
            ("help", self.help_pressed),
        ):
            self._bar[name].clicked.connect(signal)
        self._focus = FocusRing(self._focus_moved)
        self._ticker = QTimer(self)
        self._ticker.setInterval(CLOCK_MS)
        self._ticker.timeout.connect(self._tell_time)
        self._ticker.start()
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.resize(settings.screen.width_px, settings.screen.height_px)

    # What is shown

    def show_view(self, view: View, words: BarWords) -> None:
        """Show a view; `painted` follows when it stands."""
        same = self.view is not None and self.view.id == view.id and self.view.kind is view.kind
        kept = self._focused_key() if same else ""
        self.view, self._words = view, words
        self._unpainted = True
        if not same:
            self._shown_at = time.monotonic()
            if isinstance(self._last_press[0], Card):
                # The same card is another answer now; the dead time is what guards against trembling here.
                self._last_press = (None, 0.0)
        for name, text in (
            ("back", words.back),
            ("repeat", words.repeat),
            ("settings", words.settings),
            ("help", words.help),
        ):
            self._bar[name].show_words(text, self.frame_theme)
        self._bar["back"].setEnabled(view.can_back)
        self.hall_label.setText(words.hall)
        self._arrange_frame()
        self.body.show_view(view, self.theme, words.pages, motion=self._settings.look.motion)
        self._ring(kept)
        self.setAccessibleName(view.title)
        self.update()

    def set_caption(self, words: str) -> None:
        """Caption what is being said; assistive technology is told too."""
        self._caption.show_words(words, self.frame_theme)
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def caption_fits(self, words: str) -> bool:
        return self._caption.fits(words)

    def set_look(self, scheme: str, size: str) -> None:
        """Does nothing when it is so already: a theme is costly and keeps what it has measured."""
        if (scheme, size) == self._look:
            return
        self._look = (scheme, size)
        self.theme = Theme(self._settings.screen, scheme, size)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(self.theme.colours.ground))
        self.setPalette(palette)
        self._caption.show_words(self._caption.words, self.frame_theme)

    # What scripted visits and tests need

    @property
    def frame_theme(self) -> Theme:
        """The theme of header, captions and bar."""
        return self.theme.for_frame

    @property
    def settled(self) -> bool:
        """True when what was shown last has been painted."""
        return not self._unpainted

    @property
    def takes_input(self) -> bool:
        return self.settled and not self._in_dead_time()

    @property
    def buttons(self) -> tuple[KioskButton, ...]:
        """Everything that can be pressed now, in the order of the focus ring."""
        return self._focus.buttons

    def option_button(self, key: str) -> QAbstractButton | None:
        return self.body.options.card(key)

    def next_page_button(self) -> QAbstractButton | None:
        return self.body.options.card(NEXT_PAGE)

    def done_button(self) -> QAbstractButton | None:
        return self.body.options.card(DONE)

    def bar_button(self, name: str) -> QAbstractButton | None:
        return self._bar.get(name)

    # Fingers and keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The area under a finger takes nothing just after the screen has changed (C13)."""
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self.activity.emit()
            if self._in_dead_time() or self._again(watched):
                return True
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            # Before Qt makes its own use of Tab.
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def move_focus(self, by: int) -> None:
        """A keypad's key: forward or back in the ring."""
        self._focus.move(by)

    def press_focused(self) -> None:
        """A keypad's key acts on what the ring is on, under the rules of a finger."""
        self._press(self._focus.current)

    @property
    def places(self) -> int:
        """How many buttons the focus ring goes through."""
        return len(self._focus.buttons)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        self.activity.emit()
        key = event.key()
        if key in FORWARD:
            self.move_focus(1)
        elif key in BACKWARD:
            self.move_focus(-1)
        elif key in SELECT:
            self.press_focused()
        elif key == Qt.Key.Key_Escape:
            self._press(self._bar["back"])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A finger beside the buttons: somebody is there."""
        self.activity.emit()

    def focusNextPrevChild(self, next: bool) -> bool:
        """Qt asks this when a focused button is hidden: the ring alone says where the focus goes."""
        return False

    def closeEvent(self, event: QCloseEvent) -> None:
        """A visitor cannot close the kiosk: only the program's own end does."""
        if event.spontaneous() and self._settings.screen.fullscreen:
            event.ignore()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.theme.colours.ground))
        painter.fillRect(self._bar_line, QColor(self.theme.colours.line))
        painter.end()
        if self._unpainted and self.view is not None:
            # The children are painted in this same pass; when the event loop is back, the screen stands.
            QTimer.singleShot(0, self._tell_painted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.view is not None:
            self._arrange_frame()
            self.body.arrange()

    @Slot()
    def _tell_painted(self) -> None:
        if self._unpainted and self.view is not None:
            self._unpainted = False
            self.painted_id = self.view.id
            self.painted.emit(self.view.id)

    @Slot()
    def _tell_time(self) -> None:
        self.clock_label.setText(self._clock_words(QTime.currentTime()))

    def _clock_words(self, at: QTime) -> str:
        """下午 3:26, 3:26 pm: in the visitor's language."""
        language = self.view.language if self.view else ""
        return QLocale(language).toString(at, CLOCK_FORMATS.get(language, "h:mm ap"))

    def _arrange_frame(self) -> None:
        """Header, captions and bar; the body gets what is left."""
        theme = self.frame_theme
        width, height, margin, room = self.width(), self.height(), theme.margin_px, theme.ring_room_px
        inner = width - 2 * margin
        self._tell_time()
        body_top = self._arrange_header(margin, inner) + theme.length(8)
        # Buttons keep room for their focus ring, so that what is seen of them stands in line with the words.
        area = QRect(margin - room, 0, inner + 2 * room, height - theme.length(9) + room)
        bar = arrange_bar(self._bar.values(), theme, area)
        self._bar_line = QRect(0, bar.top() - theme.length(3.5), width, theme.line_px)
        caption = self._caption.needed_height(inner, theme)
        self._caption.setGeometry(margin, self._bar_line.top() - theme.length(5) - caption, inner, caption)
        self._caption.show_words(self._caption.words, theme)
        body_bottom = self._caption.y() - theme.length(4)
        self.body.setGeometry(margin - room, body_top, inner + 2 * room, body_bottom - body_top)

    def _arrange_header(self, margin: int, inner: int) -> int:
        """The hall's name, broken rather than cut, and the time. Returns the lower edge in px."""
        theme = self.frame_theme
        font = theme.small_font
        clock = advance(font, self._clock_words(WIDEST_TIME)) + theme.length(2)
        name_width = inner - clock - theme.length(8)
        line = text_height(font, "0", inner)
        name_font = shrunk(font, theme.least_px, self.hall_label.text(), name_width, line)
        for label, its, align in (
            (self.hall_label, name_font, Qt.AlignmentFlag.AlignLeft),
            (self.clock_label, font, Qt.AlignmentFlag.AlignRight),
        ):
            label.setFont(its)
            palette = label.palette()
            palette.setColor(QPalette.ColorRole.WindowText, QColor(theme.colours.quiet))
            label.setPalette(palette)
            label.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)
        self.hall_label.setWordWrap(True)
        tall = max(line, text_height(name_font, self.hall_label.text(), name_width))
        top = theme.length(9)
        self.clock_label.setGeometry(margin + inner - clock, top, clock, line)
        self.hall_label.setGeometry(margin, top, name_width, tall)
        return top + tall

    # Inside

    _bar_line = QRect()

    def _press(self, button: KioskButton | None) -> None:
        """A key acts on a button under the rules of a finger."""
        if button is None or not button.isEnabled() or self._in_dead_time():
            return
        if not self._again(button):
            button.click()

    def _again(self, target: object) -> bool:
        """A second press on the same target so soon is a trembling hand (C11)."""
        now = time.monotonic()
        last, at = self._last_press
        again = target is last and now - at < SAME_PRESS_SECONDS
        if not again:
            self._last_press = (target, now)
        return again

    def _in_dead_time(self) -> bool:
        return time.monotonic() - self._shown_at < self._settings.times.after_change

    def _ring(self, kept: str) -> None:
        cards = self.body.options.cards
        bar = [button for button in self._bar.values() if button.isEnabled()]
        first = next((card for card in cards if card.option.key == kept), None)
        self._focus.set_buttons([*cards, *bar], first)
        for button in (*cards, *self._bar.values()):
            button.removeEventFilter(self)
            button.installEventFilter(self)

    def _relaid(self) -> None:
        """Another page of the same screen."""
        self._shown_at = time.monotonic()
        self._unpainted = True
        self._ring("")
        self.update()

    def _focused_key(self) -> str:
        current = self._focus.current
        return current.option.key if isinstance(current, Card) else ""

    def _focus_moved(self, button: KioskButton) -> None:
        cards = self.body.options.cards
        if isinstance(button, Card):
            self.focused.emit(cards.index(button) + 1, len(cards), button.option)
        else:
            self.focused.emit(0, 0, OptionView("", button.text()))

    def _option_pressed(self, option: OptionView) -> None:
        if option.key == DONE:
            self.answered.emit(self.body.options.chosen)
        elif option.chosen is not None and self.body.options.card(DONE) is not None:
            cards = self.body.options.cards
            card = self.body.options.card(option.key)
            if card is not None:
                self._focus.move_to(card)
                self.focused.emit(cards.index(card) + 1, len(cards), option)
        else:
            self.answered.emit(option.key)
