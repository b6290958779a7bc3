"""What visitors found difficult: a numbered list to mend, with a day by which it is done. No visitor is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Engine, Index, String, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from kiosk.domain.difficulty import Deadline, Difficulty, Hindrance, Mending
from kiosk.domain.staff import Actor, StaffAction
from kiosk.store.audit import Audit
from kiosk.store.database import transaction
from kiosk.store.errors import IllegalChange
from kiosk.store.tables import Base

HINDRANCES = ", ".join(repr(its.value) for its in Hindrance)
STEPS = ", ".join(repr(step.value) for step in Mending)


class DifficultyRow(Base):
    """id: the number that the visitor was told. intent: of the telling that reported it first.

    times: how often it was told before it was accepted; a hall that is told the same twice has one thing to mend.
    photo: name of the picture's file (store/photos.py), '' for none.
    """

    __tablename__ = "difficulties"
    __table_args__ = (
        CheckConstraint(f"hindrance IN ({HINDRANCES})", name="known_hindrance"),
        CheckConstraint(f"step IN ({STEPS})", name="known_mending"),
        Index("difficulties_to_mend", "step", "due_on"),
        {"sqlite_autoincrement": True},  # a number that was told is not given again after an erasing
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    intent: Mapped[str] = mapped_column(String(64), unique=True)
    hindrance: Mapped[str] = mapped_column(String(16))
    place: Mapped[str] = mapped_column(String(64))
    step: Mapped[str] = mapped_column(String(16))
    terminal: Mapped[str] = mapped_column(String(8))
    reported_on: Mapped[date]
    due_on: Mapped[date]
    times: Mapped[int] = mapped_column(default=1)
    photo: Mapped[str] = mapped_column(String(40), default="")


class StepTaken(Exception):
    """Another desk was first. now: how it stands."""

    def __init__(self, now: Difficulty) -> None:
        super().__init__(f"difficulty {now.number} is {now.step}")
        self.now = now


class Difficulties:
    """Every method is one transaction. Raises StoreUnavailable when the database cannot be used."""

    def __init__(self, engine: Engine, audit: Audit, terminal: str, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._audit = audit
        self._terminal = terminal
        self._now = now

    def report(self, intent: str, hindrance: Hindrance, place: str, deadline: Deadline) -> Difficulty:
        """Joins one of the same kind and place that nobody has accepted yet."""
        with transaction(self._engine) as session:
            return report_in(session, intent, self._terminal, self._now(), hindrance, place, deadline)

    def advance(self, number: int) -> Difficulty:
        """To its next step. Raises KeyError for an unknown number, IllegalChange after the last step."""
        with transaction(self._engine) as session:
            row = session.get(DifficultyRow, number)
            if row is None:
                raise KeyError(number)
            step = Mending(row.step).next
            if step is None:
                raise IllegalChange(f"difficulty {number} is {row.step}; there is no next step")
            row.step = step.value
            return _difficulty(row)

    def note(
        self,
        by: Actor,
        intent: str,
        hindrance: Hindrance,
        place: str,
        deadline: Deadline,
        photo: str = "",
    ) -> Difficulty:
        """What staff have seen. One that is joined keeps the picture it has, if any."""
        with self._audit.doing(by, StaffAction.DIFFICULTY_REPORTED, f"{hindrance} {place}") as session:
            noted = report_in(session, intent, self._terminal, self._now(), hindrance, place, deadline)
            row = session.get_one(DifficultyRow, noted.number)
            row.photo = row.photo or photo
            return _difficulty(row)

    def move_on(self, by: Actor, number: int, seen: Mending) -> Difficulty:
        """From the step that was seen to the next, once: of two desks the first wins. Returns it as it now is.

        Raises StepTaken with how it stands, KeyError for an unknown number, IllegalChange after the last step.
        """
        step = seen.next
        if step is None:
            raise IllegalChange(f"difficulty {number} is {seen}; there is no next step")
        with self._audit.doing(by, StaffAction.DIFFICULTY_ADVANCED, f"{number} {step}") as session:
            moved = session.scalar(
                update(DifficultyRow)
                .where(DifficultyRow.id == number, DifficultyRow.step == seen.value)
                .values(step=step.value)
                .returning(DifficultyRow.id)
            )
            row = session.get(DifficultyRow, number)
            if row is None:
                raise KeyError(number)
            if moved is None:
                raise StepTaken(_difficulty(row))
            return _difficulty(row)

    def to_mend(self) -> list[Difficulty]:
        """All that is not checked yet, what is due first before the rest."""
        with transaction(self._engine) as session:
            rows = select(DifficultyRow).where(DifficultyRow.step != Mending.CHECKED.value)
            return [
                _difficulty(row)
                for row in session.scalars(rows.order_by(DifficultyRow.due_on, DifficultyRow.id))
            ]

    def kept(self, intent: str) -> list[DifficultyRow]:
        """What this telling has written here."""
        with transaction(self._engine) as session:
            return list(session.scalars(select(DifficultyRow).where(DifficultyRow.intent == intent)))

    def erase(self, intent: str) -> None:
        """Takes back what this telling reported, unless somebody else said it too or it is being mended."""
        with transaction(self._engine) as session:
            row = session.scalar(select(DifficultyRow).where(DifficultyRow.intent == intent))
            if row is not None and row.times == 1 and row.step == Mending.REPORTED.value:
                session.delete(row)


def report_in(
    session: Session,
    intent: str,
    terminal: str,
    now: datetime,
    hindrance: Hindrance,
    place: str,
    deadline: Deadline,
) -> Difficulty:
    """Within somebody else's transaction. The same intent gives the same number and is counted once."""
    mine = session.scalar(select(DifficultyRow).where(DifficultyRow.intent == intent))
    if mine is not None:
        return _difficulty(mine)
    row = session.scalar(
        select(DifficultyRow).where(
            DifficultyRow.hindrance == hindrance.value,
            DifficultyRow.place == place,
            DifficultyRow.step == Mending.REPORTED.value,
        )
    )
    if row is not None:
        row.times += 1
        return _difficulty(row)
    day = now.date()
    row = DifficultyRow(
        intent=intent,
        hindrance=hindrance.value,
        place=place,
        step=Mending.REPORTED.value,
        terminal=terminal,
        reported_on=day,
        due_on=deadline.from_(day),
        times=1,
    )
    session.add(row)
    session.flush()
    return _difficulty(row)


def _difficulty(row: DifficultyRow) -> Difficulty:
    return Difficulty(
        row.id,
        Hindrance(row.hindrance),
        row.place,
        Mending(row.step),
        row.reported_on,
        row.due_on,
        row.times,
        row.photo,
    )
