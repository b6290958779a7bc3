"""Staff and their badges. A badge is known by the keyed pseudonym of its chip, which its driver makes."""

from __future__ import annotations

from sqlalchemy import Engine, select

from kiosk.domain.hall import Words
from kiosk.domain.staff import StaffMember, StaffRole
from kiosk.store.database import transaction
from kiosk.store.errors import BadgeTaken
from kiosk.store.tables import StaffRow


class Staff:
    """Every method is one transaction. Raises StoreUnavailable when the database cannot be used."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, name: Words, role: StaffRole, badge_key: str | None) -> StaffMember:
        """Raises BadgeTaken when somebody has this badge already."""
        with transaction(self._engine) as session:
            owner = session.scalar(select(StaffRow).where(StaffRow.badge_key == badge_key))
            if badge_key is not None and owner is not None:
                raise BadgeTaken(owner.name_zh)
            row = StaffRow(name_zh=name.zh, name_en=name.en, role=role.value, badge_key=badge_key)
            session.add(row)
            session.flush()
            return _member(row)

    def give_badge(self, staff_id: int, badge_key: str) -> None:
        """Raises BadgeTaken when somebody else has it, KeyError when there is nobody of this id."""
        with transaction(self._engine) as session:
            owner = session.scalar(select(StaffRow).where(StaffRow.badge_key == badge_key))
            row = session.get(StaffRow, staff_id)
            if row is None:
                raise KeyError(staff_id)
            if owner is not None and owner is not row:
                raise BadgeTaken(owner.name_zh)
            row.badge_key = badge_key

    def remove(self, staff_id: int) -> None:
        """Does nothing when there is nobody of this id."""
        with transaction(self._engine) as session:
            row = session.get(StaffRow, staff_id)
            if row is not None:
                session.delete(row)

    def everybody(self) -> list[StaffMember]:
        with transaction(self._engine) as session:
            return [_member(row) for row in session.scalars(select(StaffRow).order_by(StaffRow.id))]

    def by_badge(self, badge_key: str) -> StaffMember | None:
        with transaction(self._engine) as session:
            row = session.scalar(select(StaffRow).where(StaffRow.badge_key == badge_key))
            return _member(row) if row is not None else None


def _member(row: StaffRow) -> StaffMember:
    return StaffMember(row.id, Words(zh=row.name_zh, en=row.name_en), StaffRole(row.role))
