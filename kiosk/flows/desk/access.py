"""Who has the desk open: by PIN from the corner, or by a badge, which closes it again when it is taken away."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.identity import Holder
from kiosk.domain.staff import StaffMember
from kiosk.flows.script import Script
from kiosk.flows.visit import Instead, Visit


@dataclass(frozen=True)
class Handed:
    """What a visitor has chosen so far; keys as their own screens have them. begun: they were in the middle of it."""

    begun: bool = False
    errand: str = ""
    group: str = ""
    needs: frozenset[str] = frozenset()
    help_mode: str = ""
    for_another: bool = False
    holder: Holder | None = None


@dataclass(frozen=True)
class AtDesk:
    """The desk as a flow. member: whose badge lies on the reader; None: a PIN is asked for."""

    member: StaffMember | None
    handed: Handed

    def __call__(self, visit: Visit) -> Script[Instead | None]:
        from kiosk.flows.desk.desk import desk  # its pages are loaded when somebody first wants them

        return desk(visit, self.member, self.handed)
