"""Who does something at a desk, in tests of the rooms, and the table of what they did."""

from __future__ import annotations

from kiosk.domain.hall import Words
from kiosk.domain.staff import Actor, StaffMember, StaffRole
from kiosk.store.tickets import Store

WANG = Actor(StaffMember(7, Words(zh="志愿者小王", en="volunteer Xiao Wang"), StaffRole.VOLUNTEER))
LI = Actor(StaffMember(8, Words(zh="值班长老李", en="duty leader Lao Li"), StaffRole.DUTY_LEADER))


def trail(store: Store) -> list[tuple[str, str, str]]:
    return [(line.staff_name, line.action, line.subject) for line in store.audit.lines()]
