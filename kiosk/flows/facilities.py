"""Clause (四): what helps, found by what is needed; where it is, whether it is there; a person when nobody knows."""

from __future__ import annotations

from kiosk.domain.facility import Facility, Item
from kiosk.flows.facility_asks import AskFacilities, Register, ReportMissing
from kiosk.flows.facility_screen import (
    BORROW,
    CALL,
    ELSEWHERE,
    GOT_IT,
    MISSING,
    call_option,
    can_lend,
    floor_of,
    person_first,
    person_for,
    place_screen,
    places_of,
)
from kiosk.flows.kept import until_understood
from kiosk.flows.lending import borrow, bring_back, to_a_person
from kiosk.flows.script import Choose, Failed, Option, Say, Script, Tell
from kiosk.flows.visit import Visit

RETURN = "return"
NEEDS: dict[str, tuple[str, tuple[Item, ...]]] = {  # what a visitor needs: its picture, and what helps there
    "senses": (
        "glasses",
        (Item.GLASSES, Item.MAGNIFIER, Item.VIDEO_MAGNIFIER, Item.HEARING, Item.PAD, Item.BRAILLE),
    ),
    "walking": ("accessibility", (Item.WHEELCHAIR, Item.SEAT, Item.LIFT, Item.RAMP)),
    "rooms": ("toilet", (Item.TOILET, Item.NURSERY, Item.BELL)),
    "water": ("drop", (Item.WATER, Item.CHARGING, Item.WIFI)),
    "care": ("rain-cover", (Item.UMBRELLA, Item.MEDICINE, Item.MASK)),
}


def facilities(visit: Visit) -> Script[None]:
    needs = (Option(need, Say(f"facilities-{need}"), icon=icon) for need, (icon, _) in NEEDS.items())
    lending = (
        Option(BORROW, Say("facilities-borrow"), icon="hand"),
        Option(RETURN, Say("facilities-return"), icon="undo-2"),
    )
    need = yield Choose("facilities", options=(*needs, *lending))
    if need == BORROW:
        yield from borrow_something(visit)
        return
    if need == RETURN:
        yield from bring_back(visit)
        return
    told = yield AskFacilities()
    register = told if isinstance(told, Register) else Register(known=False)
    places = {item: places_of(visit.hall, item, register) for item in NEEDS[need][1]}
    item = yield Choose(
        "facility-which",
        options=tuple(
            Option(item, its[0].name, None if its[0].wifi else floor_of(visit.hall, its[0]), its[0].icon)
            for item, its in places.items()
            if its
        ),
    )
    yield from at_place(visit, places[Item(item)], register)


def borrow_something(visit: Visit) -> Script[None]:
    """Straight to what can be lent now, nearest first: for whoever knows what they want."""
    told = yield AskFacilities()
    register = told if isinstance(told, Register) else Register(known=False)
    nearest = {item: places_of(visit.hall, item, register)[:1] for item in Item}
    places = [its[0] for its in nearest.values() if its and can_lend(visit.hall, its[0], register)]
    if not places:
        yield from to_a_person(visit, "borrow-nothing")
        return
    chosen = yield Choose(
        "borrow-what",
        options=tuple(Option(its.id, its.name, floor_of(visit.hall, its), its.icon) for its in places),
    )
    place = visit.hall.facility(chosen)
    yield from borrow(visit, place, register.of(place).free(place))


def at_place(visit: Visit, places: list[Facility], register: Register) -> Script[None]:
    """The nearest one that can be had, then whatever the visitor wants of it."""
    place = places[0]
    answer = yield place_screen(visit.hall, place, register, elsewhere=len(places) > 1)
    while answer == ELSEWHERE:
        chosen = yield Choose(
            "facility-elsewhere",
            options=tuple(Option(its.id, floor_of(visit.hall, its), its.place, its.icon) for its in places),
        )
        place = visit.hall.facility(chosen)
        answer = yield place_screen(visit.hall, place, register, elsewhere=True)
    if answer == BORROW:
        yield from borrow(visit, place, register.of(place).free(place))
    elif answer == MISSING:
        yield from report_missing(visit, place)
    elif answer == CALL:
        yield from person_for(visit, place)


def report_missing(visit: Visit, place: Facility) -> Script[None]:
    """A visitor's word is written down, shown as such, and never taken for more until staff have looked."""
    noted = yield ReportMissing(place.id, place.missing, visit.hall.mending)
    if isinstance(noted, Failed):
        answer = yield Tell(
            "missing-not-noted", icon="heart-handshake", options=person_first(call_option(place))
        )
    else:
        told = Tell(
            "missing-noted",
            {"n": noted.number},
            icon="heart-handshake",
            options=(GOT_IT, call_option(place)),
        )
        answer = yield from until_understood(visit, told)
    if answer == CALL:
        yield from person_for(visit, place)
