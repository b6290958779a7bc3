"""A number is typed: what stands so far, huge, in groups, and a pad with 123 on top, as on a telephone.

The digits are known here alone: they are gone with the answer, with another question, and with the visit. Every
key is a Card, so that focus ring, keypads, exploring fingers and the rules of touch hold as on every screen.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, Slot
from PySide6.QtWidgets import QWidget

from kiosk.domain.keys import BACKSPACE, ENTER
from kiosk.domain.phone import groups
from kiosk.domain.private import Private
from kiosk.flows.view import DigitsView, OptionView, View
from kiosk.ui.cards import Card
from kiosk.ui.screens.heading import Heading
from kiosk.ui.screens.key import Key, Place, grid
from kiosk.ui.screens.number_so_far import NumberSoFar
from kiosk.ui.screens.options import PageWords
from kiosk.ui.theme import Theme

COLUMNS, ROWS = 3, 4
ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
WRITING_KEYS = (*range(Qt.Key.Key_0, Qt.Key.Key_9 + 1), Qt.Key.Key_Backspace)


class Digits(QWidget):
    """on_press(option): one of the screen's own answers. on_done(digits): the number. on_echo(option): to be said."""

    def __init__(
        self,
        parent: QWidget,
        on_press: Callable[[OptionView], None],
        on_done: Callable[[Private], None],
        on_echo: Callable[[OptionView], None],
    ) -> None:
        super().__init__(parent)
        self._on_press, self._on_done, self._on_echo = on_press, on_done, on_echo
        self.heading = Heading(self)
        self.number = NumberSoFar(self)
        self._pool: list[Key] = []
        self._probe = Key(self)
        self._probe.hide()
        self._view: View | None = None
        self._theme: Theme | None = None
        self._typed = ""
        self._typing = False  # on a keyboard, and nothing else since
        self._style = "row"
        self.touch_top = 0  # as of Body
        self.hide()

    # What Options offers too

    @property
    def cards(self) -> list[Card]:
        """From top to bottom, from left to right: the order of the focus ring."""
        standing = [card for card in self._pool if not card.isHidden()]
        return sorted(standing, key=lambda card: (card.y(), card.x()))

    @property
    def chosen(self) -> frozenset[str]:
        return frozenset()

    def card(self, key: str) -> Card | None:
        return next((card for card in self.cards if card.option.key == key), None)

    def place(self, option: OptionView) -> tuple[int, int]:
        """Keys are not counted out loud."""
        return 0, len(self.cards)

    def next_page(self) -> None:
        """A pad has one page: nothing is put away."""

    # What is shown

    def show_view(self, view: View, theme: Theme, words: PageWords) -> None:
        """What was typed stays while the same question stands, also when the settings lay over it."""
        if self._view is None or self._view.id != view.id:
            self._typed, self._typing = "", False
        self._view, self._theme = view, theme
        self.heading.show_words(view.title, view.notice, theme)
        self._show_number()
        self.show()

    def leave(self, *, for_good: bool) -> None:
        """Another screen is up. for_good: the visit is over, and what was typed goes."""
        self.hide()
        if for_good:
            self._typed, self._view = "", None
            if self._theme is not None:
                self.number.show_number("", "", self._theme)

    def stands(self, width: int, height: int, *, paged: bool) -> bool:
        """Whether all of it stands in this room; paged: with smaller keys."""
        self._style = "chip" if paged else "row"
        left, right = self._columns(width)
        head = self.heading.height(left, self._gap) + self.number.needed_height(left, self._its_theme)
        pad, own = self._pad_height(right), self._own_height(left)
        if not self.heading.fits(left) or pad is None or own is None:
            return False
        if self._its_theme.landscape:
            row = self._row_height(height) + self._gap
            beside = own <= row and max(head, self.touch_top) + row <= height
            return beside and self.touch_top + pad <= height
        return max(head, self.touch_top) + 2 * self._gap + pad + own <= height

    def arrange(self) -> None:
        """Lay out for the present size."""
        if self._view is None or self._theme is None:
            return
        width, height, ring = self.width(), self.height(), self._theme.ring_room_px
        left, right = self._columns(width)
        top = self.heading.arrange(ring, left - 2 * ring, self._gap)
        own = self._own_height(left) or 0
        least = self.number.needed_height(left, self._theme)
        most = self.number.most_height(left, self._theme)
        if self._theme.landscape:
            own = self._row_height(height) + self._gap  # in line with the last row of the pad
            number = min(most, height - own - self._gap - top)
            pad = QRect(width - right, self.touch_top, right, height - self.touch_top)
        else:
            spare = height - own - 2 * self._gap - top - least - (self._pad_height(right) or 0)
            number = min(most, least + max(0, spare) // 2)
            above = max(top + number + self._gap, self.touch_top)
            pad = QRect(0, above, width, height - own - above)
        self.number.setGeometry(ring, top, left - 2 * ring, number)
        places = grid(self._pad(), COLUMNS, ROWS, pad, self._gap)
        if self._view.options:
            top_of_row = places[-1][1].top() if self._theme.landscape else height - own + self._gap
            row = QRect(0, top_of_row, left, own - self._gap)
            places += grid(list(self._view.options), len(self._view.options), 1, row, self._gap)
        self._place(places)

    def _row_height(self, height: int) -> int:
        """In landscape: of one row of a pad that goes from top to bottom."""
        return (height - self.touch_top - (ROWS - 1) * self._gap) // ROWS

    def _pad(self) -> list[OptionView]:
        pad = self._its_pad
        return [*pad.keys[:9], pad.delete, pad.keys[9], pad.done]

    def _pad_height(self, width: int) -> int | None:
        """In px; None when a word of it does not stand."""
        each = (width - (COLUMNS - 1) * self._gap) // COLUMNS
        tall = self._tallest(self._pad(), each)
        return None if tall is None else ROWS * tall + (ROWS - 1) * self._gap

    def _own_height(self, width: int) -> int | None:
        """Of the screen's own answers side by side, with the gap above them; 0 without any."""
        options = list(self._view.options) if self._view is not None else []
        if not options:
            return 0
        tall = self._tallest(options, (width - (len(options) - 1) * self._gap) // len(options))
        return None if tall is None else tall + self._gap

    def _tallest(self, options: list[OptionView], width: int) -> int | None:
        heights: list[int] = []
        for option in options:
            self._probe.option, self._probe.theme, self._probe.style_name = (
                option,
                self._its_theme,
                self._style,
            )
            if not self._probe.words_stand(width):
                return None
            heights.append(self._probe.needed_height(width))
        return max(heights)

    def _columns(self, width: int) -> tuple[int, int]:
        """Width in px of what is read and of the pad."""
        half = (width - self._its_theme.margin_px) // 2
        return (half, half) if self._its_theme.landscape else (width, width)

    @property
    def _gap(self) -> int:
        return self._its_theme.gap_px

    @property
    def _its_theme(self) -> Theme:
        assert self._theme is not None, "a pad is shown with show_view"
        return self._theme

    @property
    def _its_pad(self) -> DigitsView:
        assert self._view is not None and self._view.digits is not None
        return self._view.digits

    def _place(self, places: list[Place]) -> None:
        while len(self._pool) < len(places):
            card = Key(self)
            # Queued: the screen may change under the card, which must have done with its press by then.
            card.clicked.connect(self._pressed, Qt.ConnectionType.QueuedConnection)
            self._pool.append(card)
        for card, (option, box) in zip(self._pool, places, strict=False):
            card.setGeometry(box)
            card.show_option(option, self._its_theme, self._style)
            card.show()
        for card in self._pool[len(places) :]:
            card.hide()

    # Fingers and keys

    def keyed(self, key: int) -> bool:
        """A keyboard's key that is no digit: Enter right after typed digits is 好了. Whether it was that.

        After an arrow it presses what the ring is on, as everywhere.
        """
        typing, self._typing = self._typing, self._typing and key in WRITING_KEYS
        if not typing or key not in ENTER_KEYS:
            return False
        self._finish()
        return True

    def type_key(self, typed: str) -> bool:
        """A key of a keyboard or of a number pad. Whether it means anything here."""
        self._typing = True
        if typed == BACKSPACE:
            self._delete()
        elif typed == ENTER:
            self._finish()
        elif len(typed) == 1 and typed.isascii() and typed.isdigit():
            self._write(typed)
        else:
            return False
        return True

    @Slot()
    def _pressed(self) -> None:
        card = self.sender()
        assert isinstance(card, Card)
        if self._view is None:
            return  # pressed by key in the moment in which the visit ended
        option, pad, self._typing = card.option, self._its_pad, False
        if option == pad.done:
            self._finish()
        elif option == pad.delete:
            self._delete()
        elif option in pad.keys:
            self._write(option.title)
        else:
            self._typed = ""
            self._on_press(option)

    def _write(self, digit: str) -> None:
        """Said as it is typed; a number that is complete is read back whole."""
        if len(self._typed) == self._its_pad.most:
            self._echo(self._all_aloud())
            return
        self._typed += digit
        self._show_number()
        if self._its_pad.counts:
            self._echo(self._its_pad.counts[len(self._typed) - 1])
            return
        complete = len(self._typed) in (self._its_pad.least, self._its_pad.most)
        self._echo(self._aloud(self._typed if complete and len(self._typed) > 1 else digit))

    def _delete(self) -> None:
        self._typed = self._typed[:-1]
        self._show_number()
        left = self._all_aloud() or (self._view.hint if self._view is not None else "")
        self._echo(self._its_pad.comma.join(word for word in (self._its_pad.delete.title, left) if word))

    def _finish(self) -> None:
        missing = self._its_pad.least - len(self._typed)
        if missing > 0:
            self._echo(self._its_pad.missing[missing - 1])
            return
        digits, self._typed = Private(self._typed), ""
        self._on_done(digits)

    def _show_number(self) -> None:
        assert self._view is not None
        shown = "●" * len(self._typed) if self._its_pad.counts else self._typed
        self.number.show_number(" ".join(groups(shown)), self._view.hint, self._its_theme)

    def _all_aloud(self) -> str:
        """All that was typed; of a secret only how many."""
        if self._its_pad.counts:
            return self._its_pad.counts[len(self._typed) - 1] if self._typed else ""
        return self._aloud(self._typed)

    def _aloud(self, digits: str) -> str:
        """Digit by digit, with a pause after each group."""
        names = {key.title: key.speech for key in self._its_pad.keys}
        spoken = (self._its_pad.blank.join(names[digit] for digit in group) for group in groups(digits))
        return self._its_pad.comma.join(spoken)

    def _echo(self, words: str) -> None:
        self._on_echo(OptionView("", words, speech=words, echo=True))
