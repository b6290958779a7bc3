"""Which business day it is, and the next number of a series. Both only inside a write transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from kiosk.store.tables import ClockRow, TicketRow

EARLIEST_YEAR = 2024  # a clock before this has lost its battery
LONGEST_PAUSE = timedelta(days=400)  # a jump ahead by more than this is doubted


@dataclass(frozen=True)
class BusinessDay:
    """doubtful: the clock jumped back or far ahead; numbers go on, the printed time is to be checked."""

    day: date
    doubtful: bool


def business_day(session: Session, terminal: str, now: datetime, day_starts: int) -> BusinessDay:
    """The hall's day at `now` (local, aware). It never goes back: a wrong clock must not give a number twice.

    Holds the last day it saw for this terminal. A clock that jumped back keeps issuing on that last day.
    """
    day = (now - timedelta(hours=day_starts)).date()
    doubtful = now.year < EARLIEST_YEAR
    row = session.get(ClockRow, terminal)
    if row is None:
        session.add(ClockRow(terminal=terminal, business_day=day.isoformat(), last_seen=now))
        return BusinessDay(day, doubtful)
    last = date.fromisoformat(row.business_day)
    if day < last:
        return BusinessDay(last, doubtful=True)
    row.business_day = day.isoformat()
    row.last_seen = now
    return BusinessDay(day, doubtful or day - last > LONGEST_PAUSE)


def day_now(session: Session, terminal: str, now: datetime, day_starts: int) -> date:
    """The business day as business_day() gives it; nothing is written, so that looking is no change."""
    day = (now - timedelta(hours=day_starts)).date()
    row = session.get(ClockRow, terminal)
    return day if row is None else max(day, date.fromisoformat(row.business_day))


def next_number(session: Session, day: date, series: str, terminal: str) -> int:
    """One more than the highest ever given in this series, or by this terminal, on this day; void ones included.

    By this terminal: its ticket's code names terminal, day and n, so none of its n may come twice in a day, even
    when it was given another series in between.
    """
    highest = session.scalar(
        select(func.max(TicketRow.n)).where(
            TicketRow.business_day == day.isoformat(),
            or_(TicketRow.series == series, TicketRow.terminal == terminal),
        )
    )
    return (highest or 0) + 1
