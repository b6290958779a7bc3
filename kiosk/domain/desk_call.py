"""A call as the staff's desk lists it, whichever terminal it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.call import CallReason, CallState


@dataclass(frozen=True)
class DeskCall:
    """ticket: its number, '' without one. station: id of the one rung last. by: who comes or is there, '' for nobody.

    taken_by: the number of whoever took it at a desk, None otherwise.
    """

    id: int
    reason: CallReason
    state: CallState
    terminal: str
    station: str
    ticket: str
    created: datetime
    by: str = ""
    taken_by: int | None = None

    @property
    def emergency(self) -> bool:
        return self.reason is CallReason.EMERGENCY

    @property
    def waits(self) -> bool:
        """Nobody has said that they come."""
        return self.state in (CallState.RINGING, CallState.UNREACHED)


@dataclass(frozen=True)
class OnDuty:
    """Somebody who is at work today. since: local wall time."""

    staff_id: int
    name: str
    since: datetime


def longest_first(calls: Sequence[DeskCall]) -> list[DeskCall]:
    """Emergencies, then those for whom nobody comes yet, then the rest; each the longest waiting first."""
    return sorted(calls, key=lambda call: (not call.emergency, not call.waits, call.created, call.id))
