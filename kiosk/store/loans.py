"""Loans by staff: against a ticket, expected back at a time; damaged pieces; who brings what back. No visitor is named.

A piece that is out of stock is one open row, whether a visitor has it or it is damaged, so the database itself
refuses to lend a piece twice, to lend a damaged one, and to report one damaged twice.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import Engine, Index, String, Update, false, func, select, text, true, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from kiosk.domain.difficulty import Deadline, Hindrance, Mending
from kiosk.domain.loan import Out
from kiosk.domain.staff import Actor, StaffAction
from kiosk.store.audit import Audit
from kiosk.store.database import transaction
from kiosk.store.difficulties import DifficultyRow, report_in
from kiosk.store.of_today import OfToday
from kiosk.store.tables import Base, LocalTime

OPEN = text("returned_on IS NULL")


class LoanRow(Base):
    """One piece out of stock. Days, no times: nobody is recognised by them. intent: the telling that lent it.

    ticket, back_by: of a loan at the desk; gone when the piece is back. difficulty: where it is to be mended.
    """

    __tablename__ = "loans"
    __table_args__ = (
        Index("one_open_loan", "facility", "tag", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    intent: Mapped[str] = mapped_column(String(64), unique=True)
    facility: Mapped[str] = mapped_column(String(64))
    tag: Mapped[int]
    terminal: Mapped[str] = mapped_column(String(8))
    lent_on: Mapped[date]
    returned_on: Mapped[date | None]
    damaged: Mapped[bool] = mapped_column(default=False, server_default=false())
    ticket: Mapped[str] = mapped_column(String(12), default="", server_default="")
    back_by: Mapped[datetime | None] = mapped_column(LocalTime)
    difficulty: Mapped[int | None]


class PieceIsOut(Exception):
    """It is with somebody or damaged. out: as it stands now, None when it has just come back."""

    def __init__(self, out: Out | None) -> None:
        super().__init__(out)
        self.out = out


class BackAlready(Exception):
    """That loan or damage is over: another desk or the visitor was first."""


class Loans:
    """Every method is one transaction. Raises StoreUnavailable when the database cannot be used."""

    def __init__(self, engine: Engine, audit: Audit, of_today: OfToday, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._audit = audit
        self._of_today = of_today
        self._now = now

    def outs(self) -> list[Out]:
        """Every piece that is out of stock, in no order."""
        with transaction(self._engine) as session:
            return [
                _out(row) for row in session.scalars(select(LoanRow).where(LoanRow.returned_on.is_(None)))
            ]

    def lend(self, by: Actor, facility: str, tag: int, typed: str, back_by: datetime) -> Out:
        """typed: the ticket's number, of today. Raises PieceIsOut, NoSuchTicket, SeveralTickets."""
        try:
            with self._audit.doing(by, StaffAction.LENT, _piece(facility, tag)) as session:
                ticket = str(self._of_today.ticket(session, typed))
                return _out(_insert(session, self._row(facility, tag, ticket=ticket, back_by=back_by)))
        except _Taken as taken:
            raise PieceIsOut(self._standing(facility, tag)) from taken

    def bring_back(self, by: Actor, loan: int) -> Out:
        """loan: id of its row. What it was, without the number. Raises BackAlready."""
        piece: list[Out] = []
        with self._audit.doing(
            by, StaffAction.RETURNED, lambda: _piece(piece[0].facility, piece[0].tag)
        ) as session:
            done = brought_back(self._now().date()).where(LoanRow.id == loan)
            piece.append(_closed(session, done, loan))
        return piece[0]

    def damage(self, by: Actor, facility: str, tag: int, deadline: Deadline) -> int:
        """Out of stock and in the list to mend; whoever had it has given it back. Returns that list's number.

        Raises PieceIsOut when it is damaged already, or was lent to somebody in the same moment.
        """
        try:
            with self._audit.doing(by, StaffAction.DAMAGED, _piece(facility, tag)) as session:
                today = self._now().date()
                mine = (LoanRow.facility == facility, LoanRow.tag == tag)
                session.execute(brought_back(today).where(*mine))
                row = _insert(session, self._row(facility, tag, damaged=True))
                noted = report_in(
                    session, row.intent, row.terminal, self._now(), Hindrance.BROKEN, facility, deadline
                )
                row.difficulty = noted.number
                return noted.number
        except _Taken as taken:
            raise PieceIsOut(self._standing(facility, tag)) from taken

    def mended(self, by: Actor, loan: int) -> Out:
        """In stock again. Its place in the list to mend goes on too, when nothing else was told of there.

        Raises BackAlready.
        """
        piece: list[Out] = []
        with self._audit.doing(
            by, StaffAction.MENDED, lambda: _piece(piece[0].facility, piece[0].tag)
        ) as session:
            done = _closing(self._now().date()).where(LoanRow.damaged == true(), LoanRow.id == loan)
            piece.append(_closed(session, done, loan))
            _mend_in_list(session, session.get_one(LoanRow, loan).difficulty)
        return piece[0]

    def _row(
        self,
        facility: str,
        tag: int,
        *,
        damaged: bool = False,
        ticket: str = "",
        back_by: datetime | None = None,
    ) -> LoanRow:
        return LoanRow(
            intent=f"desk-{uuid4().hex}",
            facility=facility,
            tag=tag,
            terminal=self._of_today.terminal,
            lent_on=self._now().date(),
            damaged=damaged,
            ticket=ticket,
            back_by=back_by,
        )

    def _standing(self, facility: str, tag: int) -> Out | None:
        return next((out for out in self.outs() if (out.facility, out.tag) == (facility, tag)), None)


class _Taken(Exception):
    """The index has refused it: of two at once, the other was first."""


def brought_back(today: date) -> Update:
    """Ends an open loan; a damaged piece is not brought back by this."""
    return _closing(today).where(LoanRow.damaged == false())


def _closing(today: date) -> Update:
    return (
        update(LoanRow)
        .where(LoanRow.returned_on.is_(None))
        .values(returned_on=today, ticket="", back_by=None)
    )


def _closed(session: Session, closing: Update, loan: int) -> Out:
    """Of two desks one finds the row still open; the other is told."""
    if session.scalar(closing.returning(LoanRow.id)) is None:
        raise BackAlready(loan)
    return _out(session.get_one(LoanRow, loan, populate_existing=True))


def _insert(session: Session, row: LoanRow) -> LoanRow:
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:
        raise _Taken from error
    return row


def _mend_in_list(session: Session, number: int | None) -> None:
    """A difficulty is mended when every telling of it was a damaged piece that is in stock again."""
    pieces = select(func.count()).select_from(LoanRow).where(LoanRow.difficulty == number)
    if session.scalar(pieces.where(LoanRow.returned_on.is_(None))):
        return
    session.execute(
        update(DifficultyRow)
        .where(
            DifficultyRow.id == number,
            DifficultyRow.times == session.scalar(pieces),
            DifficultyRow.step.in_([Mending.REPORTED.value, Mending.ACCEPTED.value]),
        )
        .values(step=Mending.MENDED.value)
    )


def _piece(facility: str, tag: int) -> str:
    return f"{facility} {tag}"


def _out(row: LoanRow) -> Out:
    return Out(row.id, row.facility, row.tag, row.damaged, row.ticket, row.lent_on, row.back_by)
