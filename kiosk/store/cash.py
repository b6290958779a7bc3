"""The hand-over log of cash help: who had which visitor's money when, each step one transaction with its line.

What was broken off, by a power cut or at the end of the day, stands open until somebody takes the next step.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Engine, Index, String, or_, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.domain.cash import OPEN_STEPS, CashHelp, CashStep, cash_number, yuan
from kiosk.domain.staff import Actor, StaffAction
from kiosk.store.audit import Audit
from kiosk.store.database import transaction
from kiosk.store.of_today import OfToday
from kiosk.store.tables import Base, LocalTime

STEPS = ", ".join(repr(step.value) for step in CashStep)
OPEN = text("step IN ('taken', 'paid')")
NEXT = {  # what a step is taken from, and how the trail calls it
    CashStep.PAID: (CashStep.TAKEN, StaffAction.CASH_PAID),
    CashStep.RETURNED: (CashStep.PAID, StaffAction.CASH_RETURNED),
    CashStep.CANCELLED: (CashStep.TAKEN, StaffAction.CASH_CANCELLED),
}


class CashRow(Base):
    """One slip. bill, handed: fen. helper: of staff, who took the money. ended_at: returned or cancelled."""

    __tablename__ = "cash_helps"
    __table_args__ = (
        CheckConstraint(f"step IN ({STEPS})", name="known_cash_step"),
        CheckConstraint("bill > 0 AND handed >= bill", name="enough_was_handed"),
        Index("one_open_cash_help", "day", "ticket", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        {"sqlite_autoincrement": True},  # a number on a slip is not given again
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    terminal: Mapped[str] = mapped_column(String(8))
    day: Mapped[date]
    ticket: Mapped[str] = mapped_column(String(12))
    bill: Mapped[int]
    handed: Mapped[int]
    step: Mapped[str] = mapped_column(String(10))
    helper_id: Mapped[int]
    helper: Mapped[str] = mapped_column(String(32))
    taken_at: Mapped[datetime] = mapped_column(LocalTime)
    paid_at: Mapped[datetime | None] = mapped_column(LocalTime)
    ended_at: Mapped[datetime | None] = mapped_column(LocalTime)


class HasOpenOne(Exception):
    """This ticket's money is in somebody's hand already."""


class WrongStep(Exception):
    """It is not where this step begins: another desk was first. now: as it stands."""

    def __init__(self, now: CashHelp) -> None:
        super().__init__(now)
        self.now = now


class Cash:
    """Every method is one transaction. Raises StoreUnavailable when the database cannot be used."""

    def __init__(self, engine: Engine, audit: Audit, of_today: OfToday, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._audit = audit
        self._of_today = of_today
        self._now = now

    def take(self, by: Actor, typed: str, bill: int, handed: int) -> CashHelp:
        """The helper has the slip and the money. typed: the ticket's number, of today. bill, handed: fen.

        Raises NoSuchTicket, SeveralTickets, HasOpenOne, and ValueError when too little was handed.
        """
        if not 0 < bill <= handed:
            raise ValueError(f"{handed} fen do not pay {bill}")
        row = CashRow(
            terminal=self._of_today.terminal,
            day=self._now().date(),
            bill=bill,
            handed=handed,
            step=CashStep.TAKEN.value,
            helper_id=by.member.id,
            helper=by.member.name.zh,
            taken_at=self._now(),
        )
        with self._audit.doing(by, StaffAction.CASH_TAKEN, lambda: _subject(row)) as session:
            row.ticket = str(self._of_today.ticket(session, typed))
            session.add(row)
            try:
                session.flush()
            except IntegrityError as error:  # the index: of two desks, the other was first
                raise HasOpenOne(row.ticket) from error
            return _help(row)

    def step(self, by: Actor, number: int, to: CashStep) -> CashHelp:
        """To PAID, RETURNED or CANCELLED. Raises WrongStep; KeyError for TAKEN and for an unknown number."""
        before, action = NEXT[to]
        when = "paid_at" if to is CashStep.PAID else "ended_at"
        rows: list[CashRow] = []
        with self._audit.doing(by, action, lambda: _subject(rows[0])) as session:
            changed = (
                update(CashRow)
                .where(CashRow.id == number, CashRow.step == before.value)
                .values({"step": to.value, when: self._now()})
            )
            done = session.scalar(changed.returning(CashRow.id)) is not None
            row = session.get(CashRow, number, populate_existing=True)
            if row is None:
                raise KeyError(number)
            if not done:
                raise WrongStep(_help(row))
            rows.append(row)
            return _help(row)

    def board(self) -> list[CashHelp]:
        """All that are open, of whatever day, and today's; the oldest first."""
        wanted = or_(CashRow.step.in_([step.value for step in OPEN_STEPS]), CashRow.day == self._now().date())
        with transaction(self._engine) as session:
            return [_help(row) for row in session.scalars(select(CashRow).where(wanted).order_by(CashRow.id))]


def _subject(row: CashRow) -> str:
    return f"{cash_number(row.id)} {yuan(row.bill)}"


def _help(row: CashRow) -> CashHelp:
    return CashHelp(
        row.id, row.ticket, row.day, row.bill, row.handed, CashStep(row.step), row.helper, row.taken_at
    )
