"""The hall as data: floors, windows, errands, stations, facilities. Loaded from config/hall.toml.

The models validate themselves; rules that need several of them (does this errand's window exist?) are in
`Hall.check_references`.
"""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from kiosk.domain.difficulty import Deadline, DifficultyPolicy
from kiosk.domain.entry import EntryPolicy
from kiosk.domain.facility import Facility, RegisterPolicy
from kiosk.domain.frozen import Frozen, Id, Words
from kiosk.domain.home_visit import Area
from kiosk.domain.opening import Calendar, Hours
from kiosk.domain.patrol import PatrolItem
from kiosk.domain.plan import Plan
from kiosk.domain.waiting import Pace

FLOOR = "floor-"  # before a floor's id, where a place may be a whole floor


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
    """minutes: that one visitor usually takes. quota: numbers a day can hold, None for no limit.

    materials: what to bring. by_another: somebody else may do it with the papers for that (授权代理、亲友代办).
    asks_own_wish: elders' property matters, where staff must ask the elder in person; told to whoever comes for
    somebody (facts/services.md 1.3e).
    """

    id: Id
    name: Words
    hint: Words
    icon: str
    windows: tuple[str, ...] = Field(min_length=1)
    cash: bool = True
    minutes: int = Field(default=10, ge=1, le=240)
    quota: int | None = Field(default=None, ge=1)
    materials: tuple[Words, ...] = ()
    by_another: bool = True
    asks_own_wish: bool = False

    @property
    def pace(self) -> Pace:
        return Pace(self.minutes, len(self.windows))


StationRole = Literal[
    "guide_desk", "volunteer", "duty_leader", "service_desk", "sign_language", "wheelchair", "security"
]


class Station(Frozen):
    """A place where a bell rings. channel: of the call bell's board or paging host.

    ack_input: the board's digital input (from 1) to which this station's "I am coming" button is wired.
    staff: who is rostered there, as the hall calls them; None where that is kept elsewhere.
    """

    id: Id
    role: StationRole
    name: Words
    floor: str
    channel: int = Field(ge=1, le=999)
    ack_input: int | None = Field(default=None, ge=1, le=32)
    staff: tuple[str, ...] | None = None

    @field_validator("staff")
    @classmethod
    def somebody_is_there(cls, staff: tuple[str, ...] | None) -> tuple[str, ...] | None:
        """Raises ValueError: a bell that rings where nobody sits is worse than none."""
        if staff is not None and not any(name.strip() for name in staff):
            raise ValueError("at least one name, or no such key; a station where nobody is must not be rung")
        return staff


class CallPolicy(Frozen):
    """How long a visitor is left with one station before the next is rung, in seconds.

    answer: until somebody says that they come. arrive: until they are there, once they have said so.
    emergency_answer, emergency_arrive: the same for an emergency, which then rings everybody again.
    """

    answer: float = Field(default=45, ge=5, le=600)
    arrive: float = Field(default=180, ge=30, le=1800)
    emergency_answer: float = Field(default=20, ge=5, le=120)
    emergency_arrive: float = Field(default=60, ge=20, le=300)


class AgePolicy(Frozen):
    """From which age the group 老年人 is suggested. Policy data, never a constant: say where it is from."""

    elder_age: int = Field(default=60, ge=50, le=100)
    source: str


class Exchange(Frozen):
    """Where files come and go at the desk, such as a USB stick's mount or a shared folder; folder: '' for nowhere.

    Pictures of difficulties are chosen from it, reports are put into it. photo_mb: the largest picture, in megabytes.
    """

    folder: str = ""
    photo_mb: int = Field(default=20, ge=1, le=200)


class Hall(Frozen):
    name: Words
    hotline: str
    here: Words  # where this terminal stands, as said to a volunteer
    plan_file: str = ""  # in the configuration's folder or in assets/maps; '' for no map
    plan: Plan = Plan.model_validate({})  # what stands in that file
    here_floor: str = ""  # id of that floor; '' is the first
    calls: CallPolicy = CallPolicy.model_validate({})
    hotline_hours: Words = Words(zh="每天都有人接", en="answered every day")
    cash_at: Words
    cash_help_most: int = Field(
        default=5000, ge=1, le=50000
    )  # yuan that a helper carries; ours, for the hall to set
    complaint_at: Words = Words(zh="投诉协调窗口", en="complaints desk")
    complaint_place: str = ""  # id of it on the map, '' where it is told in words only
    opinion_box_at: Words = Words(zh="咨询导服台旁边", en="beside the information desk")
    policy: AgePolicy
    entry_check: EntryPolicy = EntryPolicy.model_validate({})
    hours: tuple[Hours, ...] = Field(min_length=1)
    calendar: Calendar = Calendar.model_validate({})
    floors: tuple[Floor, ...] = Field(min_length=1)
    windows: tuple[Window, ...] = Field(min_length=1)
    errands: tuple[Errand, ...] = Field(min_length=1)
    facilities: tuple[Facility, ...] = ()
    register_policy: RegisterPolicy = RegisterPolicy.model_validate({})
    difficulties: DifficultyPolicy = DifficultyPolicy.model_validate({})
    stations: tuple[Station, ...] = Field(min_length=1)
    areas: tuple[Area, ...] = ()  # where somebody comes to the home
    patrol: tuple[PatrolItem, ...] = ()  # what the weekly round looks at, in its order
    exchange: Exchange = Exchange.model_validate({})

    @property
    def floor_here(self) -> str:
        return self.here_floor or self.floors[0].id

    @property
    def mending(self) -> Deadline:
        """By when what visitors find difficult is put right."""
        weekdays = frozenset(day for hours in self.hours for day in hours.weekdays)
        return Deadline(self.difficulties.working_days, weekdays)

    @model_validator(mode="after")
    def check_references(self) -> Self:
        """Every id named must exist and every id must be unique. Raises ValueError naming both sides."""
        for kind in ("floors", "windows", "errands", "facilities", "stations", "areas", "patrol"):
            ids = [entry.id for entry in getattr(self, kind)]
            doubled = {entry for entry in ids if ids.count(entry) > 1}
            if doubled:
                raise ValueError(f"{kind}: the id {sorted(doubled)[0]!r} is used twice")
        floors = {floor.id for floor in self.floors}
        if self.here_floor and self.here_floor not in floors:
            raise ValueError(f"here_floor: {self.here_floor!r} is not one of {sorted(floors)}")
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
        places = windows | {its.id for its in self.facilities} | {FLOOR + floor for floor in floors}
        for item in self.patrol:
            if item.where not in places:
                raise ValueError(
                    f"patrol: {item.id!r} is at {item.where!r}, which is not one of {sorted(places)}"
                )
        return self

    def errand(self, errand_id: str) -> Errand:
        return next(errand for errand in self.errands if errand.id == errand_id)

    def facility(self, facility_id: str) -> Facility:
        return next(facility for facility in self.facilities if facility.id == facility_id)

    def windows_of(self, errand: Errand) -> tuple[Window, ...]:
        return tuple(window for window in self.windows if window.id in errand.windows)

    def station(self, station_id: str) -> Station | None:
        return next((station for station in self.stations if station.id == station_id), None)

    def floor(self, floor_id: str) -> Floor:
        return next(floor for floor in self.floors if floor.id == floor_id)
