"""The hands of the page of loans: lend against a ticket, back, damaged, mended; by when it is expected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kiosk.domain.hall import Hall, Words
from kiosk.domain.loan import Out, expected_back
from kiosk.domain.opening import opening_at
from kiosk.flows.desk.loan_asks import (
    BringBackPiece,
    DamagePiece,
    LendPiece,
    ListLoans,
    LoanBoard,
    MendPiece,
)
from kiosk.flows.desk.screen import DeskAction, Done, Refused
from kiosk.flows.script import Say

if TYPE_CHECKING:  # SQLAlchemy is loaded after the first screen stands
    from kiosk.store.tickets import Store


def loans_hand(action: DeskAction, store: Store, hall: Hall) -> Any:
    """The action's result. Raises StoreUnavailable, and TypeError for an action of another page."""
    match action:
        case ListLoans():
            return LoanBoard(tuple(store.loans.outs()), store.now())
        case LendPiece():
            return _lend(action, store, hall, store.now())
        case DamagePiece(by=by, facility=facility, tag=tag):
            from kiosk.store.loans import PieceIsOut

            try:
                number = store.loans.damage(by, facility, tag, hall.mending)
            except PieceIsOut as taken:
                return _refused(hall, facility, tag, taken.out)
            return Done(Say("desk-loans-damaged-noted", {**_piece(hall, facility, tag), "number": number}))
        case BringBackPiece(by=by, loan=loan):
            return _over(lambda: store.loans.bring_back(by, loan), hall, "returned", "returned-already")
        case MendPiece(by=by, loan=loan):
            return _over(lambda: store.loans.mended(by, loan), hall, "mended-noted", "mended-already")
        case _:
            raise TypeError(f"no hand for {action!r}")


def _lend(action: LendPiece, store: Store, hall: Hall, now: datetime) -> Done | Refused:
    from kiosk.store.loans import PieceIsOut
    from kiosk.store.of_today import NoSuchTicket, SeveralTickets

    closes = opening_at(hall.hours, hall.calendar, now).closes
    back_by = expected_back(hall.facility(action.facility).loan_minutes, now, closes)
    try:
        out = store.loans.lend(action.by, action.facility, action.tag, action.ticket, back_by)
    except PieceIsOut as taken:
        return _refused(hall, action.facility, action.tag, taken.out)
    except NoSuchTicket:
        return Refused(Say("desk-loans-no-ticket", {"ticket": action.ticket}))
    except SeveralTickets as several:
        return Refused(Say("desk-loans-several", {"numbers": " ".join(map(str, several.numbers))}))
    words = {
        **_piece(hall, out.facility, out.tag),
        "ticket": out.ticket,
        "until": f"{back_by:%H:%M}" if back_by.date() == now.date() else f"{back_by:%m-%d %H:%M}",
    }
    return Done(Say("desk-loans-lent", words))


def _over(end: Callable[[], Out], hall: Hall, done: str, already: str) -> Done | Refused:
    from kiosk.store.loans import BackAlready

    try:
        out = end()
    except BackAlready:
        return Refused(Say(f"desk-loans-{already}"))
    return Done(Say(f"desk-loans-{done}", _piece(hall, out.facility, out.tag)))


def _refused(hall: Hall, facility: str, tag: int, out: Out | None) -> Refused:
    """Who was first, as far as it is known."""
    piece = _piece(hall, facility, tag)
    if out is None:
        return Refused(Say("desk-loans-just-back", piece))
    if out.damaged:
        return Refused(Say("desk-loans-is-damaged", piece))
    if not out.ticket:
        return Refused(Say("desk-loans-lent-himself", piece))
    return Refused(Say("desk-loans-lent-to", {**piece, "ticket": out.ticket}))


def _piece(hall: Hall, facility: str, tag: int) -> dict[str, str | int | Words | Say]:
    """An entry that was taken out of the hall's list since is named by its id."""
    known = next((its for its in hall.facilities if its.id == facility), None)
    return {"name": known.name if known else facility, "n": tag}
