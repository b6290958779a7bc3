"""Requests for a visit at home as staff work with them: assigned, passed on, done; a phone only when asked for.

Each change is one conditional UPDATE, so that of two desks one wins and the other is told. Whoever sees a phone
number, on the screen or on paper, leaves a line in the trail.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import ColumnElement, Engine, Select, select, update

from kiosk.domain.home_visit import BookedVisit, HalfDay, HomeVisit, Team, visit_number
from kiosk.domain.private import Private
from kiosk.domain.staff import Actor, StaffAction, StaffMember
from kiosk.store.audit import Audit
from kiosk.store.database import transaction
from kiosk.store.home_visits import HomeVisitRow, home_visit
from kiosk.store.sealed import Seal


class VisitMoved(Exception):
    """Another desk was first. now: as it stands, None when it is done or taken back."""

    def __init__(self, now: BookedVisit | None) -> None:
        super().__init__(now)
        self.now = now


class Bookings:
    """Every method is one transaction. Raises StoreUnavailable when the database cannot be used."""

    def __init__(
        self, engine: Engine, audit: Audit, secret: bytes, terminal: str, now: Callable[[], datetime]
    ) -> None:
        self._engine = engine
        self._audit = audit
        self._secret = secret
        self._terminal = terminal
        self._now = now

    def open_ones(self) -> list[BookedVisit]:
        """Not done yet, the earliest half day first. No phone is opened for it."""
        with transaction(self._engine) as session:
            rows = session.scalars(_in_order().where(HomeVisitRow.closed_at.is_(None)))
            return [_booked(row) for row in rows]

    def add(
        self, by: Actor, *, area: str, errand: str, when: HalfDay, team: Team, phone: Private | None
    ) -> int:
        """Written down for somebody who rang. The request's number, from 1."""
        intent = f"desk-{uuid4().hex}"
        row = HomeVisitRow(
            intent=intent,
            terminal=self._terminal,
            area=area,
            errand=errand,
            day=when.day.isoformat(),
            morning=when.morning,
            team=team.value,
            needs="",
            phone=Seal(self._secret).close(phone, intent) if phone else None,
            created_at=self._now(),
            closed_at=None,
            by_phone=True,
        )
        with self._audit.doing(by, StaffAction.BOOKING_ADDED, lambda: visit_number(row.id)) as session:
            session.add(row)
            session.flush()
            return row.id

    def assign(self, by: Actor, number: int, member: StaffMember, seen: int | None) -> None:
        """To somebody of the hall. seen: id of who had it when the page was shown. Raises VisitMoved."""
        self._change(
            by,
            StaffAction.VISIT_ASSIGNED,
            number,
            (HomeVisitRow.team == Team.HALL.value, HomeVisitRow.assigned_id.is_not_distinct_from(seen)),
            {"assigned_id": member.id, "assigned_name": member.name.zh},
        )

    def pass_on(self, by: Actor, number: int) -> None:
        """To the township's grid worker. Raises VisitMoved."""
        self._change(
            by,
            StaffAction.VISIT_PASSED_ON,
            number,
            (HomeVisitRow.team == Team.GRID.value, HomeVisitRow.passed_on_at.is_(None)),
            {"passed_on_at": self._now()},
        )

    def finish(self, by: Actor, number: int) -> None:
        """Done, or wanted no more: the phone number is removed. Raises VisitMoved."""
        self._change(by, StaffAction.VISIT_DONE, number, (), {"phone": None, "closed_at": self._now()})

    def phone(self, by: Actor, number: int) -> Private:
        """To be seen once; '' when none was given. Raises VisitMoved, CannotOpen."""
        with self._audit.doing(by, StaffAction.VISIT_PHONE_SHOWN, visit_number(number)) as session:
            row = session.get(HomeVisitRow, number)
            if row is None or row.closed_at is not None:
                raise VisitMoved(None)
            return home_visit(row, Seal(self._secret)).phone

    def sheet_of(self, by: Actor, day: date, member: int) -> list[HomeVisit]:
        """With phones, for the paper of whoever goes there on this day. member: id. Raises CannotOpen."""
        return self._sheet(by, day, HomeVisitRow.assigned_id == member, f"{day} {member}")

    def grid_sheet_of(self, by: Actor, day: date, area: str) -> list[HomeVisit]:
        """With phones, for the paper of this township's grid worker: what was passed on. Raises CannotOpen."""
        which = (HomeVisitRow.area == area) & HomeVisitRow.passed_on_at.is_not(None)
        return self._sheet(by, day, which, f"{day} {area}")

    def _sheet(self, by: Actor, day: date, which: ColumnElement[bool], subject: str) -> list[HomeVisit]:
        seal = Seal(self._secret)
        with self._audit.doing(by, StaffAction.VISIT_SHEET_TAKEN, subject) as session:
            rows = _in_order().where(
                HomeVisitRow.closed_at.is_(None), HomeVisitRow.day == day.isoformat(), which
            )
            return [home_visit(row, seal) for row in session.scalars(rows)]

    def _change(
        self,
        by: Actor,
        action: StaffAction,
        number: int,
        only: tuple[ColumnElement[bool], ...],
        values: dict[str, object],
    ) -> None:
        open_one = (HomeVisitRow.id == number, HomeVisitRow.closed_at.is_(None))
        with self._audit.doing(by, action, visit_number(number)) as session:
            changed = update(HomeVisitRow).where(*open_one, *only).values(**values)
            if session.scalar(changed.returning(HomeVisitRow.id)) is None:
                row = session.scalar(select(HomeVisitRow).where(*open_one))
                raise VisitMoved(_booked(row) if row is not None else None)


def _in_order() -> Select[HomeVisitRow]:
    return select(HomeVisitRow).order_by(HomeVisitRow.day, HomeVisitRow.morning.desc(), HomeVisitRow.id)


def _booked(row: HomeVisitRow) -> BookedVisit:
    return BookedVisit(
        number=row.id,
        area=row.area,
        errand=row.errand,
        when=HalfDay(date.fromisoformat(row.day), row.morning),
        team=Team(row.team),
        has_phone=row.phone is not None,
        by_phone=row.by_phone,
        assigned=(row.assigned_id, row.assigned_name) if row.assigned_id is not None else None,
        passed_on=row.passed_on_at is not None,
    )
