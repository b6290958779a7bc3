"""One line of a list of the desk: its cells in columns, wrapped rather than cut, and a stripe in its colour."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kiosk.flows.desk.screen import Row, Rows, Shade
from kiosk.ui.screens.desk_key import SMALL_MM, desk_font, desk_px, shade_colour
from kiosk.ui.theme import Theme
from kiosk.ui.typeset import LEFT, advance, text_height

STRIPE_MM, BETWEEN_MM, LEAST_COLUMN_MM = 1.6, 4.0, 14.0
SLACK_PX = 4  # a line is wrapped a little before it is as wide as its characters


def column_widths(rows: Rows, theme: Theme, width: int) -> list[int]:
    """Shares of `width` px, as the longest words of each column need."""
    font, between = desk_font(theme), desk_px(theme, BETWEEN_MM)
    cells = [rows.columns, *(row.cells for row in rows.rows)]
    natural = [
        max(
            desk_px(theme, LEAST_COLUMN_MM),
            *(advance(font, str(line[place])) + between + SLACK_PX for line in cells),
        )
        for place in range(len(rows.columns))
    ]
    total = sum(natural)
    if total <= width:
        return [share + (width - total) // len(natural) for share in natural]
    # Short columns stay whole, such as a number; those that need more share what is left evenly.
    widths, left = list(natural), width
    narrow_first = sorted(range(len(natural)), key=lambda place: natural[place])
    for done, place in enumerate(narrow_first):
        widths[place] = min(natural[place], left // (len(natural) - done))
        left -= widths[place]
    return widths


class RowStrip(QWidget):
    """head: it holds the names of the columns."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._cells: Sequence[str] = ()
        self._widths: list[int] = []
        self._theme: Theme | None = None
        self._shade = Shade.NORMAL
        self._head = self._filled = False

    def show_row(self, row: Row, widths: list[int], theme: Theme) -> None:
        self._set([str(cell) for cell in row.cells], widths, theme, row.shade, head=False)

    def show_head(self, columns: Sequence[str], widths: list[int], theme: Theme) -> None:
        self._set(columns, widths, theme, Shade.NORMAL, head=True)

    def show_note(self, words: str, shade: Shade, theme: Theme, *, filled: bool = False) -> None:
        """One sentence over the whole width. filled: on the accent, so that it cannot be missed."""
        self._set([words], [self.width()], theme, shade, head=False)
        self._filled = filled

    def _set(
        self, cells: Sequence[str], widths: list[int], theme: Theme, shade: Shade, *, head: bool
    ) -> None:
        self._cells, self._widths, self._theme, self._shade, self._head = cells, widths, theme, shade, head
        self._filled = False
        self.setAccessibleName("，".join(cell for cell in cells if cell))
        self.show()
        self.update()

    @property
    def texts(self) -> Sequence[str]:
        return self._cells

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        if theme is None:
            return
        painter = QPainter(self)
        colours = theme.colours
        if not self._head:
            painter.fillRect(self.rect(), QColor(colours.accent if self._filled else colours.card))
            painter.fillRect(
                0, 0, desk_px(theme, STRIPE_MM), self.height(), QColor(shade_colour(self._shade, colours))
            )
        font = _font(theme, head=self._head)
        painter.setFont(font)
        ink = colours.on_accent if self._filled else colours.quiet if self._head else colours.text
        painter.setPen(QColor(ink))
        left, between = desk_px(theme, STRIPE_MM + BETWEEN_MM), desk_px(theme, BETWEEN_MM)
        for cell, width in zip(self._cells, self._widths, strict=True):
            inner = max(1, width - between)
            tall = text_height(font, cell, inner)
            painter.drawText(QRect(left, (self.height() - tall) // 2, inner, tall), LEFT, cell)
            left += width
        painter.end()


def row_height(row: Row, widths: list[int], theme: Theme, least: int) -> int:
    """In px: every word of every cell stands in it."""
    font, between = _font(theme, head=False), desk_px(theme, BETWEEN_MM)
    tall = (
        text_height(font, str(cell), max(1, width - between))
        for cell, width in zip(row.cells, widths, strict=True)
    )
    return max(least, *(height + desk_px(theme, 2) for height in tall))


def head_height(theme: Theme) -> int:
    return text_height(_font(theme, head=True), "0", 1000) + desk_px(theme, 1.5)


def _font(theme: Theme, *, head: bool) -> QFont:
    return desk_font(theme, SMALL_MM) if head else desk_font(theme)
