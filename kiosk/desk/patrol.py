"""The hands of the weekly round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.domain.facility import FacilityState
from kiosk.domain.hall import Hall
from kiosk.domain.patrol import Check, PatrolItem, week_of
from kiosk.flows.desk.patrol import FinishPatrol, ListPatrol, MarkItem, PatrolBoard, WriteDown
from kiosk.flows.desk.screen import DeskAction, Done, Refused
from kiosk.flows.script import Say

if TYPE_CHECKING:  # SQLAlchemy is loaded after the first screen stands
    from kiosk.store.tickets import Store


def patrol_hand(action: DeskAction, store: Store, hall: Hall) -> Any:
    """The action's result. Raises StoreUnavailable, and TypeError for an action of another page."""
    from kiosk.store.patrols import FoundOtherwise, PatrolOver

    try:
        match action:
            case ListPatrol():
                week = week_of(store.day)
                return PatrolBoard(store.patrols.of(week), store.patrols.before(week))
            case MarkItem(by=by, week=week, item=item, found=found, seen=seen):
                facility = item.where if _is_facility(hall, item) else ""
                store.patrols.mark(by, week, item.id, found, seen, facility)
                return Done(Say("desk-patrol-marked", {"found": Say(f"desk-patrol-{found}")}))
            case WriteDown(by=by, week=week, item=item):
                check = store.patrols.write_down(by, week, item, hall.mending, _missing(hall, item))
                return Done(Say("desk-patrol-noted", {"n": check.difficulty or 0}))
            case FinishPatrol(by=by, week=week):
                store.patrols.finish(by, week)
                return Done(Say("desk-patrol-finished"))
            case _:
                raise TypeError(f"no hand for {action!r}")
    except FoundOtherwise as otherwise:
        return _otherwise(otherwise.now)
    except PatrolOver as over:
        return Refused(Say("desk-patrol-over", {"who": over.now.by}))


def _otherwise(now: Check | None) -> Refused:
    if now is None:
        return Refused(Say("desk-patrol-not-marked"))
    if now.difficulty is not None:
        return Refused(Say("desk-patrol-noted-already", {"n": now.difficulty}))
    return Refused(
        Say("desk-patrol-marked-already", {"who": now.by, "found": Say(f"desk-patrol-{now.found}")})
    )


def _is_facility(hall: Hall, item: PatrolItem) -> bool:
    return any(its.id == item.where for its in hall.facilities)


def _missing(hall: Hall, item: PatrolItem) -> FacilityState | None:
    """What visitors are to be told of the facility, where the item is one."""
    return hall.facility(item.where).missing if _is_facility(hall, item) else None
