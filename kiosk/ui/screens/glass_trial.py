"""Tests that lie over the whole panel: targets to touch, whole colours, a ruler in the configured millimetres.

Keys work too, for a dead touch panel: Esc ends, Space goes on. How far a touch was off is measured from the target
that is nearest; a target is met by a touch in its own cell of the grid.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

COLUMNS, ROWS = 4, 6
TARGET_MM, MARK_MM, WORDS_MM = 12.0, 0.6, 6.0
RULER_MM, EDGE_MM = 100, 20.0
COLOURS = ("#ff0000", "#00ff00", "#0000ff", "#ffffff", "#808080", "#000000")
MET, UNMET, GROUND, INK = "#1a7f37", "#8c959f", "#ffffff", "#000000"

Over = Callable[[Mapping[str, str]], None]


class GlassTrial(QWidget):
    """parent: the window, all of which it covers. px_per_mm: by the configuration. on_over(values): it has ended."""

    def __init__(self, parent: QWidget, px_per_mm: float, words: str, on_over: Over) -> None:
        super().__init__(parent)
        self._px = px_per_mm
        self._words = words
        self._on_over = on_over
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(words)
        self.setGeometry(parent.rect())
        self.raise_()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def end(self) -> None:
        self.hide()
        self._on_over(self.values())

    def values(self) -> Mapping[str, str]:
        """What was measured."""
        return {}

    def touched(self, at: QPointF) -> None:
        """Also for Space, which touches nowhere in particular."""
        self.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The window hears of it too: somebody is there."""
        self.touched(event.position())
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.touched(QPointF(-1, -1))

    def _say(self, painter: QPainter, text: str, top: float) -> None:
        font = QFont(self.font())
        font.setPixelSize(round(WORDS_MM * self._px))
        painter.setFont(font)
        painter.setPen(QColor(INK))
        box = QRect(0, round(top), self.width(), round(WORDS_MM * 4 * self._px))
        painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, text)


class TouchTrial(GlassTrial):
    """A cross in each cell. A cell that was touched is green and says by how many millimetres it was missed."""

    def __init__(self, parent: QWidget, px_per_mm: float, words: str, on_over: Over) -> None:
        self._drift: dict[int, tuple[QPointF, float]] = {}
        super().__init__(parent, px_per_mm, words, on_over)

    @property
    def centres(self) -> list[QPoint]:
        """Of the targets, row by row. The outermost stand as near to the edges as buttons do."""
        edge = round(TARGET_MM * self._px)
        wide, high = self.width() - 2 * edge, self.height() - 2 * edge
        return [
            QPoint(edge + wide * column // (COLUMNS - 1), edge + high * row // (ROWS - 1))
            for row in range(ROWS)
            for column in range(COLUMNS)
        ]

    def values(self) -> Mapping[str, str]:
        worst = max((off for _, off in self._drift.values()), default=0.0)
        return {"most": f"{worst:.2f}", "missed": str(COLUMNS * ROWS - len(self._drift))}

    def touched(self, at: QPointF) -> None:
        """The first touch of a cell counts: a second, better one would hide what visitors meet."""
        if at.x() < 0:
            return
        offs = [math.hypot(at.x() - its.x(), at.y() - its.y()) / self._px for its in self.centres]
        nearest = min(range(len(offs)), key=offs.__getitem__)
        self._drift.setdefault(nearest, (at, offs[nearest]))
        self.update()
        if len(self._drift) == COLUMNS * ROWS:
            self.end()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(GROUND))
        half, thick = TARGET_MM / 2 * self._px, max(1.0, MARK_MM * self._px)
        for place, centre in enumerate(self.centres):
            seen = self._drift.get(place)
            painter.setPen(QPen(QColor(MET if seen else UNMET), thick))
            painter.drawEllipse(QPointF(centre), half, half)
            painter.drawLine(QPointF(centre.x() - half, centre.y()), QPointF(centre.x() + half, centre.y()))
            painter.drawLine(QPointF(centre.x(), centre.y() - half), QPointF(centre.x(), centre.y() + half))
            if seen:
                at, off = seen
                painter.setBrush(QColor(MET))
                painter.drawEllipse(at, 2 * thick, 2 * thick)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                self._tell_off(painter, centre, off)
        self._say(painter, self._words, self.height() / (ROWS - 1) * 2.35)

    def _tell_off(self, painter: QPainter, centre: QPoint, off: float) -> None:
        font = QFont(self.font())
        font.setPixelSize(round(4 * self._px))
        painter.setFont(font)
        wide = round(30 * self._px)
        left = min(max(0, centre.x() - wide // 2), self.width() - wide)
        box = QRect(left, centre.y() + round(TARGET_MM / 2 * self._px), wide, round(6 * self._px))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{off:.1f} mm")


class ColourTrial(GlassTrial):
    """One whole colour after the other: a dead dot is seen on at least one of them."""

    def __init__(self, parent: QWidget, px_per_mm: float, words: str, on_over: Over) -> None:
        self.shown = 0
        super().__init__(parent, px_per_mm, words, on_over)

    def touched(self, at: QPointF) -> None:
        self.shown += 1
        if self.shown == len(COLOURS):
            self.shown = len(COLOURS) - 1
            self.end()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing else is on it: words would hide what is looked for."""
        QPainter(self).fillRect(self.rect(), QColor(COLOURS[self.shown]))


class RulerTrial(GlassTrial):
    """RULER_MM across and down, as the configuration has the panel's millimetres."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(GROUND))
        painter.setPen(QPen(QColor(INK), max(1.0, 0.2 * self._px)))
        edge = EDGE_MM * self._px
        for mm in range(RULER_MM + 1):
            tall = (9.0 if mm % 10 == 0 else 6.0 if mm % 5 == 0 else 4.0) * self._px
            along = edge + mm * self._px
            painter.drawLine(QPointF(along, edge), QPointF(along, edge + tall))
            painter.drawLine(QPointF(edge, edge + along), QPointF(edge + tall, edge + along))
            if mm % 10 == 0:
                font = QFont(self.font())
                font.setPixelSize(round(3.5 * self._px))
                painter.setFont(font)
                painter.drawText(QPointF(along + 2, edge + 13 * self._px), str(mm))
                painter.drawText(QPointF(edge + 10 * self._px, edge + along + 2), str(mm))
        self._say(painter, self._words, 2 * edge + (RULER_MM + 12) * self._px)


TRIALS: Mapping[str, type[GlassTrial]] = {"touch": TouchTrial, "colours": ColourTrial, "ruler": RulerTrial}
