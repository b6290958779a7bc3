"""Where something is, as the desk names it: the hall's windows, facilities and named places, floor by floor."""

from __future__ import annotations

from kiosk.domain.hall import FLOOR, Hall
from kiosk.flows.desk.screen import Choice, Text
from kiosk.flows.script import Say

VISITORS_OWN = {"here": "inconvenient-here", "window": "inconvenient-window", "toilet": "inconvenient-toilet"}


def places_on(hall: Hall, floor: str) -> tuple[Choice, ...]:
    """The whole floor, its windows, its facilities, then what else the plan names there. Names told once."""
    named: dict[str, Text] = {FLOOR + floor: Say("desk-difficulties-whole-floor")}
    for window in hall.windows:
        if window.floor == floor:
            named[window.id] = Say("window-name", {"n": window.number})
    for facility in hall.facilities:
        if facility.floor == floor:
            named[facility.id] = facility.name
    taken = {*VISITORS_OWN, *(its.id for its in (*hall.windows, *hall.facilities))}
    for place in hall.plan.places:
        new = place.id not in taken and place.name not in named.values()
        if place.floor == floor and place.name is not None and new:
            named[place.id] = place.name
    return tuple(Choice(key, words) for key, words in named.items())


def place_words(hall: Hall, key: str) -> Say:
    """As places_on names it, with its floor; a place that is no longer in hall.toml by its key."""
    if key in VISITORS_OWN:
        return Say(VISITORS_OWN[key])
    for floor in hall.floors:
        for choice in places_on(hall, floor.id):
            if choice.key == key:
                return Say("desk-place", {"floor": floor.name, "place": choice.words})
    return Say("desk-place-unknown", {"place": key})
