"""Signing in and out: by PIN, and what the trail keeps of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.domain.hall import Hall
from kiosk.domain.staff import LockedOut, StaffAction, StaffMember, WrongPin
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
    """Raises StoreUnavailable, and KeyError for another page's action."""
    store.audit.note(action.by, SIGNED[type(action)])
    return Done(Say("desk-leave"))
