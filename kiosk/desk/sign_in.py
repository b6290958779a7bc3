"""Signing in and out: by PIN, and what the trail keeps of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kiosk.domain.check import TestRecord, Verdict
from kiosk.domain.hall import Hall
from kiosk.domain.staff import MAY, DeskTab, LockedOut, StaffAction, StaffMember, WrongPin
from kiosk.flows.desk.cash_asks import left_open
from kiosk.flows.desk.device_words import part_name
from kiosk.flows.desk.screen import DeskAction, Done, Note, Shade
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
    """Whoever signs in is told of visitors' money that is still in somebody's hand, else of self tests that failed.

    Raises StoreUnavailable, and KeyError for another page's action.
    """
    store.audit.note(action.by, SIGNED[type(action)])
    if isinstance(action, NoteSignIn) and DeskTab.CASH in MAY[action.by.member.role]:
        left = left_open(store.cash.board(), store.now().date())
        if left is not None:
            return left
    if isinstance(action, NoteSignIn) and (failed := failed_tests(store.self_tests.last(), hall)):
        return failed
    return Done(Say("desk-leave"))


def failed_tests(last: Iterable[TestRecord], hall: Hall) -> Note | None:
    """What failed when somebody tried it last; a technician sees it on the page of devices, too."""
    failed = {record.check: None for record in last if record.verdict is Verdict.FAIL}
    if not failed:
        return None
    words = {"n": len(failed), "part": part_name(hall, next(iter(failed)))}
    return Note(Say("desk-devices-left", words), Shade.LATE)
