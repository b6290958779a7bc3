"""One screen: title, hint and whatever its kind has of number, lines, picture, time and answers.

Every kind is a composition of the same few parts, built once. In landscape the words stand on the left and
the answers on the right.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from kiosk.flows.view import Kind, OptionView, Tone, View
from kiosk.ui.pictures import CardPicture, Dots, Elapsed, Lines, NumberCard, Picture, StepBars, text_height
from kiosk.ui.screens.options import Options, PageWords
from kiosk.ui.theme import Theme


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
        self.lines = Lines(self)
        self.options = Options(self, on_press, on_relaid)
        self._view: View | None = None
        self._theme: Theme | None = None

    def show_view(self, view: View, theme: Theme, words: PageWords, *, motion: bool) -> None:
        self._view, self._theme = view, theme
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
        self.lines.show_lines(view.lines, theme)
        self.options.show_view(view, theme, words)
        self.arrange()

    def arrange(self) -> None:
        """Lay out for the present size. Words take what they need, answers the rest."""
        if self._view is None or self._theme is None:
            return
        theme = self._theme
        width = self.width()
        if theme.landscape and self._view.options:
            width = (self.width() - theme.margin_px) // 2
        top = 0
        for label in (self.steps, self.title, self.hint, self.notice):
            top = self._put(label, top, width)
        top += theme.gap_px // 2
        for part in (self.number, self.picture, self.elapsed, self.dots, self.lines):
            top = self._put(part, top, width)
        if width < self.width():
            self.options.arrange(
                QRect(width + theme.margin_px, 0, self.width() - width - theme.margin_px, self.height())
            )
        else:
            self.options.arrange(QRect(0, top, width, self.height() - top))

    def _put(self, part: QLabel | Picture, top: int, width: int) -> int:
        """Place a part that is wanted; returns where the next one begins."""
        theme = self._theme
        if theme is None or part.isHidden():
            return top
        if isinstance(part, QLabel):
            height = text_height(part.font(), part.text(), width)
            gap = theme.length(4)
        else:
            height = part.needed_height(width, theme)  # pyright: ignore[reportAttributeAccessIssue]
            gap = theme.length(6)
        part.setGeometry(0, top, width, height)
        return top + height + gap

    def _label(self) -> QLabel:
        label = QLabel(self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        return label

    def _say(self, label: QLabel, words: str, font: object, colour: str) -> None:
        label.setText(words)
        label.setFont(font)  # pyright: ignore[reportArgumentType]
        palette = label.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
        label.setPalette(palette)
        label.setVisible(bool(words))
