"""The weekly round (值周巡查): one a week and hall, shared by all desks, saved item by item.

Transactions are one after another on either database (store/database.py): of two desks that say something else
about the same item, the first wins and the other is told.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Engine, ForeignKey, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from kiosk.domain.difficulty import Deadline, Hindrance, Mending
from kiosk.domain.facility import FacilityState
from kiosk.domain.patrol import Check, Found, Patrol, PatrolItem
from kiosk.domain.staff import Actor, StaffAction
from kiosk.store.audit import Audit
from kiosk.store.database import transaction
from kiosk.store.difficulties import DifficultyRow, report_in
from kiosk.store.facilities import looked_at
from kiosk.store.tables import Base

FOUND = ", ".join(repr(its.value) for its in Found)


class PatrolRow(Base):
    """week: 2026-W48. done_by: as staff read it; '' and None while the round goes on."""

    __tablename__ = "patrols"

    week: Mapped[str] = mapped_column(String(8), primary_key=True)
    done_by: Mapped[str] = mapped_column(String(32), default="")
    done_on: Mapped[date | None]


class PatrolCheckRow(Base):
    """What was found of one item. An item without a row was not come to yet."""

    __tablename__ = "patrol_checks"
    __table_args__ = (CheckConstraint(f"found IN ({FOUND})", name="known_found"),)

    week: Mapped[str] = mapped_column(ForeignKey("patrols.week"), primary_key=True)
    item: Mapped[str] = mapped_column(String(64), primary_key=True)
    found: Mapped[str] = mapped_column(String(16))
    found_by: Mapped[str] = mapped_column(String(32))
    found_on: Mapped[date]
    difficulty: Mapped[int | None] = mapped_column(ForeignKey("difficulties.id", ondelete="SET NULL"))


class PatrolOver(Exception):
    """Somebody has closed this week's round. now: as it stands."""

    def __init__(self, now: Patrol) -> None:
        super().__init__(f"the round of {now.week} is over")
        self.now = now


class FoundOtherwise(Exception):
    """Another desk has said something of this item since the page was shown. now: what; None: nothing yet."""

    def __init__(self, now: Check | None) -> None:
        super().__init__("somebody else was first")
        self.now = now


class Patrols:
    """Every method is one transaction. Raises StoreUnavailable when the database cannot be used."""

    def __init__(self, engine: Engine, audit: Audit, terminal: str, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._audit = audit
        self._terminal = terminal
        self._now = now

    def of(self, week: str) -> Patrol:
        """The round of this week as far as it has come. Nothing is written by asking."""
        with transaction(self._engine) as session:
            return _patrol(session, session.get(PatrolRow, week), week)

    def before(self, week: str) -> Patrol | None:
        """The last round before this week, None when there was none: a hall may have missed a week."""
        with transaction(self._engine) as session:
            last = session.scalar(select(func.max(PatrolRow.week)).where(PatrolRow.week < week))
            return _patrol(session, session.get(PatrolRow, last), last) if last else None

    def mark(
        self, by: Actor, week: str, item: str, found: Found, seen: Found | None, facility: str = ""
    ) -> Check:
        """What a look has shown. seen: what stood there when it was pressed, None for nothing.

        facility: what the item is in the register; when all is well there, visitors are told so from now on.
        Raises FoundOtherwise, PatrolOver.
        """
        with self._audit.doing(by, StaffAction.PATROL_CHECKED, f"{week} {item} {found}") as session:
            self._still_open(session, week)
            row = session.get(PatrolCheckRow, (week, item))
            if (Found(row.found) if row else None) is not seen:
                raise FoundOtherwise(_check(session, row) if row else None)
            if row is None:
                row = PatrolCheckRow(week=week, item=item, difficulty=None)
                session.add(row)
            today = self._now().date()
            row.found, row.found_by, row.found_on = found.value, by.member.name.zh, today
            if facility and found is Found.OK:
                looked_at(session, facility, FacilityState.AVAILABLE, today)
            session.flush()
            return _check(session, row)

    def write_down(
        self, by: Actor, week: str, item: PatrolItem, deadline: Deadline, missing: FacilityState | None = None
    ) -> Check:
        """What was found not well becomes a difficulty, once: pressed again, it is the same one.

        missing: what visitors are told of the facility from now on, where the item is one that is broken.
        Raises FoundOtherwise when it does not stand as not well, PatrolOver.
        """
        with self._audit.doing(
            by, StaffAction.DIFFICULTY_REPORTED, f"{item.hindrance} {item.where}"
        ) as session:
            self._still_open(session, week)
            row = session.get(PatrolCheckRow, (week, item.id))
            if row is None or row.found != Found.NOT_OK.value or row.difficulty is not None:
                raise FoundOtherwise(_check(session, row) if row else None)
            row.difficulty = self._number(session, week, item, deadline)
            if missing is not None and item.hindrance is Hindrance.BROKEN:
                looked_at(session, item.where, missing, self._now().date())
            session.flush()
            return _check(session, row)

    def _number(self, session: Session, week: str, item: PatrolItem, deadline: Deadline) -> int:
        """Of the same thing that is being mended already, else a new one: a round finds it week after week."""
        known = session.scalar(
            select(DifficultyRow.id)
            .where(
                DifficultyRow.hindrance == item.hindrance.value,
                DifficultyRow.place == item.where,
                DifficultyRow.step.in_([Mending.ACCEPTED.value, Mending.MENDED.value]),
            )
            .order_by(DifficultyRow.id)
            .limit(1)
        )
        if known is not None:
            return known
        intent = f"patrol {week} {item.id}"[:64]
        noted = report_in(session, intent, self._terminal, self._now(), item.hindrance, item.where, deadline)
        return noted.number

    def finish(self, by: Actor, week: str) -> Patrol:
        """The round is over; what was not looked at stays so and comes first next week. Raises PatrolOver."""
        with self._audit.doing(by, StaffAction.PATROL_DONE, week) as session:
            row = self._still_open(session, week)
            row.done_by, row.done_on = by.member.name.zh, self._now().date()
            return _patrol(session, row, week)

    def _still_open(self, session: Session, week: str) -> PatrolRow:
        """The week's row, made if need be. Raises PatrolOver."""
        row = session.get(PatrolRow, week)
        if row is None:
            row = PatrolRow(week=week, done_by="", done_on=None)
            session.add(row)
            session.flush()
        if row.done_on is not None:
            raise PatrolOver(_patrol(session, row, week))
        return row


def _patrol(session: Session, row: PatrolRow | None, week: str) -> Patrol:
    if row is None:
        return Patrol(week)
    rows = session.scalars(select(PatrolCheckRow).where(PatrolCheckRow.week == week))
    return Patrol(week, tuple(_check(session, each) for each in rows), row.done_by, row.done_on)


def _check(session: Session, row: PatrolCheckRow) -> Check:
    difficulty = session.get(DifficultyRow, row.difficulty) if row.difficulty is not None else None
    step = Mending(difficulty.step) if difficulty is not None else None
    return Check(row.item, Found(row.found), row.found_by, row.found_on, row.difficulty, step)
