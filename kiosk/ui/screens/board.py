"""文字沟通: what was said, huge, and under it (in landscape beside it) sentences, a box to write in, or digits.

Every button is a Card of one generic list, so that the focus ring, keypads and the rules of touch hold here as on
every screen. Which tab and page is up and whether the words are turned round is known here alone; what was said
belongs to the flow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QRect, Qt, Slot
from PySide6.QtWidgets import QWidget

from kiosk.domain.note import Ink
from kiosk.flows.board import (
    AS_IT_IS,
    DELETE,
    DIGITS,
    DONE,
    OTHER,
    PHRASE,
    PRINT,
    SAY,
    TABS,
    TURN,
    UNDO_STROKE,
    WIPE,
    WRITE,
)
from kiosk.flows.view import OptionView, View
from kiosk.ui.cards import Card
from kiosk.ui.screens.heading import Heading
from kiosk.ui.screens.ink import InkBox
from kiosk.ui.screens.key import Key, Place, grid
from kiosk.ui.screens.options import NEXT_PAGE, PageWords
from kiosk.ui.screens.relaid import Relaid
from kiosk.ui.screens.talk import Talk
from kiosk.ui.theme import Theme

PHRASES_TAB, INK_TAB, DIGITS_TAB = (key for key, _ in TABS)
MOST_ROWS, FEW_ROWS = 3, 2  # of sentences, two in a row
PAD_COLUMNS, PAD_ROWS = 3, 4
INK_COLUMNS = 2
INK_SHARE = 0.5  # of the width, for the box
TALK_SHARE = 0.42  # of what portrait has left over


class Board(QWidget):
    """on_press(option): an answer. on_ink(ink): a character to be kept as it was drawn.

    on_relaid(key, spoken=): other buttons stand now, the focus is to be on `key` or on the first.
    on_touch(): a finger writes.
    """

    def __init__(
        self,
        parent: QWidget,
        on_press: Callable[[OptionView], None],
        on_relaid: Relaid,
        on_ink: Callable[[Ink], None],
        on_touch: Callable[[], None],
    ) -> None:
        super().__init__(parent)
        self._on_press, self._on_relaid, self._on_ink = on_press, on_relaid, on_ink
        self.heading = Heading(self)
        self.talk = Talk(self)
        self.ink = InkBox(self, on_touch, self._ink_changed)
        self._pool: list[Key] = []
        self._probe = Key(self)
        self._probe.hide()
        self._tab, self._page, self._per_page = PHRASES_TAB, 0, 1
        self._options: dict[str, OptionView] = {}
        self._next_words = ""
        self._theme: Theme | None = None
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
        """Which of how many sentences of this side, 1-based; (0, how many) for everything else."""
        keys = [phrase.key for phrase in self._of(PHRASE)]
        return (keys.index(option.key) + 1 if option.key in keys else 0, len(keys))

    def next_page(self) -> None:
        """The next sentences; after the last come the first."""
        self._page += 1
        self._relay()

    # What is shown

    def show_view(self, view: View, theme: Theme, words: PageWords) -> None:
        new_side = self._options.keys() != {option.key for option in view.options}
        self._theme, self._next_words = theme, words.next_page
        self._options = {option.key: option for option in view.options}
        if new_side:
            self._page = 0
            self.ink.clear()
        self.heading.show_words(view.title, view.notice, theme)
        self.talk.show_remarks(view.remarks, view.hint, theme)
        self.ink.show_theme(theme)
        self.show()

    def leave(self, *, for_good: bool) -> None:
        """Another screen is up: half a character goes. for_good: the visit is over, and all of it goes."""
        self.hide()
        self.heading.hide()
        self.ink.clear()
        if not for_good:
            return
        self.talk.turned = False
        if self._theme is not None:
            self.talk.show_remarks((), "", self._theme)
        self._tab, self._page, self._options = PHRASES_TAB, 0, {}

    def stands(self, width: int, height: int, *, paged: bool) -> bool:
        """Whether everything stands in this room, whichever tab is up; paged: with fewer sentences a page."""
        left, right = self._columns(width)
        head, rows = self.heading.height(left, self._gap), self._fixed_rows()
        if not self.heading.fits(left):
            return False
        fixed = [self._row_height(row, left if self._its_theme.landscape else width) for row in rows]
        if not all(self._row_stands(row, left if self._its_theme.landscape else width) for row in rows[:-1]):
            return False
        content = self._content_least(right, FEW_ROWS if paged else MOST_ROWS)
        talk = max(self.talk.needed_height(left, self._its_theme), self.touch_top - head)
        if content is None or not self._row_stands(rows[-1], right):
            return False
        if self._its_theme.landscape:
            last = self._row_height(rows[-1], right) + self._gap
            beside = head + talk + sum(fixed[:-1]) + 2 * self._gap
            return beside <= height and self.touch_top + content + last <= height
        return head + talk + sum(fixed) + content + 4 * self._gap <= height

    def arrange(self) -> None:
        """Lay out for the present size."""
        if self._theme is None or not self._options:
            return
        width, height = self.width(), self.height()
        left, right = self._columns(width)
        room_for_ring = self._its_theme.ring_room_px
        top = self.heading.arrange(room_for_ring, left - 2 * room_for_ring, self._gap)
        tools, tabs, last = self._fixed_rows()
        side = left if self._its_theme.landscape else width
        tools_height, tabs_height = self._row_height(tools, side), self._row_height(tabs, side)
        last_height = self._row_height(last, right)
        places: list[Place] = []
        if self._its_theme.landscape:
            talk = height - top - tools_height - tabs_height - 2 * self._gap
            below = top + talk + self._gap
            places += self._row(tabs, QRect(0, below, left, tabs_height))
            places += self._row(tools, QRect(0, height - tools_height, left, tools_height))
            at = width - right
            room = QRect(at, self.touch_top, right, height - self.touch_top - last_height - self._gap)
            places += self._row(last, QRect(at, height - last_height, right, last_height))
        else:
            spare = height - top - tools_height - tabs_height - last_height - 4 * self._gap
            least = self._content_least(right, MOST_ROWS) or spare
            talk = max(
                min(int(spare * TALK_SHARE), spare - least),
                self.talk.needed_height(left, self._theme),
                self.touch_top - top,
            )
            at = top + talk + self._gap
            places += self._row(tabs, QRect(0, at, width, tabs_height))
            at += tabs_height + self._gap
            below = height - last_height - self._gap - tools_height
            places += self._row(tools, QRect(0, below, width, tools_height))
            room = QRect(0, at, width, below - self._gap - at)
            places += self._row(last, QRect(0, height - last_height, width, last_height))
        self.talk.setGeometry(room_for_ring, top, left - 2 * room_for_ring, talk)
        self._place([*places, *self._content(room)])

    def _content(self, room: QRect) -> list[Place]:
        """The tab that is up."""
        ring = self._its_theme.ring_room_px
        self.ink.setVisible(self._tab == INK_TAB)
        if self._tab == DIGITS_TAB:
            return grid(self._pad(), PAD_COLUMNS, PAD_ROWS, room, self._gap)
        if self._tab == INK_TAB:
            box = QRect(room.left() + ring, room.top() + ring, 0, room.height() - 2 * ring)
            box.setWidth(int(room.width() * INK_SHARE) - 2 * ring)
            self.ink.setGeometry(box)
            keys = QRect(box.right() + ring + self._gap, room.top(), 0, room.height())
            keys.setRight(room.right())
            return grid(self._ink_keys(), INK_COLUMNS, PAD_ROWS, keys, self._gap)
        return self._phrases(room)

    def _phrases(self, room: QRect) -> list[Place]:
        """As many a page as stand, no more than on any screen, then 下一页 round to the first."""
        phrases = self._of(PHRASE)
        columns = self._phrase_columns(room.width())
        each = self._phrase_height(room.width(), columns)
        next_height = self._row_height([self._next_card("9 / 9")], room.width())
        tall = room.height() - next_height - self._gap
        for per_page in range(self._its_theme.most_a_page, 0, -1):
            rows = -(-per_page // columns)
            if rows * each + (rows - 1) * self._gap <= tall:
                break
        else:
            per_page = 1
        self._per_page = per_page
        pages = -(-len(phrases) // per_page)
        self._page %= pages
        shown = phrases[self._page * per_page : (self._page + 1) * per_page]
        above = QRect(room.left(), room.top(), room.width(), tall)
        places = grid(shown, columns, -(-per_page // columns), above, self._gap)
        last = QRect(room.left(), room.bottom() + 1 - next_height, room.width(), next_height)
        return [*places, *self._row([self._next_card(f"{self._page + 1} / {pages}")], last)]

    def _pad(self) -> list[OptionView]:
        """123 on top, as on a telephone."""
        digits = [self._options[WRITE + digit] for digit in DIGITS]
        return [*digits[:9], self._options[DELETE], digits[9]]

    def _ink_keys(self) -> list[OptionView]:
        """What it may be, or the ink as it is; then what takes ink away."""
        found = [OptionView(WRITE + char, char, speech=char) for char in self.ink.candidates]
        if self.ink.empty:
            return [self._options[DELETE]]
        return [*found, *(self._options[key] for key in (AS_IT_IS, UNDO_STROKE, WIPE))]

    # Measures

    def _content_least(self, width: int, rows: int) -> int | None:
        """Height in px of the tab that needs most; None when a word of some tab does not stand."""
        columns = self._phrase_columns(width)
        each = (width - (columns - 1) * self._gap) // columns
        if not all(self._stands_in(option, each) for option in self._of(PHRASE)):
            return None
        rows *= 2 // columns
        phrases = rows * (self._phrase_height(width, columns) + self._gap)
        phrases += self._row_height([self._next_card("9 / 9")], width)
        grids = [self._grid_least(self._pad(), PAD_COLUMNS, width)]
        keys = width - int(width * INK_SHARE) - self._gap
        ink = [self._options[key] for key in (AS_IT_IS, UNDO_STROKE, WIPE, DELETE)]
        grids.append(self._grid_least(ink, INK_COLUMNS, keys))
        known = [height for height in grids if height is not None]
        return max(phrases, *known) if len(known) == len(grids) else None

    def _grid_least(self, options: list[OptionView], columns: int, width: int) -> int | None:
        each = (width - (columns - 1) * self._gap) // columns
        if not all(self._stands_in(option, each) for option in options):
            return None
        return (
            PAD_ROWS * max(self._measured(option).needed_height(each) for option in options) + 3 * self._gap
        )

    def _phrase_columns(self, width: int) -> int:
        """Two where every word of every sentence stands in half of the width, one where there are few."""
        if self._its_theme.slow:
            return 1
        half = (width - self._gap) // 2
        return 2 if all(self._stands_in(option, half) for option in self._of(PHRASE)) else 1

    def _phrase_height(self, width: int, columns: int) -> int:
        each = (width - (columns - 1) * self._gap) // columns
        return max(self._measured(option).needed_height(each) for option in self._of(PHRASE))

    def _row_height(self, options: list[OptionView], width: int) -> int:
        each = (width - (len(options) - 1) * self._gap) // len(options)
        return max(self._measured(option).needed_height(each) for option in options)

    def _row_stands(self, options: list[OptionView], width: int) -> bool:
        each = (width - (len(options) - 1) * self._gap) // len(options)
        return all(self._stands_in(option, each) for option in options)

    def _stands_in(self, option: OptionView, width: int) -> bool:
        return self._measured(option).words_stand(width)

    def _measured(self, option: OptionView) -> Key:
        self._probe.option, self._probe.theme = option, self._its_theme
        self._probe.style_name = _style(option)
        return self._probe

    def _columns(self, width: int) -> tuple[int, int]:
        """Width in px of what is read and of what is pressed."""
        if not self._its_theme.landscape:
            return width, width
        half = (width - self._its_theme.margin_px) // 2
        return half, half

    def _fixed_rows(self) -> tuple[list[OptionView], list[OptionView], list[OptionView]]:
        tabs = [replace(self._options[key], chosen=key == self._tab) for key, _ in TABS]
        tools, last = (TURN, SAY, PRINT), (OTHER, DONE)
        return [self._options[key] for key in tools], tabs, [self._options[key] for key in last]

    @property
    def _gap(self) -> int:
        return self._its_theme.gap_px

    @property
    def _its_theme(self) -> Theme:
        assert self._theme is not None, "a board is shown with show_view"
        return self._theme

    def _of(self, prefix: str) -> list[OptionView]:
        return [option for key, option in self._options.items() if key.startswith(prefix)]

    def _next_card(self, where: str) -> OptionView:
        words = self._next_words
        return OptionView(NEXT_PAGE, f"{words} {where}", speech=words, icon="chevron-right")

    # Placing

    def _row(self, options: list[OptionView], room: QRect) -> list[Place]:
        return grid(options, len(options), 1, room, self._gap)

    def _place(self, places: list[Place]) -> None:
        while len(self._pool) < len(places):
            card = Key(self)
            # Queued: the screen may change under the card, which must have done with its press by then.
            card.clicked.connect(self._pressed, Qt.ConnectionType.QueuedConnection)
            card.toggled.connect(self._pressed, Qt.ConnectionType.QueuedConnection)
            self._pool.append(card)
        for card, (option, box) in zip(self._pool, places, strict=False):
            card.setGeometry(box)
            card.show_option(option, self._its_theme, _style(option))
            card.show()
        for card in self._pool[len(places) :]:
            card.hide()

    # Fingers and keys

    @Slot()
    def _pressed(self) -> None:
        card = self.sender()
        assert isinstance(card, Card)
        option = card.option
        match option.key:
            case key if key in (PHRASES_TAB, INK_TAB, DIGITS_TAB):
                self._tab, self._page = key, 0
                self._relay(key)
            case key if key == NEXT_PAGE:
                self.next_page()
            case key if key == TURN:
                self.talk.turn()
            case key if key == UNDO_STROKE:
                self.ink.undo_stroke()
            case key if key == WIPE:
                self.ink.clear()
                self._relay()
            case key if key == AS_IT_IS:
                ink = self.ink.ink
                self.ink.clear()
                self._on_ink(ink)
            case _:
                if self._tab == INK_TAB:
                    self.ink.clear()
                self._on_press(option)

    def _ink_changed(self) -> None:
        if self._tab == INK_TAB and not self.isHidden():
            self._relay(spoken=False)

    def _relay(self, key: str = "", *, spoken: bool = True) -> None:
        self.arrange()
        self._on_relaid(key, spoken=spoken)

    def resizeEvent(self, event: object) -> None:
        self.arrange()


def _style(option: OptionView) -> str:
    return "row" if option.key.startswith(PHRASE) else "chip"
