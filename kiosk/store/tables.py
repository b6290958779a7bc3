"""The tables: tickets, calls, staff, evaluations, the outbox, the clock guard.

No column can hold a visitor's name or number.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from kiosk.domain.call import CallState
from kiosk.domain.desk_ticket import Course
from kiosk.domain.evaluation import Level
from kiosk.domain.staff import StaffRole
from kiosk.domain.ticket import OnBehalf, PrintState


def _one_of(column: str, values: type[StrEnum]) -> str:
    return f"{column} IN ({', '.join(repr(value.value) for value in values)})"


class LocalTime(TypeDecorator[datetime]):
    """An aware time as ISO 8601 text with its offset: SQLite would drop the offset of a datetime."""

    impl = String(35)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return value.isoformat() if value is not None else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return datetime.fromisoformat(value) if value is not None else None


class Base(DeclarativeBase):
    """All tables of the ledger."""


class TicketRow(Base):
    """business_day: YYYY-MM-DD of the hall. needs, remarks: comma-separated. holder_key: today's pseudonym or ''.

    course, window: as staff marked it.
    """

    __tablename__ = "tickets"
    __table_args__ = (
        UniqueConstraint("business_day", "series", "n", name="one_number_once"),
        CheckConstraint(_one_of("print_state", PrintState), name="known_print_state"),
        CheckConstraint(_one_of("course", Course), name="known_course"),
        Index("tickets_by_errand", "business_day", "errand"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    intent: Mapped[str] = mapped_column(String(64), unique=True)
    business_day: Mapped[str] = mapped_column(String(10))
    series: Mapped[str] = mapped_column(String(4))
    n: Mapped[int]
    terminal: Mapped[str] = mapped_column(String(8))
    errand: Mapped[str] = mapped_column(String(64))
    help_mode: Mapped[str] = mapped_column(String(32))
    needs: Mapped[str] = mapped_column(String(200), default="")
    group: Mapped[str | None] = mapped_column("visitor_group", String(32))
    holder_key: Mapped[str] = mapped_column(String(64), default="")
    issued_at: Mapped[datetime] = mapped_column(LocalTime)
    time_doubtful: Mapped[bool] = mapped_column(default=False)
    people_ahead: Mapped[int]
    on_behalf: Mapped[str] = mapped_column(String(10), default=OnBehalf.SELF.value)
    remarks: Mapped[str] = mapped_column(String(120), default="")
    print_state: Mapped[str] = mapped_column(String(16))
    reprints: Mapped[int] = mapped_column(default=0)
    course: Mapped[str] = mapped_column(String(12), default=Course.WAITING.value)
    window: Mapped[str] = mapped_column("at_window", String(64), default="")
    marked_by: Mapped[str] = mapped_column(String(64), default="")
    accompany_over: Mapped[bool] = mapped_column(default=False)


class CallRow(Base):
    """acknowledged_at, arrived_at, done_at: when it first was; None for what has not happened.

    staff_id: who took it at a desk. passed_to: the station at which its terminal is to ring it now, by a desk's word.
    """

    __tablename__ = "calls"
    __table_args__ = (CheckConstraint(_one_of("state", CallState), name="known_call_state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    intent: Mapped[str] = mapped_column(String(64), default="")
    reason: Mapped[str] = mapped_column(String(32))
    station: Mapped[str] = mapped_column(String(64), default="")
    state: Mapped[str] = mapped_column(String(16))
    terminal: Mapped[str] = mapped_column(String(8))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"))
    created_at: Mapped[datetime] = mapped_column(LocalTime)
    attempts: Mapped[int] = mapped_column(default=0)
    answered_by: Mapped[str] = mapped_column(String(64), default="")
    changed_at: Mapped[datetime] = mapped_column(LocalTime)
    acknowledged_at: Mapped[datetime | None] = mapped_column(LocalTime)
    arrived_at: Mapped[datetime | None] = mapped_column(LocalTime)
    done_at: Mapped[datetime | None] = mapped_column(LocalTime)
    staff_id: Mapped[int | None]
    passed_to: Mapped[str] = mapped_column(String(64), default="", server_default="")


class StaffRow(Base):
    """Who may answer and sign in. badge_key: keyed pseudonym of the badge's chip, never the chip's own number.

    pin_hash: argon2id, '' for somebody without a PIN.
    """

    __tablename__ = "staff"
    __table_args__ = (
        CheckConstraint(_one_of("role", StaffRole), name="known_role"),
        {"sqlite_autoincrement": True},  # a number that the trail names is never somebody else's
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name_zh: Mapped[str] = mapped_column(String(32))
    name_en: Mapped[str] = mapped_column(String(32))
    role: Mapped[str] = mapped_column(String(16))
    badge_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    pin_hash: Mapped[str] = mapped_column(String(128), default="")


class EvaluationRow(Base):
    """好差评 of one visit. hour: of the day, no finer, so that nobody is recognised by it. scope: what was rated.

    assisted: staff stood by; such ones are reported apart. complaints: comma-separated.
    call_back_by, settle_by: days by which a low one is answered and set right, None for the others.
    settled_on: when the desk said that it was. phone: sealed for this row, None when settled or not given.
    """

    __tablename__ = "evaluations"
    __table_args__ = (CheckConstraint(_one_of("level", Level), name="known_level"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    intent: Mapped[str] = mapped_column(String(64), default="")
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), unique=True)
    business_day: Mapped[str] = mapped_column(String(10))
    hour: Mapped[int]
    terminal: Mapped[str] = mapped_column(String(8))
    level: Mapped[str] = mapped_column(String(20))
    complaints: Mapped[str] = mapped_column(String(100))
    scope: Mapped[str] = mapped_column(String(16))
    assisted: Mapped[bool]
    call_back_by: Mapped[date | None]
    settle_by: Mapped[date | None]
    settled_on: Mapped[date | None]
    phone: Mapped[bytes | None] = mapped_column(LargeBinary)


class OutboxRow(Base):
    """What other systems of the hall are to be told; written with the ticket, sent by a later issue's link."""

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    created_at: Mapped[datetime] = mapped_column(LocalTime)
    sent_at: Mapped[datetime | None] = mapped_column(LocalTime)


class ClockRow(Base):
    """One row per terminal: the last business day it issued on. The day never goes back."""

    __tablename__ = "clock"

    terminal: Mapped[str] = mapped_column(String(8), primary_key=True)
    business_day: Mapped[str] = mapped_column(String(10))
    last_seen: Mapped[datetime] = mapped_column(LocalTime)
