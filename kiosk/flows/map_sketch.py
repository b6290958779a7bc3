"""The part of the plan that belongs to one way: its floors, what stands there, and the line to follow."""

from __future__ import annotations

from kiosk.domain.floor_map import MarkKind
from kiosk.domain.hall import Hall
from kiosk.domain.plan import Place
from kiosk.flows.script import FloorSketch, Mark, PlanSketch, Say


def sketch(hall: Hall, target: str) -> PlanSketch | None:
    """None where the plan knows no way there."""
    route = hall.plan.route(target)
    if not route:
        return None
    floors = tuple(dict.fromkeys(place.floor for place in route))
    # A lift that only passes a floor leaves it with one place: nothing to be seen there.
    walked = [floor for floor in floors if sum(place.floor == floor for place in route) > 1]
    return PlanSketch(tuple(_floor(hall, floor, route) for floor in walked))


def _floor(hall: Hall, floor: str, route: tuple[Place, ...]) -> FloorSketch:
    size = hall.plan.size(floor)

    def share(place: Place) -> tuple[float, float]:
        return place.at[0] / size.width, place.at[1] / size.height

    marks = tuple(
        Mark(_kind(place, hall.plan.here, route), share(place), label)
        for place in hall.plan.places
        if place.floor == floor and (label := _label(hall, place))
    )
    path = tuple(share(place) for place in route if place.floor == floor)
    return FloorSketch(hall.floor(floor).name, size.width / size.height, marks, path)


def name_of(hall: Hall, place: Place) -> Say | None:
    """A window by its number, any other place by its name; None for a corner."""
    window = next((window for window in hall.windows if window.id == place.id), None)
    if window is not None:
        return Say("window-name", {"n": window.number})
    return Say("map-place", {"name": place.name}) if place.name else None


def _label(hall: Hall, place: Place) -> Say | None:
    return Say("map-here") if place.id == hall.plan.here else name_of(hall, place)


def _kind(place: Place, here: str, route: tuple[Place, ...]) -> MarkKind:
    if place.id == here:
        return MarkKind.HERE
    if place is route[-1]:
        return MarkKind.TARGET
    return MarkKind.LANDMARK if place in route else MarkKind.OTHER
