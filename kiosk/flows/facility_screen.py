"""One entry of the register on one screen: where, whether it is there, who says so, and what can be done."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.call import CallReason
from kiosk.domain.facility import Facility, FacilityState, Item, Wifi, nearest_first
from kiosk.domain.hall import Hall, Words
from kiosk.flows.facility_asks import Register
from kiosk.flows.script import Line, Option, Say, Script, Tell
from kiosk.flows.steps import wait_for_person
from kiosk.flows.visit import Visit

BORROW, CALL, ELSEWHERE, MISSING, OK = "borrow", "call", "elsewhere", "missing", "ok"
REASONS = {
    Item.WHEELCHAIR: CallReason.WHEELCHAIR,
    Item.MEDICINE: CallReason.MEDICINE,
    Item.MASK: CallReason.MASK,
    Item.WIFI: CallReason.HELP,
}
STATE_ICONS = {
    FacilityState.AVAILABLE: "circle-check",
    FacilityState.LENT: "users",
    FacilityState.OUT: "x",
    FacilityState.FAULT: "triangle-alert",
    FacilityState.UNVERIFIED: "circle-question-mark",
}
GOT_IT = Option(OK, Say("understood"), icon="check", primary=True)
STAFF = Option(CALL, Say("card-staff"), icon="hand-helping")


def place_screen(hall: Hall, place: Facility, register: Register, *, elsewhere: bool) -> Tell:
    """elsewhere: there are others of the kind. What the visitor most likely wants is the first answer."""
    state = register.state(place, hall.register_policy.fresh_days)
    options = options_at(place, register, state, elsewhere=elsewhere)
    if place.wifi is not None:
        return wifi_screen(place.wifi, options, broken=state is FacilityState.FAULT)
    where = Say("facility-where", {"floor": floor_of(hall, place), "place": place.place})
    lines = [Line("map-pin", where), *contents_line(place), state_line(place, register, state)]
    lines += seen_line(place, register, state)
    return Tell("facility", {"name": place.name}, options, tuple(lines))


def wifi_screen(wifi: Wifi, options: tuple[Option, ...], *, broken: bool) -> Tell:
    """The name large and the code to scan, no phone number asked; whether it works is seen by scanning."""
    lines: list[Line] = []
    if wifi.password:
        lines.append(Line("keyboard", Say("facility-wifi-password", {"password": wifi.password})))
    if broken:
        lines.append(Line(STATE_ICONS[FacilityState.FAULT], Say("facility-fault")))
    args = {"name": wifi.name, "said": wifi.said}
    return Tell("facility-wifi", args, options, tuple(lines), code=wifi.code)


def options_at(
    place: Facility, register: Register, state: FacilityState, *, elsewhere: bool
) -> tuple[Option, ...]:
    """A piece whose tag is in the visitor's hand is there, whatever the register knows; a broken one is not lent."""
    free = register.of(place).free(place)
    good = state is FacilityState.AVAILABLE or (place.wifi and state is not FacilityState.FAULT)
    options = [call_option(place) if good else STAFF]
    if register.known and free and state in (FacilityState.AVAILABLE, FacilityState.UNVERIFIED):
        options.insert(0 if good else 1, Option(BORROW, Say("facility-borrow"), icon="hand"))
    if elsewhere:
        options.append(Option(ELSEWHERE, Say("facility-elsewhere-too"), icon="map-pin"))
    if register.known and state not in (FacilityState.FAULT, FacilityState.OUT):
        words = "facility-used-up" if place.missing is FacilityState.OUT else "facility-broken"
        options.append(Option(MISSING, Say(words), icon="triangle-alert"))
    done = Option(OK, Say("understood"), icon="check")
    options.insert(0 if good and place.kind == "place" else len(options), done)
    return (replace(options[0], primary=True), *options[1:])


def contents_line(place: Facility) -> list[Line]:
    return [Line("check", Say("facility-contents", {"contents": place.contents}))] if place.contents else []


def state_line(place: Facility, register: Register, state: FacilityState) -> Line:
    if not register.known:
        return Line("circle-question-mark", Say("facility-unknown"))
    if place.tags and state is FacilityState.AVAILABLE:
        return Line(STATE_ICONS[state], Say("facility-free", {"count": len(register.of(place).free(place))}))
    return Line(STATE_ICONS[state], Say(f"facility-{state.value}"))


def seen_line(place: Facility, register: Register, state: FacilityState) -> list[Line]:
    """When somebody looked, where that says something."""
    days = register.of(place).days
    if days is None or state not in (FacilityState.AVAILABLE, FacilityState.UNVERIFIED):
        return []
    return [Line("eye", Say("facility-seen", {"days": days}) if days else Say("facility-seen-today"))]


def call_option(place: Facility) -> Option:
    words = "facility-bring"
    if place.kind == "place":
        words = "facility-wifi-help" if place.wifi else "facility-take-me"
    return Option(CALL, Say(words), icon="hand-helping")


def person_first(call: Option, *others: Option) -> tuple[Option, ...]:
    """Where the terminal could not help, the person is the way on."""
    return (replace(call, primary=True), *others, replace(GOT_IT, primary=False))


def person_for(visit: Visit, place: Facility) -> Script[None]:
    """Whoever brings it, or goes there with the visitor."""
    usual = CallReason.GUIDE if place.kind == "place" else CallReason.BORROW
    yield from wait_for_person(visit, REASONS.get(place.item, usual))


def places_of(hall: Hall, item: Item, register: Register) -> list[Facility]:
    found = [place for place in hall.facilities if place.item is item]
    states = {place.id: register.state(place, hall.register_policy.fresh_days) for place in found}
    return nearest_first(found, states, [floor.id for floor in hall.floors], hall.floor_here)


def floor_of(hall: Hall, place: Facility) -> Words:
    return hall.floor(place.floor).name
