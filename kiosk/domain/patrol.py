"""每周值周巡查 (policy clause 三之一): what is looked at once a week, and what was found. One round a week and hall."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kiosk.domain.difficulty import Hindrance, Mending
from kiosk.domain.frozen import Frozen, Words


class PatrolItem(Frozen):
    """One line of the checklist, [[patrol]] of hall.toml.

    where: id of a facility or of a window, or floor-<id>. hindrance: as what it is written down when it is not well.
    """

    id: str
    words: Words
    where: str
    hindrance: Hindrance = Hindrance.BROKEN


class Found(StrEnum):
    """What a look at one item has shown. NOT_CHECKED: somebody meant to look and could not."""

    OK = "ok"
    NOT_OK = "not_ok"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True)
class Check:
    """What is written of one item. by: who said so last, as staff read it. difficulty: the number it became.

    step: how far that difficulty is, None where there is none.
    """

    item: str
    found: Found
    by: str
    on: date
    difficulty: int | None = None
    step: Mending | None = None

    @property
    def settled(self) -> bool:
        """Nothing of it is left to do: it was well, or what was wrong has been mended and checked."""
        return self.found is Found.OK or self.step is Mending.CHECKED


@dataclass(frozen=True)
class Patrol:
    """The round of one week. week: as week_of. by, on: of its end, '' and None while it goes on."""

    week: str
    checks: tuple[Check, ...] = ()
    by: str = ""
    on: date | None = None

    @property
    def done(self) -> bool:
        return self.on is not None

    def of(self, item: str) -> Check | None:
        return next((check for check in self.checks if check.item == item), None)


def week_of(day: date) -> str:
    """ISO 8601: 2026-W48. The last days of December may belong to week 1 of the next year."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def days_of(week: str) -> tuple[date, date]:
    """Monday and Sunday of a week as week_of names it."""
    monday = date.fromisocalendar(int(week[:4]), int(week[6:]), 1)
    return monday, monday + timedelta(days=6)


def unsettled(items: tuple[PatrolItem, ...], before: Patrol | None) -> frozenset[str]:
    """Ids of what the round before has left: found not well and not yet put right, or not looked at."""
    if before is None:
        return frozenset()
    checks = {item.id: before.of(item.id) for item in items}
    return frozenset(item for item, check in checks.items() if check is None or not check.settled)
