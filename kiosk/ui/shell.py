"""The window: header, one screen, captions, and the fixed bar 返回 · 再听一遍 · 大小颜色 · 紧急呼叫 · 叫人帮忙.

It shows views and reports what fingers and keys did; it knows no flow. Touch rules (C9 to C13) live here.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal, Slot
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
from PySide6.QtWidgets import QAbstractButton, QMainWindow

from kiosk.config import Settings
from kiosk.flows.profiles import Look
from kiosk.flows.view import Kind, OptionView, View
from kiosk.media import ASSETS, Media
from kiosk.ui.alert import Alert
from kiosk.ui.bar import BarButton, arrange_bar
from kiosk.ui.bar_words import BarWords
from kiosk.ui.cards import Card, KioskButton
from kiosk.ui.focus import FocusRing
from kiosk.ui.glass import CurtainButton, Glass
from kiosk.ui.header import BELOW_MM, Header
from kiosk.ui.presses import Presses
from kiosk.ui.screens.body import Body
from kiosk.ui.screens.options import DONE, NEXT_PAGE
from kiosk.ui.theme import Theme, theme_for
from kiosk.ui.wording import Caption

POLITE = QAccessible.AnnouncementPoliteness.Polite
ASSERTIVE = QAccessible.AnnouncementPoliteness.Assertive
REACH_MM = 1120  # highest that a seated visitor has to touch (accessibility F4)
FORWARD = (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Tab)
BACKWARD = (Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Backtab)
SELECT = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Select)


class Shell(QMainWindow):
    """answered carries a key or a frozenset of keys; painted carries the view's id, once it really stands."""

    answered = Signal(object)
    back = Signal()
    repeat = Signal()
    settings_pressed = Signal()
    emergency_pressed = Signal()
    help_pressed = Signal()
    curtain_pressed = Signal()
    staff_pressed = Signal()
    activity = Signal()
    # place, of, OptionView. place is 0 for what is no answer: of is 0 too for buttons of the bar.
    focused = Signal(int, int, object)
    painted = Signal(str)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.look, self._coloured = Look(settings.look.scheme, settings.look.size), False
        self.theme = theme_for(settings.screen, self.look)
        self.view: View | None = None
        self.painted_id = ""
        self._words: BarWords | None = None
        self._shown_at = 0.0
        self._unpainted = False
        self._presses = Presses()
        self.header = Header(self)
        media = Media(settings.media.folder or ASSETS, settings.media.voice)
        self.body = Body(self, self._option_pressed, self._relaid, media.sign)
        self.body.said.connect(self.answered)
        self.body.echoed.connect(self.focused)
        self.body.touched.connect(self.activity)
        self.caption = Caption(self)
        self._bar = {
            "back": BarButton(self, "arrow-left"),
            "repeat": BarButton(self, "volume-2"),
            "settings": BarButton(self, "a-large-small"),
            "emergency": BarButton(self, "triangle-alert", alarm=True),
            "help": BarButton(self, "bell-ring", helping=True),
        }
        signals = (self.back, self.repeat, self.settings_pressed, self.emergency_pressed, self.help_pressed)
        for button, signal in zip(self._bar.values(), signals, strict=True):
            button.clicked.connect(signal)
        self._focus = FocusRing(self._focus_moved)
        self.header.staff.clicked.connect(self.staff_pressed)
        self._glass = Glass(
            self, self._button_at, self._explored, self._act, self.activity.emit, settings.times.double_tap
        )
        self._curtain_button = CurtainButton(self)
        self._curtain_button.clicked.connect(self.curtain_pressed)
        self._alert = Alert(self)
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
            self._presses.another_screen()
        for name, text in words.bar.items():
            self._bar[name].show_words(text, self.frame_theme)
        self._bar["back"].setEnabled(view.can_back)
        self._curtain_button.show_words(words.curtain_open, self.frame_theme)
        self.header.show_words(
            words.hall, "" if view.kind is Kind.DESK else words.staff, view.language, self.frame_theme
        )
        self._arrange_frame()
        self.body.show_view(view, self.theme, words.pages, motion=self._settings.look.motion)
        self._lay_glass()
        self._ring(kept)
        self.setAccessibleName(view.title.replace("\n", ""))
        if self.look.visual and view.alert:
            self._alert.ring(self.theme)
        else:
            self._alert.stop()
        self.update()

    def set_caption(self, words: str, *, urgent: bool = False) -> None:
        """Caption what is being said; assistive technology is told too, at once when it is urgent."""
        self.caption.show_words(words, self.frame_theme)
        if words:
            event = QAccessibleAnnouncementEvent(self, words)
            event.setPoliteness(ASSERTIVE if urgent else POLITE)
            QAccessible.updateAccessibility(event)

    def caption_fits(self, words: str) -> bool:
        return self.caption.fits(words)

    def set_look(self, look: Look) -> None:
        """Does nothing when it is so already: a theme is costly and keeps what it has measured."""
        if look == self.look and self._coloured:
            return
        self.look, self._coloured = look, True
        self.theme = theme_for(self._settings.screen, look)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(self.theme.colours.ground))
        self.setPalette(palette)
        self.caption.show_words(self.caption.words, self.frame_theme)

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
        """Of the fixed bar, or "staff": the corner."""
        return self.header.staff if name == "staff" else self._bar.get(name)

    # Fingers and keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The area under a finger takes nothing just after the screen has changed (C13)."""
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self.activity.emit()
            if self._in_dead_time() or self._presses.again(watched, steady=self.look.steady):
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
        if self._steered(key):
            return
        if key in FORWARD:
            self.move_focus(1)
        elif key in BACKWARD:
            self.move_focus(-1)
        elif key in SELECT:
            self.press_focused()
        elif key == Qt.Key.Key_Escape:
            self._press(self._bar["back"])
        else:
            self.type_key(event.text())

    def type_key(self, typed: str) -> bool:
        """Of a keyboard or a number pad. Whether it was of use here."""
        return not self._in_dead_time() and self.body.type_key(typed)

    def _steered(self, key: int) -> bool:
        """Whether the staff's desk, or a number that is typed, has its own use for this key."""
        if self.view is None or self.view.kind is not Kind.DESK:
            return self.body.keyed(key)
        from kiosk.ui.screens.desk_steer import desk_key  # loaded with the desk

        steered = desk_key(key, self.body.options, self._focus.current)
        if steered is None:
            return False
        self._focus.move_to(steered.card)
        if steered.press:
            self._press(steered.card)
        return True

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
            QTimer.singleShot(0, self, self._tell_painted)

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

    def _arrange_frame(self) -> None:
        """Header, captions and bar; the body gets what is left."""
        theme = self.frame_theme
        width, height, margin, room = self.width(), self.height(), theme.margin_px, theme.ring_room_px
        inner = width - 2 * margin
        body_top = self.header.arrange(theme, margin, inner) + theme.length(BELOW_MM)
        # Buttons keep room for their focus ring, so that what is seen of them stands in line with the words.
        area = QRect(margin - room, 0, inner + 2 * room, height - theme.length(9) + room)
        bar = arrange_bar(self._bar.values(), theme, area)
        self._bar_line = QRect(0, bar.top() - theme.length(3.5), width, theme.line_px)
        caption = self.caption.needed_height(inner, theme)
        self.caption.setGeometry(margin, self._bar_line.top() - theme.length(5) - caption, inner, caption)
        self.caption.show_words(self.caption.words, theme)
        body_bottom = self.caption.y() - theme.length(4)
        self.body.touch_top = max(0, self._reach_top() - body_top) if self.look.low else 0
        self.body.setGeometry(margin - room, body_top, inner + 2 * room, body_bottom - body_top)

    def _reach_top(self) -> int:
        """The highest row of pixels that a seated visitor reaches; never more than half of the panel is left out."""
        screen = self._settings.screen
        above = self.height() - self.theme.px(REACH_MM - screen.bottom_edge_mm)
        return max(0, min(above, self.height() // 2))

    # Those who listen

    def _lay_glass(self) -> None:
        """The pane for exploring fingers, and the one button that stands on a black screen."""
        assert self._words is not None
        look, theme = self.look, self.frame_theme
        self._glass.setGeometry(self.rect())
        self._alert.setGeometry(self.rect())
        self._glass.show_state(
            theme, self._words.curtain, explore=look.explore or look.curtain, curtain=look.curtain
        )
        self._curtain_button.place(self.rect(), theme, visible=look.curtain)
        self._glass.stackUnder(self._curtain_button)

    def _button_at(self, at: QPoint) -> KioskButton | None:
        """What the finger of a listener is on: on a black screen the button that lifts it comes first."""
        for button in reversed(self._focus.buttons):
            if button.rect().contains(button.mapFrom(self, at)):
                return button
        return None

    def _explored(self, button: KioskButton) -> None:
        self._focus.move_to(button)
        self._focus_moved(button)

    def _act(self, at: QPoint) -> None:
        """Two taps anywhere press what has the focus. Who sees the one button of a black screen taps that."""
        seen = self.look.curtain and self._button_at(at) is self._curtain_button
        self._press(self._curtain_button if seen else self._focus.current)

    # Inside

    _bar_line = QRect()

    def _press(self, button: KioskButton | None) -> None:
        """A key acts on a button under the rules of a finger."""
        if button is None or not button.isEnabled() or self._in_dead_time():
            return
        if not self._presses.again(button, steady=self.look.steady):
            button.click()

    def _in_dead_time(self) -> bool:
        return time.monotonic() - self._shown_at < self._settings.times.after_change * (
            1.5 if self.look.steady else 1
        )

    def _ring(self, kept: str) -> None:
        cards = self.body.options.cards
        bar = [button for button in self._bar.values() if button.isEnabled()]
        if self.look.curtain:
            bar.append(self._curtain_button)
        first = next((card for card in cards if card.option.key == kept), None)
        sign = self.body.sign
        clip = [] if sign.isHidden() else [sign.button]
        corner = [] if self.header.staff.isHidden() else [self.header.staff]
        self._focus.set_buttons([*cards, *clip, *corner, *bar], first)
        for button in (*cards, sign.button, *self._bar.values(), self.header.staff):
            button.removeEventFilter(self)
            button.installEventFilter(self)

    def _relaid(self, kept: str, *, spoken: bool = True, still: bool = False) -> None:
        """Other buttons of the same screen stand: the ring is on `kept` or on the first, and a listener hears it."""
        self._shown_at = self._shown_at if still else time.monotonic()
        self._unpainted = True
        self._ring(kept)
        self.update()
        if spoken and self._focus.current is not None:
            self._focus_moved(self._focus.current)

    def _focused_key(self) -> str:
        current = self._focus.current
        return current.option.key if isinstance(current, Card) else ""

    def _focus_moved(self, button: KioskButton) -> None:
        if isinstance(button, Card):
            self.focused.emit(*self.body.options.place(button.option), button.option)
        else:
            self.focused.emit(0, 0, OptionView("", button.text()))

    def _option_pressed(self, option: OptionView) -> None:
        if option.key == DONE:
            self.answered.emit(self.body.options.chosen)
        elif option.chosen is not None and self.body.options.card(DONE) is not None:
            card = self.body.options.card(option.key)
            if card is not None:
                self._focus.move_to(card)
                self.focused.emit(*self.body.options.place(option), option)
        else:
            self.answered.emit(option.key)
