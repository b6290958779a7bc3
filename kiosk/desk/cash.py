"""The hands of the page of cash help: take, paid, receipt given back, or money given back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.domain.cash import cash_number
from kiosk.domain.hall import Hall
from kiosk.flows.desk.cash_asks import CashBoard, CashTaken, ListCash, StepCash, TakeCash
from kiosk.flows.desk.screen import DeskAction, Done, Refused
from kiosk.flows.script import Say

if TYPE_CHECKING:  # SQLAlchemy is loaded after the first screen stands
    from kiosk.store.tickets import Store


def cash_hand(action: DeskAction, store: Store, hall: Hall) -> Any:
    """The action's result. Raises StoreUnavailable, and TypeError for an action of another page."""
    match action:
        case ListCash():
            return CashBoard(tuple(store.cash.board()), store.now().date())
        case TakeCash():
            return _take(action, store)
        case StepCash(by=by, number=number, to=to):
            from kiosk.store.cash import WrongStep

            try:
                store.cash.step(by, number, to)
            except WrongStep as wrong:
                words = {"number": cash_number(number), "step": Say(f"desk-cash-step-{wrong.now.step}")}
                return Refused(Say("desk-cash-wrong-step", words))
            return Done(Say(f"desk-cash-{to}-noted", {"number": cash_number(number)}))
        case _:
            raise TypeError(f"no hand for {action!r}")


def _take(action: TakeCash, store: Store) -> CashTaken | Refused:
    from kiosk.store.cash import HasOpenOne
    from kiosk.store.of_today import NoSuchTicket, SeveralTickets

    try:
        return CashTaken(store.cash.take(action.by, action.ticket, action.bill, action.handed))
    except HasOpenOne:
        return Refused(Say("desk-cash-open-already", {"ticket": action.ticket}))
    except NoSuchTicket:
        return Refused(Say("desk-loans-no-ticket", {"ticket": action.ticket}))
    except SeveralTickets as several:
        return Refused(Say("desk-loans-several", {"numbers": " ".join(map(str, several.numbers))}))
