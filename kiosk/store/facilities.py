"""The register's state: what was seen when, and which piece is on loan. No visitor is named.

A piece is lent to one visitor at a time; the database itself refuses a second open loan of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Engine, String, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from kiosk.domain.difficulty import Deadline, Difficulty, Hindrance
from kiosk.domain.facility import FacilityState, Standing
from kiosk.store.database import transaction
from kiosk.store.difficulties import report_in
from kiosk.store.loans import LoanRow, brought_back
from kiosk.store.tables import Base


class FacilityStateRow(Base):
    """Of one entry of hall.toml. verified_on: the day somebody looked; None: only a visitor's word so far."""

    __tablename__ = "facility_states"
    __table_args__ = (
        CheckConstraint("state IN ('available', 'lent', 'out', 'fault')", name="known_facility_state"),
    )

    facility: Mapped[str] = mapped_column(String(64), primary_key=True)
    state: Mapped[str] = mapped_column(String(16))
    verified_on: Mapped[date | None]


class Facilities:
    """Every method is one transaction. Raises StoreUnavailable when the database cannot be used."""

    def __init__(self, engine: Engine, terminal: str, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._terminal = terminal
        self._now = now

    def standings(self) -> dict[str, Standing]:
        """By facility id. An entry that nobody has said or lent anything of is left out."""
        with transaction(self._engine) as session:
            states = {row.facility: row for row in session.scalars(select(FacilityStateRow))}
            outs = session.scalars(select(LoanRow).where(LoanRow.returned_on.is_(None))).all()
        today = self._now().date()
        return {
            facility: _standing(
                states.get(facility), [row for row in outs if row.facility == facility], today
            )
            for facility in {*states, *(row.facility for row in outs)}
        }

    def verify(self, facility: str, state: FacilityState) -> None:
        """Staff have looked: this is how it is. Raises ValueError for UNVERIFIED, which nobody can see."""
        if state is FacilityState.UNVERIFIED:
            raise ValueError("nobody can see that something was not looked at")
        with transaction(self._engine) as session:
            looked_at(session, facility, state, self._now().date())

    def lend(self, intent: str, facility: str, tag: int) -> bool:
        """False when somebody else has it or it is damaged. The same intent has one loan, however often it asks."""
        try:
            with transaction(self._engine) as session:
                mine = session.scalar(select(LoanRow).where(LoanRow.intent == intent))
                if mine is None:
                    session.add(
                        LoanRow(
                            intent=intent,
                            facility=facility,
                            tag=tag,
                            terminal=self._terminal,
                            lent_on=self._now().date(),
                        )
                    )
                    return True
                return (mine.facility, mine.tag) == (facility, tag)
        except IntegrityError:  # the index: of two at once, the other was first
            return False

    def bring_back(self, facility: str, tag: int) -> None:
        """Does nothing when this piece is not on loan: brought back twice is brought back."""
        with transaction(self._engine) as session:
            session.execute(
                brought_back(self._now().date()).where(LoanRow.facility == facility, LoanRow.tag == tag)
            )

    def report(self, intent: str, facility: str, state: FacilityState, deadline: Deadline) -> Difficulty:
        """A visitor says that it is broken or used up: in the register and in the list to mend, or in neither."""
        now = self._now()
        with transaction(self._engine) as session:
            _state_row(session, facility).state = state.value
            return report_in(session, intent, self._terminal, now, Hindrance.BROKEN, facility, deadline)

    def kept(self, intent: str) -> list[LoanRow]:
        """What this telling has written here."""
        with transaction(self._engine) as session:
            return list(session.scalars(select(LoanRow).where(LoanRow.intent == intent)))

    def erase(self, intent: str) -> None:
        """Forgets loans of this telling that are over; one that is open stays until the piece is back."""
        with transaction(self._engine) as session:
            over = select(LoanRow).where(LoanRow.intent == intent, LoanRow.returned_on.is_not(None))
            for row in session.scalars(over):
                session.delete(row)


def looked_at(session: Session, facility: str, state: FacilityState, today: date) -> None:
    """Within somebody else's transaction: staff have looked, and this is how it is."""
    row = _state_row(session, facility)
    row.state, row.verified_on = state.value, today


def _state_row(session: Session, facility: str) -> FacilityStateRow:
    row = session.get(FacilityStateRow, facility)
    if row is None:
        row = FacilityStateRow(facility=facility, state=FacilityState.AVAILABLE.value)
        session.add(row)
    return row


def _standing(row: FacilityStateRow | None, outs: Sequence[LoanRow], today: date) -> Standing:
    """outs: its pieces that are out of stock."""
    lent = frozenset(out.tag for out in outs if not out.damaged)
    damaged = frozenset(out.tag for out in outs if out.damaged)
    if row is None:
        return Standing(on_loan=lent, damaged=damaged)
    days = (today - row.verified_on).days if row.verified_on else None
    return Standing(FacilityState(row.state), days, lent, damaged)
