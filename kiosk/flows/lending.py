"""Borrowing and bringing back by the number on the tag. Nobody is asked for a name, a card or a deposit."""

from __future__ import annotations

from kiosk.domain.call import CallReason
from kiosk.domain.facility import Facility
from kiosk.flows.facility_asks import TAKEN, AskFacilities, BringBack, Lend, Register
from kiosk.flows.facility_screen import (
    CALL,
    GOT_IT,
    STAFF,
    call_option,
    floor_of,
    person_first,
    person_for,
)
from kiosk.flows.kept import until_understood
from kiosk.flows.script import Choose, Failed, Line, Option, Say, Script, Tell
from kiosk.flows.steps import wait_for_person
from kiosk.flows.visit import Visit

ANOTHER = "another"


def borrow(visit: Visit, place: Facility, free: tuple[int, ...]) -> Script[None]:
    """The free numbers stand there to be pressed: there are few, and none can be mistyped."""
    while True:
        tag = int((yield Choose("loan-tag", {"name": place.name}, tag_options(free))))
        result = yield Lend(place.id, tag)
        if not isinstance(result, Failed):
            done = Tell(
                "loan-done",
                {"name": place.name, "n": tag},
                icon=place.icon,
                lines=(Line("undo-2", where(visit, "loan-back", place)),),
                options=(GOT_IT,),
            )
            yield from until_understood(visit, done)
            return
        free = tuple(other for other in free if other != tag)
        another = (Option(ANOTHER, Say("loan-another"), icon="repeat"),) if free and result == TAKEN else ()
        answer = yield Tell(
            "loan-not-done",
            {"why": Say(result.words)},
            icon="heart-handshake",
            options=person_first(call_option(place), *another),
        )
        if answer == CALL:
            yield from person_for(visit, place)
        if answer != ANOTHER:
            return


def bring_back(visit: Visit) -> Script[None]:
    register = yield AskFacilities()
    if not isinstance(register, Register):
        yield from to_a_person(visit, "return-not-noted")
        return
    lent = [place for place in visit.hall.facilities if place.tags and register.of(place).on_loan]
    if not lent:
        yield from to_a_person(visit, "return-nothing")
        return
    chosen = yield Choose(
        "return-what",
        options=tuple(Option(its.id, its.name, floor_of(visit.hall, its), its.icon) for its in lent),
    )
    place = visit.hall.facility(chosen)
    tags = tuple(sorted(register.of(place).on_loan))
    tag = yield Choose("return-tag", {"name": place.name}, tag_options(tags))
    if isinstance((yield BringBack(place.id, int(tag))), Failed):
        yield from to_a_person(visit, "return-not-noted")
        return
    lines = (
        Line("map-pin", where(visit, "return-back", place)),
        Line("eye", Say("return-kept", {"name": place.name, "n": int(tag)})),
    )
    yield Tell("return-done", icon="heart-handshake", lines=lines, options=(GOT_IT,))


def to_a_person(visit: Visit, screen: str) -> Script[None]:
    """It was not written down here: whoever stands at the desk takes it."""
    desk = (Line("map-pin", Say("return-to-desk", {"station": visit.hall.stations[0].name})),)
    if (yield Tell(screen, icon="heart-handshake", lines=desk, options=person_first(STAFF))) == CALL:
        yield from wait_for_person(visit, CallReason.HELP)


def where(visit: Visit, message: str, place: Facility) -> Say:
    return Say(message, {"floor": floor_of(visit.hall, place), "place": place.place})


def tag_options(tags: tuple[int, ...]) -> tuple[Option, ...]:
    return tuple(Option(str(tag), Say("tag", {"n": tag}), icon="hash") for tag in tags)
