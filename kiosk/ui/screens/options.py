"""The answers of a screen: cards from a pool, laid out so that every word stands, paged when they do not fit.

At most six answers a page (accessibility F6), never a scroll bar. The widgets are built once and reused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QRect, Qt, Slot
from PySide6.QtWidgets import QWidget

from kiosk.flows.view import Kind, OptionView, Tone, View
from kiosk.ui.cards import Card
from kiosk.ui.screens.sign import SignWords
from kiosk.ui.theme import Theme
from kiosk.ui.typeset import advance, words_fit

MOST_A_PAGE = 6
CHIP_COLUMNS = (8, 6, 4, 3, 2)  # small toggles in a row
LEAST_OF_MANY = 3  # rows of a long list that stand even in the largest type; one less in landscape
MOST_STRETCH = 0.6
CALM_STRETCH = 0.2  # under something to be seen
LISTS = (Kind.HOME, Kind.CHOOSE, Kind.CHOOSE_SEVERAL, Kind.SETTINGS)
NEXT_PAGE, DONE = "__next_page__", "__done__"  # keys of cards that the screen itself adds


@dataclass(frozen=True)
class PageWords:
    """Words of the cards that a screen adds by itself."""

    next_page: str
    done: str
    none: str
    chosen: str = ""  # beside the tick of a chosen answer
    sign: SignWords = field(default_factory=SignWords)


class Options(QWidget):
    """on_press(option): a card was pressed that is an answer. Toggles and pages are handled here."""

    def __init__(
        self, parent: QWidget, on_press: Callable[[OptionView], None], on_relaid: Callable[[str], None]
    ) -> None:
        super().__init__(parent)
        self._on_press = on_press
        self._on_relaid = on_relaid
        self._pool: list[Card] = []
        self._view: View | None = None
        self._theme: Theme | None = None
        self._words = PageWords("", "", "")
        self._chosen: set[str] = set()
        # By the id of a screen that was left unanswered: the ticks it was given with, and those it was left with.
        self._left: dict[str, tuple[set[str], set[str]]] = {}
        self._answered = ""  # id of the screen of toggles that was answered last
        self._first = 0  # index of the first option on the page that is up
        self._per_page = MOST_A_PAGE
        self.beside_sign = (
            False  # in landscape a list too has only the right half when a clip stands on the left
        )
        self._width = 0
        self._chip_columns: dict[int, int] = {}  # width in px -> small toggles in a row
        self._halves: dict[int, bool] = {}  # width in px -> whether all answers stand in it

    @property
    def cards(self) -> list[Card]:
        """The cards that stand, in reading order."""
        return [card for card in self._pool if not card.isHidden()]

    @property
    def chosen(self) -> frozenset[str]:
        return frozenset(self._chosen)

    def card(self, key: str) -> Card | None:
        return next((card for card in self.cards if card.option.key == key), None)

    def place(self, option: OptionView) -> tuple[int, int]:
        """Which of how many answers on all pages, 1-based; (0, how many) for what the screen adds by itself."""
        keys = [answer.key for answer in self._answers]
        return (keys.index(option.key) + 1 if option.key in keys else 0, len(keys))

    def show_view(self, view: View, theme: Theme, words: PageWords) -> None:
        """A new set of answers, from the first page. Ticks stand again on a screen that was left unanswered."""
        self._keep_ticks()
        if view.kind is Kind.HOME:
            self._left.clear()
        self._view, self._theme, self._words = view, theme, words
        given = {option.key for option in view.options if option.chosen}
        was_given, ticks = self._left.get(view.id, (given, given))
        self._chosen = set(ticks if was_given == given else given)
        self._first = 0
        self._halves.clear()
        self._chip_columns.clear()

    def _keep_ticks(self) -> None:
        """Settings, help, a sentence or 您还在吗？ may lie over a screen for a while: nothing is lost (B13)."""
        view = self._view
        if view is not None and view.kind is Kind.CHOOSE_SEVERAL and view.id != self._answered:
            given = {option.key for option in view.options if option.chosen}
            self._left[view.id] = given, self._chosen

    def least_height(self, width: int, *, paged: bool) -> int:
        """Height in px for the answers that must stand on one page: all, or a few rows of a long list."""
        if self._view is None or not self._view.options:
            return 0
        few = LEAST_OF_MANY - 1 if self._theme is not None and self._theme.landscape else LEAST_OF_MANY
        most = min(few * self._columns(self._answers[0]), self._most) if paged else self._most
        options = self._all()
        if self._pages_allowed and len(self._answers) > most:
            options = [*self._answers[:most], self._next_card(), *self._pinned()]
        return self._height(options, width)

    def calm_height(self, width: int, most: int) -> int:
        """Height in px in which the answers stand with a little air; not more than `most`."""
        rows = self._rows(self._all(), width)
        needed = sum(height for _, height in rows)
        return min(most, int(needed * (1 + CALM_STRETCH)) + (len(rows) - 1) * self._gap)

    def arrange(self, room: QRect) -> None:
        """Lay the answers out in `room`; as many a page as fit there."""
        if self._view is None or self._theme is None:
            return
        self.setGeometry(room)
        options = self._page(room)
        self._place(options, room.width(), room.height())

    def next_page(self) -> None:
        if self._view is None:
            return
        self._first += self._per_page
        if self._first >= len(self._answers):
            self._first = 0
        self.arrange(self.geometry())
        self._on_relaid("")

    def _page(self, room: QRect) -> list[OptionView]:
        """The options of the page that is up, with 下一页 and the button to go on where they belong."""
        options, count = self._all(), len(self._answers)
        self._per_page = max(1, count)
        if not self._pages_allowed or (count <= self._most and self._fits(options, room)):
            return options
        page = options
        for pages in range(-(-count // self._most), count + 1):
            self._per_page = -(-count // pages)  # pages are about equally full
            shown = self._answers[self._first : self._first + self._per_page]
            page = [*shown, self._next_card(), *self._pinned()]
            if self._fits(page, room):
                break
        return page

    @property
    def _several(self) -> bool:
        return self._view is not None and self._view.kind in (Kind.CHOOSE_SEVERAL, Kind.SETTINGS)

    @property
    def _most(self) -> int:
        return self._theme.most_a_page if self._theme is not None else MOST_A_PAGE

    @property
    def _pages_allowed(self) -> bool:
        """The home screen stands whole: what is not seen there is not found."""
        return self._view is not None and self._view.kind is not Kind.HOME and len(self._answers) > 1

    @property
    def _answers(self) -> tuple[OptionView, ...]:
        """What is paged; 好了 of the settings stands on every page."""
        options = self._view.options if self._view else ()
        if self._view is None or self._view.kind is not Kind.SETTINGS:
            return options
        return tuple(option for option in options if option.tone is not Tone.PRIMARY)

    def _all(self) -> list[OptionView]:
        return [*self._answers, *self._pinned()]

    def _pinned(self) -> list[OptionView]:
        """What stands on every page: the button to go on from a screen of toggles."""
        if self._view is None:
            return []
        if self._view.kind is Kind.SETTINGS:
            return [option for option in self._view.options if option.tone is Tone.PRIMARY]
        if self._view.kind is not Kind.CHOOSE_SEVERAL:
            return []
        words = self._words.done if self._chosen else self._words.none
        return [OptionView(DONE, words, speech=words, icon="arrow-right", tone=Tone.PRIMARY)]

    def _next_card(self) -> OptionView:
        """下一页, with the page that is up and how many there are; after the last comes the first."""
        total = len(self._answers)
        pages = -(-total // max(1, self._per_page))
        where = f"{self._first // max(1, self._per_page) + 1} / {pages}"
        words = self._words.next_page
        return OptionView(NEXT_PAGE, words, where, words, icon="chevron-right")

    def _fits(self, options: list[OptionView], room: QRect) -> bool:
        return self._height(options, room.width()) <= room.height()

    def _columns(self, option: OptionView) -> int:
        """How many share a row with this one."""
        assert self._view is not None and self._theme is not None
        landscape = self._theme.landscape and not self._beside
        goes_on = self._view.kind is Kind.SETTINGS and option.tone is Tone.PRIMARY
        if option.key in (DONE, NEXT_PAGE) or goes_on:
            return 2 if landscape else 1
        if option.tone is Tone.PRIMARY:
            return 1
        if option.compact:
            return self._chips_a_row()
        if self._view.kind is Kind.HOME:
            return 4 if landscape else 2
        if landscape:
            return 2
        return 2 if self._several and self._halves_stand() else 1

    @property
    def _beside(self) -> bool:
        """In landscape: whether the answers have only the right half, beside something to be seen."""
        return self._view is not None and (self.beside_sign or self._view.kind not in LISTS)

    def _chips_a_row(self) -> int:
        """As many small toggles side by side as their words allow."""
        assert self._view is not None and self._theme is not None
        if self._width not in self._chip_columns:
            chips = [option for option in self._view.options if option.compact]
            wide = (its for its in CHIP_COLUMNS[:-1] if all(self._chip_stands(chip, its) for chip in chips))
            self._chip_columns[self._width] = next(wide, CHIP_COLUMNS[-1])
        return self._chip_columns[self._width]

    def _chip_stands(self, chip: OptionView, columns: int) -> bool:
        probe = self._probe()
        probe.option, probe.style_name, probe.theme = replace(chip, hint=""), "chip", self._theme
        return probe.in_one_line((self._width - (columns - 1) * self._gap) // columns)

    def _halves_stand(self) -> bool:
        """Whether the words of every answer stand in half a row: one line of Chinese, unbroken English."""
        assert self._view is not None and self._theme is not None
        half = (self._width - self._gap) // 2
        if half not in self._halves:
            self._halves[half] = all(self._stands_in(option, half) for option in self._answers)
        return self._halves[half]

    def _stands_in(self, option: OptionView, width: int) -> bool:
        assert self._theme is not None
        probe = self._probe()
        probe.option, probe.style_name, probe.theme = option, "row", self._theme
        probe.chosen_word = self._words.chosen
        font, inner = self._theme.option_font, probe.text_width(width)
        one_line = option.title.isascii() or advance(font, option.title) <= inner
        return one_line and probe.words_stand(width) and words_fit(font, option.title, inner)

    @property
    def _gap(self) -> int:
        """From focus ring to focus ring; the cards themselves are further apart."""
        return self._theme.gap_px if self._theme else 0

    def _probe(self) -> Card:
        """A card for measuring; it is dressed again before it is shown."""
        return self._card_at(0)

    def _style(self, option: OptionView) -> str:
        assert self._view is not None and self._theme is not None
        if option.compact:
            return "chip"
        if self._view.kind is not Kind.HOME:
            return "row"
        if option.tone is Tone.PRIMARY:
            return "hero"
        return "row" if self._theme.landscape else "tile"

    def _rows(self, options: list[OptionView], width: int) -> list[tuple[list[OptionView], int]]:
        """Rows of options with the height in px that each needs."""
        assert self._theme is not None
        self._width = width
        rows: list[list[OptionView]] = []
        for option in options:
            columns = self._columns(option)
            last = rows[-1] if rows else []
            alike = bool(last) and self._columns(last[0]) == columns and last[0].compact == option.compact
            if alike and len(last) < columns:
                last.append(option)
            else:
                rows.append([option])
        probe = self._probe()
        kept = (probe.option, probe.style_name)
        measured: list[tuple[list[OptionView], int]] = []
        for row in rows:
            each = self._width_of(row, width)
            heights: list[int] = []
            for option in row:
                probe.option, probe.style_name, probe.theme = _face(option), self._style(option), self._theme
                probe.chosen_word = self._words.chosen
                heights.append(probe.needed_height(each))
            measured.append((row, max(heights)))
        probe.option, probe.style_name = kept
        return measured

    def _width_of(self, row: list[OptionView], width: int) -> int:
        assert self._theme is not None
        # A lone last tile of a two-column screen takes the whole row.
        return (width - (len(row) - 1) * self._gap) // len(row)

    def _height(self, options: list[OptionView], width: int) -> int:
        assert self._theme is not None
        rows = self._rows(options, width)
        return sum(height for _, height in rows) + (len(rows) - 1) * self._gap

    def _place(self, options: list[OptionView], width: int, height: int) -> None:
        """Rows share what is left over, up to a half more than they need: calm, not stretched."""
        assert self._theme is not None
        theme = self._theme
        rows = self._rows(options, width)
        needed = sum(row_height for _, row_height in rows)
        spare = max(0, height - needed - (len(rows) - 1) * self._gap)
        stretch = 1 + min(MOST_STRETCH, spare / max(1, needed))
        # What is still over stands above the answers: they end just over the captions, within reach.
        top, used = max(0, int(spare - (stretch - 1) * needed)), 0
        for row, row_height in rows:
            tall = int(row_height * stretch)
            each = self._width_of(row, width)
            for column, option in enumerate(row):
                card = self._card_at(used)
                used += 1
                shown = self._with_choice(_face(option))
                card.setGeometry(column * (each + self._gap), top, each, tall)
                card.show_option(shown, theme, self._style(option), self._words.chosen)
                card.show()
            top += tall + self._gap
        for card in self._pool[used:]:
            card.hide()

    def _with_choice(self, option: OptionView) -> OptionView:
        if option.chosen is None:
            return option
        return replace(option, chosen=option.key in self._chosen)

    def _card_at(self, place: int) -> Card:
        while len(self._pool) <= place:
            card = Card(self)
            card.hide()
            # Queued: the screen may change under the card, which must have done with its press by then.
            card.clicked.connect(self._pressed, Qt.ConnectionType.QueuedConnection)
            card.toggled.connect(self._pressed, Qt.ConnectionType.QueuedConnection)
            self._pool.append(card)
        return self._pool[place]

    @Slot()
    def _pressed(self) -> None:
        card = self.sender()
        assert isinstance(card, Card)
        option = card.option
        if option.key == NEXT_PAGE:
            self.next_page()
            return
        if option.key == DONE and self._view is not None:
            self._answered = self._view.id
            self._left.pop(self._answered, None)
            self._on_press(option)
            return
        if option.chosen is not None and self._view is not None and self._view.kind is Kind.CHOOSE_SEVERAL:
            self._chosen ^= {option.key}
            self._answered = ""
            self.arrange(self.geometry())
            option = self._with_choice(option)
        self._on_press(option)


def _face(option: OptionView) -> OptionView:
    """What stands on the card: a small toggle has no room for its second line, which is still spoken."""
    return replace(option, hint="") if option.compact else option
