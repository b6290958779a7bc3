"""The staff's desk: one dense, calm page. Tabs on top, then its parts from top to bottom, the pad at the foot.

Everything stands at once in type of 6 mm, lists are paged, nothing scrolls. Every button is a Card, so that the
focus ring, keypads and the rules of touch hold as on every screen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise

from PySide6.QtCore import QRect, Slot
from PySide6.QtWidgets import QWidget

from kiosk.flows.desk.screen import (
    GLASS_OVER,
    Button,
    Buttons,
    Chart,
    Entry,
    Note,
    Part,
    Pick,
    Pressed,
    Rows,
    Shade,
)
from kiosk.flows.view import OptionView, Tone, View
from kiosk.ui.cards import Card
from kiosk.ui.screens.chart import wanted_height
from kiosk.ui.screens.desk_bench import Bench
from kiosk.ui.screens.desk_key import HEADING_MM, PAD_MM, DeskKey, desk_font
from kiosk.ui.screens.desk_lists import NEXT, place_rows, rows_height, shared
from kiosk.ui.screens.desk_pool import Pool
from kiosk.ui.screens.desk_state import DeskStates
from kiosk.ui.screens.glass_trial import TRIALS, GlassTrial
from kiosk.ui.screens.options import PageWords
from kiosk.ui.screens.relaid import Relaid
from kiosk.ui.theme import Theme
from kiosk.ui.typeset import text_height

LABEL_MM, PART_GAP_MM, BETWEEN_COLUMNS_MM, WHO_MM = 52.0, 1.6, 8.0, 76.0
LEAST_ROWS = 2
BACKSPACE = "\b"
PICKED, TYPED, PAD = "pick:", "entry:", "pad:"  # before what a key does
ASKED = (Buttons(()), Buttons(()))  # two parts of keys, one under the other
SIDE_BY_SIDE = (Pick | Entry, Chart, Rows, Note)  # on a wide panel
Block = tuple[Part, ...]  # what stands side by side: one part, or everything asked in two columns


class DeskPanel(QWidget):
    """on_answer(pressed): a button of the page. on_relaid(key): other buttons of the same page stand."""

    def __init__(self, parent: QWidget, on_answer: Callable[[Pressed], None], on_relaid: Relaid) -> None:
        super().__init__(parent)
        self._on_answer, self._on_relaid = on_answer, on_relaid
        self._states = DeskStates()
        self._pool = Pool(self, self._pressed)
        self._view: View | None = None
        self._theme: Theme | None = None
        self._on_bench: Bench | None = None
        self.glass: GlassTrial | None = None
        self.touch_top = 0  # as of Body; staff stand
        self.overflow = 0  # px by which a page is too tall for this panel; tests see to it that none is
        self.hide()

    # What Options offers too

    @property
    def cards(self) -> list[Card]:
        """From top to bottom, from left to right: the order of the focus ring. The ways out come last."""
        standing: list[Card] = [key for key in self._pool.keys if not key.isHidden() and key.isEnabled()]
        return sorted(standing, key=lambda card: (card.y() == 0, card.y(), card.x()))

    def line(self, current: Card, by: int) -> Card:
        """The key that stands nearest in the next line of keys (by 1) or the one before (by -1)."""
        lines = sorted({card.y() for card in self.cards})
        there = lines[(lines.index(current.y()) + by) % len(lines)] if current.y() in lines else lines[0]
        row = [card for card in self.cards if card.y() == there]
        return min(row, key=lambda card: abs(card.x() - current.x()))

    @property
    def primary(self) -> Card | None:
        """The button that does what the page is for."""
        return next((card for card in self.cards if card.option.tone is Tone.PRIMARY), None)

    @property
    def chosen(self) -> frozenset[str]:
        return frozenset()

    def card(self, key: str) -> Card | None:
        return next((card for card in self.cards if card.option.key == key), None)

    def place(self, option: OptionView) -> tuple[int, int]:
        """Keys are not counted out loud."""
        return 0, len(self.cards)

    def next_page(self) -> None:
        """Lists are turned by their own keys."""

    # What is shown

    def show_view(self, view: View, theme: Theme, words: PageWords) -> None:
        self._view, self._theme = view, theme
        self.show()
        wanted = view.desk.glass if view.desk else ""
        if wanted and self.glass is None:
            told = view.desk.glass_words if view.desk else ""
            self.glass = TRIALS[wanted](self.window(), theme.px_per_mm, told, self._glass_over)
        elif not wanted:
            self._take_off_glass()

    def _glass_over(self, values: Mapping[str, str]) -> None:
        self._take_off_glass()
        self._on_answer(Pressed(GLASS_OVER, values=values))

    def _take_off_glass(self) -> None:
        glass, self.glass = self.glass, None
        if glass is not None:
            glass.hide()
            glass.deleteLater()

    def leave(self, *, for_good: bool) -> None:
        self.hide()
        self._take_off_glass()
        if for_good:
            self._states.forget()

    def stands(self, width: int, height: int, *, paged: bool) -> bool:
        """Lists are paged until it does; what is asked is set smaller until it does."""
        self.resize(width, height)
        self.arrange()
        return self.overflow == 0

    def arrange(self) -> None:
        """Lay out for the present size."""
        view, theme = self._view, self._theme
        if view is None or view.desk is None or theme is None:
            return
        self._pool.begin(theme)
        state = self._states.of(view.id, view.desk)
        self._on_bench = bench = Bench(self._pool, theme, view.desk, state, self.width())
        parts, foot = view.desk.parts, self.height()
        top = self._head(bench)
        if active := next(
            (part for part in parts if isinstance(part, Entry) and part.id == state.active), None
        ):
            foot = self._pad(bench, active) - bench.px(PART_GAP_MM)
        blocks = blocks_of(parts, theme.landscape)
        gaps = [gap_between(bench, one[0], other[0]) for one, other in pairwise(blocks)] + [0]
        lists = [block for block in blocks if isinstance(block[0], Rows | Chart)]
        fixed = sum(self._block_height(bench, block) for block in blocks if block not in lists)
        wanted = [self._block_height(bench, block) for block in lists]
        shares = iter(shared(wanted, foot - top - fixed - sum(gaps)))
        for block, gap in zip(blocks, gaps, strict=True):
            tall = self._block_height(bench, block)
            if block in lists:
                tall = max(next(shares), min(tall, self._least_height(bench, block)))
            self._block(bench, block, QRect(bench.ring, top, self.width() - 2 * bench.ring, tall))
            top += tall + gap
        self.overflow = max(0, top - foot)
        self._pool.end()

    def _head(self, bench: Bench) -> int:
        """Who it is, the ways out, the tabs, and whether it is training. Returns the lower edge in px."""
        desk, tall = bench.desk, bench.key_height
        right = bench.flow_right(desk.ways_out, 0)
        self._pool.label(desk.who, QRect(bench.ring, 0, right - bench.ring, tall), HEADING_MM, bold=True)
        tabs = ((tab, tab.key == desk.tab) for tab in desk.tabs)
        if bench.theme.landscape:
            left = bench.ring + bench.px(WHO_MM)
            top = bench.flow(tabs, left, 0, right=right)
        else:
            top = bench.flow(tabs, 0, tall + bench.gap)
        if desk.training_words:
            band = self._pool.strip()
            band.setGeometry(bench.ring, top, self.width() - 2 * bench.ring, bench.px(12))
            band.show_note(desk.training_words, Shade.SOON, bench.theme, filled=True)
            top += band.height()
        return top + 2 * bench.px(PART_GAP_MM)

    def _block(self, bench: Bench, block: Block, box: QRect) -> None:
        """One part over the whole width, or, on a wide panel, what is asked in two columns, others side by side."""
        if len(block) == 1:
            self._part(bench, block[0], box)
            return
        if not isinstance(block[0], Pick | Entry):
            width = self._column(bench, len(block))
            for place, part in enumerate(block):
                left = box.left() + place * (width + bench.px(BETWEEN_COLUMNS_MM))
                self._part(bench, part, QRect(left, box.top(), width, box.height()))
            return
        half, gap = self._column(bench, 2), gap_between(bench, *ASKED)
        tops = [box.top(), box.top()]
        for column, parts in enumerate(self._halves(bench, block)):
            for part in parts:
                left = box.left() + column * (half + bench.px(BETWEEN_COLUMNS_MM))
                tall = self._height(bench, part, half)
                self._part(bench, part, QRect(left, tops[column], half, tall))
                tops[column] += tall + gap

    def _least_height(self, bench: Bench, block: Block) -> int:
        """Of lists: a few rows must stand, or type is set smaller."""
        width = self._column(bench, len(block))
        least = (rows_height(bench, part, width, LEAST_ROWS) for part in block if isinstance(part, Rows))
        return max(least, default=0)

    def _block_height(self, bench: Bench, block: Block) -> int:
        if len(block) == 1:
            return self._height(bench, block[0], self._column(bench, 1))
        if not isinstance(block[0], Pick | Entry):
            return max(self._height(bench, part, self._column(bench, len(block))) for part in block)
        return max(self._stacked(bench, parts) for parts in self._halves(bench, block))

    def _halves(self, bench: Bench, block: Block) -> tuple[Block, Block]:
        """In their order, so that the taller of both columns is as low as can be."""
        splits = [(block[:place], block[place:]) for place in range(1, len(block))]
        return min(splits, key=lambda split: max(self._stacked(bench, parts) for parts in split))

    def _stacked(self, bench: Bench, parts: Block) -> int:
        half, gap = self._column(bench, 2), gap_between(bench, *ASKED)
        return sum(self._height(bench, part, half) + gap for part in parts) - gap

    def _column(self, bench: Bench, columns: int) -> int:
        """Width in px of one of so many columns."""
        inner = self.width() - 2 * bench.ring
        return (inner - (columns - 1) * bench.px(BETWEEN_COLUMNS_MM)) // columns

    def _part(self, bench: Bench, part: Part, box: QRect) -> None:
        aside, right = box.left() + self._aside(bench), box.right() + 1 + bench.ring
        match part:
            case Pick():
                self._labelled(bench, part.label, box)
                chips = ((Button(f"{PICKED}{part.id}={its.key}", its.words), False) for its in part.choices)
                bench.flow(chips, aside, box.top(), right=right, ticked=bench.state.ticked[part.id])
            case Entry():
                self._labelled(bench, part.label, box)
                self._field(bench, part, box)
            case Note():
                strip = self._pool.strip()
                strip.setGeometry(box)
                strip.show_note(str(part.words), part.shade, bench.theme)
            case Buttons():
                bench.flow(((button, False) for button in part.buttons), 0, box.top())
            case Rows():
                place_rows(bench, bench.desk.parts.index(part), part, box)
            case Chart():
                picture = self._pool.picture()
                picture.setGeometry(box)
                picture.show_chart(str(part.heading), str(part.unit), part.bars, bench.theme)

    def _height(self, bench: Bench, part: Part, width: int) -> int:
        """In px, as much as it would take in a column of `width` px."""
        match part:
            case Pick():
                chips = [Button("", its.words) for its in part.choices]
                return bench.flow_height(chips, width + bench.ring - self._aside(bench), toggles=True)
            case Buttons():
                return bench.flow_height(part.buttons, bench.width)
            case Entry():
                return bench.key_height
            case Note():
                return text_height(desk_font(bench.theme), str(part.words), width - bench.px(8)) + bench.px(4)
            case Rows():
                return rows_height(bench, part, width)
            case Chart():
                return wanted_height(part.bars, width, bench.theme)

    def _labelled(self, bench: Bench, label: object, box: QRect) -> None:
        left = QRect(box.left(), box.top(), self._aside(bench), bench.key_height)
        self._pool.label(str(label), left, bold=True)

    def _field(self, bench: Bench, entry: Entry, box: QRect) -> None:
        key = self._pool.key()
        left = box.left() + self._aside(bench)
        width = min(box.right() + 1 + bench.ring - left, bench.px(20 + 4.5 * entry.most))
        key.setGeometry(left, box.top(), width, bench.key_height)
        typed = bench.state.typed[entry.id]
        option = OptionView(TYPED + entry.id, "●" * len(typed) if entry.secret else typed)
        key.show_key(option, bench.theme, field=True, active=bench.state.active == entry.id)
        key.setAccessibleName(str(entry.label))
        key.setEnabled(True)

    def _pad(self, bench: Bench, entry: Entry) -> int:
        """Two rows of figures at the foot, one on a wide panel. Returns the upper edge in px."""
        extra = ["."] if entry.point else ["X"] if entry.letter_x else []
        names = [*"1234567890", *extra, BACKSPACE]
        gap, tall = bench.gap, bench.px(PAD_MM) + 2 * bench.ring
        rows = 1 if bench.theme.landscape else 2
        columns = -(-len(names) // rows)
        # In one row the last key, which has words, is half as wide again.
        shares = columns + (0.5 if rows == 1 else 0)
        wide = int((self.width() - (columns - 1) * gap) / shares)
        top = self.height() - rows * tall - (rows - 1) * gap
        for place, name in enumerate(names):
            back = name == BACKSPACE
            left, row = place % columns * (wide + gap), place // columns
            width = self.width() - left if back else wide
            words = bench.desk.delete if back else name
            key = bench.button(Button(PAD + name, words, icon="delete" if back else ""))
            key.setGeometry(left, top + row * (tall + gap), width, tall)
        return top

    def _aside(self, bench: Bench) -> int:
        """How far right of its label an answer begins, in px."""
        return bench.px(LABEL_MM) - bench.ring

    # Fingers and keys

    def type_key(self, typed: str) -> None:
        """A key of a keyboard, into the field that is active."""
        bench = self._on_bench
        if bench is not None and bench.state.type_key(bench.desk, typed):
            self.arrange()
            self._on_relaid(TYPED + bench.state.active, spoken=False, still=True)

    @Slot()
    def _pressed(self) -> None:
        card, bench = self.sender(), self._on_bench
        assert isinstance(card, DeskKey) and bench is not None
        name, state = card.option.key, bench.state
        sure, state.sure = state.sure, ""
        if name.startswith(PAD):
            state.type_key(bench.desk, name.removeprefix(PAD))
        elif name.startswith(TYPED):
            state.active = name.removeprefix(TYPED)
        elif name.startswith(NEXT):
            place, _, first = name.removeprefix(NEXT).partition("=")
            state.first[int(place)] = int(first)
        elif name.startswith(PICKED):
            pick = state.press(bench.desk, name.removeprefix(PICKED))
            if pick.at_once:
                self._answer(bench, pick.id, "")
                return
        else:
            button, row = bench.actions[name]
            if not button.lost or sure == name:
                self._answer(bench, button.key, row)
                return
            state.sure = name
        self.arrange()
        self._on_relaid(name, spoken=False, still=True)

    def _answer(self, bench: Bench, key: str, row: str) -> None:
        """A number of a person is gone from the screen too."""
        answer = Pressed(key, row, bench.state.values(bench.desk))
        self.arrange()
        self._on_answer(answer)


def gap_between(bench: Bench, above: Part, below: Part) -> int:
    """In px. Keys bring the room of their focus rings along; what is seen of them stands 5 mm apart."""
    keyed = sum(isinstance(part, Pick | Entry | Buttons) for part in (above, below))
    return bench.px((PART_GAP_MM, 3.3, 5.0)[keyed]) - keyed * bench.ring


def blocks_of(parts: tuple[Part, ...], landscape: bool) -> list[Block]:
    """On a wide panel parts of one kind, one after the other, are one block."""
    blocks: list[Block] = []
    for part in parts:
        together = next((kind for kind in SIDE_BY_SIDE if landscape and isinstance(part, kind)), None)
        if together is not None and blocks and isinstance(blocks[-1][-1], together):
            blocks[-1] = (*blocks[-1], part)
        else:
            blocks.append((part,))
    return blocks
