"""The hall as data: floors, windows, errands, stations, facilities. Loaded from config/hall.toml.

The models validate themselves; rules that need several of them (does this errand's window exist?) are in
`Hall.check_references`.
"""

from __future__ import annotations

from datetime import time
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Frozen(BaseModel):
    """Unknown keys are errors: a misspelt key must not be silently ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(Frozen):
    """The same words in both languages of the interface."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def of(self, language: str) -> str:
        return self.en if language == "en" else self.zh


class Floor(Frozen):
    id: str
    name: Words
    how_to_get_there: Words


class Window(Frozen):
    id: str
    number: int = Field(gt=0)
    floor: str
    way: Words  # from the lift or stairs of its floor to the window, with a landmark


class Errand(Frozen):
    id: str
    name: Words
    hint: Words
    icon: str
    windows: tuple[str, ...] = Field(min_length=1)
    cash: bool = True


class Facility(Frozen):
    id: str
    name: Words
    floor: str
    place: Words


StationRole = Literal["guide_desk", "volunteer", "duty_leader"]


class Station(Frozen):
    """A place where a bell rings. `channel` is the relay channel of the call bell."""

    id: str
    role: StationRole
    name: Words
    floor: str
    channel: int = Field(ge=1, le=8)


class Hours(Frozen):
    opens: time
    closes: time
    weekdays: frozenset[int] = Field(default=frozenset({1, 2, 3, 4, 5}))  # ISO: 1 is Monday


class AgePolicy(Frozen):
    """From which age the group 老年人 is suggested. Policy data, never a constant: say where it is from."""

    elder_age: int = Field(default=60, ge=50, le=100)
    source: str


class Hall(Frozen):
    name: Words
    hotline: str
    here: Words  # where this terminal stands, as said to a volunteer
    cash_at: Words
    policy: AgePolicy
    hours: tuple[Hours, ...] = Field(min_length=1)
    floors: tuple[Floor, ...] = Field(min_length=1)
    windows: tuple[Window, ...] = Field(min_length=1)
    errands: tuple[Errand, ...] = Field(min_length=1)
    facilities: tuple[Facility, ...] = ()
    stations: tuple[Station, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def check_references(self) -> Self:
        """Every id named must exist and every id must be unique. Raises ValueError naming both sides."""
        for kind in ("floors", "windows", "errands", "facilities", "stations"):
            ids = [entry.id for entry in getattr(self, kind)]
            doubled = {entry for entry in ids if ids.count(entry) > 1}
            if doubled:
                raise ValueError(f"{kind}: the id {sorted(doubled)[0]!r} is used twice")
        floors = {floor.id for floor in self.floors}
        windows = {window.id for window in self.windows}
        for kind in ("windows", "facilities", "stations"):
            for entry in getattr(self, kind):
                if entry.floor not in floors:
                    raise ValueError(
                        f"{kind}: {entry.id!r} is on floor {entry.floor!r}, which is not one of {sorted(floors)}"
                    )
        for errand in self.errands:
            for window in errand.windows:
                if window not in windows:
                    raise ValueError(
                        f"errands: {errand.id!r} is served at window {window!r}, which is not one of {sorted(windows)}"
                    )
        return self

    def errand(self, errand_id: str) -> Errand:
        return next(errand for errand in self.errands if errand.id == errand_id)

    def windows_of(self, errand: Errand) -> tuple[Window, ...]:
        return tuple(window for window in self.windows if window.id in errand.windows)

    def floor(self, floor_id: str) -> Floor:
        return next(floor for floor in self.floors if floor.id == floor_id)
