"""Signing in at the desk with a number and a PIN, where no badge lies on the reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kiosk.domain.private import Private
from kiosk.domain.staff import LockedOut, StaffMember, WrongPin
from kiosk.flows.desk.screen import DeskAction
from kiosk.flows.script import Action, EnterDigits, Option, Say, Script, Tell
from kiosk.flows.visit import Visit

MOST_NUMBER, LEAST_PIN, MOST_PIN = 4, 4, 12
BACK = Option("back", Say("staff-back"), icon="undo-2")


@dataclass(frozen=True)
class SignInByPin(Action):
    """Result: StaffMember, WrongPin, LockedOut or Failed. Commits: nobody goes back to a PIN that was typed."""

    commits: ClassVar[bool] = True
    brief: ClassVar[bool] = True
    number: Private
    pin: Private


@dataclass(frozen=True)
class NoteSignIn(DeskAction):
    """Result: Done, Failed, or a Note of what this person has to know first."""

    commits: ClassVar[bool] = True


@dataclass(frozen=True)
class NoteSignOut(DeskAction):
    """Result: Done or Failed."""


def sign_in(visit: Visit) -> Script[StaffMember | None]:
    """None when whoever pressed the corner is no staff after all: the visitor's screen is there again."""
    while True:
        number = yield EnterDigits("staff-number", least=1, most=MOST_NUMBER, options=(BACK,))
        if not isinstance(number, Private):
            return None
        pin = yield EnterDigits("staff-pin", least=LEAST_PIN, most=MOST_PIN, secret=True, options=(BACK,))
        if not isinstance(pin, Private):
            return None
        result = yield SignInByPin(number, pin)
        if isinstance(result, StaffMember):
            return result
        if (yield _refused(result)) != "again":
            return None


def _refused(result: object) -> Tell:
    match result:
        case WrongPin(left=left):
            screen, args = "staff-wrong", {"left": left}
        case LockedOut(seconds=seconds):
            screen, args = "staff-locked", {"minutes": -(-seconds // 60)}
        case _:
            screen, args = "staff-unknown", {}
    again = () if screen == "staff-locked" else (Option("again", Say("staff-again"), icon="rotate-ccw"),)
    return Tell(screen, args=args, icon="id-card-lanyard", options=(*again, BACK))
