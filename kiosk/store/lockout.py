"""Who may not try a PIN now: a person after too many wrong ones, and a terminal at which many persons were tried.

Kept in the ledger, so that a restart opens nothing; and in memory on the monotonic clock, so that a clock that is put
forward opens nothing either, as long as the kiosk runs. One that is put back locks nobody out for longer than the
rules say: a time that lies further ahead is brought nearer where it stands, so that it runs out from then on.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from kiosk.store.tables import Base, LocalTime


@dataclass(frozen=True)
class LockoutRules:
    """attempts: wrong ones in a row. seconds: how long nobody may try then."""

    attempts: int = 5
    seconds: float = 300.0


class LockoutRow(Base):
    """who: "staff 7" or "terminal T1". until: None while there are tries left."""

    __tablename__ = "lockouts"

    who: Mapped[str] = mapped_column(String(24), primary_key=True)
    wrong: Mapped[int] = mapped_column(default=0)
    until: Mapped[datetime | None] = mapped_column(LocalTime)


class Lockout:
    """Every method works inside a transaction of whoever calls it."""

    def __init__(
        self, rules: LockoutRules, now: Callable[[], datetime], seconds: Callable[[], float]
    ) -> None:
        self._rules = rules
        self._now = now
        self._monotonic = seconds
        self._until: dict[str, float] = {}  # monotonic

    def seconds(self, session: Session, whom: Iterable[str]) -> int:
        """How long each of these must wait still, the longest of them; 0 for not at all."""
        return max(self._left(session, who) for who in whom)

    def count(self, session: Session, whom: Iterable[str]) -> int:
        """One more wrong try for each. Returns how many are left."""
        left: list[int] = []
        for who in whom:
            row = session.get(LockoutRow, who) or LockoutRow(who=who, wrong=0)
            session.add(row)
            row.wrong += 1
            # At a terminal several people stand in turn: it bears more than one of them.
            most = self._rules.attempts * (3 if who.startswith("terminal") else 1)
            left.append(most - row.wrong)
            if row.wrong >= most:
                row.wrong, row.until = 0, self._now() + timedelta(seconds=self._rules.seconds)
                self._until[who] = self._monotonic() + self._rules.seconds
        session.flush()
        return max(0, min(left))

    def forgive(self, session: Session, who: str) -> None:
        row = session.get(LockoutRow, who)
        if row is not None:
            session.delete(row)
        self._until.pop(who, None)

    def _left(self, session: Session, who: str) -> int:
        row = session.get(LockoutRow, who)
        here = self._until.get(who, 0.0) - self._monotonic() if who in self._until else 0.0
        if row is None or row.until is None:
            return math.ceil(max(0.0, here))
        until = min(row.until, self._now() + timedelta(seconds=self._rules.seconds))
        row.until = until
        return math.ceil(max(0.0, here, (until - self._now()).total_seconds()))
