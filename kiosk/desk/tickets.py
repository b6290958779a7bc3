"""The hands of the page of today's tickets."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kiosk.domain.desk_ticket import DeskTicket
from kiosk.domain.hall import Hall
from kiosk.flows.desk.screen import DeskAction, Done, Refused
from kiosk.flows.desk.tickets import (
    FindByNumber,
    FinishAccompany,
    ListTickets,
    MarkTicket,
    MoveTicket,
    Reprint,
    TicketBoard,
)
from kiosk.flows.script import Say

if TYPE_CHECKING:  # SQLAlchemy is loaded after the first screen stands
    from kiosk.store.tickets import Store


def tickets_hand(action: DeskAction, store: Store, hall: Hall) -> Any:
    """The action's result. Raises StoreUnavailable, and TypeError for an action of another page."""
    desk = store.desk_tickets
    match action:
        case ListTickets():
            return TicketBoard(tuple(desk.listed()))
        case FindByNumber(typed=typed):
            return _find(lambda: desk.find(typed))
        case MarkTicket(by=by, ticket_id=ticket_id, seen=seen, to=to):
            return _step(lambda: desk.mark(by, ticket_id, seen, to), f"desk-tickets-is-{to}")
        case MoveTicket(by=by, ticket_id=ticket_id, window=window):
            return _step(lambda: desk.move(by, ticket_id, window), "desk-tickets-moved")
        case FinishAccompany(by=by, ticket_id=ticket_id):
            return _step(lambda: desk.accompany_finished(by, ticket_id), "desk-tickets-is-accompanied")
        case Reprint(by=by, ticket_id=ticket_id):
            desk.reprint(by, ticket_id)
            return store.ticket(ticket_id)
        case _:
            raise TypeError(f"no hand for {action!r}")


def _find(find: Callable[[], DeskTicket]) -> DeskTicket | Refused:
    from kiosk.store.of_today import NoSuchTicket, SeveralTickets

    try:
        return find()
    except NoSuchTicket:
        return Refused(Say("desk-tickets-unknown"))
    except SeveralTickets as several:
        return Refused(Say("desk-tickets-several", {"numbers": " ".join(map(str, several.numbers))}))


def _step(step: Callable[[], DeskTicket], words: str) -> Done | Refused:
    from kiosk.store.desk_tickets import MarkedBefore

    try:
        ticket = step()
    except MarkedBefore as before:
        now = before.now
        says = {
            "number": str(now.number),
            "course": Say(f"desk-tickets-{now.course}"),
            "by": now.marked_by or "—",
        }
        return Refused(Say("desk-tickets-before", says))
    return Done(Say(words, {"number": str(ticket.number)}))
