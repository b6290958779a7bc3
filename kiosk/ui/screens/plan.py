"""A map of each floor of a way: where you are, where it is, and the line to follow. The lines below say the same."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kiosk.domain.floor_map import FloorView, MarkKind, MarkView
from kiosk.ui.pictures import Picture
from kiosk.ui.screens.plan_shapes import arrow_heads, pin
from kiosk.ui.theme import Theme

LEAST_MM = 62.0  # below this nothing on it can be read
PATH_MM, DOT_MM, PIN_MM, OUTLINE_MM, ARROW_MM, ARROW_LINE_MM = 2.8, 2.0, 6.0, 0.8, 1.7, 0.7
NAMED = (MarkKind.HERE, MarkKind.TARGET, MarkKind.LANDMARK)


class PlanPicture(Picture):
    """Floors side by side, each as large as its room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._floors: tuple[FloorView, ...] = ()
        self.named: list[tuple[str, QRectF]] = []  # where each name was painted last

    def show_plan(self, floors: tuple[FloorView, ...], theme: Theme) -> None:
        """In the largest type the lines take the map's room, and say the same."""
        floors = floors if theme.size != "huge" else ()
        self.theme = theme
        self._floors = floors
        self.setVisible(bool(floors))
        self.setAccessibleName(
            "，".join(mark.label for floor in floors for mark in floor.marks if mark.kind in NAMED)
        )
        self.update()

    def needed_height(self, width: int, theme: Theme) -> int:
        return theme.length(LEAST_MM)

    def most_height(self, width: int, theme: Theme) -> int:
        """As high as the floors are when they fill the width."""
        if not self._floors:
            return self.needed_height(width, theme)
        each = (width - theme.gap_px * (len(self._floors) - 1)) / len(self._floors)
        drawn = max(each / floor.aspect for floor in self._floors) + self._name_height(theme)
        return max(self.needed_height(width, theme), int(drawn))

    def paintEvent(self, e: QPaintEvent) -> None:
        if self.theme is None or not self._floors:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.named.clear()
        count = len(self._floors)
        gap = self.theme.gap_px
        each = (self.width() - gap * (count - 1)) / count
        for place, floor in enumerate(self._floors):
            room = QRectF(place * (each + gap), 0, each, self.height())
            self._draw_floor(painter, floor, room, self.theme)
        painter.end()

    def _draw_floor(self, painter: QPainter, floor: FloorView, room: QRectF, theme: Theme) -> None:
        name_height = self._name_height(theme)
        painter.setFont(theme.caption_font)
        painter.setPen(QColor(theme.colours.text))
        painter.drawText(
            QRectF(room.left(), room.top(), room.width(), name_height),
            int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter),
            floor.name,
        )
        width = min(room.width(), (room.height() - name_height) * floor.aspect)
        height = width / floor.aspect
        area = QRectF(room.center().x() - width / 2, room.top() + name_height, width, height)
        painter.setPen(QPen(QColor(theme.colours.quiet), theme.length(OUTLINE_MM)))
        painter.setBrush(QColor(theme.colours.card))
        painter.drawRoundedRect(area, theme.length(2), theme.length(2))
        self._draw_path(painter, floor, area, theme)
        line = _beside_path(floor, area, theme.length(PATH_MM))
        taken: list[QRectF] = []
        for mark in sorted(floor.marks, key=lambda mark: NAMED.index(mark.kind) if mark.kind in NAMED else 9):
            self._draw_mark(painter, mark, area, theme, line, taken)

    def _draw_path(self, painter: QPainter, floor: FloorView, area: QRectF, theme: Theme) -> None:
        if len(floor.path) < 2:
            return
        line = QPainterPath(_point(floor.path[0], area))
        for share in floor.path[1:]:
            line.lineTo(_point(share, area))
        pen = QPen(QColor(theme.colours.accent), theme.length(PATH_MM))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(line)
        points = [_point(share, area) for share in floor.path]
        pen = QPen(QColor(theme.colours.ground), theme.length(ARROW_LINE_MM))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for head in arrow_heads(points, theme.length(ARROW_MM)):
            painter.drawPath(head)

    def _draw_mark(
        self,
        painter: QPainter,
        mark: MarkView,
        area: QRectF,
        theme: Theme,
        line: list[QRectF],
        taken: list[QRectF],
    ) -> None:
        """A point, and its name where it stands free of other names; one of the way may stand on the line."""
        at = _point(mark.at, area)
        named = mark.kind in (MarkKind.HERE, MarkKind.TARGET)
        colour = theme.colours.text if named else theme.colours.quiet
        radius = theme.length(PIN_MM if named else DOT_MM) / 2
        painter.setPen(QPen(QColor(theme.colours.ground), theme.length(OUTLINE_MM)))
        painter.setBrush(QColor(colour))
        if mark.kind is MarkKind.TARGET:
            painter.setBrush(QColor(theme.colours.accent))
            painter.setPen(QPen(QColor(theme.colours.text), theme.length(OUTLINE_MM)))
            painter.drawPath(pin(at, 2 * radius))
        else:
            painter.drawEllipse(at, radius, radius)
        if mark.kind is MarkKind.HERE:  # a ring around the point: where one stands
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colour), theme.length(OUTLINE_MM)))
            painter.drawEllipse(at, 1.7 * radius, 1.7 * radius)
            radius *= 1.7
        size = QFontMetricsF(theme.caption_font).boundingRect(mark.label).size()
        boxes = [
            box
            for box in _beside(at, size.width(), size.height(), radius + theme.length(1))
            if area.contains(box) and not (mark.kind is MarkKind.TARGET and box.bottom() <= at.y())
        ]
        apart = [box for box in boxes if not any(box.intersects(other) for other in taken)]
        free = [box for box in apart if not any(box.intersects(other) for other in line)]
        box = next(iter(free or (apart if mark.kind in NAMED else [])), None)
        if box is None:
            return
        taken.append(box)
        self.named.append((mark.label, box))
        painter.setFont(theme.caption_font)
        painter.setPen(QColor(colour))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), mark.label)

    @staticmethod
    def _name_height(theme: Theme) -> float:
        return QFontMetricsF(theme.caption_font).height() * 1.3


def _point(share: tuple[float, float], area: QRectF) -> QPointF:
    return QPointF(area.left() + share[0] * area.width(), area.top() + share[1] * area.height())


def _beside_path(floor: FloorView, area: QRectF, width: float) -> list[QRectF]:
    """What the line covers, where no name may stand."""
    points = [_point(share, area) for share in floor.path]
    return [
        QRectF(start, end).normalized().adjusted(-width, -width, width, width)
        for start, end in pairwise(points)
    ]


def _beside(at: QPointF, width: float, height: float, off: float) -> tuple[QRectF, ...]:
    """Where a name may stand: above, below, right, left of its point."""
    return (
        QRectF(at.x() - width / 2, at.y() - off - height, width, height),
        QRectF(at.x() - width / 2, at.y() + off, width, height),
        QRectF(at.x() + off, at.y() - height / 2, width, height),
        QRectF(at.x() - off - width, at.y() - height / 2, width, height),
    )
