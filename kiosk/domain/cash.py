"""现金缴费代办 (policy clause 一(七)): a visitor's money in a helper's hand, until its receipt is given back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

FEN = 100
_TYPED = re.compile(r"\d{1,8}(\.\d{1,2})?", re.ASCII)


class CashStep(StrEnum):
    """taken -> paid -> returned; before it is paid also taken -> cancelled."""

    TAKEN = "taken"  # the helper has the window's slip and the money
    PAID = "paid"  # at the bank's window; the helper has its receipt, and change if any
    RETURNED = "returned"  # the visitor has the receipt and the change
    CANCELLED = "cancelled"  # nothing was paid, the visitor has the money again


OPEN_STEPS = (CashStep.TAKEN, CashStep.PAID)


@dataclass(frozen=True)
class CashHelp:
    """number: of the slip, from 1. bill: what is to be paid, handed: what the visitor gave, both in fen."""

    number: int
    ticket: str
    day: date
    bill: int
    handed: int
    step: CashStep
    helper: str
    taken_at: datetime

    @property
    def open(self) -> bool:
        return self.step in OPEN_STEPS

    @property
    def change(self) -> int:
        return self.handed - self.bill

    @property
    def in_hand(self) -> int:
        """Fen of the visitor's that a helper carries now."""
        return {CashStep.TAKEN: self.handed, CashStep.PAID: self.change}.get(self.step, 0)


@dataclass(frozen=True)
class DaySum:
    """Of one day: how many were paid and what for, in fen; what helpers still carry of every day."""

    paid: int
    paid_fen: int
    open: int
    in_hand: int


def sum_of(helps: Iterable[CashHelp], day: date) -> DaySum:
    helps = list(helps)
    paid = [its for its in helps if its.day == day and its.step in (CashStep.PAID, CashStep.RETURNED)]
    carried = [its for its in helps if its.open]
    return DaySum(len(paid), sum(its.bill for its in paid), len(carried), sum(its.in_hand for its in carried))


def fen_of(typed: str) -> int | None:
    """元.角分 as typed: 87, 87.5, 87.50. None for what is no amount, and for nothing."""
    if _TYPED.fullmatch(typed) is None:
        return None
    return int(Decimal(typed) * FEN) or None


def yuan(fen: int) -> str:
    """87.50"""
    return f"{Decimal(fen) / FEN:.2f}"


def cash_number(number: int) -> str:
    """As it stands on the slip: 缴007."""
    return f"缴{number:03d}"
