"""The words that two people say to each other, huge: the last ones whole, older ones above as far as there is room.

Visitor's remarks stand left, staff's right, each with its picture. Turned round, the person opposite reads it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk.domain.note import Ink, Piece
from kiosk.flows.view import RemarkView
from kiosk.ui.icons import icon
from kiosk.ui.pictures import Picture, paint_panel
from kiosk.ui.theme import Theme
from kiosk.ui.typeset import advance

EM_MM = 20.0  # least height of a character: read over a counter
DRAWN_MM = 26.0
CENTRED = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
LINE = 1.32  # line height in characters
LEAST_LINES = 2
WORDS = re.compile(
    r"[!-~]+ ?|.", re.DOTALL
)  # where a line may break: after words, after each Chinese character
PEN = 0.08  # of an ink box
WHO = {False: "user", True: "id-card-lanyard"}


@dataclass
class _Row:
    """One line of one remark; first: the one with the speaker's picture."""

    staff: bool
    first: bool
    atoms: list[Piece]
    width: int = 0


class Talk(Picture):
    """What stands on the board."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._remarks: tuple[RemarkView, ...] = ()
        self._hint = ""
        self.turned = False

    def show_remarks(self, remarks: tuple[RemarkView, ...], hint: str, theme: Theme) -> None:
        """hint: stands there while nothing has been said."""
        self._remarks, self._hint, self.theme = remarks, hint, theme
        self.update()

    @property
    def remarks(self) -> tuple[RemarkView, ...]:
        return self._remarks

    @property
    def last_stands_whole(self) -> bool:
        em = self.em_px()
        return len(self._rows(self._remarks[-1:], em)) <= self._lines(em)

    def turn(self) -> None:
        """Half a turn, for the person opposite, and back."""
        self.turned = not self.turned
        self.update()

    def needed_height(self, width: int, theme: Theme) -> int:
        return round(LEAST_LINES * LINE * theme.px_up(EM_MM)) + 2 * theme.length(6)

    def most_height(self, width: int, theme: Theme) -> int:
        return 3 * self.needed_height(width, theme)

    def em_px(self) -> int:
        """Height in px of a character. Only a remark that would not stand whole is set smaller than 20 mm."""
        assert self.theme is not None
        em, least = max(self.theme.fixed(DRAWN_MM), self.theme.px_up(EM_MM)), self.theme.main_px
        last = self._remarks[-1:]
        while em > least and len(self._rows(last, em)) > self._lines(em):
            em = max(least, em - 2)
        return em

    def paintEvent(self, e: QPaintEvent) -> None:
        if self.theme is None:
            return
        theme, colours = self.theme, self.theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.turned:
            painter.translate(self.width(), self.height())
            painter.rotate(180)
        paint_panel(painter, self, theme, colours.accent if self.turned else colours.line)
        em = self.em_px()
        top = theme.length(6)
        if not self._remarks:
            painter.setFont(theme.line_font)
            painter.setPen(QColor(colours.quiet))
            painter.drawText(self.rect().adjusted(self._pad, top, -self._pad, -top), CENTRED, self._hint)
        for row in self._whole_rows(em):
            self._paint_row(painter, row, top, em)
            top += round(LINE * em)
        painter.end()

    def _paint_row(self, painter: QPainter, row: _Row, top: int, em: int) -> None:
        assert self.theme is not None
        colours, pad = self.theme.colours, self._pad
        colour = colours.accent if row.staff else colours.text
        size = round(em * 0.8)
        if row.first:
            x = self.width() - pad - size if row.staff else pad
            painter.drawPixmap(x, top + round((LINE * em - size) / 2), icon(WHO[row.staff], size, colour))
        x = self.width() - pad - self._indent(em) - row.width if row.staff else pad + self._indent(em)
        font = self._font(em)
        painter.setFont(font)
        base = top + (LINE * em - QFontMetrics(font).height()) / 2 + QFontMetrics(font).ascent()
        for atom in row.atoms:
            painter.setPen(QColor(colour))
            if isinstance(atom, Ink):
                paint_ink(painter, atom, QRectF(x, top + (LINE - 1) * em / 2, em, em), colour)
            else:
                painter.drawText(QPointF(x, base), atom)
            x += self._width_of(atom, em)

    def _whole_rows(self, em: int) -> list[_Row]:
        """Of as many of the last remarks as stand whole; of the very last one what there is room for."""
        rows: list[_Row] = []
        for remark in reversed(self._remarks):
            its = self._rows((remark,), em)
            if rows and len(its) + len(rows) > self._lines(em):
                break
            rows = its + rows
        return rows[-self._lines(em) :]

    def _rows(self, remarks: tuple[RemarkView, ...], em: int) -> list[_Row]:
        room = self.width() - 2 * self._pad - self._indent(em)
        rows: list[_Row] = []
        for remark in remarks:
            rows.append(_Row(remark.staff, True, []))
            for atom in _atoms(remark.pieces):
                wide = self._width_of(atom, em)
                if rows[-1].atoms and rows[-1].width + wide > room:
                    rows.append(_Row(remark.staff, False, []))
                rows[-1].atoms.append(atom)
                rows[-1].width += wide
        return rows

    def _lines(self, em: int) -> int:
        """How many stand in the panel."""
        assert self.theme is not None
        return max(1, (self.height() - 2 * self.theme.length(6)) // round(LINE * em))

    def _width_of(self, atom: Piece, em: int) -> int:
        return em if isinstance(atom, Ink) else advance(self._font(em), atom)

    def _font(self, em: int) -> QFont:
        assert self.theme is not None
        font = QFont(self.theme.title_font)
        font.setPixelSize(em)
        return font

    @property
    def _pad(self) -> int:
        assert self.theme is not None
        return self.theme.length(7)

    def _indent(self, em: int) -> int:
        """Room for the speaker's picture."""
        return round(em * 1.05)


def paint_ink(painter: QPainter, ink: Ink, box: QRectF, colour: str) -> None:
    """Handwriting in a square."""
    wide = max(2.0, box.width() * PEN)
    pen = QPen(
        QColor(colour), wide, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    )
    painter.setPen(pen)
    for stroke in ink.strokes:
        points = [QPointF(box.left() + x * box.width(), box.top() + y * box.height()) for x, y in stroke]
        if len(points) == 1:
            painter.drawPoint(points[0])
        else:
            painter.drawPolyline(points)


def _atoms(pieces: tuple[Piece, ...]) -> list[Piece]:
    atoms: list[Piece] = []
    for piece in pieces:
        atoms += [piece] if isinstance(piece, Ink) else WORDS.findall(piece)
    return atoms
