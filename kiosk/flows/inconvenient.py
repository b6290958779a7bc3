"""这里不方便: three taps, what, where, 好; onto the list to mend, with a number and a term. No name, no free text."""

from __future__ import annotations

from kiosk.domain.call import CallReason
from kiosk.domain.difficulty import Hindrance
from kiosk.flows.facility_asks import ReportDifficulty
from kiosk.flows.facility_screen import CALL, GOT_IT, STAFF, person_first
from kiosk.flows.kept import until_understood
from kiosk.flows.script import Choose, Confirm, Failed, Line, Option, Say, Script, Tell
from kiosk.flows.steps import wait_for_person
from kiosk.flows.visit import Visit

WHAT = {
    Hindrance.REACH: "accessibility",
    Hindrance.PERCEIVE: "eye-off",
    Hindrance.FIND: "circle-question-mark",
    Hindrance.MACHINE: "monitor-off",
    Hindrance.WAIT: "hourglass",
    Hindrance.OTHER: "ellipsis",
}
HERE, WINDOW, TOILET, FLOOR = "here", "window", "toilet", "floor-"
PLACES = {HERE: "monitor", WINDOW: "user", TOILET: "toilet"}


def inconvenient(visit: Visit) -> Script[None]:
    what = Hindrance(
        (
            yield Choose(
                "inconvenient",
                options=tuple(
                    Option(its.value, Say(f"hindrance-{its}"), icon=icon) for its, icon in WHAT.items()
                ),
            )
        )
    )
    where = yield from ask_where(visit)
    words = where.words
    answer = yield Confirm(
        "inconvenient-sure",
        lines=(
            Line(WHAT[what], Say(f"hindrance-{what}")),
            Line("map-pin", words if isinstance(words, Say) else Say("inconvenient-floor", {"floor": words})),
        ),
        options=(
            Option("yes", Say("inconvenient-yes"), icon="check", primary=True),
            Option("no", Say("inconvenient-no"), icon="x"),
        ),
    )
    if answer == "yes":
        yield from write_down(visit, ReportDifficulty(what, where.key, visit.hall.mending))


def ask_where(visit: Visit) -> Script[Option]:
    options = (
        *(Option(key, Say(f"inconvenient-{key}"), icon=icon) for key, icon in PLACES.items()),
        *(Option(f"{FLOOR}{floor.id}", floor.name, icon="map-pin") for floor in visit.hall.floors),
    )
    answer = yield Choose("inconvenient-where", options=options)
    return next(option for option in options if option.key == answer)


def write_down(visit: Visit, report: ReportDifficulty) -> Script[None]:
    """The number is the visitor's; whoever needs help now gets a person besides."""
    noted = yield report
    if isinstance(noted, Failed):
        answer = yield Tell("inconvenient-not-noted", icon="heart-handshake", options=person_first(STAFF))
    else:
        told = Tell(
            "inconvenient-noted",
            {"n": noted.number},
            icon="heart-handshake",
            lines=(Line("clock", Say("inconvenient-term", {"days": report.deadline.working_days})),),
            options=(GOT_IT, STAFF),
        )
        answer = yield from until_understood(visit, told)
    if answer == CALL:
        yield from wait_for_person(visit, CallReason.HELP)
