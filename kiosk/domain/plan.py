"""The hall's plan: places on floors and the ways between them, and the shortest way without a step.

Read from a file of assets/maps or of the configuration's folder, named by `plan` in hall.toml. Metres; x grows
to the right and y downwards, as the plan on the wall is hung.
"""

from __future__ import annotations

import math
from heapq import heappop, heappush
from typing import Literal, Self

from pydantic import Field, model_validator

from kiosk.domain.frozen import Frozen, Words

BETWEEN_FLOORS_M = 15.0  # what a lift is worth in metres of walking
Side = Literal["up", "right", "down", "left"]


class Place(Frozen):
    """at: metres. name: None for a mere corner. door: where somebody looks who comes out of a lift.

    listed: offered under 我要去哪里. Windows have the ids of hall.toml.
    """

    id: str
    floor: str
    at: tuple[float, float]
    name: Words | None = None
    icon: str = "map-pin"
    listed: bool = False
    lift: bool = False
    door: Side | None = None


class Way(Frozen):
    """Between two places, both ways. steps: not for a wheelchair."""

    between: tuple[str, str]
    steps: bool = False


class FloorSize(Frozen):
    floor: str
    width: float = Field(gt=0)
    height: float = Field(gt=0)


class Plan(Frozen):
    """sample: made up, to be replaced on site. here: id of the place where the terminal stands."""

    sample: bool = False
    here: str = ""
    sizes: tuple[FloorSize, ...] = ()
    places: tuple[Place, ...] = ()
    ways: tuple[Way, ...] = ()

    @model_validator(mode="after")
    def check_references(self) -> Self:
        """Raises ValueError naming both sides."""
        ids = [place.id for place in self.places]
        if doubled := {entry for entry in ids if ids.count(entry) > 1}:
            raise ValueError(f"places: the id {sorted(doubled)[0]!r} is used twice")
        if self.places and self.here not in ids:
            raise ValueError(f"here: {self.here!r} is not one of the places")
        for way in self.ways:
            if missing := [end for end in way.between if end not in ids]:
                raise ValueError(
                    f"ways: {list(way.between)} names {missing[0]!r}, which is not one of the places"
                )
        sized = {size.floor for size in self.sizes}
        for place in self.places:
            if place.floor not in sized:
                raise ValueError(f"places: {place.id!r} is on floor {place.floor!r}, which has no size")
        return self

    def place(self, place_id: str) -> Place | None:
        return next((place for place in self.places if place.id == place_id), None)

    def size(self, floor: str) -> FloorSize:
        return next(size for size in self.sizes if size.floor == floor)

    def route(self, target: str) -> tuple[Place, ...]:
        """From here to the target, the shortest without steps (Dijkstra); empty when there is none."""
        known = {place.id: place for place in self.places}
        if target not in known:
            return ()
        queue: list[tuple[float, str, tuple[str, ...]]] = [(0.0, self.here, (self.here,))]
        done: set[str] = set()
        while queue:
            length, at, path = heappop(queue)
            if at == target:
                return tuple(known[each] for each in path)
            if at in done:
                continue
            done.add(at)
            for way in self.ways:
                if at in way.between and not way.steps:
                    end = way.between[1] if way.between[0] == at else way.between[0]
                    heappush(queue, (length + _metres(known[at], known[end]), end, (*path, end)))
        return ()


def _metres(start: Place, end: Place) -> float:
    return BETWEEN_FLOORS_M if start.floor != end.floor else math.dist(start.at, end.at)
