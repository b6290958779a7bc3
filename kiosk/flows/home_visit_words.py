"""A request for a visit at home in words: read back, said when it is written down, and on the slip."""

from __future__ import annotations

from kiosk.domain.home_visit import Area, HalfDay, Team, visit_number
from kiosk.domain.phone import groups
from kiosk.domain.private import Private
from kiosk.domain.sheet import Gap, Rule, Size
from kiosk.flows.home_visit_asks import Booked, Wanted
from kiosk.flows.script import Confirm, Line, Option, Say, TicketReady
from kiosk.flows.sheet import Sheet, SheetItem, Write
from kiosk.flows.visit import Visit

KEPT = "kept"


def confirm(wanted: Wanted) -> Confirm:
    return Confirm(
        "home-visit-confirm",
        lines=lines_of(wanted),
        options=(
            Option("yes", Say("home-visit-yes"), icon="check", primary=True),
            Option("no", Say("home-visit-no"), icon="x", costly=True),
        ),
    )


def done(visit: Visit, wanted: Wanted, booked: Booked) -> TicketReady:
    return TicketReady(
        "home-visit-done",
        args={"n": digits_of(booked)},
        number=visit_number(booked.number),
        caption="home-visit-slip",
        lines=(
            Line("clock", half_day(wanted.when)),
            Line(icon_of(wanted.area), who_comes(wanted)),
            Line("phone", Say("home-visit-change", {"hotline": visit.hall.hotline})),
        ),
        options=(
            Option("ok", Say("understood"), icon="check", primary=True),
            Option(KEPT, Say("home-visit-kept"), icon="eye"),
        ),
    )


def slip(visit: Visit, wanted: Wanted, number: int) -> Sheet:
    """Of the phone only the last two digits: enough to see that it is one's own."""
    items: list[SheetItem] = [
        Write(Say("home-visit-number", {"number": visit_number(number)}), Size.HUGE, True)
    ]
    items += [Write(line.words) for line in lines_of(wanted)]
    items += [Rule(), Write(Say("home-visit-next"), bold=True), Write(who_comes(wanted))]
    if wanted.phone is None:
        items.append(Write(Say("home-visit-ring-us")))
    items += [Gap(), Write(Say("home-visit-change", {"hotline": visit.hall.hotline}))]
    return Sheet(Say("home-visit-slip"), tuple(items), foot=Say("home-visit-foot"))


def lines_of(wanted: Wanted) -> tuple[Line, ...]:
    last = Private((wanted.phone or "")[-2:])
    phone = Say("home-visit-phone", {"last": last}) if wanted.phone else Say("home-visit-no-phone")
    return (
        Line(icon_of(wanted.area), Say("home-visit-where", {"area": wanted.area.name})),
        Line(wanted.errand.icon, Say("home-visit-what", {"errand": wanted.errand.name})),
        Line("clock", half_day(wanted.when)),
        Line("phone", phone),
    )


def who_comes(wanted: Wanted) -> Say:
    if wanted.area.contact is None:
        return Say("home-visit-team" if wanted.phone else "home-visit-team-unrung")
    return Say(
        "home-visit-grid", {"contact": wanted.area.contact, "phone": " ".join(groups(wanted.area.phone))}
    )


def half_day(half: HalfDay) -> Say:
    return Say(
        "half-day",
        {
            "month": half.day.month,
            "day": half.day.day,
            "weekday": Say(f"weekday-{half.day.isoweekday()}"),
            "half": Say("half-morning" if half.morning else "half-afternoon"),
        },
    )


def icon_of(area: Area) -> str:
    return "house" if area.team is Team.HALL else "users"


def digits_of(booked: Booked) -> str:
    return f"{booked.number:03d}"
