"""The hands of the services beside the ticket: what their flows ask to be written down or looked up.

Runs on a worker thread. Whatever is raised here becomes a `Failed` in kiosk/actions.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
from kiosk.flows.script import Action, AlreadyEvaluated, Evaluate, Evaluated

if TYPE_CHECKING:  # SQLAlchemy is loaded after the first screen stands
    from kiosk.store.tickets import Store


def serve(action: Action, store: Store, intent: str) -> Any:
    """The action's result. intent: names the telling that asks; the same intent writes one row.

    Raises StoreUnavailable, and TypeError for an action that is not known.
    """
    match action:
        case Evaluate(ticket_id, level, complaints):
            added = store.evaluations.add(ticket_id, level, complaints)
            return Evaluated() if added else AlreadyEvaluated()
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
        case _:
            raise TypeError(f"no hand for {action!r}")
