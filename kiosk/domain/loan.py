"""Pieces that are out of stock: lent to a visitor or damaged; by when a loan is expected back; the codes on pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kiosk.domain.facility import Facility

AFTER_HOURS = timedelta(hours=1)  # lent when windows are closed: somebody waits until that visitor is done
_CODE = re.compile(r"PIECE1\.([A-Za-z0-9_-]+)\.([1-9]\d{0,5})")


@dataclass(frozen=True)
class Out:
    """One piece that cannot be lent now. id: of its row. ticket: 绿012, '' where nobody gave a number.

    back_by: None for a visitor's own loan at the kiosk, which holds days only, and for a damaged piece.
    """

    id: int
    facility: str
    tag: int
    damaged: bool
    ticket: str
    lent_on: date
    back_by: datetime | None

    def overdue(self, now: datetime) -> bool:
        if self.damaged:
            return False
        return now > self.back_by if self.back_by else now.date() > self.lent_on


@dataclass(frozen=True)
class Stock:
    """Counts of pieces; `all` is what the hall has."""

    free: int
    lent: int
    damaged: int
    all: int


def stock_of(facility: Facility, outs: Iterable[Out]) -> Stock:
    """Rows of tags that the hall no longer has are not counted."""
    mine = [out for out in outs if out.facility == facility.id and out.tag in facility.tags]
    damaged = sum(out.damaged for out in mine)
    return Stock(len(facility.tags) - len(mine), len(mine) - damaged, damaged, len(facility.tags))


def most_urgent_first(outs: Iterable[Out], now: datetime) -> list[Out]:
    """What is overdue, then what is expected soonest, then loans without a time, then damaged pieces."""

    def order(out: Out) -> tuple[bool, bool, bool, float, date, str, int]:
        until = out.back_by.timestamp() if out.back_by else 0.0
        return (
            out.damaged,
            not out.overdue(now),
            out.back_by is None,
            until,
            out.lent_on,
            out.facility,
            out.tag,
        )

    return sorted(outs, key=order)


def expected_back(minutes: int | None, now: datetime, closes: time | None) -> datetime:
    """minutes: of this facility, None until closing. Never after closing, unless the hall is closed already.

    now: the hall's wall time, aware. closes: end of today's last session, None on a day without one.
    """
    closing = datetime.combine(now.date(), closes, now.tzinfo) if closes else now
    wanted = now + timedelta(minutes=minutes) if minutes else None
    if closing <= now:
        return wanted or now + AFTER_HOURS
    return min(wanted, closing) if wanted else closing


def piece_code(facility: str, tag: int) -> str:
    """What the label on a piece holds: PIECE1.wheelchair.2. A ticket's begins with GC1, so neither is the other's."""
    return f"PIECE1.{facility}.{tag}"


def piece_of(code: str) -> tuple[str, int] | None:
    """Facility and tag of a label; None for every other code."""
    match = _CODE.fullmatch(code)
    return (match[1], int(match[2])) if match else None
