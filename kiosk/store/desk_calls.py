"""Calls as staff work on them at any terminal's desk, and who is on duty.

Each step is one conditional UPDATE with its line of the trail: of two desks the database lets one win. The terminal
that the call came from hears of it through the ledger (kiosk/call_news.py).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Engine, String, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from kiosk.domain.call import CallReason, CallState
from kiosk.domain.desk_call import DeskCall, OnDuty
from kiosk.domain.staff import Actor, StaffAction
from kiosk.domain.ticket import TicketNumber
from kiosk.store.audit import Audit
from kiosk.store.database import transaction
from kiosk.store.tables import Base, CallRow, LocalTime, TicketRow

WAITS = (CallState.RINGING, CallState.UNREACHED)
WITH_SOMEBODY = (CallState.ACKNOWLEDGED, CallState.ARRIVED)
LISTED = timedelta(hours=12)  # what nobody has touched for longer is of another day


class DutyRow(Base):
    """Who is at work. One row a person; gone when they go off duty."""

    __tablename__ = "duty"

    staff_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(32))
    since: Mapped[datetime] = mapped_column(LocalTime)


class TooLate(Exception):
    """Somebody else was first, or the visitor was. now: the call as it stands."""

    def __init__(self, now: DeskCall) -> None:
        super().__init__(now)
        self.now = now


class StillWith(Exception):
    """一对一: whoever wants to take a call is with another visitor still. other: that call."""

    def __init__(self, other: DeskCall) -> None:
        super().__init__(other)
        self.other = other


class AtItsTerminal(Exception):
    """An emergency ends only where it was pressed."""


class DeskCalls:
    """Every method is one transaction. Raises StoreUnavailable when the database cannot be used."""

    def __init__(self, engine: Engine, audit: Audit, terminal: str, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._audit = audit
        self._terminal = terminal
        self._now = now

    def listed(self) -> list[DeskCall]:
        """Of every terminal: those for whom somebody is expected, and those whom somebody of the desk is with."""
        with transaction(self._engine) as session:
            rows = session.scalars(
                select(CallRow).where(
                    CallRow.state.in_([state.value for state in (*WAITS, *WITH_SOMEBODY)])
                    & ((CallRow.state != CallState.ARRIVED.value) | CallRow.staff_id.is_not(None))
                )
            )
            since = self._now() - LISTED
            return [_desk_call(session, row) for row in rows if row.changed_at >= since]

    def take(self, by: Actor, call_id: int) -> DeskCall:
        """Whoever signed in comes. Raises TooLate, StillWith, KeyError."""

        def alone(session: Session) -> None:
            mine = select(CallRow).where(
                CallRow.staff_id == by.member.id,
                CallRow.id != call_id,
                CallRow.state.in_([state.value for state in WITH_SOMEBODY]),
                CallRow.reason != CallReason.EMERGENCY.value,
            )
            since = self._now() - LISTED
            other = next((row for row in session.scalars(mine) if row.changed_at >= since), None)
            if other is not None and _row(session, call_id).reason != CallReason.EMERGENCY.value:
                raise StillWith(_desk_call(session, other))

        return self._step(by, call_id, WAITS, CallState.ACKNOWLEDGED, StaffAction.CALL_TAKEN, alone)

    def arrived(self, by: Actor, call_id: int) -> DeskCall:
        """Whoever signed in is with the visitor. Raises TooLate, AtItsTerminal, KeyError."""
        open_states = (*WAITS, CallState.ACKNOWLEDGED)
        return self._step(
            by, call_id, open_states, CallState.ARRIVED, StaffAction.CALL_ARRIVED, self._here(call_id)
        )

    def done(self, by: Actor, call_id: int) -> DeskCall:
        """The visitor was served. Raises TooLate, AtItsTerminal, KeyError."""
        states = (*WAITS, *WITH_SOMEBODY)
        return self._step(by, call_id, states, CallState.DONE, StaffAction.CALL_DONE, self._here(call_id))

    def pass_on(self, by: Actor, call_id: int, station: str) -> DeskCall:
        """It rings at that station, at the bell of the terminal that it came from. Raises TooLate, KeyError."""
        values = {"passed_to": station, "staff_id": None, "answered_by": "", "station": station}
        return self._step(
            by,
            call_id,
            (*WAITS, CallState.ACKNOWLEDGED),
            CallState.RINGING,
            StaffAction.CALL_PASSED_ON,
            lambda _: None,
            values,
            f"call {call_id} {station}",
        )

    def seen(self, call_ids: Collection[int]) -> list[tuple[DeskCall, str]]:
        """These calls as the ledger has them, each with the station that a desk has passed it on to, '' for none."""
        with transaction(self._engine) as session:
            rows = session.scalars(select(CallRow).where(CallRow.id.in_(call_ids)))
            return [(_desk_call(session, row), row.passed_to) for row in rows]

    def passed(self, call_id: int) -> None:
        """The station that it was passed on to has been rung."""
        with transaction(self._engine) as session:
            session.execute(update(CallRow).where(CallRow.id == call_id).values(passed_to=""))

    # Who is at work

    def on_duty(self) -> list[OnDuty]:
        """Today's, the earliest first: whoever forgot to go off duty yesterday is not at work."""
        today = self._now().date()
        with transaction(self._engine) as session:
            rows = session.scalars(select(DutyRow).order_by(DutyRow.since, DutyRow.staff_id))
            return [OnDuty(row.staff_id, row.name, row.since) for row in rows if row.since.date() == today]

    def come_on(self, by: Actor) -> None:
        """Once is enough a day."""
        with self._audit.doing(by, StaffAction.ON_DUTY) as session:
            row = session.get(DutyRow, by.member.id)
            if row is None:
                row = DutyRow(staff_id=by.member.id)
                session.add(row)
            row.name, row.since = by.member.name.zh, self._now()

    def go_off(self, by: Actor) -> None:
        with self._audit.doing(by, StaffAction.OFF_DUTY) as session:
            session.execute(delete(DutyRow).where(DutyRow.staff_id == by.member.id))

    def _here(self, call_id: int) -> Callable[[Session], None]:
        def check(session: Session) -> None:
            row = _row(session, call_id)
            if row.reason == CallReason.EMERGENCY.value and row.terminal != self._terminal:
                raise AtItsTerminal(call_id)

        return check

    def _step(
        self,
        by: Actor,
        call_id: int,
        before: tuple[CallState, ...],
        after: CallState,
        action: StaffAction,
        check: Callable[[Session], None],
        values: Mapping[str, object] | None = None,
        subject: str = "",
    ) -> DeskCall:
        now = self._now()
        whose = {"staff_id": by.member.id, "answered_by": by.member.name.zh}
        with self._audit.doing(by, action, subject or f"call {call_id}") as session:
            row = _row(session, call_id)
            check(session)
            when = {
                CallState.ACKNOWLEDGED: {"acknowledged_at": row.acknowledged_at or now},
                CallState.ARRIVED: {"arrived_at": row.arrived_at or now},
                CallState.DONE: {"done_at": now, "arrived_at": row.arrived_at or now},
            }
            changed = session.scalar(
                update(CallRow)
                .where(CallRow.id == call_id, CallRow.state.in_([state.value for state in before]))
                .values(state=after.value, changed_at=now, **(values or whose), **when.get(after, {}))
                .returning(CallRow.id)
            )
            session.refresh(row)
            if changed is None:
                raise TooLate(_desk_call(session, row))
            return _desk_call(session, row)


def _row(session: Session, call_id: int) -> CallRow:
    row = session.get(CallRow, call_id)
    if row is None:
        raise KeyError(call_id)
    return row


def _desk_call(session: Session, row: CallRow) -> DeskCall:
    ticket = session.get(TicketRow, row.ticket_id) if row.ticket_id else None
    return DeskCall(
        row.id,
        CallReason(row.reason),
        CallState(row.state),
        row.terminal,
        row.station,
        str(TicketNumber(ticket.series, ticket.n)) if ticket else "",
        row.created_at,
        row.answered_by,
        row.staff_id,
    )
