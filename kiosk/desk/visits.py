"""The hands of the page of visits at home: book, assign, pass on, done; a phone, always with a line of the trail."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kiosk.domain.hall import Hall, Words
from kiosk.domain.home_visit import half_days, visit_number
from kiosk.domain.staff import StaffRole
from kiosk.flows.desk.screen import DeskAction, Done, Refused
from kiosk.flows.desk.visit_asks import (
    AssignVisit,
    BookByPhone,
    DayVisits,
    FinishVisit,
    ListVisits,
    PassOnVisit,
    PhoneShown,
    ShowPhone,
    TakeDaySheet,
    VisitBoard,
)
from kiosk.flows.script import Say

if TYPE_CHECKING:  # SQLAlchemy is loaded after the first screen stands
    from kiosk.store.bookings import VisitMoved
    from kiosk.store.tickets import Store

HALF_DAYS = 6  # as the visitor's own page offers


def visits_hand(action: DeskAction, store: Store, hall: Hall) -> Any:
    """The action's result. Raises StoreUnavailable, and TypeError for an action of another page."""
    match action:
        case ListVisits():
            today = store.now().date()
            members = store.staff.everybody()
            return VisitBoard(
                tuple(store.bookings.open_ones()),
                tuple(its for its in members if its.role is not StaffRole.TECHNICIAN),
                half_days(hall.hours, hall.calendar, today, HALF_DAYS),
                today,
            )
        case BookByPhone(by=by, area=area, errand=errand, when=when, team=team, phone=phone):
            number = store.bookings.add(by, area=area, errand=errand, when=when, team=team, phone=phone)
            return _done("booked", number)
        case AssignVisit(by=by, number=number, member=member, seen=seen):
            return _or_moved(
                lambda: store.bookings.assign(by, number, member, seen), "assigned", number, member.name
            )
        case PassOnVisit(by=by, number=number):
            return _or_moved(lambda: store.bookings.pass_on(by, number), "passed-on", number)
        case FinishVisit(by=by, number=number):
            return _or_moved(lambda: store.bookings.finish(by, number), "finished", number)
        case ShowPhone() | TakeDaySheet():
            return _with_phones(action, store)
        case _:
            raise TypeError(f"no hand for {action!r}")


def _with_phones(action: ShowPhone | TakeDaySheet, store: Store) -> PhoneShown | DayVisits | Refused:
    from kiosk.store.bookings import VisitMoved
    from kiosk.store.sealed import CannotOpen

    try:
        match action:
            case ShowPhone(by=by, number=number):
                return PhoneShown(number, store.bookings.phone(by, number))
            case TakeDaySheet(by=by, day=day, member=member) if member is not None:
                return DayVisits(tuple(store.bookings.sheet_of(by, day, member.id)))
            case TakeDaySheet(by=by, day=day, area=area):
                return DayVisits(tuple(store.bookings.grid_sheet_of(by, day, area)))
    except VisitMoved as moved:
        return _moved(moved)
    except CannotOpen:
        return Refused(Say("desk-visits-cannot-open"))


def _or_moved(do: Callable[[], None], done: str, number: int, who: Words | str = "") -> Done | Refused:
    from kiosk.store.bookings import VisitMoved

    try:
        do()
    except VisitMoved as moved:
        return _moved(moved)
    return _done(done, number, who)


def _done(what: str, number: int, who: Words | str = "") -> Done:
    return Done(Say(f"desk-visits-{what}", {"number": visit_number(number), "who": who}))


def _moved(moved: VisitMoved) -> Refused:
    """Who was first, as far as it is known."""
    now = moved.now
    if now is None:
        return Refused(Say("desk-visits-over"))
    number = visit_number(now.number)
    if now.assigned is not None:
        return Refused(Say("desk-visits-assigned-already", {"number": number, "who": now.assigned[1]}))
    return Refused(
        Say("desk-visits-passed-already" if now.passed_on else "desk-visits-moved", {"number": number})
    )
