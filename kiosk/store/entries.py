"""The gate's log of 无健康码通道: a minute and an outcome, nothing that tells whose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import CheckConstraint, Engine, String, select
from sqlalchemy.orm import Mapped, mapped_column

from kiosk.domain.entry import Outcome
from kiosk.store.database import transaction
from kiosk.store.tables import Base, LocalTime

KNOWN = f"outcome IN ({', '.join(repr(outcome.value) for outcome in Outcome)})"


class EntryRow(Base):
    __tablename__ = "entry_checks"
    __table_args__ = (CheckConstraint(KNOWN, name="known_outcome"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    minute: Mapped[datetime] = mapped_column(LocalTime)
    outcome: Mapped[str] = mapped_column(String(16))
    terminal: Mapped[str] = mapped_column(String(8))


class Entries:
    """Every method is one transaction. Raises StoreUnavailable when the database cannot be used."""

    def __init__(self, engine: Engine, terminal: str, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._terminal = terminal
        self._now = now

    def add(self, outcome: Outcome) -> None:
        minute = self._now().replace(second=0, microsecond=0)
        with transaction(self._engine) as session:
            session.add(EntryRow(minute=minute, outcome=outcome.value, terminal=self._terminal))

    def counts(self) -> dict[Outcome, int]:
        """How often each came out, over all days."""
        with transaction(self._engine) as session:
            found = Counter(session.scalars(select(EntryRow.outcome)))
        return {outcome: found[outcome.value] for outcome in Outcome}
