"""Shapes on a map: arrow heads along the line, the pin at its end, the ring where somebody stands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import atan2, cos, hypot, pi, sin

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

SPREAD = 0.75 * pi  # between the way and each side of an arrow head


def arrow_heads(points: Sequence[QPointF], size: float) -> list[QPainterPath]:
    """One in the middle of each stretch that has room for it, and one more where it is long. size: px."""
    heads: list[QPainterPath] = []
    for start, end in pairwise(points):
        long = hypot(end.x() - start.x(), end.y() - start.y())
        count = min(2, int(long // (3 * size)))
        angle = atan2(end.y() - start.y(), end.x() - start.x())
        for place in range(count):
            share = (place + 1) / (count + 1)
            tip = start + (end - start) * share + QPointF(cos(angle), sin(angle)) * (size / 2)
            heads.append(_head(tip, angle, size))
    return heads


def _head(tip: QPointF, angle: float, size: float) -> QPainterPath:
    path = QPainterPath(tip + QPointF(cos(angle + SPREAD), sin(angle + SPREAD)) * size)
    path.lineTo(tip)
    path.lineTo(tip + QPointF(cos(angle - SPREAD), sin(angle - SPREAD)) * size)
    return path


def pin(at: QPointF, width: float) -> QPainterPath:
    """A drop whose point is at `at`; the head stands above, with a hole in it. width: px of the head."""
    radius = width / 2
    head = QPointF(at.x(), at.y() - 1.5 * width)
    drop = QPainterPath(at)
    drop.lineTo(QPointF(head.x() - 0.9 * radius, head.y() + 0.45 * radius))
    drop.arcTo(QRectF(head.x() - radius, head.y() - radius, width, width), 207, -234)
    drop.closeSubpath()
    hole = QPainterPath()
    hole.addEllipse(head, radius * 0.4, radius * 0.4)
    return drop.subtracted(hole)
