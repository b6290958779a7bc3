"""The hands of the page of difficulties: the list, what staff have seen with its picture, one step on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from kiosk.domain.hall import Hall
from kiosk.domain.staff import Actor
from kiosk.flows.desk.difficulties import (
    CallBackPhone,
    DifficultyBoard,
    ListDifficulties,
    MoveDifficulty,
    NoteDifficulty,
    PhotoChoice,
    SettleFollowUp,
    ShowCallBackPhone,
)
from kiosk.flows.desk.screen import DeskAction, Done, Refused
from kiosk.flows.script import Say

if TYPE_CHECKING:  # SQLAlchemy is loaded after the first screen stands
    from kiosk.store.photos import Photos
    from kiosk.store.tickets import Store


def difficulties_hand(action: DeskAction, store: Store, hall: Hall) -> Any:
    """The action's result. Raises StoreUnavailable, and TypeError for an action of another page."""
    match action:
        case ListDifficulties():
            return DifficultyBoard(
                tuple(store.difficulties.to_mend()),
                store.day,
                _choices(store, hall),
                tuple(store.follow_ups.open_ones()),
            )
        case NoteDifficulty():
            return _note(action, store, hall)
        case MoveDifficulty(by=by, number=number, seen=seen):
            from kiosk.store.difficulties import StepTaken

            try:
                now = store.difficulties.move_on(by, number, seen)
            except StepTaken as taken:
                words = {"n": number, "step": Say(f"mending-{taken.now.step}")}
                return Refused(Say("desk-difficulties-moved-already", words))
            return Done(Say("desk-difficulties-moved", {"n": number, "step": Say(f"mending-{now.step}")}))
        case SettleFollowUp(by=by, number=number):
            from kiosk.store.follow_ups import SettledAlready

            try:
                store.follow_ups.settle(by, number)
            except SettledAlready:
                return Refused(Say("desk-follow-ups-settled-already", {"n": number}))
            return Done(Say("desk-follow-ups-settled", {"n": number}))
        case ShowCallBackPhone(by=by, number=number):
            return _call_back_phone(by, number, store)
        case _:
            raise TypeError(f"no hand for {action!r}")


def _call_back_phone(by: Actor, number: int, store: Store) -> CallBackPhone | Refused:
    from kiosk.store.follow_ups import SettledAlready
    from kiosk.store.sealed import CannotOpen

    try:
        return CallBackPhone(number, store.follow_ups.phone(by, number))
    except SettledAlready:
        return Refused(Say("desk-follow-ups-settled-already", {"n": number}))
    except CannotOpen:
        return Refused(Say("desk-follow-ups-cannot-open", {"n": number}))


def _note(action: NoteDifficulty, store: Store, hall: Hall) -> Done | Refused:
    """The picture first: a row must not name a file that is not there."""
    from kiosk.store.photos import PhotoFault, PhotoRefused

    name, photos = "", _photos(store, hall)
    if action.photo:
        try:
            if photos is None:
                raise PhotoRefused(PhotoFault.NO_FOLDER)
            name = photos.take(action.photo)
        except PhotoRefused as refused:
            return Refused(Say(f"desk-photo-{refused.fault}"))
    kept = ""
    try:
        noted = store.difficulties.note(
            action.by, f"desk-{uuid4().hex}", action.hindrance, action.place, hall.mending, name
        )
        kept = noted.photo
    finally:
        if photos is not None and name and kept != name:
            photos.forget(name)  # the ledger was away, or the same thing has its picture already
    return Done(Say("desk-difficulties-noted", {"n": noted.number, "day": f"{noted.due:%m-%d}"}))


def _choices(store: Store, hall: Hall) -> tuple[PhotoChoice, ...] | None:
    from kiosk.store.photos import PhotoRefused

    photos = _photos(store, hall)
    if photos is None:
        return None
    try:
        return tuple(PhotoChoice(file.key, f"{file.taken:%m-%d %H:%M}") for file in photos.newest())
    except PhotoRefused:  # the stick is not in: nothing to choose from
        return None


def _photos(store: Store, hall: Hall) -> Photos | None:
    from kiosk.store.photos import Photos

    if store.photos is None or not hall.exchange.folder:
        return None
    return Photos(Path(hall.exchange.folder), store.photos, hall.exchange.photo_mb * 1_000_000)
