"""One screen: title, hint and whatever its kind has of number, lines, picture, time and answers.

Every kind is a composition of the same few parts, built once. In landscape the words stand on the left and
the answers on the right.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from kiosk.flows.view import Kind, OptionView, Tone, View
from kiosk.ui.pictures import (
    BigIcon,
    CardPicture,
    Dots,
    Elapsed,
    Lines,
    NumberCard,
    StepBars,
    text_height,
)
from kiosk.ui.screens.options import Options, PageWords
from kiosk.ui.theme import Theme

# "huge" at its smallest is still "normal"; the last ones are for small landscape panels.
FITS = (1.0, 0.93, 0.86, 0.8, 0.74, 0.69, 0.62, 0.55, 0.48, 0.42)
Measured = StepBars | NumberCard | CardPicture | Elapsed | Dots | BigIcon | Lines


class Body(QWidget):
    """Everything between the header and the captions."""

    def __init__(
        self, parent: QWidget, on_press: Callable[[OptionView], None], on_relaid: Callable[[], None]
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
        self.lines = Lines(self)
        self.options = Options(self, on_press, on_relaid)
        self._view: View | None = None
        self._theme: Theme | None = None

    def show_view(self, view: View, theme: Theme, words: PageWords, *, motion: bool) -> None:
        self._view = view
        for fit in FITS:
            self._dress(view, replace(theme, fit=fit), words, motion=motion)
            if self._stands():
                break
        self.arrange()

    def _stands(self) -> bool:
        """Whether all words and enough answers stand at this fit."""
        if self._theme is None or self._view is None:
            return True
        width, top = self._words_width(), 0
        for part in self._parts:
            top += self._height_of(part, width)
        if width < self.width():
            return top <= self.height() and self.options.least_height(self.width() - width) <= self.height()
        return top + self.options.least_height(width) <= self.height()

    def _dress(self, view: View, theme: Theme, words: PageWords, *, motion: bool) -> None:
        self._theme = theme
        self.steps.show_step(view.step, theme)
        self._say(self.title, view.title, theme.title_font, theme.colours.text)
        below_number = view.hint if view.number and view.kind is Kind.TICKET_READY else ""
        self._say(self.hint, "" if below_number else view.hint, theme.line_font, theme.colours.quiet)
        accent = theme.colours.danger if view.tone is Tone.TROUBLE else theme.colours.accent
        self._say(self.notice, view.notice, theme.option_font, accent)
        self.number.show_number(view.number_caption, view.number, below_number, theme)
        self.picture.show_theme(theme, visible=view.kind is Kind.PRESENT_CARD)
        self.elapsed.show_since(view.since, view.elapsed_label, theme)
        self.dots.show_working(theme, visible=view.kind is Kind.WORKING, motion=motion)
        self.icon.show_icon(view.icon, theme)
        self.lines.show_lines(view.lines, theme)
        self.options.show_view(view, theme, words)

    def arrange(self) -> None:
        """Lay out for the present size. Words take what they need, answers the rest."""
        if self._view is None or self._theme is None:
            return
        width, top = self._words_width(), 0
        for part in self._parts:
            height = self._height_of(part, width)
            part.setGeometry(0, top, width, max(0, height - self._gap(part)))
            top += height
        if width < self.width():
            left = width + self._theme.margin_px
            self.options.arrange(QRect(left, 0, self.width() - left, self.height()))
        else:
            self.options.arrange(QRect(0, top, width, self.height() - top))

    @property
    def _parts(self) -> tuple[QLabel | Measured, ...]:
        """Everything above the answers, from top to bottom."""
        words = (self.steps, self.title, self.hint, self.notice)
        return (*words, self.number, self.picture, self.elapsed, self.dots, self.icon, self.lines)

    def _words_width(self) -> int:
        """In landscape the answers have the right half."""
        if (
            self._theme is not None
            and self._theme.landscape
            and self._view is not None
            and self._view.options
        ):
            return (self.width() - self._theme.margin_px) // 2
        return self.width()

    def _gap(self, part: QLabel | Measured) -> int:
        return self._theme.length(4 if isinstance(part, QLabel) else 6) if self._theme else 0

    def _height_of(self, part: QLabel | Measured, width: int) -> int:
        """With the gap below it, in px; 0 for a part that this screen does not have."""
        if self._theme is None or part.isHidden():
            return 0
        if isinstance(part, QLabel):
            return text_height(part.font(), part.text(), width) + self._gap(part)
        return part.needed_height(width, self._theme) + self._gap(part)

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
