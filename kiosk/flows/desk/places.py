"""Where something is, as the desk names it: the hall's windows, facilities and named places, floor by floor."""

from __future__ import annotations

from kiosk.domain.hall import FLOOR, Floor, Hall
from kiosk.flows.desk.screen import Choice
from kiosk.flows.script import Say

VISITORS_OWN = {"here": "inconvenient-here", "window": "inconvenient-window", "toilet": "inconvenient-toilet"}


def places_on(hall: Hall, floor: str) -> tuple[Choice, ...]:
    """The whole floor, its windows, its facilities, then what else the plan names there. Names told once."""
    windows = [(its.id, Say("window-name", {"n": its.number})) for its in hall.windows if its.floor == floor]
    facilities = [(its.id, its.name) for its in hall.facilities if its.floor == floor]
    known = {*VISITORS_OWN, *(its.id for its in (*hall.windows, *hall.facilities))}
    named = {words.zh for _, words in facilities}
    others = [
        (its.id, its.name)
        for its in hall.plan.places
        if its.floor == floor and its.name is not None and its.id not in known and its.name.zh not in named
    ]
    whole = (FLOOR + floor, Say("desk-difficulties-whole-floor"))
    return tuple(Choice(key, words) for key, words in (whole, *windows, *facilities, *others))


def place_words(hall: Hall, key: str) -> Say:
    """As places_on names it, with its floor; a place that is no longer in hall.toml by its key."""
    if key in VISITORS_OWN:
        return Say(VISITORS_OWN[key])
    for floor in hall.floors:
        for choice in places_on(hall, floor.id):
            if choice.key == key:
                return Say("desk-place", {"floor": floor.name, "place": choice.words})
    return Say("desk-place-unknown", {"place": key})


def floor_of(hall: Hall, key: str) -> Floor:
    """Of a window, a facility or floor-<id>. Raises StopIteration for anything else: Hall has checked its ids."""
    if key.startswith(FLOOR):
        return hall.floor(key.removeprefix(FLOOR))
    return hall.floor(next(its.floor for its in (*hall.windows, *hall.facilities) if its.id == key))
