"""The trail of what staff did: who, what, to which row, when. Append-only, each line sealed with the one before.

A line and what it tells of are one transaction. seal: HMAC-SHA-256 under a key derived from the terminal's secret,
over the line and the seal before it: a line that is changed, taken out or put in does not verify. The database
refuses changes by triggers; the last seal is kept in a file too, so that lines cut from the end are missed.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import json
import os
import re
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Engine, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from kiosk.domain.staff import Actor, StaffAction
from kiosk.store.database import transaction
from kiosk.store.tables import Base, LocalTime

PURPOSE = b"green-channel-kiosk audit 1"
FIRST = "0" * 64  # what the first line of a terminal is sealed onto
HEAD_LINE = re.compile(r"([1-9][0-9]{0,9}) ([0-9a-f]{64})\n")
NO_HEAD = (0, "")
PERSONAL = re.compile(r"\d{7}")  # a phone, a card's number: nothing of the kind is a row's number


class AuditRow(Base):
    """n: 1, 2, 3 without a gap for each terminal. subject: what it was done to, such as 绿012 or loan 7."""

    __tablename__ = "audit"
    __table_args__ = (UniqueConstraint("terminal", "n", name="one_line_after_another"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    terminal: Mapped[str] = mapped_column(String(8))
    n: Mapped[int]
    at: Mapped[datetime] = mapped_column(LocalTime)
    staff_id: Mapped[int]
    staff_name: Mapped[str] = mapped_column(String(32))
    action: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(80))
    seal: Mapped[str] = mapped_column(String(64))


@dataclass(frozen=True)
class Broken:
    """The first line that does not verify. n: its number.

    why: changed, missing, cut, or unproven where the file that knows the last seal is damaged.
    """

    n: int
    why: str


class Audit:
    """secret: the terminal's key. head_file: where the last seal is kept too, None for training and tests."""

    def __init__(
        self,
        engine: Engine,
        secret: bytes,
        terminal: str,
        now: Callable[[], datetime],
        head_file: Path | None = None,
    ) -> None:
        self._engine = engine
        self._key = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret)
        self._terminal = terminal
        self._now = now
        self._head_file = head_file

    @contextmanager
    def doing(
        self, by: Actor, action: StaffAction, subject: str | Callable[[], str] = ""
    ) -> Generator[Session]:
        """One transaction: what staff do in it, and its line of the trail; or neither.

        subject: a function where it is known only afterwards, such as a number that is given there.
        Raises ValueError when it looks like a visitor's number, StoreUnavailable as every transaction.
        """
        with transaction(self._engine) as session:
            yield session
            words = subject() if callable(subject) else subject
            if PERSONAL.search(words):
                raise ValueError("a subject of the trail must not hold a number of a person")
            row = self._append(session, by, action, words)
        self._keep_head(row)

    def note(self, by: Actor, action: StaffAction, subject: str = "") -> None:
        """A line about something that changes nothing in the ledger, such as signing in."""
        with self.doing(by, action, subject):
            pass

    def verify(self) -> Broken | None:
        """None when every line of this terminal stands as it was written, in its order and to the end."""
        with transaction(self._engine) as session:
            rows = session.scalars(
                select(AuditRow).where(AuditRow.terminal == self._terminal).order_by(AuditRow.n)
            ).all()
        seal = FIRST
        for n, row in enumerate(rows, 1):
            if row.n != n:
                return Broken(n, "missing")
            if not hmac.compare_digest(row.seal, self._seal(row, seal)):
                return Broken(n, "changed")
            seal = row.seal
        return self._check_head([row.seal for row in rows])

    def lines(self) -> list[AuditRow]:
        """Of this terminal, oldest first."""
        with transaction(self._engine) as session:
            rows = select(AuditRow).where(AuditRow.terminal == self._terminal).order_by(AuditRow.n)
            return list(session.scalars(rows))

    def _append(self, session: Session, by: Actor, action: StaffAction, subject: str) -> AuditRow:
        last = session.scalar(
            select(AuditRow).where(AuditRow.terminal == self._terminal).order_by(AuditRow.n.desc()).limit(1)
        )
        row = AuditRow(
            terminal=self._terminal,
            n=last.n + 1 if last else 1,
            at=self._now(),
            staff_id=by.member.id,
            staff_name=by.member.name.zh,
            action=action.value,
            subject=subject,
            seal="",
        )
        row.seal = self._seal(row, last.seal if last else FIRST)
        session.add(row)
        session.flush()
        return row

    def _seal(self, row: AuditRow, before: str) -> str:
        line = [
            row.terminal,
            row.n,
            row.at.isoformat(),
            row.staff_id,
            row.staff_name,
            row.action,
            row.subject,
        ]
        words = json.dumps([before, *line], ensure_ascii=False, separators=(",", ":"))
        return hmac.new(self._key, words.encode("utf-8"), hashlib.sha256).hexdigest()

    def _keep_head(self, row: AuditRow) -> None:
        """After the commit: a power cut between leaves the file behind the ledger, which verifies all the same.

        The command line may append beside the kiosk: under a lock the file goes forward only. A damaged one is written
        anew: what staff did is done, and must not be told as failed.
        """
        if self._head_file is None:
            return
        with self._head_file.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if row.n <= (self._head() or NO_HEAD)[0]:
                return
            aside = self._head_file.with_suffix(".new")
            with aside.open("w", encoding="ascii") as file:
                file.write(f"{row.n} {row.seal}\n")
                file.flush()
                os.fsync(file.fileno())
            aside.replace(self._head_file)

    def _head(self) -> tuple[int, str] | None:
        """Number and seal of the last line that the file knows; NO_HEAD without a file, None for a damaged one."""
        if self._head_file is None or not self._head_file.exists():
            return NO_HEAD
        match = HEAD_LINE.fullmatch(self._head_file.read_text("ascii", errors="replace"))
        return (int(match[1]), match[2]) if match else None

    def _check_head(self, seals: list[str]) -> Broken | None:
        head = self._head()
        if head is None:
            return Broken(len(seals) + 1, "unproven")
        n, seal = head
        if n > len(seals):
            return Broken(len(seals) + 1, "cut")
        return Broken(n, "changed") if n and seals[n - 1] != seal else None
