"""预约上门: where people live and who comes there, on which half days, and what staff read of a request.

Policy clause 一(六): in the city proper the hall's own people come; in townships the grid workers (网格员) help.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from kiosk.domain.frozen import Frozen, Id, Words
from kiosk.domain.opening import Calendar, Hours, sessions_of
from kiosk.domain.private import Private
from kiosk.domain.ticket import Need

NOON = time(12, 30)  # a session that opens before it is the morning's
LONGEST_DAYS = 31


class Team(StrEnum):
    HALL = "hall"  # the hall's people come to the home
    GRID = "grid"  # the township's grid worker helps


class Area(Frozen):
    """contact, phone: the grid worker's, as visitors read them; only and always where the team is grid."""

    id: Id
    name: Words
    team: Team
    contact: Words | None = None
    phone: str = ""

    @model_validator(mode="after")
    def check_contact(self) -> Self:
        known = self.contact is not None and self.phone != ""
        if known is not (self.team is Team.GRID):
            raise ValueError(f"areas: {self.id!r} is served by {self.team}; contact and phone go with grid")
        return self


@dataclass(frozen=True)
class HalfDay:
    day: date
    morning: bool

    @property
    def key(self) -> str:
        """2026-11-24-am"""
        return f"{self.day.isoformat()}-{'am' if self.morning else 'pm'}"


def half_days(hours: tuple[Hours, ...], calendar: Calendar, today: date, most: int) -> tuple[HalfDay, ...]:
    """The next half days on which the hall works, from tomorrow on. At most `most`, fewer within a month's holidays."""
    found: list[HalfDay] = []
    for half in _half_days_after(hours, calendar, today):
        if len(found) == most:
            break
        found.append(half)
    return tuple(found)


def _half_days_after(hours: tuple[Hours, ...], calendar: Calendar, today: date) -> Iterator[HalfDay]:
    for ahead in range(1, LONGEST_DAYS + 1):
        day = today + timedelta(days=ahead)
        mornings = {session.opens < NOON for session in sessions_of(hours, calendar, day)}
        yield from (HalfDay(day, morning) for morning in sorted(mornings, reverse=True))


@dataclass(frozen=True)
class HomeVisit:
    """An open request as staff read it. phone: in no repr; '' when none was given. number: of the slip, from 1."""

    number: int
    area: str
    errand: str
    when: HalfDay
    team: Team
    needs: frozenset[Need]
    phone: Private = field(repr=False, default=Private(""))


@dataclass(frozen=True)
class BookedVisit:
    """An open request as the desk lists it: whether there is a phone, not which. by_phone: 便民热线 wrote it down.

    assigned: id and name of who goes there, None while nobody does. passed_on: the grid worker has it.
    """

    number: int
    area: str
    errand: str
    when: HalfDay
    team: Team
    has_phone: bool
    by_phone: bool
    assigned: tuple[int, str] | None
    passed_on: bool

    @property
    def waits(self) -> bool:
        """Nobody has it yet."""
        return not self.passed_on if self.team is Team.GRID else self.assigned is None


def visit_number(number: int) -> str:
    """As it stands on the slip: 访007."""
    return f"访{number:03d}"
