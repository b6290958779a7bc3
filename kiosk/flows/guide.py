"""我要去哪里 (policy clause 二: 找不到具体办事方位): the way without a step, on a map, in five sentences, on paper."""

from __future__ import annotations

from kiosk.domain.call import CallReason
from kiosk.domain.hall import Hall, Words
from kiosk.domain.route import RouteLine, Told, Turn, route_lines
from kiosk.flows.map_sketch import name_of, sketch
from kiosk.flows.on_paper import sheet_on_paper
from kiosk.flows.script import Choose, Line, Option, Say, Script, Tell
from kiosk.flows.sheet import DrawMap, Sheet, Write
from kiosk.flows.steps import wait_for_person
from kiosk.flows.ticket_words import way
from kiosk.flows.visit import Visit

WINDOWS, PRINT, TAKE_ME = "windows", "print", "take_me"
TURN_ICONS = {Turn.LEFT: "corner-up-left", Turn.RIGHT: "corner-up-right", Turn.STRAIGHT: "arrow-up"}


def guide(visit: Visit) -> Script[None]:
    """The windows by errand; the other places by name."""
    hall = visit.hall
    places = [place for place in hall.plan.places if place.listed and place.name]
    where = yield Choose(
        "guide",
        options=(
            Option(WINDOWS, Say("guide-windows"), icon="landmark"),
            *(Option(its.id, its.name, floor_name(hall, its.floor), its.icon) for its in places if its.name),
        ),
    )
    if where != WINDOWS:
        place = next(place for place in places if place.id == where)
        yield from show_way(visit, place.name or hall.name, told_way(hall, place.id), place.id)
        return
    chosen = yield Choose(
        "guide-errand",
        options=tuple(Option(its.id, its.name, its.hint, its.icon) for its in hall.errands),
    )
    errand = hall.errand(chosen)
    window = hall.windows_of(errand)[0]
    yield from show_way(visit, errand.name, told_way(hall, window.id), window.id, way(hall, errand))


def show_way(
    visit: Visit, name: Words, told: list[Line], target: str, otherwise: Say | None = None
) -> Script[None]:
    """On the screen and spoken; then on paper, or with somebody who comes along.

    told: empty where the plan knows no way without a step; then `otherwise`, the window's own words, is told, and
    nothing is promised about steps.
    """
    step_free = bool(told)
    if not step_free and otherwise is not None:
        told = [Line("map-pin", otherwise)]
    while True:
        answer = yield Tell(
            "way-to" if step_free else "way-unsure",
            {"name": name},
            plan=sketch(visit.hall, target),
            lines=tuple(told),
            options=(
                Option("ok", Say("understood"), icon="check", primary=True),
                Option(PRINT, Say("print-list"), icon="printer"),
                Option(TAKE_ME, Say("way-take-me"), icon="footprints"),
            ),
        )
        if answer == PRINT:
            yield from sheet_on_paper(way_sheet(visit.hall, name, told, target), without=Say("way-remember"))
            continue
        if answer == TAKE_ME:
            yield from wait_for_person(visit, CallReason.GUIDE)
        return


def way_sheet(hall: Hall, name: Words, told: list[Line], target: str) -> Sheet:
    """The map first, where the plan knows a way; then its sentences."""
    plan = sketch(hall, target)
    lines = (
        Write(Say("way-numbered", {"n": n, "line": line.words}), bold=True) for n, line in enumerate(told, 1)
    )
    return Sheet(
        Say("way-to", {"name": name}),
        (*((DrawMap(plan),) if plan else ()), *lines),
        foot=Say("farewell-hotline", {"hotline": hall.hotline}),
    )


def told_way(hall: Hall, target: str) -> list[Line]:
    """The sentences of the way, without a step; empty where the plan knows none."""
    return [told_line(hall, line) for line in route_lines(hall.plan.route(target))]


def told_line(hall: Hall, line: RouteLine) -> Line:
    name = (name_of(hall, line.place) if line.place else None) or Say("map-here")
    match line.told:
        case Told.START:
            return Line("footprints", Say("way-start", {"place": name}))
        case Told.LIFT:
            by = (
                Say("map-place", {"name": line.place.name})
                if line.place and line.place.name
                else Say("way-a-lift")
            )
            return Line("arrow-up-down", Say("way-lift", {"lift": by, "floor": floor_name(hall, line.floor)}))
        case Told.PAST:
            return Line("arrow-up", Say("way-past", {"place": name}))
        case Told.ARRIVE:
            return Line("map-pin", Say(f"way-arrive-{line.turn}", {"place": name}))
        case Told.AT | Told.CORNER | Told.OUT:
            return Line(TURN_ICONS[line.turn], Say(f"way-{line.told}-{line.turn}", {"place": name}))


def floor_name(hall: Hall, floor: str) -> Words:
    return hall.floor(floor).name
