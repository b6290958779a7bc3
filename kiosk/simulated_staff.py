"""Who works at a simulated hall: one of each role, with a PIN that stands in docs/visit-scripts.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.hall import Words
from kiosk.domain.staff import StaffRole

if TYPE_CHECKING:
    from kiosk.store.tickets import Store

PEOPLE = (  # their numbers are 1, 2, 3
    (Words(zh="志愿者小王", en="volunteer Xiao Wang"), StaffRole.VOLUNTEER, "260817"),
    (Words(zh="值班长老李", en="duty leader Lao Li"), StaffRole.DUTY_LEADER, "493052"),
    (Words(zh="技术员小陈", en="technician Xiao Chen"), StaffRole.TECHNICIAN, "718436"),
)


def employ(store: Store) -> None:
    """Does nothing where somebody works already. Raises StoreUnavailable."""
    if store.staff.everybody():
        return
    for name, role, pin in PEOPLE:
        store.staff.set_pin(store.staff.add(name, role, None).id, pin)
