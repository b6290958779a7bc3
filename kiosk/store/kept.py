"""我刚才留下了什么: the rows of one telling, and the erasing of those that a visitor may take back."""

from __future__ import annotations

from sqlalchemy import Engine, delete, or_, select
from sqlalchemy.orm import Session

from kiosk.domain.kept import Kept, KeptRow
from kiosk.store.database import transaction
from kiosk.store.difficulties import Difficulties
from kiosk.store.facilities import Facilities
from kiosk.store.home_visits import HomeVisits
from kiosk.store.tables import CallRow, EvaluationRow, TicketRow


class KeptRows:
    """Every method is one transaction. Raises StoreUnavailable when the database cannot be used."""

    def __init__(
        self, engine: Engine, facilities: Facilities, difficulties: Difficulties, home_visits: HomeVisits
    ) -> None:
        self._engine = engine
        self._facilities = facilities
        self._difficulties = difficulties
        self._home_visits = home_visits

    def of(self, intent: str) -> list[KeptRow]:
        """Of the telling with this intent, and of what belongs to its ticket."""
        with transaction(self._engine) as session:
            rows: list[KeptRow] = []
            ticket = _ticket(session, intent)
            if ticket is not None:
                rows.append(KeptRow(Kept.TICKET, f"{ticket.series}{ticket.n:03d}"))
                rows += [KeptRow(Kept.NEEDS)] if ticket.needs or ticket.group else []
                rows += [KeptRow(Kept.SAME_CARD)] if ticket.holder_key else []
            ticket_id = ticket.id if ticket else None
            for table, what in ((CallRow, Kept.CALL), (EvaluationRow, Kept.EVALUATION)):
                whose = or_(
                    table.intent == intent, (table.ticket_id == ticket_id) & table.ticket_id.is_not(None)
                )
                rows += [KeptRow(what) for _ in session.scalars(select(table.id).where(whose))]
            if session.scalar(
                select(EvaluationRow.id).where(
                    or_(EvaluationRow.intent == intent, EvaluationRow.ticket_id == (ticket_id or 0)),
                    EvaluationRow.phone.is_not(None),
                )
            ):
                rows.append(KeptRow(Kept.CALL_BACK_PHONE))
        rows += self._home_visits.kept(intent)
        rows += [KeptRow(Kept.LOAN, str(row.tag)) for row in self._facilities.kept(intent)]
        rows += [KeptRow(Kept.DIFFICULTY, str(row.id)) for row in self._difficulties.kept(intent)]
        return rows

    def erase(self, intent: str) -> None:
        """Needs, group, pseudonym and evaluation are gone; the number stays, for the line is made of it."""
        with transaction(self._engine) as session:
            ticket = _ticket(session, intent)
            session.execute(delete(EvaluationRow).where(EvaluationRow.intent == intent))
            if ticket is not None:
                ticket.needs, ticket.group, ticket.holder_key = "", None, ""
                session.execute(delete(EvaluationRow).where(EvaluationRow.ticket_id == ticket.id))
        for room in (self._home_visits, self._facilities, self._difficulties):
            room.erase(intent)


def _ticket(session: Session, intent: str) -> TicketRow | None:
    return session.scalar(select(TicketRow).where(TicketRow.intent == intent))
