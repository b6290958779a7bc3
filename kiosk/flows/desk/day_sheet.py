"""The paper of one day's visits, for one person. With phones, since visitors must be rung before; it says so itself:
to be destroyed after use (用后销毁). Without names and streets, which nobody has written down.
"""

from __future__ import annotations

from kiosk.domain.hall import Hall, Words
from kiosk.domain.home_visit import HomeVisit, visit_number
from kiosk.domain.phone import groups
from kiosk.domain.private import Private
from kiosk.domain.sheet import Rule
from kiosk.domain.staff import Actor
from kiosk.flows.desk.frame import told_of
from kiosk.flows.desk.screen import Note, Shade
from kiosk.flows.desk.visit_asks import DayVisits, TakeDaySheet
from kiosk.flows.home_visit_words import half_day
from kiosk.flows.script import Failed, Say, Script
from kiosk.flows.sheet import PrintSheet, Sheet, SheetItem, ToFill, Write
from kiosk.flows.visit import Visit


def print_day_sheet(visit: Visit, by: Actor, wanted: TakeDaySheet) -> Script[Note]:
    who = _who(visit.hall, wanted)
    found: DayVisits | object = yield wanted
    if not isinstance(found, DayVisits):
        return told_of(found)
    if not found.visits:
        return Note(Say("desk-visits-sheet-empty", {"who": who}), Shade.SOON)
    if by.training:
        return Note(Say("desk-visits-sheet-training"), Shade.GOOD)
    result = yield PrintSheet(day_sheet(visit.hall, who, found.visits))
    if isinstance(result, Failed):
        return Note(Say("desk-visits-sheet-failed", {"why": Say(result.words)}), Shade.LATE)
    return Note(Say("desk-visits-sheet-done", {"who": who, "count": len(found.visits)}), Shade.GOOD)


def day_sheet(hall: Hall, who: Words | str, visits: tuple[HomeVisit, ...]) -> Sheet:
    items: list[SheetItem] = [
        Write(Say("desk-visits-sheet-for", {"who": who}), bold=True),
        Write(Say("desk-visits-sheet-destroy"), bold=True),
    ]
    for its in visits:
        items += [Rule(), *_visit(hall, its), ToFill(Say("desk-visits-sheet-result"))]
    return Sheet(Say("desk-visits-sheet-title"), tuple(items), foot=Say("desk-visits-sheet-destroy"))


def _visit(hall: Hall, its: HomeVisit) -> tuple[SheetItem, ...]:
    """An area or an errand that the hall no longer has is named by its id."""
    area = next((area for area in hall.areas if area.id == its.area), None)
    errand = next((errand for errand in hall.errands if errand.id == its.errand), None)
    where = {"area": area.name if area else its.area}
    what = {"errand": errand.name if errand else its.errand}
    phone = Say("desk-visits-no-phone")
    if its.phone:
        phone = Say("desk-visits-sheet-phone", {"phone": Private(" ".join(groups(its.phone)))})
    return (
        Write(
            Say("desk-visits-when", {"number": visit_number(its.number), "half": half_day(its.when)}),
            bold=True,
        ),
        Write(Say("home-visit-where", where)),
        Write(Say("home-visit-what", what)),
        *(Write(Say(f"need-{need}")) for need in sorted(its.needs)),
        Write(phone, bold=True),
    )


def _who(hall: Hall, wanted: TakeDaySheet) -> Words | str:
    if wanted.member is not None:
        return wanted.member.name
    area = next((area for area in hall.areas if area.id == wanted.area), None)
    return area.contact if area is not None and area.contact is not None else wanted.area
