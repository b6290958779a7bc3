"""预约上门: the hall's people, or in townships the grid worker, come to the home. Also asked for a relative.

No name, no number of a document, no street: area, errand, half day, and a phone if the visitor wants.
"""

from __future__ import annotations

from kiosk.domain.call import CallReason
from kiosk.domain.hall import Errand
from kiosk.domain.home_visit import Area, HalfDay
from kiosk.domain.ticket import Need
from kiosk.flows.home_visit_asks import AskHalfDays, BookHomeVisit, Wanted
from kiosk.flows.home_visit_words import KEPT, confirm, digits_of, done, half_day, icon_of, slip
from kiosk.flows.kept import what_is_kept
from kiosk.flows.needs import NEED_ICONS
from kiosk.flows.on_paper import sheet_on_paper
from kiosk.flows.phone import ask_phone
from kiosk.flows.script import (
    Choose,
    ChooseSeveral,
    Failed,
    Line,
    Option,
    Say,
    Script,
    Trouble,
)
from kiosk.flows.steps import wait_for_person
from kiosk.flows.visit import Visit

ELSEWHERE, CALL = "elsewhere", "call"
EASES = (Need.LARGE_TYPE, Need.WRITING, Need.SIGN, Need.DIALECT, Need.SLOWLY)


def home_visit(visit: Visit) -> Script[None]:
    area = yield from ask_area(visit)
    if area is None:
        yield from by_phone(visit, "home-visit-by-phone")
        return
    errand = yield from ask_errand(visit)
    halves: tuple[HalfDay, ...] | Failed = yield AskHalfDays()
    if isinstance(halves, Failed) or not halves:
        yield from by_phone(visit, "home-visit-by-phone")
        return
    when = yield from ask_when(halves)
    phone = yield from ask_phone(visit)
    wanted = Wanted(area, errand, when, phone)
    needs = yield from ask_what_eases()
    if (yield confirm(wanted)) != "yes":
        return
    booked = yield BookHomeVisit(area.id, errand.id, when, area.team, needs, phone)
    if isinstance(booked, Failed):
        yield from by_phone(visit, "home-visit-not-saved")
        return
    paper = slip(visit, wanted, booked.number)
    yield from sheet_on_paper(paper, without=Say("home-visit-note", {"n": digits_of(booked)}))
    if (yield done(visit, wanted, booked)) == KEPT:
        yield from what_is_kept(visit)


def ask_area(visit: Visit) -> Script[Area | None]:
    """None: somewhere that is not in the hall's table."""
    areas = {area.id: area for area in visit.hall.areas}
    answer = yield Choose(
        "home-visit-area",
        options=(
            *(Option(area.id, area.name, icon=icon_of(area)) for area in areas.values()),
            Option(ELSEWHERE, Say("home-visit-elsewhere"), icon="ellipsis"),
        ),
    )
    return areas.get(answer)


def ask_errand(visit: Visit) -> Script[Errand]:
    errands = visit.hall.errands
    answer = yield Choose(
        "home-visit-errand",
        options=tuple(Option(its.id, its.name, hint=its.hint, icon=its.icon) for its in errands),
    )
    return visit.hall.errand(answer)


def ask_when(halves: tuple[HalfDay, ...]) -> Script[HalfDay]:
    answer = yield Choose(
        "home-visit-when", options=tuple(Option(half.key, half_day(half), icon="clock") for half in halves)
    )
    return next(half for half in halves if half.key == answer)


def ask_what_eases() -> Script[frozenset[Need]]:
    answer = yield ChooseSeveral(
        "home-visit-needs",
        options=tuple(Option(need.value, Say(f"need-{need.value}"), icon=NEED_ICONS[need]) for need in EASES),
    )
    return frozenset(Need(key) for key in answer)


def by_phone(visit: Visit, title: str) -> Script[None]:
    """It cannot be written down here: the hotline takes it just as well, and so does a person."""
    answer = yield Trouble(
        title,
        lines=(Line("phone", Say("home-visit-ring", {"hotline": visit.hall.hotline})),),
        options=(
            Option(CALL, Say("card-staff"), icon="hand-helping", primary=True),
            Option("ok", Say("understood"), icon="check"),
        ),
    )
    if answer == CALL:
        yield from wait_for_person(visit, CallReason.HOME_VISIT)
