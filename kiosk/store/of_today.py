"""Today's ticket by what stands on it, for what staff write down against a number."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.domain.ticket import PrintState, TicketNumber
from kiosk.store.numbering import day_now
from kiosk.store.tables import TicketRow

_TYPED = re.compile(r"(\D{0,4}?)0*([1-9]\d{0,5})")


class NoSuchTicket(Exception):
    """No ticket of today has this number."""


class SeveralTickets(Exception):
    """More than one series has given this number today. numbers: 绿012, 橙012."""

    def __init__(self, numbers: tuple[TicketNumber, ...]) -> None:
        super().__init__(*map(str, numbers))
        self.numbers = numbers


@dataclass(frozen=True)
class OfToday:
    """day_starts: hour at which the hall's day begins."""

    terminal: str
    day_starts: int
    now: Callable[[], datetime]

    def day(self, session: Session) -> date:
        """The business day, which a clock put back does not change."""
        return day_now(session, self.terminal, self.now(), self.day_starts)

    def ticket(self, session: Session, typed: str) -> TicketNumber:
        """typed: 12, 012 or 绿012. Raises NoSuchTicket, SeveralTickets."""
        match = _TYPED.fullmatch(typed.strip())
        if match is None:
            raise NoSuchTicket(typed)
        day = self.day(session)
        rows = select(TicketRow).where(
            TicketRow.business_day == day.isoformat(),
            TicketRow.n == int(match[2]),
            TicketRow.print_state != PrintState.VOID.value,
        )
        if match[1]:
            rows = rows.where(TicketRow.series == match[1])
        found = [TicketNumber(row.series, row.n) for row in session.scalars(rows.order_by(TicketRow.series))]
        if not found:
            raise NoSuchTicket(typed)
        if len(found) > 1:
            raise SeveralTickets(tuple(found))
        return found[0]
