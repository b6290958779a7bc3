"""What the flow of a visit at home asks to be done, and what the visitor has chosen so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kiosk.domain.hall import Errand
from kiosk.domain.home_visit import Area, HalfDay, Team
from kiosk.domain.private import Private
from kiosk.domain.ticket import Need
from kiosk.flows.script import Action


@dataclass(frozen=True)
class AskHalfDays(Action):
    """The next half days on which the hall works. Result: tuple of HalfDay, or Failed."""

    brief: ClassVar[bool] = True
    working: ClassVar[str] = "working-find"


@dataclass(frozen=True)
class BookHomeVisit(Action):
    """Commit point. Result: Booked or Failed."""

    commits: ClassVar[bool] = True
    working: ClassVar[str] = "working-home-visit"
    area: str
    errand: str
    when: HalfDay
    team: Team
    needs: frozenset[Need]
    phone: Private | None


@dataclass(frozen=True)
class Booked:
    """number: from 1, of the slip."""

    number: int


@dataclass(frozen=True)
class Wanted:
    """What the visitor has chosen."""

    area: Area
    errand: Errand
    when: HalfDay
    phone: Private | None
