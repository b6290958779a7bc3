"""The weekly test of 紧急呼叫: how old the last good one is. Pure.

Emergency bells that ring where nobody sits are worse than none, so each station's bell is heard by a person once a
week (facts/services.md §5, 巡查).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

EVERY_DAYS = 7


class WeeklyState(StrEnum):
    GOOD = "good"
    OVERDUE = "overdue"
    NEVER = "never"
    CLOCK = "clock"  # the last good one lies in the future: the clock was wrong then, or is wrong now


@dataclass(frozen=True)
class Standing:
    """days: since the last good one; overdue: days beyond the week. Both 0 where nobody can tell."""

    state: WeeklyState
    days: int = 0
    overdue: int = 0


def standing(last_good: date | None, today: date) -> Standing:
    """Whatever is not known to be good is due: a clock that was set back hides no missing test."""
    if last_good is None:
        return Standing(WeeklyState.NEVER)
    days = (today - last_good).days
    if days < 0:
        return Standing(WeeklyState.CLOCK)
    if days > EVERY_DAYS:
        return Standing(WeeklyState.OVERDUE, days, days - EVERY_DAYS)
    return Standing(WeeklyState.GOOD, days)
