"""The map of a way in black on white: a thick line with arrows, a ring where one stands, a pin where it ends.

Names are 4 mm high, stand on no other name and not on the line; one that has no room is left out, for the
sentences below the map tell all of them.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from kiosk.devices.printer.raster import font
from kiosk.domain.floor_map import FloorView, MarkKind, MarkView

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

NAME_MM, LINE_MM, RING_MM, PIN_MM, DOT_MM, EDGE_MM, ARROW_MM = 4.2, 1.6, 2.4, 3.2, 0.9, 0.4, 1.0
SMALL_MM = 3.2
INSIDE_MM = 2.5
MARGIN_MM = 1.0  # round names and marks
ARROW_EVERY_MM = 12.0
BLACK, WHITE = 0, 255
ORDER = (MarkKind.HERE, MarkKind.TARGET, MarkKind.LANDMARK, MarkKind.OTHER)
Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom


def map_picture(floor: FloorView, width: int, dots_a_mm: float) -> Image:
    """In mode "L". Raises OSError when there is no font for Chinese. Black on white, grey only at the edges."""
    from PIL import Image, ImageDraw

    heading = round(NAME_MM * 1.6 * dots_a_mm)
    picture = Image.new("L", (width, heading + round(width / floor.aspect) + 1), WHITE)
    MapDrawing(floor, ImageDraw.Draw(picture), picture.width, picture.height, heading, dots_a_mm).draw()
    return picture


class MapDrawing:
    """pen draws on a picture of width by height dots, with the floor's name in its first `top` rows."""

    def __init__(
        self, floor: FloorView, pen: ImageDraw, width: int, height: int, top: int, dots_a_mm: float
    ) -> None:
        self._floor, self._pen, self._top, self._mm = floor, pen, top, dots_a_mm
        edge = round(EDGE_MM * dots_a_mm)
        self._area: Box = (edge, top, width - 1 - edge, height - 1 - edge)
        self._taken: list[Box] = []
        self.named: dict[str, Box] = {}  # where each name stands
        self._font = font(round(NAME_MM * dots_a_mm), bold=True)

    def draw(self) -> None:
        left, _, right, _ = self._area
        self._pen.text(((left + right) / 2, 0), self._floor.name, font=self._font, fill=BLACK, anchor="ma")
        self._pen.rectangle(self._area, outline=BLACK, width=max(2, round(EDGE_MM * self._mm)))
        self._line()
        places = sorted(self._floor.marks, key=lambda its: ORDER.index(its.kind))
        named = [place for place in places if place.kind is not MarkKind.OTHER]
        for place in named:
            self._mark(place)
        for place in named:
            self._name(place)
        # What is not on the way helps only with its name; a bare dot is a riddle.
        for place in places[len(named) :]:
            if self._name(place):
                self._mark(place)

    def _point(self, share: Point) -> Point:
        """A little inside the walls, so that what stands at one has room for its name."""
        left, top, right, bottom = self._area
        inside = INSIDE_MM * self._mm
        return (
            left + inside + share[0] * (right - left - 2 * inside),
            top + inside + share[1] * (bottom - top - 2 * inside),
        )

    def _line(self) -> None:
        points = [self._point(share) for share in self._floor.path]
        if len(points) < 2:
            return
        self._pen.line(points, fill=BLACK, width=round(LINE_MM * self._mm), joint="curve")
        half = LINE_MM * self._mm / 2
        for start, end in pairwise(points):
            box = (min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1]))
            self._taken.append((box[0] - half, box[1] - half, box[2] + half, box[3] + half))
            self._arrows(start, end)

    def _arrows(self, start: Point, end: Point) -> None:
        """White chevrons on the line, in walking direction."""
        long = math.dist(start, end)
        size = ARROW_MM * self._mm
        angle = math.atan2(end[1] - start[1], end[0] - start[0])
        for place in range(int(long / (ARROW_EVERY_MM * self._mm)) or int(long > 4 * size)):
            share = (place + 1) / ((int(long / (ARROW_EVERY_MM * self._mm)) or 1) + 1)
            tip = (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
            wings = [
                (
                    tip[0] + math.cos(angle + turn) * size * 0.8,
                    tip[1] + math.sin(angle + turn) * size * 0.8,
                )
                for turn in (0.78 * math.pi, -0.78 * math.pi)
            ]
            self._pen.line([wings[0], tip, wings[1]], fill=WHITE, width=max(2, round(0.4 * self._mm)))

    def _mark(self, place: MarkView) -> None:
        x, y = self._point(place.at)
        match place.kind:
            case MarkKind.HERE:
                ring, dot = RING_MM * self._mm, RING_MM * self._mm * 0.45
                self._pen.ellipse(
                    (x - ring, y - ring, x + ring, y + ring), fill=WHITE, outline=BLACK, width=4
                )
                self._pen.ellipse((x - dot, y - dot, x + dot, y + dot), fill=BLACK)
                self._keep_free((x, y), ring)
            case MarkKind.TARGET:
                head = PIN_MM * self._mm / 2
                middle = y - 1.6 * 2 * head
                self._pen.polygon(
                    ((x, y), (x - head * 0.9, middle + head * 0.4), (x + head * 0.9, middle + head * 0.4)),
                    fill=BLACK,
                )
                self._pen.ellipse((x - head, middle - head, x + head, middle + head), fill=BLACK)
                hole = head * 0.4
                self._pen.ellipse((x - hole, middle - hole, x + hole, middle + hole), fill=WHITE)
                self._taken.append((x - head, middle - head, x + head, y))
            case _:
                dot = DOT_MM * self._mm
                self._keep_free((x, y), dot)
                self._pen.ellipse((x - dot, y - dot, x + dot, y + dot), fill=BLACK, outline=WHITE)

    def _keep_free(self, at: Point, radius: float) -> None:
        self._taken.append((at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius))

    def _name(self, place: MarkView) -> bool:
        """Below, above, right or left of its place, where there is room. Whether there was.

        Start and end may be smaller on narrow paper, for without their names the map says nothing.
        """
        ends = place.kind in (MarkKind.HERE, MarkKind.TARGET)
        for mm in (NAME_MM, SMALL_MM) if ends else (NAME_MM,):
            face = font(round(mm * self._mm), bold=True)
            boxes = self._beside(place, face.getlength(place.label), mm * self._mm * 1.15)
            for box in boxes:
                if self._inside(box) and not any(_meet(box, other) for other in self._taken):
                    self._taken.append(box)
                    self.named[place.label] = box
                    self._pen.text((box[0], box[1]), place.label, font=face, fill=BLACK, anchor="la")
                    return True
        return False

    def _beside(self, place: MarkView, width: float, height: float) -> tuple[Box, ...]:
        x, y = self._point(place.at)
        sizes = {MarkKind.HERE: RING_MM, MarkKind.TARGET: PIN_MM / 2}
        off = (sizes.get(place.kind, DOT_MM) + MARGIN_MM) * self._mm
        # A pin's point needs no room below it, only the line does.
        below = (LINE_MM / 2 + EDGE_MM) * self._mm if place.kind is MarkKind.TARGET else off
        above = off + (PIN_MM * 2.1 * self._mm if place.kind is MarkKind.TARGET else 0)
        room = MARGIN_MM * self._mm
        centred = min(max(x - width / 2, self._area[0] + room), self._area[2] - room - width)
        corners = (
            (centred, y + below),
            (centred, y - above - height),
            (x + off, y - height / 2),
            (x - off - width, y - height / 2),
            (x + off, y + off),
            (x - off - width, y + off),
            (x + off, y - above - height),
            (x - off - width, y - above - height),
        )
        return tuple((left, top, left + width, top + height) for left, top in corners)

    def _inside(self, box: Box) -> bool:
        left, top, right, bottom = self._area
        room = EDGE_MM * self._mm
        return (
            box[0] >= left + room
            and box[1] >= top + room
            and box[2] <= right - room
            and box[3] <= bottom - room
        )


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
