"""Serving a visitor at the desk: the card that was typed, and a number for each errand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from kiosk.domain.citizen_number import birth_in, is_citizen_number
from kiosk.domain.hall import Hall
from kiosk.domain.identity import CardKind, Identity, holder
from kiosk.flows.desk.screen import DeskAction, Refused
from kiosk.flows.desk.serve import AlreadyHas, ReadTyped, Served, ServeVisitor
from kiosk.flows.script import Say

if TYPE_CHECKING:  # SQLAlchemy is loaded after the first screen stands
    from kiosk.store.tickets import Store


def serve_hand(action: DeskAction, store: Store, hall: Hall, intent: str, secret: bytes) -> Any:
    """intent: of the desk's opening; with the number of the serving it names each ticket for ever.

    secret: for today's pseudonym of a card. Raises StoreUnavailable, and TypeError for another page's action.
    """
    match action:
        case ReadTyped(number=number):
            if not is_citizen_number(number):
                return Refused(Say("desk-serve-bad-number"))
            # Name and validity are not known: staff look at the card itself.
            typed = Identity(CardKind.RESIDENT, "", number, birth=birth_in(number))
            return holder(typed, date.today(), secret)
        case ServeVisitor():
            return _serve(action, store, hall, intent)
        case _:
            raise TypeError(f"no hand for {action!r}")


def _serve(action: ServeVisitor, store: Store, hall: Hall, intent: str) -> Served | AlreadyHas:
    from kiosk.store.issuing import NewTicket

    serving = action.serving
    if not action.again and action.holder_key:
        for errand in serving.errands:
            _, own = store.today(errand, action.holder_key)
            if own is not None:
                return AlreadyHas(own)
    news = tuple(
        NewTicket(
            f"{intent}-{action.n}-{errand}",
            errand=errand,
            help_mode=serving.help_mode,
            needs=serving.needs,
            group=serving.group,
            call=action.call if place == 0 else None,
            holder_key=action.holder_key,
            pace=hall.errand(errand).pace,
            on_behalf=serving.on_behalf,
            remarks=serving.remarks,
        )
        for place, errand in enumerate(serving.errands)
    )
    return Served(store.serve(action.by, news))
