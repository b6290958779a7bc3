"""What the page of visits at home asks to be done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from kiosk.domain.home_visit import BookedVisit, HalfDay, HomeVisit, Team
from kiosk.domain.private import Private
from kiosk.domain.staff import StaffMember
from kiosk.flows.desk.screen import DeskAction


@dataclass(frozen=True)
class VisitBoard:
    """visits: open ones, the earliest first. staff: who may be sent. half_days: that can still be booked."""

    visits: tuple[BookedVisit, ...]
    staff: tuple[StaffMember, ...]
    half_days: tuple[HalfDay, ...]
    today: date


@dataclass(frozen=True)
class ListVisits(DeskAction):
    """Result: VisitBoard or Failed."""


@dataclass(frozen=True)
class BookByPhone(DeskAction):
    """For somebody who rang. Result: Done or Failed."""

    area: str
    errand: str
    when: HalfDay
    team: Team
    phone: Private | None


@dataclass(frozen=True)
class AssignVisit(DeskAction):
    """seen: id of who has it on the page. Result: Done; Refused: another desk was first; Failed."""

    number: int
    member: StaffMember
    seen: int | None


@dataclass(frozen=True)
class PassOnVisit(DeskAction):
    """Result: Done; Refused: another desk was first; Failed."""

    number: int


@dataclass(frozen=True)
class FinishVisit(DeskAction):
    """Result: Done; Refused: another desk was first; Failed."""

    number: int


@dataclass(frozen=True)
class ShowPhone(DeskAction):
    """Result: PhoneShown; Refused: it is done or cannot be opened; Failed."""

    number: int


@dataclass(frozen=True)
class PhoneShown:
    number: int
    phone: Private = field(repr=False)


@dataclass(frozen=True)
class TakeDaySheet(DeskAction):
    """Visits of one day with their phones, for one person's paper: of staff, or the grid worker of an area.

    Result: DayVisits; Refused: a phone cannot be opened; Failed.
    """

    day: date
    member: StaffMember | None = None
    area: str = ""


@dataclass(frozen=True)
class DayVisits:
    visits: tuple[HomeVisit, ...]
