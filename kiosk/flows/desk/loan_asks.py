"""What the page of loans asks to be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.loan import Out
from kiosk.flows.desk.screen import DeskAction


@dataclass(frozen=True)
class LoanBoard:
    outs: tuple[Out, ...]
    now: datetime


@dataclass(frozen=True)
class ListLoans(DeskAction):
    """Result: LoanBoard or Failed."""


@dataclass(frozen=True)
class LendPiece(DeskAction):
    """ticket: as typed or scanned. Result: Done; Refused: it is out, or no such ticket today; Failed."""

    facility: str
    tag: int
    ticket: str


@dataclass(frozen=True)
class BringBackPiece(DeskAction):
    """Result: Done; Refused: another desk was first; Failed."""

    loan: int


@dataclass(frozen=True)
class DamagePiece(DeskAction):
    """Result: Done; Refused: it is damaged already, or was lent in the same moment; Failed."""

    facility: str
    tag: int


@dataclass(frozen=True)
class MendPiece(DeskAction):
    """Result: Done; Refused: another desk was first; Failed."""

    loan: int
