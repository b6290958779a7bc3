"""What the page of cash help asks to be done, and what is asked at sign-in: whose money is still in somebody's hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kiosk.domain.cash import CashHelp, CashStep, sum_of, yuan
from kiosk.flows.desk.screen import DeskAction, Note, Shade
from kiosk.flows.script import Say


@dataclass(frozen=True)
class CashBoard:
    """helps: open ones of whatever day, and today's; the oldest first."""

    helps: tuple[CashHelp, ...]
    today: date


@dataclass(frozen=True)
class ListCash(DeskAction):
    """Result: CashBoard or Failed."""


@dataclass(frozen=True)
class TakeCash(DeskAction):
    """bill, handed: fen. Result: CashTaken; Refused: no such ticket, or its money is carried already; Failed."""

    ticket: str
    bill: int
    handed: int


@dataclass(frozen=True)
class CashTaken:
    help: CashHelp


@dataclass(frozen=True)
class StepCash(DeskAction):
    """Result: Done; Refused: another desk was first; Failed."""

    number: int
    to: CashStep


def left_open(helps: Iterable[CashHelp], today: date) -> Note | None:
    """For whoever signs in: what is not handed back yet, after a power cut too. None when there is nothing."""
    carried = sum_of(helps, today)
    if not carried.open:
        return None
    words = {"count": carried.open, "yuan": yuan(carried.in_hand)}
    return Note(Say("desk-cash-left-open", words), Shade.LATE)
