"""Today's tickets as staff work on them: marked, moved, accompanied. Each step is one conditional UPDATE.

A desk says what it saw; where another desk was quicker, nothing is changed and it hears who and what.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from kiosk.domain.desk_ticket import Course, DeskTicket
from kiosk.domain.staff import Actor, StaffAction
from kiosk.domain.ticket import HelpMode, PrintState, TicketNote, TicketNumber
from kiosk.store.audit import Audit
from kiosk.store.database import transaction
from kiosk.store.numbering import business_day
from kiosk.store.of_today import OfToday
from kiosk.store.tables import TicketRow

MARKS: dict[Course, StaffAction] = {
    Course.WAITING: StaffAction.TICKET_TAKEN_BACK,
    Course.SERVED: StaffAction.TICKET_SERVED,
    Course.NO_SHOW: StaffAction.TICKET_NO_SHOW,
    Course.CANCELLED: StaffAction.TICKET_CANCELLED,
}


class MarkedBefore(Exception):
    """Another desk was first. now: as it stands."""

    def __init__(self, now: DeskTicket) -> None:
        super().__init__(now)
        self.now = now


class DeskTickets:
    """Every method is one transaction. Raises StoreUnavailable when the database cannot be used."""

    def __init__(self, engine: Engine, audit: Audit, of_today: OfToday) -> None:
        self._engine = engine
        self._audit = audit
        self._of_today = of_today

    def listed(self) -> list[DeskTicket]:
        """Of every terminal, the newest first. Today is the business day, which a clock put back does not change."""
        with transaction(self._engine) as session:
            today = business_day(
                session, self._of_today.terminal, self._of_today.now(), self._of_today.day_starts
            ).day
            rows = session.scalars(
                select(TicketRow)
                .where(
                    TicketRow.business_day == today.isoformat(),
                    TicketRow.print_state != PrintState.VOID.value,
                )
                .order_by(TicketRow.id.desc())
            )
            return [_desk_ticket(row) for row in rows]

    def find(self, typed: str) -> DeskTicket:
        """typed: 12, 012 or 绿012, of today. Raises NoSuchTicket, SeveralTickets."""
        with transaction(self._engine) as session:
            number = self._of_today.ticket(session, typed)
        return next(ticket for ticket in self.listed() if ticket.number == number)

    def mark(self, by: Actor, ticket_id: int, seen: Course, to: Course) -> DeskTicket:
        """seen: the course that the desk showed. Raises MarkedBefore, KeyError."""
        values = {"course": to.value, "marked_by": by.member.name.zh}
        return self._step(by, ticket_id, MARKS[to], (TicketRow.course == seen.value,), values)

    def move(self, by: Actor, ticket_id: int, window: str) -> DeskTicket:
        """To this window, while it waits. Raises MarkedBefore, KeyError."""
        waits = (TicketRow.course == Course.WAITING.value,)
        return self._step(by, ticket_id, StaffAction.TICKET_MOVED, waits, {"window": window}, f" {window}")

    def accompany_finished(self, by: Actor, ticket_id: int) -> DeskTicket:
        """Whoever went along is free again. Raises MarkedBefore, KeyError."""
        open_still = (TicketRow.accompany_over.is_(False),)
        values = {"accompany_over": True, "marked_by": by.member.name.zh}
        return self._step(by, ticket_id, StaffAction.ACCOMPANY_FINISHED, open_still, values)

    def reprint(self, by: Actor, ticket_id: int) -> None:
        """Only the line of the trail: printing itself is as for a visitor. Raises KeyError."""
        with self._audit.doing(by, StaffAction.TICKET_REPRINTED, lambda: str(number)) as session:
            number = _number(_row(session, ticket_id))

    def _step(
        self,
        by: Actor,
        ticket_id: int,
        action: StaffAction,
        when: tuple[object, ...],
        values: Mapping[str, object],
        more: str = "",
    ) -> DeskTicket:
        with self._audit.doing(by, action, lambda: f"{_number(row)}{more}") as session:
            row = _row(session, ticket_id)
            changed = session.scalar(
                update(TicketRow)
                .where(TicketRow.id == ticket_id, *when)  # type: ignore[arg-type]
                .values(**values)
                .returning(TicketRow.id)
            )
            session.refresh(row)
            if changed is None:
                raise MarkedBefore(_desk_ticket(row))
            return _desk_ticket(row)


def _row(session: Session, ticket_id: int) -> TicketRow:
    row = session.get(TicketRow, ticket_id)
    if row is None:
        raise KeyError(ticket_id)
    return row


def _number(row: TicketRow) -> TicketNumber:
    return TicketNumber(row.series, row.n)


def _desk_ticket(row: TicketRow) -> DeskTicket:
    mode = HelpMode(row.help_mode)
    return DeskTicket(
        row.id,
        _number(row),
        row.errand,
        mode,
        Course(row.course),
        row.window,
        row.issued_at,
        row.marked_by,
        mode is HelpMode.ACCOMPANY and not row.accompany_over,
        frozenset(TicketNote(remark) for remark in row.remarks.split(",") if remark),
    )
