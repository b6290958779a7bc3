"""这里不方便 (policy clause 三之一: 留意不方便之处，及时上报整改): what is wrong, where, by when it is put right."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pydantic import Field

from kiosk.domain.frozen import Frozen


class Hindrance(StrEnum):
    """What a visitor met. BROKEN is a fault of one entry of the register."""

    REACH = "reach"  # 走不过去、够不着
    PERCEIVE = "perceive"  # 看不清、听不见
    FIND = "find"  # 找不到、没人帮
    MACHINE = "machine"  # 机器不好用
    WAIT = "wait"  # 等太久
    OTHER = "other"
    BROKEN = "broken"  # 坏了、没有了


class Mending(StrEnum):
    """上报 -> 受理 -> 整改 -> 复核, in this order and no other."""

    REPORTED = "reported"
    ACCEPTED = "accepted"
    MENDED = "mended"
    CHECKED = "checked"

    @property
    def next(self) -> Mending | None:
        steps = list(Mending)
        place = steps.index(self) + 1
        return steps[place] if place < len(steps) else None


class DifficultyPolicy(Frozen):
    """working_days: by when a difficulty is put right. The policy fixes no number: 15 is ours, for the hall to set."""

    working_days: int = Field(default=15, ge=1, le=120)


@dataclass(frozen=True)
class Deadline:
    """working_days from now, counted over these ISO weekdays."""

    working_days: int
    weekdays: frozenset[int]

    def from_(self, day: date) -> date:
        return due_day(day, self.working_days, self.weekdays)


@dataclass(frozen=True)
class Difficulty:
    """number: as the visitor was told it. place: a key as `Hall.place_words` knows it. times: how often told.

    photo: name of its picture in the ledger's folder, '' for none.
    """

    number: int
    hindrance: Hindrance
    place: str
    step: Mending
    reported: date
    due: date
    times: int
    photo: str = ""

    def overdue(self, today: date) -> bool:
        return self.step in (Mending.REPORTED, Mending.ACCEPTED) and today > self.due


def due_day(start: date, working_days: int, weekdays: Collection[int]) -> date:
    """The working_days-th day of work after start. Raises ValueError when no weekday is a day of work."""
    if not weekdays:
        raise ValueError("no weekday is a day of work")
    day = start
    while working_days:
        day += timedelta(days=1)
        working_days -= day.isoweekday() in weekdays
    return day
