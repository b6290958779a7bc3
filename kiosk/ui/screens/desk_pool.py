"""The widgets of the desk: built once, used again for every page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from kiosk.ui.screens.chart import ChartPicture
from kiosk.ui.screens.desk_key import TEXT_MM, DeskKey, desk_font
from kiosk.ui.screens.desk_rows import RowStrip
from kiosk.ui.theme import Theme


class Pool:
    """Between begin and end widgets are taken; those that nobody took are hidden. on_pressed: of every key."""

    def __init__(self, parent: QWidget, on_pressed: Callable[[], None]) -> None:
        self._parent = parent
        self._on_pressed = on_pressed
        self._theme: Theme | None = None
        self.keys: list[DeskKey] = []
        self.labels: list[QLabel] = []
        self.strips: list[RowStrip] = []
        self.pictures: list[ChartPicture] = []
        self._taken = [0, 0, 0, 0]  # keys, labels, strips, pictures

    def begin(self, theme: Theme) -> None:
        self._theme = theme
        self._taken = [0, 0, 0, 0]

    def end(self) -> None:
        for widgets, taken in zip(
            (self.keys, self.labels, self.strips, self.pictures), self._taken, strict=True
        ):
            for widget in widgets[taken:]:
                widget.hide()

    def key(self) -> DeskKey:
        if self._taken[0] == len(self.keys):
            made = DeskKey(self._parent)
            # Queued: the page may change under the key, which must have done with its press by then.
            made.clicked.connect(self._on_pressed, Qt.ConnectionType.QueuedConnection)
            self.keys.append(made)
        key = self.keys[self._taken[0]]
        self._taken[0] += 1
        key.theme = self._theme
        key.show()
        key.raise_()  # over the strip of its row
        return key

    def strip(self) -> RowStrip:
        if self._taken[2] == len(self.strips):
            self.strips.append(RowStrip(self._parent))
        self._taken[2] += 1
        strip = self.strips[self._taken[2] - 1]
        strip.lower()
        return strip

    def picture(self) -> ChartPicture:
        if self._taken[3] == len(self.pictures):
            self.pictures.append(ChartPicture(self._parent))
        self._taken[3] += 1
        picture = self.pictures[self._taken[3] - 1]
        picture.show()
        return picture

    def label(
        self,
        words: str,
        box: QRect,
        mm: float = TEXT_MM,
        *,
        bold: bool = False,
    ) -> None:
        assert self._theme is not None
        if self._taken[1] == len(self.labels):
            self.labels.append(QLabel(self._parent))
        label, theme = self.labels[self._taken[1]], self._theme
        self._taken[1] += 1
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setFont(desk_font(theme, mm, bold=bold))
        label.setText(words)
        label.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        palette = label.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(theme.colours.text))
        label.setPalette(palette)
        label.setGeometry(box)
        label.show()
