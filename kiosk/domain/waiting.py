"""How many are ahead and how long that may take: told as a range, because nobody knows.

The hall's own calling system is not connected. The only facts are when numbers were given and how long one
visitor usually takes, so the line is played through: each visitor goes to the window that is free first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from heapq import heapreplace
from math import ceil

from kiosk.domain.opening import Opening

QUICK, SLOW = 0.7, 1.3  # shares of the usual time: the two ends of the range
STEP = 5  # minutes to which a range is rounded up


@dataclass(frozen=True)
class Pace:
    """minutes: that one visitor usually takes. windows: that serve this errand."""

    minutes: int
    windows: int


@dataclass(frozen=True)
class Wait:
    """ahead: visitors not served yet. low, high: minutes until it is one's turn, 0 when a window is free."""

    ahead: int
    low: int
    high: int


class DayState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"  # no window serves now
    LATE = "late"  # it may not be one's turn before the hall closes
    FULL = "full"  # as many numbers as this errand can serve in a day have been given


def waiting_for(issued: Sequence[datetime], pace: Pace, now: datetime) -> Wait:
    """issued: when today's numbers for this errand were given, oldest first, void ones left out."""
    ends = _ends(issued, pace, 1.0)
    return Wait(
        ahead=sum(end > now for end in ends),
        low=_until_turn(issued, pace, QUICK, now),
        high=_until_turn(issued, pace, SLOW, now),
    )


def day_state(opening: Opening, waiting: Wait, pace: Pace, given: int, quota: int | None) -> DayState:
    """The rule 能否在下班前办完: the wait and the errand itself must fit into what is left of the day.

    given: numbers of this errand today. quota: how many a day can hold, None for no limit.
    """
    if not opening.open:
        return DayState.CLOSED
    if quota is not None and given >= quota:
        return DayState.FULL
    if waiting.high + pace.minutes > opening.minutes_left:
        return DayState.LATE
    return DayState.OPEN


def _until_turn(issued: Sequence[datetime], pace: Pace, share: float, now: datetime) -> int:
    ends = _ends(issued, pace, share)
    busy = sorted(end for end in ends if end > now)
    if len(busy) < pace.windows:
        return 0
    minutes = (busy[-pace.windows] - now) / timedelta(minutes=1)
    return ceil(minutes / STEP) * STEP


def _ends(issued: Sequence[datetime], pace: Pace, share: float) -> list[datetime]:
    """When each of them is done."""
    takes = timedelta(minutes=pace.minutes * share)
    free: list[datetime] = []
    ends: list[datetime] = []
    for came in issued:
        if len(free) < pace.windows:
            free.append(came + takes)
            free.sort()
            ends.append(came + takes)
            continue
        end = max(came, free[0]) + takes
        heapreplace(free, end)
        ends.append(end)
    return ends
