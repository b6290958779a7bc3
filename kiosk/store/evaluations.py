"""Evaluations of visits: at most one for a ticket, anonymous, with no time finer than the hour.

A phone only where somebody wants to be rung about a low one: sealed, and gone when that is settled.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine, select

from kiosk.domain.evaluation import CALL_BACK, SETTLE, Complaint, Level
from kiosk.domain.private import Private
from kiosk.store.database import transaction
from kiosk.store.sealed import Seal
from kiosk.store.tables import EvaluationRow, TicketRow


def sealed_for(number: int) -> str:
    """What binds a sealed phone to its row."""
    return f"evaluation {number}"


class Evaluations:
    """Every method is one transaction. Raises StoreUnavailable when the database cannot be used."""

    def __init__(self, engine: Engine, secret: bytes, terminal: str, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._seal = Seal(secret)
        self._terminal = terminal
        self._now = now

    def add(
        self,
        ticket_id: int,
        level: Level,
        complaints: frozenset[Complaint],
        *,
        assisted: bool = False,
        intent: str = "",
        phone: Private | None = None,
    ) -> bool:
        """False when this ticket has been evaluated already. Raises KeyError for an unknown ticket.

        A low one gets the days by which it must be answered and set right.
        """
        with transaction(self._engine) as session:
            ticket = session.get(TicketRow, ticket_id)
            if ticket is None:
                raise KeyError(ticket_id)
            if session.scalar(select(EvaluationRow.id).where(EvaluationRow.ticket_id == ticket_id)):
                return False
            now = self._now()
            row = EvaluationRow(
                intent=intent,
                ticket_id=ticket_id,
                business_day=ticket.business_day,
                hour=now.hour,
                terminal=self._terminal,
                level=level.value,
                complaints=",".join(sorted(complaint.value for complaint in complaints)),
                scope="visit",
                assisted=assisted,
                call_back_by=now.date() + CALL_BACK if level.low else None,
                settle_by=now.date() + SETTLE if level.low else None,
            )
            session.add(row)
            if phone is not None and level.low:
                session.flush()  # its number is part of the seal
                row.phone = self._seal.close(phone, sealed_for(row.id))
            return True

    def levels(self, business_day: str) -> dict[Level, int]:
        """How often each level was given on a day (YYYY-MM-DD)."""
        with transaction(self._engine) as session:
            given = session.scalars(
                select(EvaluationRow.level).where(EvaluationRow.business_day == business_day)
            ).all()
        return {level: given.count(level.value) for level in Level}
