"""好差评 of a visit: five levels in a fixed order, reasons for the two low ones (GB/T 39734-2020; 国办发〔2019〕51号).

Voluntary and anonymous. Who gives none has said nothing: no row is written for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

CALL_BACK = timedelta(days=1)  # Zhejiang's 好差评: a low one is answered within a day,
SETTLE = timedelta(days=15)  # and set right within fifteen (facts/services.md 3)


class Level(StrEnum):
    """From best to worst. The last two are 差评."""

    VERY_SATISFIED = "very-satisfied"  # 非常满意
    SATISFIED = "satisfied"  # 满意
    FAIRLY_SATISFIED = "fairly-satisfied"  # 基本满意
    DISSATISFIED = "dissatisfied"  # 不满意
    VERY_DISSATISFIED = "very-dissatisfied"  # 非常不满意

    @property
    def low(self) -> bool:
        return self in (Level.DISSATISFIED, Level.VERY_DISSATISFIED)


class Complaint(StrEnum):
    """What was not good. Our own list, not the one of the standard's annex A, which was not at hand."""

    WAITING = "waiting"
    ATTITUDE = "attitude"
    UNCLEAR = "unclear"
    REPEATED = "repeated"
    ACCESS = "access"
    OTHER = "other"


@dataclass(frozen=True)
class FollowUp:
    """A low evaluation that is to be set right by a day. It names no ticket: an evaluation is anonymous.

    has_phone: whoever gave it wants to be rung.
    """

    number: int
    given: date
    level: Level
    complaints: frozenset[Complaint]
    settle_by: date
    has_phone: bool = False
