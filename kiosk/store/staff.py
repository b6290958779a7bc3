"""Staff, their badges and their PINs. Every change, and every lockout, is a line of the audit trail.

A badge is known by the keyed pseudonym of its chip, which its driver makes. A PIN is kept as an argon2id hash.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import Engine, select

from kiosk.domain.hall import Words
from kiosk.domain.staff import SHELL, Actor, LockedOut, StaffAction, StaffMember, StaffRole, WrongPin
from kiosk.store.audit import Audit
from kiosk.store.database import transaction
from kiosk.store.errors import BadgeTaken, PinTaken
from kiosk.store.lockout import Lockout, LockoutRules
from kiosk.store.tables import StaffRow

# OWASP's least for argon2id (19 MiB, two passes): 30 ms on a small board. A PIN has few digits whatever it costs to
# hash; what protects it is the lockout, and the hash only when somebody has stolen the file.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
NOBODY = HASHER.hash(secrets.token_hex(8))  # verified for numbers that nobody has: both answers take as long


class Staff:
    """Every method is one transaction. Raises StoreUnavailable when the database cannot be used.

    now: local wall time. seconds: monotonic, so that a clock that is put forward opens no lockout.
    """

    def __init__(
        self,
        engine: Engine,
        audit: Audit,
        terminal: str,
        now: Callable[[], datetime],
        rules: LockoutRules,
        seconds: Callable[[], float],
    ) -> None:
        self._engine = engine
        self._audit = audit
        self._terminal = terminal
        self._lockout = Lockout(rules, now, seconds)

    def add(self, name: Words, role: StaffRole, badge_key: str | None, by: Actor = SHELL) -> StaffMember:
        """Raises BadgeTaken when somebody has this badge already."""
        row = StaffRow(name_zh=name.zh, name_en=name.en, role=role.value, badge_key=badge_key)
        with self._audit.doing(by, StaffAction.STAFF_ADDED, lambda: f"staff {row.id}") as session:
            owner = session.scalar(select(StaffRow).where(StaffRow.badge_key == badge_key))
            if badge_key is not None and owner is not None:
                raise BadgeTaken(owner.name_zh)
            session.add(row)
            session.flush()
            return _member(row)

    def give_badge(self, staff_id: int, badge_key: str, by: Actor = SHELL) -> None:
        """Raises BadgeTaken when somebody else has it, KeyError when there is nobody of this id."""
        with self._audit.doing(by, StaffAction.BADGE_GIVEN, f"staff {staff_id}") as session:
            owner = session.scalar(select(StaffRow).where(StaffRow.badge_key == badge_key))
            row = session.get(StaffRow, staff_id)
            if row is None:
                raise KeyError(staff_id)
            if owner is not None and owner is not row:
                raise BadgeTaken(owner.name_zh)
            row.badge_key = badge_key

    def set_pin(self, staff_id: int, pin: str, by: Actor = SHELL) -> None:
        """The PIN's form is checked by why_no_pin before. Raises PinTaken, KeyError when there is nobody of this id.

        Nobody shares a PIN: it is tried against everybody's hash, which is slow and rare.
        """
        with self._audit.doing(by, StaffAction.PIN_SET, f"staff {staff_id}") as session:
            row = session.get(StaffRow, staff_id)
            if row is None:
                raise KeyError(staff_id)
            others = session.scalars(select(StaffRow).where(StaffRow.id != staff_id, StaffRow.pin_hash != ""))
            if any(_fits(other.pin_hash, pin) for other in others):
                raise PinTaken
            row.pin_hash = HASHER.hash(pin)
            self._lockout.forgive(session, f"staff {staff_id}")

    def sign_in(self, staff_id: int, pin: str) -> StaffMember | WrongPin | LockedOut:
        """Wrong numbers and wrong PINs are told alike, after as long, and count for the terminal too."""
        whom = (f"staff {staff_id}", f"terminal {self._terminal}")
        with transaction(self._engine) as session:
            if (seconds := self._lockout.seconds(session, whom)) > 0:
                return LockedOut(seconds)
            row = session.get(StaffRow, staff_id)
            known, pin_hash = (_member(row), row.pin_hash) if row else (None, "")
        fits = _fits(pin_hash or NOBODY, pin)  # outside of the transaction: nobody waits for the hash
        if fits and known is not None:
            with transaction(self._engine) as session:
                for each in whom:
                    self._lockout.forgive(session, each)
                row = session.get(StaffRow, staff_id)
                if row is not None and HASHER.check_needs_rehash(row.pin_hash):
                    row.pin_hash = HASHER.hash(pin)
            return known
        with transaction(self._engine) as session:
            left = self._lockout.count(session, whom)
            seconds = self._lockout.seconds(session, whom)
        if seconds <= 0:
            return WrongPin(left)
        self._audit.note(SHELL if known is None else Actor(known), StaffAction.LOCKED_OUT, whom[0])
        return LockedOut(seconds)

    def remove(self, staff_id: int, by: Actor = SHELL) -> None:
        """What they did stays in the trail. Does nothing when there is nobody of this id."""
        with transaction(self._engine) as session:
            if session.get(StaffRow, staff_id) is None:
                return
        with self._audit.doing(by, StaffAction.STAFF_REMOVED, f"staff {staff_id}") as session:
            row = session.get(StaffRow, staff_id)
            if row is not None:
                session.delete(row)

    def everybody(self) -> list[StaffMember]:
        with transaction(self._engine) as session:
            return [_member(row) for row in session.scalars(select(StaffRow).order_by(StaffRow.id))]

    def ways_in(self, staff_id: int) -> tuple[bool, bool]:
        """Whether somebody has a PIN, and a badge. Raises KeyError when there is nobody of this id."""
        with transaction(self._engine) as session:
            row = session.get(StaffRow, staff_id)
            if row is None:
                raise KeyError(staff_id)
            return bool(row.pin_hash), row.badge_key is not None

    def by_badge(self, badge_key: str) -> StaffMember | None:
        with transaction(self._engine) as session:
            row = session.scalar(select(StaffRow).where(StaffRow.badge_key == badge_key))
            return _member(row) if row is not None else None


def _fits(pin_hash: str, pin: str) -> bool:
    try:
        return HASHER.verify(pin_hash, pin)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _member(row: StaffRow) -> StaffMember:
    return StaffMember(row.id, Words(zh=row.name_zh, en=row.name_en), StaffRole(row.role))
