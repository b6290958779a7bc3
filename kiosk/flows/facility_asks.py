"""What the flows about the register ask to be done, and how it is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from kiosk.domain.difficulty import Deadline, Hindrance
from kiosk.domain.facility import Facility, FacilityState, Standing, state_of
from kiosk.flows.script import Action, Failed


@dataclass(frozen=True)
class Register:
    """What is written of the entries of hall.toml, by id. known: False when nobody could be asked."""

    standings: Mapping[str, Standing] = field(default_factory=dict[str, Standing])
    known: bool = True

    def of(self, facility: Facility) -> Standing:
        return self.standings.get(facility.id, Standing())

    def state(self, facility: Facility, fresh_days: int) -> FacilityState:
        return state_of(facility, self.of(facility), fresh_days)


@dataclass(frozen=True)
class AskFacilities(Action):
    """Result: Register or Failed."""

    brief: ClassVar[bool] = True
    working: ClassVar[str] = "working-register"


@dataclass(frozen=True)
class Lend(Action):
    """One piece, by its tag. Result: Lent, TAKEN when somebody was faster, or another Failed."""

    commits: ClassVar[bool] = True
    working: ClassVar[str] = "working-register"
    facility: str
    tag: int


@dataclass(frozen=True)
class Lent:
    pass


TAKEN = Failed("loan-taken")


@dataclass(frozen=True)
class BringBack(Action):
    """Result: BroughtBack or Failed. Brought back twice is brought back."""

    commits: ClassVar[bool] = True
    working: ClassVar[str] = "working-register"
    facility: str
    tag: int


@dataclass(frozen=True)
class BroughtBack:
    pass


@dataclass(frozen=True)
class ReportMissing(Action):
    """It is broken or used up, by a visitor's word. Result: Difficulty or Failed."""

    commits: ClassVar[bool] = True
    working: ClassVar[str] = "working-register"
    facility: str
    state: FacilityState
    deadline: Deadline


@dataclass(frozen=True)
class ReportDifficulty(Action):
    """这里不方便. Result: Difficulty or Failed."""

    commits: ClassVar[bool] = True
    working: ClassVar[str] = "working-register"
    hindrance: Hindrance
    place: str
    deadline: Deadline
