"""When the hall serves: sessions of a weekday, holidays, and weekend days that are worked (调休).

Pure. Times are the hall's own wall time; China has no daylight saving time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self

from pydantic import Field, model_validator

from kiosk.domain.frozen import Frozen

DAYS_AHEAD = 31  # how far the next opening is looked for


class Hours(Frozen):
    """One session of a day. weekdays: ISO, 1 is Monday."""

    opens: time
    closes: time
    weekdays: frozenset[int] = Field(default=frozenset({1, 2, 3, 4, 5}))

    @model_validator(mode="after")
    def check_order(self) -> Self:
        if self.opens >= self.closes:
            raise ValueError(f"opens {self.opens:%H:%M} is not before closes {self.closes:%H:%M}")
        return self


class Calendar(Frozen):
    """Days that are not as their weekday says. workdays: weekend days served as Monday is (调休)."""

    holidays: frozenset[date] = frozenset()
    workdays: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Opening:
    """open: windows serve now. minutes_left: of serving, today, breaks left out. closes: end of the day's last session.

    next_opening: the next time that windows open, None when none was found within a month.
    """

    open: bool
    minutes_left: int
    closes: time | None
    next_opening: datetime | None


def opening_at(hours: tuple[Hours, ...], calendar: Calendar, now: datetime) -> Opening:
    today = list(sessions_of(hours, calendar, now.date()))
    clock = now.time()
    left = sum(
        _minutes(session.closes) - max(_minutes(session.opens), _minutes(clock))
        for session in today
        if session.closes > clock
    )
    return Opening(
        open=any(session.opens <= clock < session.closes for session in today),
        minutes_left=left,
        closes=max((session.closes for session in today), default=None),
        next_opening=next(_openings_after(hours, calendar, now), None),
    )


def sessions_of(hours: tuple[Hours, ...], calendar: Calendar, day: date) -> Iterator[Hours]:
    if day in calendar.holidays:
        return
    weekday = 1 if day in calendar.workdays else day.isoweekday()
    yield from (session for session in hours if weekday in session.weekdays)


def _openings_after(hours: tuple[Hours, ...], calendar: Calendar, now: datetime) -> Iterator[datetime]:
    for ahead in range(DAYS_AHEAD + 1):
        day = now.date() + timedelta(days=ahead)
        for opens in sorted(session.opens for session in sessions_of(hours, calendar, day)):
            at = datetime.combine(day, opens, now.tzinfo)
            if at > now:
                yield at


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute
