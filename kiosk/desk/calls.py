"""The hands of the page of calls: each step has one winner, and who was too late is told who was first."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kiosk.domain.call import CallState
from kiosk.domain.desk_call import DeskCall
from kiosk.domain.hall import Hall
from kiosk.flows.desk.calls import (
    ArriveAtCall,
    BeOnDuty,
    CallBoard,
    FinishCall,
    ListCalls,
    PassCallOn,
    TakeCall,
)
from kiosk.flows.desk.screen import DeskAction, Done, Refused
from kiosk.flows.script import Say

if TYPE_CHECKING:  # SQLAlchemy is loaded after the first screen stands
    from kiosk.store.tickets import Store


def calls_hand(action: DeskAction, store: Store, hall: Hall) -> Any:
    """The action's result. Raises StoreUnavailable, and TypeError for an action of another page."""
    desk = store.desk_calls
    match action:
        case ListCalls():
            return CallBoard(tuple(desk.listed()), tuple(desk.on_duty()), store.now())
        case TakeCall(by=by, call_id=call_id):
            return _step(lambda: desk.take(by, call_id), "taken")
        case ArriveAtCall(by=by, call_id=call_id):
            return _step(lambda: desk.arrived(by, call_id), "is-there")
        case FinishCall(by=by, call_id=call_id):
            return _step(lambda: desk.done(by, call_id), "finished")
        case PassCallOn(by=by, call_id=call_id, station=station):
            known = hall.station(station)
            if known is None:
                return Refused(Say("desk-calls-to-whom"))
            return _step(lambda: desk.pass_on(by, call_id, station), "passed", {"station": known.name})
        case BeOnDuty(by=by, on=on):
            (desk.come_on if on else desk.go_off)(by)
            return Done(Say("desk-calls-is-on" if on else "desk-calls-is-off"))
        case _:
            raise TypeError(f"no hand for {action!r}")


def _step(step: Callable[[], DeskCall], done: str, args: dict[str, Any] | None = None) -> Done | Refused:
    from kiosk.store.desk_calls import AtItsTerminal, StillWith, TooLate

    try:
        call = step()
    except TooLate as late:
        who = {"by": late.now.by or "—"}
        gone = late.now.state in (CallState.DONE, CallState.CANCELLED)
        return Refused(Say("desk-calls-over" if gone else "desk-calls-too-late", who))
    except StillWith as busy:
        return Refused(Say("desk-calls-still-with", {"whom": _whom(busy.other)}))
    except AtItsTerminal:
        return Refused(Say("desk-calls-at-its-terminal"))
    return Done(Say(f"desk-calls-{done}", {"whom": _whom(call), **(args or {})}))


def _whom(call: DeskCall) -> Any:
    return call.ticket or Say(f"desk-calls-why-{call.reason}")
