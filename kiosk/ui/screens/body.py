"""One screen: title, hint and whatever its kind has of number, lines, picture, time and answers.

Every kind is a composition of the same few parts, built once. Words stand at the top, answers at the bottom
where everyone reaches them, and what is to be seen in the middle takes the room between. In landscape a
screen with something to see has its answers on the right.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from kiosk.domain.keys import ENTER
from kiosk.flows.view import Kind, OptionView, Tone, View
from kiosk.ui.code_picture import CodePicture
from kiosk.ui.pictures import BigIcon, CardPicture, Dots, Elapsed, Picture
from kiosk.ui.screens.options import Options, PageWords
from kiosk.ui.screens.plan import PlanPicture
from kiosk.ui.screens.relaid import Relaid
from kiosk.ui.screens.sign import SignPanel
from kiosk.ui.theme import Theme
from kiosk.ui.typeset import arranged, shrunk, text_height, words_fit
from kiosk.ui.wording import Lines, NumberCard, StepBars

if TYPE_CHECKING:  # loaded with their first screen
    from kiosk.ui.screens.board import Board
    from kiosk.ui.screens.desk import DeskPanel
    from kiosk.ui.screens.digits import Digits

# How small type may get, in units of the normal size, before a list is paged instead.
LEAST_UNPAGED = {"compact": 0.7, "normal": 0.7, "large": 0.94, "huge": 1.07}
LEAST_UNPAGED_TOGGLES = 0.7  # what is chosen should be seen whole
NEAR_TITLE_MM = 9.0
Signs = Callable[[str], Path | None]  # text id -> the clip that signs it


class Body(QWidget):
    """Everything between the header and the captions.

    said carries what answers and is no option's key: Ink, digits. touched: a finger writes on the board.
    echoed: what a key of the pad has done, to be said (as Shell.focused).
    """

    said = Signal(object)
    touched = Signal()
    echoed = Signal(int, int, object)

    def __init__(
        self, parent: QWidget, on_press: Callable[[OptionView], None], on_relaid: Relaid, signs: Signs
    ) -> None:
        super().__init__(parent)
        self.steps = StepBars(self)
        self.title = self._label()
        self.hint = self._label()
        self.notice = self._label()
        self.number = NumberCard(self)
        self.picture = CardPicture(self)
        self.elapsed = Elapsed(self)
        self.dots = Dots(self)
        self.icon = BigIcon(self)
        self.code = CodePicture(self)
        self.plan = PlanPicture(self)
        self.sign = SignPanel(self)
        self.lines = Lines(self)
        self._answers = Options(self, on_press, on_relaid)
        self._on_press, self._on_relaid = on_press, on_relaid
        self._signs, self._signed = signs, True
        self._view: View | None = None
        self._theme: Theme | None = None
        self.touch_top = 0  # px from the upper edge: nothing above is to be touched (accessibility F4)

    # Parts that have a screen to themselves are built when one of them is first shown: the home screen is none.

    @cached_property
    def board(self) -> Board:
        from kiosk.ui.screens.board import Board

        return Board(self, self._on_press, self._on_relaid, self.said.emit, self.touched.emit)

    @cached_property
    def digits(self) -> Digits:
        from kiosk.ui.screens.digits import Digits

        return Digits(self, self._on_press, self.said.emit, lambda echo: self.echoed.emit(0, 0, echo))

    @cached_property
    def desk(self) -> DeskPanel:
        from kiosk.ui.screens.desk import DeskPanel

        return DeskPanel(self, self.said.emit, self._on_relaid)

    @property
    def _wholes(self) -> tuple[Board | Digits | DeskPanel, ...]:
        """Those that have been built."""
        return tuple(vars(self)[name] for name in ("board", "digits", "desk") if name in vars(self))

    @property
    def options(self) -> Options | Board | Digits | DeskPanel:
        """Whatever has the buttons that are up."""
        return self._whole or self._answers

    @property
    def _whole(self) -> Board | Digits | DeskPanel | None:
        """The part that has all of this screen to itself, title and answers too."""
        match self._view.kind if self._view is not None else None:
            case Kind.BOARD:
                return self.board
            case Kind.DIGITS:
                return self.digits
            case Kind.DESK:
                return self.desk
            case _:
                return None

    def keyed(self, key: int) -> bool:
        """A keyboard's key that is no digit. Whether it has been of use here."""
        return self._view is not None and self._view.kind is Kind.DIGITS and self.digits.keyed(key)

    def type_key(self, typed: str) -> bool:
        """A digit, backspace or enter. Whether it was of use here: False where nothing is to be typed."""
        kind = self._view.kind if self._view is not None else None
        if kind is Kind.DIGITS:
            return self.digits.type_key(typed)
        if kind is Kind.DESK and typed != ENTER:
            self.desk.type_key(typed)
            return True
        return False

    @property
    def theme(self) -> Theme | None:
        """The theme in which the screen stands, its `fit` found."""
        return self._theme

    def show_view(self, view: View, theme: Theme, words: PageWords, *, motion: bool) -> None:
        """Set the view in the largest type in which it stands; answers are paged only when they must be."""
        self._view = view
        for part in (*self._tops_and_middles, self._answers):
            part.setVisible(self._whole is None)
        for part in self._wholes:
            if part is not self._whole:
                part.leave(for_good=view.kind is Kind.HOME)
        toggles = view.kind in (Kind.CHOOSE_SEVERAL, Kind.SETTINGS)
        unpaged = LEAST_UNPAGED_TOGGLES if toggles else LEAST_UNPAGED[theme.size]
        tries = [(smaller, False) for smaller in theme.fitted if smaller.step >= unpaged]
        for floors in (theme, *theme.lowered):
            tries += [(smaller, True) for smaller in floors.fitted]
        if not self._dressed(view, tries, words, signed=True, motion=motion) and (
            self._signs(view.id) or view.plan
        ):
            # Words come first: a screen without room for them and the clip or the map goes without those.
            self._dressed(view, tries, words, signed=False, motion=motion)
        self.arrange()

    def _dressed(
        self, view: View, tries: list[tuple[Theme, bool]], words: PageWords, *, signed: bool, motion: bool
    ) -> bool:
        """Set in the first of these in which it stands. Returns whether there is one."""
        self._signed = signed
        for smaller, paged in tries:
            self._dress(view, smaller, words, motion=motion)
            if self._stands(paged=paged):
                return True
        return False

    def _stands(self, *, paged: bool) -> bool:
        """Whether all words and enough answers stand at this fit."""
        assert self._theme is not None
        if self._whole is not None:
            return self._whole.stands(self.width(), self.height(), paged=paged)
        words, middle = self._words_height(), self._middle_least()
        if not all(words_fit(part.font(), part.text(), self._left_width()) for part in self._labels):
            return False
        least = self._answers.least_height(self._answers_width(), paged=paged)
        if self._split:
            right = max(self.touch_top, self._least(self._right_parts, self._right_width))
            return words + middle <= self.height() and least + right <= self.height()
        return max(words + middle, self.touch_top) + least <= self.height()

    def _dress(self, view: View, theme: Theme, words: PageWords, *, motion: bool) -> None:
        self._theme = theme
        colours = theme.colours
        if self._whole is not None:
            self.sign.show_sign(None, theme, words.sign, motion=motion)
            self._whole.show_view(view, theme, words)
            return
        self.steps.show_step(view.step, theme)
        title_font = theme.greeting_font if view.kind is Kind.HOME else theme.title_font
        title = self._title(view, theme)
        self._say(self.title, title, self._in_its_lines(title, title_font), colours.text)
        below_number = view.hint if view.number and view.kind is Kind.TICKET_READY else ""
        self._say(self.hint, "" if below_number else view.hint, theme.line_font, colours.quiet)
        accent = colours.danger if view.tone is Tone.TROUBLE else colours.accent
        self._say(self.notice, view.notice, theme.option_font, accent)
        self.number.show_number(view.number_caption, view.number, below_number, theme)
        self.picture.show_theme(theme, visible=view.kind is Kind.PRESENT_CARD)
        self.elapsed.show_since(view.since, view.elapsed_label, theme, coming=view.coming)
        self.dots.show_working(theme, visible=view.kind is Kind.WORKING, motion=motion)
        self.icon.show_icon(view.icon, theme)
        self.code.show_code(view.code, theme)
        self.plan.show_plan(view.plan if self._signed else (), theme)
        clip = self._signs(view.id) if self._signed else None
        self.sign.show_sign(clip, theme, words.sign, motion=motion)
        self._answers.beside_sign = theme.landscape and clip is not None
        self.lines.show_lines(view.lines, theme)
        self._answers.show_view(view, theme, words)

    def arrange(self) -> None:
        """Lay out for the present size."""
        if self._view is None or self._theme is None:
            return
        if self._whole is not None:
            self._whole.touch_top = self.touch_top
            self._whole.setGeometry(self.rect())
            self._whole.arrange()
            return
        width, top = self._left_width(), 0
        for part in self._tops:
            height = self._top_height(part, width)
            set_ = width if isinstance(part, StepBars) else self._set(part, width)
            part.setGeometry(self._room, top, set_, height)
            top += height + self._gap
        top += self._below_words
        bottom = self.height()
        if self._split:
            left = width + self._theme.margin_px
            taken = max(self.touch_top, self._least(self._right_parts, self._right_width))
            spare = self.height() - self._answers.calm_height(self._answers_width(), self.height() - taken)
            if self._right_parts:
                self._arrange_parts(self._right_parts, QRect(left + self._room, 0, self._right_width, spare))
            else:
                spare = self.touch_top
            self._answers.arrange(QRect(left, spare, self.width() - left, self.height() - spare))
        elif self._view.options:
            height = self._answers_height(top)
            self._answers.arrange(QRect(0, self.height() - height, self.width(), height))
            bottom -= height + self._gap
        else:
            self._answers.arrange(QRect(0, self.height(), self.width(), 0))
        self._arrange_parts(self._middles, QRect(self._room, top, width, bottom - top))

    def _answers_height(self, top: int) -> int:
        """All that is left, or, under something to be seen, what the answers need to stand well."""
        left = self.height() - max(top, self.touch_top)
        if not self._middles:
            return left
        below = self.height() - max(top + self._middle_least(), self.touch_top)
        return min(below, self._answers.calm_height(self.width(), left))

    def _arrange_parts(self, parts: tuple[Picture, ...], room: QRect) -> None:
        """Parts grow as far as they may; what is still over goes above and below them."""
        assert self._theme is not None
        least = {part: part.needed_height(room.width(), self._theme) for part in parts}
        spare = room.height() - sum(least.values()) - self._gap * max(0, len(parts) - 1)
        for part in parts:
            more = min(max(0, spare), part.most_height(room.width(), self._theme) - least[part])
            least[part] += more
            spare -= more
        worded = any(isinstance(part, NumberCard | Lines) for part in parts)
        top = room.top() + max(
            0, min(spare // 3, self._theme.length(NEAR_TITLE_MM)) if worded else spare // 2
        )
        for part in parts:
            part.setGeometry(room.left(), top, room.width(), least[part])
            top += least[part] + self._gap

    @property
    def _tops_and_middles(self) -> tuple[QWidget, ...]:
        return (self.steps, self.title, self.hint, self.notice, *self._pictures)

    @property
    def _labels(self) -> tuple[QLabel, ...]:
        return tuple(part for part in (self.title, self.hint, self.notice) if not part.isHidden())

    @property
    def _tops(self) -> tuple[QLabel | StepBars, ...]:
        bars = () if self.steps.isHidden() else (self.steps,)
        return (*bars, *self._labels)

    @property
    def _middles(self) -> tuple[Picture, ...]:
        return tuple(part for part in self._seen if part not in self._right_parts)

    @property
    def _right_parts(self) -> tuple[Picture, ...]:
        """In landscape the lines below a number stand beside it, over the answers."""
        return (self.lines,) if self._split and len(self._seen) > 1 and self.lines in self._seen else ()

    @property
    def _seen(self) -> tuple[Picture, ...]:
        return tuple(part for part in self._pictures if not part.isHidden())

    @property
    def _pictures(self) -> tuple[Picture, ...]:
        """What can be seen between the words and the answers, from top to bottom."""
        drawn = (self.number, self.picture, self.elapsed, self.dots, self.icon, self.code, self.plan)
        return (*drawn, self.sign, self.lines)

    @property
    def _split(self) -> bool:
        """In landscape, answers stand to the right of what is to be seen."""
        if self._view is None or self._theme is None or not self._theme.landscape:
            return False
        return bool(self._view.options) and bool(self._seen)

    @property
    def _room(self) -> int:
        """Words stand in line with the cards, which keep room for their focus ring."""
        return self._theme.ring_room_px if self._theme else 0

    @property
    def _gap(self) -> int:
        return self._theme.length(4) if self._theme else 0

    def _left_width(self) -> int:
        inner = self.width() - 2 * self._room
        return (inner - self._theme.margin_px) // 2 if self._split and self._theme else inner

    def _answers_width(self) -> int:
        if self._split and self._theme:
            return self.width() - self._left_width() - self._theme.margin_px
        return self.width()

    def _words_height(self) -> int:
        width = self._left_width()
        return sum(self._top_height(part, width) + self._gap for part in self._tops) + self._below_words

    def _top_height(self, part: QLabel | StepBars, width: int) -> int:
        assert self._theme is not None
        if isinstance(part, StepBars):
            return part.needed_height(width, self._theme)
        return text_height(part.font(), part.text(), width)

    def _middle_least(self) -> int:
        return self._least(self._middles, self._left_width())

    def _least(self, parts: tuple[Picture, ...], width: int) -> int:
        assert self._theme is not None
        return sum(part.needed_height(width, self._theme) + self._gap for part in parts)

    @property
    def _right_width(self) -> int:
        return self._answers_width() - 2 * self._room

    @property
    def _below_words(self) -> int:
        """More air below the question than between its lines; a number has air of its own."""
        return self._theme.length(4) if self._theme and self.number.isHidden() else 0

    def _set(self, label: QLabel, width: int) -> int:
        """Break the words where they read well; assistive technology gets them unbroken. Returns the width."""
        words = label.text()
        label.setAccessibleName(words.replace("\n", ""))
        broken, narrower = arranged(label.font(), words, width)
        label.setText(broken)
        return narrower

    def _title(self, view: View, theme: Theme) -> str:
        """Titles are written with the line breaks that suit a portrait panel."""
        if theme.landscape and not self._split:
            return view.title.replace("\n", "" if view.language.startswith("zh") else " ")
        return view.title

    def _in_its_lines(self, title: str, font: QFont) -> QFont:
        """A title that is written in lines is set so that each of them stands in one."""
        width, line = self._left_width(), text_height(font, "0", self.width())
        least = font.pixelSize() * 2 // 3
        written = title.split("\n") if "\n" in title else []
        return min(
            (shrunk(font, least, one, width, line) for one in written), key=QFont.pixelSize, default=font
        )

    def _label(self) -> QLabel:
        label = QLabel(self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        return label

    def _say(self, label: QLabel, words: str, font: QFont, colour: str) -> None:
        label.setText(words)
        label.setFont(font)
        palette = label.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
        label.setPalette(palette)
        label.setVisible(bool(words))
