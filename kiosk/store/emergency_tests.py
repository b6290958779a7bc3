"""The weekly tests of 紧急呼叫: on which day, which stations were heard, which were not, and who listened."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Date, Engine, String, select
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.store.database import transaction
from kiosk.store.tables import Base


class EmergencyTestRow(Base):
    """heard, silent: ids of stations, comma-separated. tested_by: a member of staff, as they are called here."""

    __tablename__ = "emergency_tests"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(Date)
    terminal: Mapped[str] = mapped_column(String(8))
    heard: Mapped[str] = mapped_column(String(1000))
    silent: Mapped[str] = mapped_column(String(1000))
    tested_by: Mapped[str] = mapped_column(String(64))


@dataclass(frozen=True)
class EmergencyTest:
    day: date
    heard: frozenset[str]
    silent: frozenset[str]
    by: str

    def good_for(self, stations: Set[str]) -> bool:
        """Each of them was heard, and none was silent."""
        return not self.silent and self.heard >= stations


class EmergencyTests:
    """Of this terminal. Every method is one transaction. Raises StoreUnavailable when the database cannot be used."""

    def __init__(self, engine: Engine, terminal: str, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._terminal = terminal
        self._now = now

    def add(self, heard: Set[str], silent: Set[str], by: str) -> None:
        row = EmergencyTestRow(
            day=self._now().date(),
            terminal=self._terminal,
            heard=",".join(sorted(heard)),
            silent=",".join(sorted(silent)),
            tested_by=by,
        )
        with transaction(self._engine) as session:
            session.add(row)

    def all(self) -> list[EmergencyTest]:
        """The newest first, in the order in which they were made: days may go back when a clock does."""
        with transaction(self._engine) as session:
            rows = session.scalars(
                select(EmergencyTestRow)
                .where(EmergencyTestRow.terminal == self._terminal)
                .order_by(EmergencyTestRow.id.desc())
            )
            return [EmergencyTest(row.day, _ids(row.heard), _ids(row.silent), row.tested_by) for row in rows]

    def last_good(self, stations: Set[str]) -> date | None:
        """Day of the newest test in which each of these stations was heard."""
        return next((test.day for test in self.all() if test.good_for(stations)), None)


def _ids(joined: str) -> frozenset[str]:
    return frozenset(its for its in joined.split(",") if its)
