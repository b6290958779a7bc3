"""The figures of a day or a week, counted in one place for the desk's pictures and for `kiosk report`.

Counts only, in one transaction, so that they agree with each other. Nothing is written. What is counted of groups
is cut by kiosk/domain/figures.py before it leaves.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any, cast

from sqlalchemy import ColumnElement, Engine, SQLColumnExpression, and_, func, or_, select
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from kiosk.config import StoreSettings
from kiosk.domain.call import OPEN, CallState
from kiosk.domain.desk_ticket import Course
from kiosk.domain.difficulty import Mending
from kiosk.domain.evaluation import Level
from kiosk.domain.figures import Evaluations, Figures, Loans, Period, ToDo, Waits, grouped
from kiosk.domain.ticket import Group, PrintState
from kiosk.store.database import HEAD, make_engine, revision, transaction
from kiosk.store.difficulties import DifficultyRow
from kiosk.store.errors import StoreUnavailable
from kiosk.store.loans import LoanRow
from kiosk.store.tables import CallRow, EvaluationRow, LocalTime, TicketRow

NOT_VOID = TicketRow.print_state != PrintState.VOID.value


def count_figures(engine: Engine, period: Period, now: datetime, day_starts: int) -> Figures:
    """now: wall time, aware. day_starts: the hour at which a business day begins. Raises StoreUnavailable."""
    today = (now - timedelta(hours=day_starts)).date()
    days = (period.first.isoformat(), period.last.isoformat())
    mine = (TicketRow.business_day.between(*days), NOT_VOID)
    with transaction(engine) as session:
        by_group = _counts(session, TicketRow.group, *mine)
        hours = _counts(session, func.substr(TicketRow.issued_at, 12, 2), *mine)
        by_day = _counts(session, TicketRow.business_day, *mine)
        ended = _counts(session, TicketRow.course, *mine)
        return Figures(
            period=period,
            made_on=today,
            visits=sum(by_day.values()),
            groups=grouped({Group(name) if name else None: n for name, n in by_group.items()}),
            by_hour={int(hour): n for hour, n in sorted(hours.items())},
            by_day={day: by_day.get(day.isoformat(), 0) for day in period.days},
            ended={course.value: ended[course.value] for course in Course if course.value in ended},
            waits=_waits(session, period, today, day_starts),
            loans=_loans(session, period, now),
            evaluations=_evaluations(session, days),
            complaints=_complaints(session, days, today),
            difficulties=_difficulties(session, period, today),
        )


def figures_from(settings: StoreSettings, period: Period, now: datetime) -> Figures:
    """Of a ledger that nobody here has opened: it is only read, unlike by open_store, which settles what broke off.

    now: the hall's wall time, aware. Raises StoreUnavailable, also where there is no ledger yet or an older one.
    """
    url = make_url(settings.url)
    if url.drivername == "sqlite" and not (url.database and Path(url.database).exists()):
        raise StoreUnavailable(f"there is no ledger at {url.database}")
    engine = make_engine(settings.url)
    try:
        if (found := revision(engine)) != HEAD:
            raise StoreUnavailable(f"it is of version {found}, not {HEAD}: start the kiosk once")
        return count_figures(engine, period, now, settings.day_starts)
    finally:
        engine.dispose()


def _counts(
    session: Session, column: SQLColumnExpression[Any], *where: ColumnElement[bool]
) -> dict[Any, int]:
    """By the column's values."""
    rows = session.execute(select(column, func.count()).where(*where).group_by(column))
    return dict(cast("Sequence[tuple[Any, int]]", rows.all()))


def _count(session: Session, *where: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).where(*where)) or 0


def _waits(session: Session, period: Period, today: date, day_starts: int) -> Waits:
    """Somebody came when they were there, or were done without having said that they are there. Nobody came when no
    station could be reached, and to a call of an earlier day that was left open.

    Local times are ISO 8601 texts: their first thirteen characters are day and hour, and sort as such.
    """
    hour = func.substr(CallRow.created_at, 1, 13)
    after = period.last + timedelta(days=1)
    mine = (hour >= f"{period.first}T{day_starts:02d}", hour < f"{after}T{day_starts:02d}")
    came = func.coalesce(CallRow.arrived_at, CallRow.done_at, type_=LocalTime)
    waited = [
        max(0.0, (there - made).total_seconds())
        for made, there in session.execute(select(CallRow.created_at, came).where(*mine, came.is_not(None)))
    ]
    left_open = and_(CallRow.state.in_([state.value for state in OPEN]), hour < f"{today}T{day_starts:02d}")
    nobody = or_(CallRow.state == CallState.UNREACHED.value, left_open)
    return Waits(
        calls=_count(session, *mine),
        arrived=len(waited),
        nobody=_count(session, *mine, nobody),
        median=median(waited) if waited else None,
        worst=max(waited) if waited else None,
    )


def _loans(session: Session, period: Period, now: datetime) -> Loans:
    """Damaged pieces are no loans. Overdue as kiosk/domain/loan.py has it."""
    loan, out = LoanRow.damaged.is_(False), LoanRow.returned_on.is_(None)
    late = or_(LoanRow.back_by < now, and_(LoanRow.back_by.is_(None), LoanRow.lent_on < now.date()))
    return Loans(
        lent=_count(session, loan, LoanRow.lent_on.between(period.first, period.last)),
        back=_count(session, loan, LoanRow.returned_on.between(period.first, period.last)),
        out=_count(session, loan, out),
        overdue=_count(session, loan, out, late),
    )


def _evaluations(session: Session, days: tuple[str, str]) -> Evaluations:
    def given(assisted: bool) -> dict[Level, int]:
        mine = (EvaluationRow.business_day.between(*days), EvaluationRow.assisted.is_(assisted))
        counts = _counts(session, EvaluationRow.level, *mine)
        return {level: counts.get(level.value, 0) for level in Level}

    return Evaluations(given(assisted=False), given(assisted=True))


def _complaints(session: Session, days: tuple[str, str], today: date) -> ToDo:
    """差评: the two low levels, to be answered within a day and settled within fifteen (domain/evaluation.py)."""
    low = EvaluationRow.settle_by.is_not(None)
    unsettled = (low, EvaluationRow.settled_on.is_(None))
    return ToDo(
        new=_count(session, low, EvaluationRow.business_day.between(*days)),
        open=_count(session, *unsettled),
        overdue=_count(session, *unsettled, EvaluationRow.settle_by < today),
    )


def _difficulties(session: Session, period: Period, today: date) -> ToDo:
    to_mend = DifficultyRow.step.in_([Mending.REPORTED.value, Mending.ACCEPTED.value])
    return ToDo(
        new=_count(session, DifficultyRow.reported_on.between(period.first, period.last)),
        open=_count(session, DifficultyRow.step != Mending.CHECKED.value),
        overdue=_count(session, to_mend, DifficultyRow.due_on < today),
    )
