"""Self tests of this terminal and guided runs of them: who tried which part when, and what came of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import CheckConstraint, ForeignKey, String, func, inspect, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Mapped, Session, mapped_column

from kiosk.domain.check import SelfTest, TestRecord, Verdict
from kiosk.domain.guided_run import GuidedRun, RunKind
from kiosk.domain.staff import Actor, StaffAction
from kiosk.store.audit import Audit
from kiosk.store.database import make_engine, told_plainly, transaction
from kiosk.store.tables import Base, LocalTime

KINDS = ", ".join(repr(its.value) for its in RunKind)
VERDICTS = ", ".join(repr(its.value) for its in Verdict)


class GuidedRunRow(Base):
    """ended: None while it goes on. begun_by: as staff read it."""

    __tablename__ = "guided_runs"
    __table_args__ = (CheckConstraint(f"kind IN ({KINDS})", name="known_run_kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    terminal: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(16))
    begun: Mapped[datetime] = mapped_column(LocalTime)
    ended: Mapped[datetime | None] = mapped_column(LocalTime)
    begun_by: Mapped[str] = mapped_column(String(32))


class SelfTestRow(Base):
    """part: id of a check. words, args: what was seen, a text id and its arguments as JSON."""

    __tablename__ = "self_tests"
    __table_args__ = (CheckConstraint(f"verdict IN ({VERDICTS})", name="known_verdict"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    terminal: Mapped[str] = mapped_column(String(8))
    run: Mapped[int | None] = mapped_column(ForeignKey("guided_runs.id"))
    part: Mapped[str] = mapped_column(String(80))
    test: Mapped[str] = mapped_column(String(16))
    verdict: Mapped[str] = mapped_column(String(16))
    words: Mapped[str] = mapped_column(String(64))
    args: Mapped[str] = mapped_column(String(400))
    tested_by: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime] = mapped_column(LocalTime)


class RunOver(Exception):
    """Somebody has ended this guided run."""


class SelfTests:
    """Of this terminal. Every method is one transaction. Raises StoreUnavailable."""

    def __init__(self, engine: Engine, audit: Audit, terminal: str, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._audit = audit
        self._terminal = terminal
        self._now = now

    def add(
        self,
        by: Actor,
        check: str,
        test: SelfTest,
        verdict: Verdict,
        words: str,
        args: dict[str, str | int] | None = None,
        run: int | None = None,
    ) -> TestRecord:
        """Raises RunOver when the guided run has been ended meanwhile."""
        with self._audit.doing(by, StaffAction.SELF_TESTED, f"{check} {test} {verdict}") as session:
            if run is not None:
                _open(session, run)
            row = SelfTestRow(
                terminal=self._terminal,
                run=run,
                part=check,
                test=test.value,
                verdict=verdict.value,
                words=words,
                args=json.dumps(args or {}, ensure_ascii=False),
                tested_by=by.member.name.zh,
                at=self._now(),
            )
            session.add(row)
            return _record(row)

    def last(self) -> tuple[TestRecord, ...]:
        """The newest record of each test of each part."""
        with transaction(self._engine) as session:
            return _last(session, self._terminal)

    def of(self, check: str, most: int = 50) -> tuple[TestRecord, ...]:
        """Of one part, the newest first."""
        with transaction(self._engine) as session:
            rows = session.scalars(
                select(SelfTestRow)
                .where(SelfTestRow.terminal == self._terminal, SelfTestRow.part == check)
                .order_by(SelfTestRow.id.desc())
                .limit(most)
            )
            return tuple(_record(row) for row in rows)

    def count(self, test: SelfTest) -> int:
        """How often it was done here."""
        with transaction(self._engine) as session:
            rows = select(func.count()).where(
                SelfTestRow.terminal == self._terminal, SelfTestRow.test == test.value
            )
            return session.scalar(rows) or 0

    def begin_run(self, by: Actor, kind: RunKind) -> GuidedRun:
        """One that is open of this kind goes on: whoever was called away takes it up again."""
        with self._audit.doing(by, StaffAction.RUN_BEGUN, kind.value) as session:
            row = session.scalar(
                select(GuidedRunRow)
                .where(
                    GuidedRunRow.terminal == self._terminal,
                    GuidedRunRow.kind == kind.value,
                    GuidedRunRow.ended.is_(None),
                )
                .order_by(GuidedRunRow.id.desc())
            )
            if row is None:
                row = GuidedRunRow(
                    terminal=self._terminal,
                    kind=kind.value,
                    begun=self._now(),
                    ended=None,
                    begun_by=by.member.name.zh,
                )
                session.add(row)
                session.flush()
            return _run(row)

    def end_run(self, by: Actor, run: int) -> GuidedRun:
        """Raises RunOver when somebody has ended it."""
        with self._audit.doing(by, StaffAction.RUN_ENDED, f"run {run}") as session:
            row = _open(session, run)
            row.ended = self._now()
            return _run(row)

    def run(self, run: int) -> GuidedRun:
        """Raises KeyError."""
        with transaction(self._engine) as session:
            row = session.get(GuidedRunRow, run)
            if row is None or row.terminal != self._terminal:
                raise KeyError(run)
            return _run(row)

    def runs(self, most: int = 20) -> tuple[GuidedRun, ...]:
        """The newest first."""
        with transaction(self._engine) as session:
            rows = session.scalars(
                select(GuidedRunRow)
                .where(GuidedRunRow.terminal == self._terminal)
                .order_by(GuidedRunRow.id.desc())
                .limit(most)
            )
            return tuple(_run(row) for row in rows)

    def records_of(self, run: int) -> tuple[TestRecord, ...]:
        """Of one run, oldest first."""
        with transaction(self._engine) as session:
            rows = session.scalars(select(SelfTestRow).where(SelfTestRow.run == run).order_by(SelfTestRow.id))
            return tuple(_record(row) for row in rows)


def last_records(url: str, terminal: str) -> tuple[TestRecord, ...]:
    """For a command beside a running kiosk: nothing is made or migrated. Raises StoreUnavailable."""
    if url.startswith("sqlite") and not Path(url.removeprefix("sqlite:///")).exists():
        return ()
    engine = make_engine(url)
    try:
        with told_plainly(), engine.connect() as connection:
            if not inspect(connection).has_table(SelfTestRow.__tablename__):
                return ()
        with transaction(engine) as session:
            return _last(session, terminal)
    finally:
        engine.dispose()


def _last(session: Session, terminal: str) -> tuple[TestRecord, ...]:
    rows = session.scalars(
        select(SelfTestRow).where(SelfTestRow.terminal == terminal).order_by(SelfTestRow.id)
    )
    newest = {(row.part, row.test): row for row in rows}
    return tuple(_record(row) for row in newest.values())


def _open(session: Session, run: int) -> GuidedRunRow:
    row = session.get(GuidedRunRow, run)
    if row is None or row.ended is not None:
        raise RunOver
    return row


def _run(row: GuidedRunRow) -> GuidedRun:
    return GuidedRun(row.id, RunKind(row.kind), row.begun, row.ended, row.begun_by)


def _record(row: SelfTestRow) -> TestRecord:
    return TestRecord(
        row.part,
        SelfTest(row.test),
        Verdict(row.verdict),
        row.words,
        row.tested_by,
        row.at,
        json.loads(row.args),
        str(row.run or ""),
    )
