"""Who works at the hall: volunteers, duty leaders and technicians, as the terminal knows them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.hall import Words


class StaffRole(StrEnum):
    VOLUNTEER = "volunteer"
    DUTY_LEADER = "duty_leader"
    TECHNICIAN = "technician"


@dataclass(frozen=True)
class StaffMember:
    """name: as visitors may read and hear it, for instance 志愿者小王, volunteer Xiao Wang."""

    id: int
    name: Words
    role: StaffRole
