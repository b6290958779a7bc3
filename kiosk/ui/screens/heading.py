"""The title of a screen that is full of other things, and one sentence more below it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from kiosk.ui.theme import Theme
from kiosk.ui.typeset import text_height, words_fit


class Heading:
    """Two labels of `parent`; one without words takes no room."""

    def __init__(self, parent: QWidget) -> None:
        self.title, self.notice = QLabel(parent), QLabel(parent)
        for label in (self.title, self.notice):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.hide()

    def show_words(self, title: str, notice: str, theme: Theme) -> None:
        colours = theme.colours
        for label, text, colour in (
            (self.title, title, colours.text),
            (self.notice, notice, colours.accent),
        ):
            label.setText(text)
            label.setFont(theme.option_font)
            palette = label.palette()
            palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
            label.setPalette(palette)
            label.setVisible(bool(text))

    def hide(self) -> None:
        self.title.hide()
        self.notice.hide()

    def fits(self, width: int) -> bool:
        return all(words_fit(label.font(), label.text(), width) for label in self._labels)

    def height(self, width: int, gap: int) -> int:
        """In px, with a gap below each line."""
        return sum(text_height(label.font(), label.text(), width) + gap for label in self._labels)

    def arrange(self, left: int, width: int, gap: int) -> int:
        """Returns the lower edge in px, with the gap."""
        top = 0
        for label in self._labels:
            tall = text_height(label.font(), label.text(), width)
            label.setGeometry(left, top, width, tall)
            top += tall + gap
        return top

    @property
    def _labels(self) -> list[QLabel]:
        return [label for label in (self.title, self.notice) if label.text()]
