"""The figures of a day or a week, for the duty leader and for the office. Counts only: no visitor, no name of staff."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from kiosk.domain.evaluation import Level
from kiosk.domain.patrol import week_of
from kiosk.domain.ticket import Group

FEW = 3  # a group of fewer visitors than this is not told by its number
FIRST_YEAR, LAST_YEAR = 2024, 2100  # no figures before there was a kiosk


class Span(StrEnum):
    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True)
class Period:
    """Business days, first and last included. A week is one of ISO 8601, Monday to Sunday."""

    first: date
    last: date

    @property
    def span(self) -> Span:
        return Span.DAY if self.first == self.last else Span.WEEK

    @property
    def name(self) -> str:
        """2026-11-24 or 2026-W48."""
        return self.first.isoformat() if self.span is Span.DAY else week_of(self.first)

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    def back(self, n: int) -> Period:
        """The same span, n of them earlier."""
        length = timedelta(days=n * len(self.days))
        return Period(self.first - length, self.last - length)


def day_period(day: date) -> Period:
    return Period(day, day)


def week_period(day: date) -> Period:
    """The week in which this day lies."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def read_period(text: str) -> Period:
    """2026-11-24 or 2026-W48. Raises ValueError for anything else, and for days and weeks that do not exist."""
    if week := re.fullmatch(r"(\d{4})-W(\d{2})", text):
        period = week_period(date.fromisocalendar(int(week[1]), int(week[2]), 1))
    elif re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        period = day_period(date.fromisoformat(text))
    else:
        raise ValueError(f"{text!r} is neither a day such as 2026-11-24 nor a week such as 2026-W48")
    if not FIRST_YEAR <= period.first.year <= LAST_YEAR:
        raise ValueError(f"{text!r} is not between {FIRST_YEAR} and {LAST_YEAR}")
    return period


@dataclass(frozen=True)
class Groups:
    """Visits by group. told: those of FEW visitors and more, and those of none. few: groups of which there were
    some, but fewer. rest: visits that told no group and those of the few groups together, so that nobody gets at
    a small number by taking the others from the total.

    What it does not stop: with every day of a week at hand, somebody may take days from the week.
    """

    told: Mapping[Group, int]
    few: frozenset[Group]
    rest: int

    @property
    def total(self) -> int:
        return sum(self.told.values()) + self.rest


def grouped(counts: Mapping[Group | None, int]) -> Groups:
    """counts: visits by group, None: those that told none."""
    few = frozenset(group for group in Group if 0 < counts.get(group, 0) < FEW)
    told = {group: counts.get(group, 0) for group in Group if group not in few}
    return Groups(told, few, counts.get(None, 0) + sum(counts.get(group, 0) for group in few))


@dataclass(frozen=True)
class Waits:
    """Calls of a person. arrived: how many somebody came to. nobody: nobody came, and the call was not taken back.

    median, worst: seconds from the call to the arrival; None where nobody came to any.
    """

    calls: int = 0
    arrived: int = 0
    nobody: int = 0
    median: float | None = None
    worst: float | None = None


@dataclass(frozen=True)
class Loans:
    """lent, back: in the period. out, overdue: at this moment."""

    lent: int = 0
    back: int = 0
    out: int = 0
    overdue: int = 0


@dataclass(frozen=True)
class Evaluations:
    """By level. assisted: staff stood by, or pressed for the visitor; told apart, for it colours the answer."""

    alone: Mapping[Level, int] = field(default_factory=dict[Level, int])
    assisted: Mapping[Level, int] = field(default_factory=dict[Level, int])


@dataclass(frozen=True)
class ToDo:
    """new: in the period. open, overdue: at this moment."""

    new: int = 0
    open: int = 0
    overdue: int = 0


@dataclass(frozen=True)
class Figures:
    """made_on: the business day on which they were counted. visits: numbers that were given and are not void.

    by_hour: of the day, 0 to 23; by_day: of a week, every day of it. An hour's or a day's total names no group, so
    that it is told however small it is. ended: visits by what became of them.
    """

    period: Period
    made_on: date
    visits: int
    groups: Groups
    by_hour: Mapping[int, int]
    by_day: Mapping[date, int]
    ended: Mapping[str, int]
    waits: Waits
    loans: Loans
    evaluations: Evaluations
    complaints: ToDo
    difficulties: ToDo

    @property
    def empty(self) -> bool:
        """Nothing at all was written in the period."""
        loans, waits = self.loans, self.waits
        opinions = sum(self.evaluations.alone.values()) + sum(self.evaluations.assisted.values())
        new = loans.lent + loans.back + waits.calls + opinions + self.difficulties.new
        return self.visits == 0 and new == 0
