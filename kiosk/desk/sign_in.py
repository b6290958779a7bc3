"""Signing in and out: by PIN, and what the trail keeps of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.domain.hall import Hall
from kiosk.domain.staff import MAY, DeskTab, LockedOut, StaffAction, StaffMember, WrongPin
from kiosk.flows.desk.cash_asks import left_open
from kiosk.flows.desk.screen import DeskAction, Done
from kiosk.flows.desk.sign_in import NoteSignIn, NoteSignOut, SignInByPin
from kiosk.flows.script import Say

if TYPE_CHECKING:  # SQLAlchemy is loaded after the first screen stands
    from kiosk.store.tickets import Store

SIGNED: dict[type[DeskAction], StaffAction] = {
    NoteSignIn: StaffAction.SIGNED_IN,
    NoteSignOut: StaffAction.SIGNED_OUT,
}


def sign_in(action: SignInByPin, store: Store) -> StaffMember | WrongPin | LockedOut:
    """Raises StoreUnavailable."""
    return store.staff.sign_in(int(action.number), action.pin)


def sign_in_hand(action: DeskAction, store: Store, hall: Hall) -> Any:
    """Whoever signs in is told of visitors' money that is still in somebody's hand.

    Raises StoreUnavailable, and KeyError for another page's action.
    """
    store.audit.note(action.by, SIGNED[type(action)])
    if isinstance(action, NoteSignIn) and DeskTab.CASH in MAY[action.by.member.role]:
        left = left_open(store.cash.board(), store.now().date())
        if left is not None:
            return left
    return Done(Say("desk-leave"))
