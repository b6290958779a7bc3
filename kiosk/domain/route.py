"""A way told in at most five sentences with landmarks, as a person at the desk would tell it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from kiosk.domain.plan import Place, Side

MOST_LINES = 5
STRAIGHT_DEGREES = 35.0
LOOK_METRES = 8.0  # so far a window is seen from the corner
SIDES: dict[Side, tuple[float, float]] = {"up": (0, -1), "right": (1, 0), "down": (0, 1), "left": (-1, 0)}


class Turn(StrEnum):
    LEFT = "left"
    RIGHT = "right"
    STRAIGHT = "straight"


class Told(StrEnum):
    START = "start"  # 往{place}走
    AT = "at"  # 到{place}左转
    CORNER = "corner"  # 走到头左转
    PAST = "past"  # 经过{place}
    LIFT = "lift"  # 坐电梯到{floor}
    OUT = "out"  # 出电梯左转
    ARRIVE = "arrive"  # {place}在左手边


@dataclass(frozen=True)
class RouteLine:
    """place: whose name is said, None at a corner. floor: where the lift is left."""

    told: Told
    turn: Turn = Turn.STRAIGHT
    place: Place | None = None
    floor: str = ""


def route_lines(route: tuple[Place, ...]) -> list[RouteLine]:
    """Landmarks that are only passed are told where there is room for them. Empty for no way."""
    if len(route) < 2:
        return []
    lines = list(_all_lines(route))
    if len(lines) > MOST_LINES:
        lines = [line for line in lines if line.told is not Told.PAST]
    if len(lines) > MOST_LINES and lines[1].told is Told.AT and lines[1].place is lines[0].place:
        del lines[0]  # 到咨询导服台，右转 says where to walk to as well
    return lines


def _all_lines(route: tuple[Place, ...]) -> Iterator[RouteLine]:
    first = next((place for place in route[1:-1] if place.name), None)
    if first is not None:
        yield RouteLine(Told.START, place=first)
    heading: tuple[float, float] | None = None
    from_lift = False  # somebody stands in its door; what they turn at is the door
    for place, (here, there) in enumerate(pairwise(route)):
        if here.floor != there.floor:
            further = place + 2 < len(route) and route[place + 2].floor != there.floor
            if not further:
                yield RouteLine(Told.LIFT, place=here, floor=there.floor)
            heading, from_lift = SIDES[there.door] if there.door else None, True
            continue
        leg = (there.at[0] - here.at[0], there.at[1] - here.at[1])
        turn = turn_between(heading, leg)
        if there is route[-1]:
            # Into a short last leg one does not turn: it is where one looks.
            if turn is not Turn.STRAIGHT and math.hypot(*leg) > LOOK_METRES:
                yield RouteLine(*_where_to_turn(here, turn, from_lift=from_lift))
                turn = Turn.STRAIGHT
            yield RouteLine(Told.ARRIVE, turn, there)
        elif turn is not Turn.STRAIGHT:
            yield RouteLine(*_where_to_turn(here, turn, from_lift=from_lift))
        elif here.name and heading is not None and not from_lift:
            yield RouteLine(Told.PAST, turn, here)
        # A first corner close by is still at the lift's door.
        from_lift = from_lift and here.lift and not there.name and math.hypot(*leg) <= LOOK_METRES
        heading = leg


def _where_to_turn(here: Place, turn: Turn, *, from_lift: bool) -> tuple[Told, Turn, Place | None]:
    if from_lift:
        return Told.OUT, turn, None
    return (Told.AT, turn, here) if here.name else (Told.CORNER, turn, None)


def turn_between(before: tuple[float, float] | None, after: tuple[float, float]) -> Turn:
    """y grows downwards: a positive cross product turns to the right."""
    if before is None:
        return Turn.STRAIGHT
    cross = before[0] * after[1] - before[1] * after[0]
    along = before[0] * after[0] + before[1] * after[1]
    degrees = math.degrees(math.atan2(cross, along))
    if abs(degrees) <= STRAIGHT_DEGREES:
        return Turn.STRAIGHT
    return Turn.RIGHT if degrees > 0 else Turn.LEFT
