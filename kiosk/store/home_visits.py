"""Requests for a visit at home: no name, no number of a document, no street; the phone sealed, gone when closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import Engine, LargeBinary, String, delete, false, select
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.domain.home_visit import HalfDay, HomeVisit, Team, visit_number
from kiosk.domain.kept import Kept, KeptRow
from kiosk.domain.private import Private
from kiosk.domain.ticket import Need
from kiosk.store.database import transaction
from kiosk.store.sealed import Seal
from kiosk.store.tables import Base, LocalTime


class HomeVisitRow(Base):
    """day: YYYY-MM-DD. needs: comma-separated. phone: sealed for this intent, None when closed or not given.

    by_phone: written down at the desk for somebody who rang. assigned_id, assigned_name: of staff, who goes there.
    passed_on_at: when the grid worker got it.
    """

    __tablename__ = "home_visits"

    id: Mapped[int] = mapped_column(primary_key=True)
    intent: Mapped[str] = mapped_column(String(64), unique=True)
    terminal: Mapped[str] = mapped_column(String(8))
    area: Mapped[str] = mapped_column(String(64))
    errand: Mapped[str] = mapped_column(String(64))
    day: Mapped[str] = mapped_column(String(10))
    morning: Mapped[bool]
    team: Mapped[str] = mapped_column(String(8))
    needs: Mapped[str] = mapped_column(String(200))
    phone: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(LocalTime)
    closed_at: Mapped[datetime | None] = mapped_column(LocalTime)
    by_phone: Mapped[bool] = mapped_column(default=False, server_default=false())
    assigned_id: Mapped[int | None]
    assigned_name: Mapped[str] = mapped_column(String(32), default="", server_default="")
    passed_on_at: Mapped[datetime | None] = mapped_column(LocalTime)


class HomeVisits:
    """Every method is one transaction. Raises StoreUnavailable when the database cannot be used."""

    def __init__(self, engine: Engine, secret: bytes, terminal: str, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._secret = secret
        self._terminal = terminal
        self._now = now

    def add(
        self,
        intent: str,
        *,
        area: str,
        errand: str,
        when: HalfDay,
        team: Team,
        needs: frozenset[Need],
        phone: Private | None,
    ) -> int:
        """The request's number, from 1. The same intent gives the same number and writes nothing twice."""
        with transaction(self._engine) as session:
            known = session.scalar(select(HomeVisitRow.id).where(HomeVisitRow.intent == intent))
            if known is not None:
                return known
            row = HomeVisitRow(
                intent=intent,
                terminal=self._terminal,
                area=area,
                errand=errand,
                day=when.day.isoformat(),
                morning=when.morning,
                team=team.value,
                needs=",".join(sorted(need.value for need in needs)),
                phone=Seal(self._secret).close(phone, intent) if phone else None,
                created_at=self._now(),
                closed_at=None,
            )
            session.add(row)
            session.flush()
            return row.id

    def open_ones(self) -> list[HomeVisit]:
        """Not closed yet, the earliest half day first. Raises CannotOpen when the key is not the one that sealed."""
        seal = Seal(self._secret)
        with transaction(self._engine) as session:
            rows = session.scalars(
                select(HomeVisitRow)
                .where(HomeVisitRow.closed_at.is_(None))
                .order_by(HomeVisitRow.day, HomeVisitRow.morning.desc(), HomeVisitRow.id)
            )
            return [home_visit(row, seal) for row in rows]

    def close(self, number: int) -> bool:
        """It was done, or is wanted no more: the phone number is removed. False when no such request is open."""
        with transaction(self._engine) as session:
            row = session.get(HomeVisitRow, number)
            if row is None or row.closed_at is not None:
                return False
            row.phone, row.closed_at = None, self._now()
            return True

    def kept(self, intent: str) -> list[KeptRow]:
        with transaction(self._engine) as session:
            ids = session.scalars(select(HomeVisitRow.id).where(HomeVisitRow.intent == intent))
            return [KeptRow(Kept.HOME_VISIT, visit_number(number)) for number in ids]

    def erase(self, intent: str) -> None:
        """The visitor takes the request back: nothing of it stays."""
        with transaction(self._engine) as session:
            session.execute(delete(HomeVisitRow).where(HomeVisitRow.intent == intent))


def home_visit(row: HomeVisitRow, seal: Seal) -> HomeVisit:
    """With its phone. Raises CannotOpen."""
    return HomeVisit(
        number=row.id,
        area=row.area,
        errand=row.errand,
        when=HalfDay(date.fromisoformat(row.day), row.morning),
        team=Team(row.team),
        needs=frozenset(Need(need) for need in row.needs.split(",") if need),
        phone=seal.open(row.phone, row.intent) if row.phone else Private(""),
    )
