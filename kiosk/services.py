"""The hands of the services beside the ticket: what their flows ask to be written down or looked up.

Runs on a worker thread. Whatever is raised here becomes a `Failed` in kiosk/actions.py.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from kiosk.domain.hall import Hall
from kiosk.domain.home_visit import half_days
from kiosk.domain.opening import opening_at
from kiosk.domain.waiting import day_state, waiting_for
from kiosk.flows.entry_check import NoteEntry
from kiosk.flows.facility_asks import (
    TAKEN,
    AskFacilities,
    BringBack,
    BroughtBack,
    Lend,
    Lent,
    Register,
    ReportDifficulty,
    ReportMissing,
)
from kiosk.flows.home_visit_asks import AskHalfDays, Booked, BookHomeVisit
from kiosk.flows.kept import Erased, EraseKept, ListKept
from kiosk.flows.script import Action, AlreadyEvaluated, Evaluate, Evaluated
from kiosk.flows.today import AskToday, Today

if TYPE_CHECKING:  # SQLAlchemy is loaded after the first screen stands
    from kiosk.store.tickets import Store

HALF_DAYS = 6  # offered for a visit at home: one page


def serve(action: Action, store: Store, hall: Hall, intent: str) -> Any:
    """The action's result. intent: names the telling that asks; the same intent writes one row.

    Raises StoreUnavailable, and TypeError for an action that is not known.
    """
    match action:
        case Evaluate(ticket_id, level, complaints, assisted, phone):
            added = store.evaluations.add(
                ticket_id, level, complaints, assisted=assisted, intent=intent, phone=phone
            )
            return Evaluated() if added else AlreadyEvaluated()
        case AskToday(errand_id, holder_key):
            return today_for(store, hall, errand_id, holder_key, datetime.now().astimezone())
        case NoteEntry(outcome):
            return store.entries.add(outcome)
        case ListKept(of):
            return tuple(store.kept.of(of or intent))
        case EraseKept(of):
            store.kept.erase(of or intent)
            return Erased()
        case AskFacilities():
            return Register(store.facilities.standings())
        case Lend(facility, tag):
            return Lent() if store.facilities.lend(intent, facility, tag) else TAKEN
        case BringBack(facility, tag):
            store.facilities.bring_back(facility, tag)
            return BroughtBack()
        case ReportMissing(facility, state, deadline):
            return store.facilities.report(intent, facility, state, deadline)
        case ReportDifficulty(hindrance, place, deadline):
            return store.difficulties.report(intent, hindrance, place, deadline)
        case AskHalfDays():
            return half_days(hall.hours, hall.calendar, datetime.now().date(), HALF_DAYS)
        case BookHomeVisit(area, errand, when, team, needs, phone):
            booked = store.home_visits.add(
                intent, area=area, errand=errand, when=when, team=team, needs=needs, phone=phone
            )
            return Booked(booked)
        case _:
            raise TypeError(f"no hand for {action!r}")


def today_for(store: Store, hall: Hall, errand_id: str, holder_key: str, now: datetime) -> Today:
    """now: the hall's wall time, aware. Raises StoreUnavailable."""
    errand = hall.errand(errand_id)
    issued, own = store.today(errand_id, holder_key)
    waiting = waiting_for(issued, errand.pace, now)
    opening = opening_at(hall.hours, hall.calendar, now)
    state = day_state(opening, waiting, errand.pace, len(issued), errand.quota)
    return Today(now, state, waiting, opening.closes, opening.next_opening, own)
