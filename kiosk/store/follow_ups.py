"""差评 that are to be answered and set right, until somebody at the desk says that it is done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import Engine, select, update

from kiosk.domain.evaluation import Complaint, FollowUp, Level
from kiosk.domain.private import Private
from kiosk.domain.staff import Actor, StaffAction
from kiosk.store.audit import Audit
from kiosk.store.database import transaction
from kiosk.store.evaluations import sealed_for
from kiosk.store.sealed import Seal
from kiosk.store.tables import EvaluationRow


class SettledAlready(Exception):
    """Another desk was first, or the visitor has taken the evaluation back."""


class FollowUps:
    """Every method is one transaction. Raises StoreUnavailable when the database cannot be used."""

    def __init__(self, engine: Engine, audit: Audit, secret: bytes, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._audit = audit
        self._seal = Seal(secret)
        self._now = now

    def open_ones(self) -> list[FollowUp]:
        """What is due first before the rest."""
        with transaction(self._engine) as session:
            rows = session.scalars(
                select(EvaluationRow)
                .where(EvaluationRow.settle_by.is_not(None), EvaluationRow.settled_on.is_(None))
                .order_by(EvaluationRow.settle_by, EvaluationRow.id)
            )
            return [_follow_up(row, row.settle_by) for row in rows if row.settle_by is not None]

    def phone(self, by: Actor, number: int) -> Private:
        """The phone of whoever wants to be rung. Raises SettledAlready when it is not there any more, CannotOpen."""
        subject = f"evaluation {number}"
        with self._audit.doing(by, StaffAction.FOLLOW_UP_PHONE_SHOWN, subject) as session:
            sealed = session.scalar(select(EvaluationRow.phone).where(EvaluationRow.id == number))
            if sealed is None:
                raise SettledAlready(number)
            return self._seal.open(sealed, sealed_for(number))

    def settle(self, by: Actor, number: int) -> None:
        """The phone is gone in the same moment. Raises SettledAlready."""
        with self._audit.doing(by, StaffAction.FOLLOW_UP_SETTLED, f"evaluation {number}") as session:
            settled = session.scalar(
                update(EvaluationRow)
                .where(
                    EvaluationRow.id == number,
                    EvaluationRow.settle_by.is_not(None),
                    EvaluationRow.settled_on.is_(None),
                )
                .values(settled_on=self._now().date(), phone=None)
                .returning(EvaluationRow.id)
            )
            if settled is None:
                raise SettledAlready(number)


def _follow_up(row: EvaluationRow, settle_by: date) -> FollowUp:
    complaints = frozenset(Complaint(its) for its in row.complaints.split(",") if its)
    return FollowUp(
        row.id,
        date.fromisoformat(row.business_day),
        Level(row.level),
        complaints,
        settle_by,
        has_phone=row.phone is not None,
    )
