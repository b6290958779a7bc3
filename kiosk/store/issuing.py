"""A new number and its row, inside a write transaction of whoever gives it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.domain.call import CallReason, CallState
from kiosk.domain.desk_ticket import Course
from kiosk.domain.ticket import Group, HelpMode, Need, OnBehalf, PrintState, TicketNote
from kiosk.domain.waiting import Pace, waiting_for
from kiosk.store.numbering import business_day, next_number
from kiosk.store.tables import CallRow, OutboxRow, TicketRow


@dataclass(frozen=True)
class NewTicket:
    """intent: names for ever what asks for it; the same intent gets the same ticket.

    call: whom to ring for with it. holder_key: today's pseudonym of the card, '' without one. pace: of the errand's
    windows, for how many are still ahead; None counts all who came today.
    """

    intent: str
    errand: str
    help_mode: HelpMode
    needs: frozenset[Need]
    group: Group | None
    call: CallReason | None
    holder_key: str = field(default="", repr=False)
    pace: Pace | None = None
    on_behalf: OnBehalf = OnBehalf.SELF
    remarks: frozenset[TicketNote] = frozenset()


def issued_row(
    session: Session, new: NewTicket, terminal: str, series: str, day_starts: int, now: datetime
) -> TicketRow:
    """The row of this intent: the one that is there, or a new one with its outbox message and its call."""
    known = session.scalar(select(TicketRow).where(TicketRow.intent == new.intent))
    if known is not None:
        return known
    today = business_day(session, terminal, now, day_starts)
    row = TicketRow(
        intent=new.intent,
        business_day=today.day.isoformat(),
        series=series,
        n=next_number(session, today.day, series, terminal),
        terminal=terminal,
        errand=new.errand,
        help_mode=new.help_mode.value,
        needs=",".join(sorted(need.value for need in new.needs)),
        group=new.group.value if new.group else None,
        holder_key=new.holder_key,
        issued_at=now,
        time_doubtful=today.doubtful,
        people_ahead=_people_ahead(session, today.day, new.errand, new.pace, now),
        on_behalf=new.on_behalf.value,
        remarks=",".join(sorted(remark.value for remark in new.remarks)),
        print_state=PrintState.RESERVED.value,
        reprints=0,
    )
    session.add(row)
    session.flush()
    session.add(OutboxRow(kind="ticket-issued", ticket_id=row.id, created_at=now))
    if new.call is not None:
        call_row(session, new.call, row.id, new.intent, terminal, now)
    session.flush()
    return row


def call_row(
    session: Session, reason: CallReason, ticket_id: int | None, intent: str, terminal: str, now: datetime
) -> CallRow:
    row = CallRow(
        intent=intent,
        reason=reason.value,
        station="",
        state=CallState.RINGING.value,
        terminal=terminal,
        ticket_id=ticket_id,
        created_at=now,
        changed_at=now,
    )
    session.add(row)
    return row


def issued_times(session: Session, day: date, errand: str) -> list[datetime]:
    """When today's tickets for this errand were given that are not void, oldest first."""
    rows = session.scalars(
        select(TicketRow.issued_at)
        .where(
            TicketRow.business_day == day.isoformat(),
            TicketRow.errand == errand,
            TicketRow.print_state != PrintState.VOID.value,
            TicketRow.course.not_in(
                (Course.NO_SHOW.value, Course.CANCELLED.value)
            ),  # they take no window's time
        )
        .order_by(TicketRow.id)
    )
    return list(rows)


def _people_ahead(session: Session, day: date, errand: str, pace: Pace | None, now: datetime) -> int:
    issued = issued_times(session, day, errand)
    return waiting_for(issued, pace, now).ahead if pace else len(issued)
