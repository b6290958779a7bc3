"""config/kiosk.toml and config/hall.toml: loaded, validated, and explained when they are wrong.

A mistake raises ConfigError whose problems name file, line, key, what was found and what was expected.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, Field, ValidationError, field_validator
from pydantic_core import ErrorDetails

from kiosk.device_settings import DeviceSettings, ModbusBellSettings
from kiosk.domain.frozen import Frozen
from kiosk.domain.hall import Hall
from kiosk.domain.plan import Plan
from kiosk.domain.route import MOST_LINES, route_lines
from kiosk.toml_lines import line_of

KIOSK_FILE = "kiosk.toml"
HALL_FILE = "hall.toml"
DATABASES = ("sqlite:///", "postgresql+psycopg://")
MAPS = Path(__file__).parent.parent / "assets" / "maps"

Language = Literal["zh-CN", "en"]
Model = TypeVar("Model", bound=BaseModel)


class ScreenSettings(Frozen):
    """The panel. mm per pixel comes from here: QScreen.physicalSize cannot be trusted."""

    width_px: int = Field(default=1080, ge=480, le=8192)
    height_px: int = Field(default=1920, ge=480, le=8192)
    width_mm: float = Field(gt=60, le=3000)
    height_mm: float = Field(gt=60, le=3000)
    bottom_edge_mm: int = Field(default=700, ge=0, le=2000, description="panel's lower edge above the floor")
    viewing_distance_mm: int = Field(default=600, ge=200, le=2000)
    fullscreen: bool = True


class LookSettings(Frozen):
    scheme: Literal["dark", "light", "soft"] = "dark"
    size: Literal["normal", "large", "huge"] = "normal"
    motion: bool = True


class SpeechSettings(Frozen):
    """rate: syllables (characters) a minute. volume: of all that the engine has, before a visitor chooses; at most
    half, so that every step up to 200 % is louder (accessibility A11, A14). wav_dir: where speech goes when there
    is no sound device.

    output, headphones: a PulseAudio sink or an ALSA device by name; '' is the machine's own choice. With the
    same choice for both, the sound card must silence its speaker by itself when headphones are in.
    """

    enabled: bool = True
    rate: int = Field(default=200, ge=100, le=600)
    volume: float = Field(default=0.5, ge=0.0, le=0.5)
    wav_dir: Path | None = None
    output: str = ""
    headphones: str = ""


class TimeSettings(Frozen):
    """Seconds. Why each is what it is: docs/decisions.md and facts of EN 301 549, WCAG 2.2.1."""

    idle: float = Field(default=120, ge=10)
    warning: float = Field(default=30, ge=20)
    idle_slow: float = Field(default=240, ge=10)
    warning_slow: float = Field(default=60, ge=20)
    farewell: float = Field(default=60, ge=10)
    waiting: float = Field(default=600, ge=60)
    staff: float = Field(default=90, ge=15, le=900)
    after_change: float = Field(default=0.4, ge=0, le=1)
    double_tap: float = Field(default=0.6, ge=0.2, le=2)


class StoreSettings(Frozen):
    """url: sqlite:///FILE, or PostgreSQL where several terminals number together."""

    url: str = "sqlite:///kiosk.db"
    key_file: Path = Path("kiosk.key")
    day_starts: int = Field(default=0, ge=0, le=6, description="hour at which a new business day begins")

    @field_validator("url")
    @classmethod
    def of_a_known_database(cls, url: str) -> str:
        """SQLAlchemy, which knows the rest, is loaded only after the first screen stands."""
        if not url.startswith(DATABASES):
            raise ValueError("sqlite:///FILE or postgresql+psycopg://USER@HOST/DATABASE")
        return url


class MediaSettings(Frozen):
    """folder: with sign/ and voice/, the project's own assets when left out. voice: a folder of voice/, for Chinese."""

    folder: Path | None = field(default=None, compare=False)
    voice: str = Field(default="", pattern=r"^[a-zA-Z0-9-]*$")


class TerminalSettings(Frozen):
    id: str = Field(default="T1", pattern=r"^[A-Z0-9]{1,8}$")
    series: str = Field(default="绿", min_length=1, max_length=2)
    language: Language = "zh-CN"
    state_file: Path = Path(
        "devices.json"
    )  # what `kiosk devices` and `kiosk diagnose` read while the kiosk runs
    log_file: Path | None = None  # ten files of a megabyte; to stderr, for the journal, where it is left out


class StaffSettings(Frozen):
    """pin_length: digits of every PIN. attempts: wrong PINs in a row until lockout seconds must pass."""

    pin_length: int = Field(default=6, ge=4, le=12)
    attempts: int = Field(default=5, ge=3, le=20)
    lockout: float = Field(default=300, ge=30, le=3600)


class Settings(Frozen):
    """kiosk.toml: this terminal."""

    terminal: TerminalSettings = TerminalSettings.model_validate({})
    screen: ScreenSettings
    look: LookSettings = LookSettings.model_validate({})
    speech: SpeechSettings = SpeechSettings.model_validate({})
    times: TimeSettings = TimeSettings.model_validate({})
    media: MediaSettings = MediaSettings.model_validate({})
    devices: DeviceSettings = DeviceSettings.model_validate({})
    store: StoreSettings = StoreSettings.model_validate({})
    staff: StaffSettings = StaffSettings.model_validate({})


@dataclass(frozen=True)
class Problem:
    """One mistake in one file. line is 1-based, None when the key stands nowhere in the file."""

    file: Path
    key: str
    line: int | None
    found: str
    expected: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else f"{self.file}"
        return f"{where}: {self.key}: found {self.found}; expected {self.expected}"


class ConfigError(Exception):
    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Config:
    """folder: where its files lie; None for one that is not on a disk, such as a simulated terminal's."""

    settings: Settings
    hall: Hall
    folder: Path | None = field(default=None, compare=False)


def load(folder: Path, instead: str | None = None) -> Config:
    """Read both files of a configuration folder. Raises ConfigError with every problem of both files.

    instead: read as kiosk.toml in the place of what stands in the file.
    """
    problems: list[Problem] = []
    settings = _read(folder / KIOSK_FILE, Settings, problems, instead)
    hall = _read(folder / HALL_FILE, Hall, problems)
    if hall is not None and hall.plan_file:
        hall = _with_plan(folder, hall, problems)
    if hall is not None and all(station.role != "guide_desk" for station in hall.stations):
        expected = "a station of role guide_desk: every call rings there first (policy clause 三)"
        problems.append(Problem(folder / HALL_FILE, "stations", None, "none where 咨询导服 are", expected))
    if settings is not None and hall is not None:
        problems += _unreachable_stations(folder / HALL_FILE, settings, hall)
    if settings is None or hall is None or problems:
        raise ConfigError(problems)
    return Config(settings, hall, folder)


def _with_plan(folder: Path, hall: Hall, problems: list[Problem]) -> Hall:
    """The hall with its map, whose windows must all be there and be reached without a step."""
    path = next((at / hall.plan_file for at in (folder, MAPS) if (at / hall.plan_file).exists()), None)
    if path is None:
        where = f"a file of this name in {folder} or {MAPS}"
        problems.append(Problem(folder / HALL_FILE, "plan_file", None, repr(hall.plan_file), where))
        return hall
    plan = _read(path, Plan, problems)
    if plan is None:
        return hall
    floors = {floor.id for floor in hall.floors}
    for place in plan.places:
        if place.floor not in floors:
            problems.append(
                Problem(path, f"places.{place.id}.floor", None, repr(place.floor), f"one of {sorted(floors)}")
            )
    listed = [place.id for place in plan.places if place.listed]
    complaints = (hall.complaint_place,) if hall.complaint_place else ()
    for target in dict.fromkeys((*(window.id for window in hall.windows), *listed, *complaints)):
        lines = route_lines(plan.route(target))
        if not lines:
            expected = f"a place {target!r} and ways to it from {plan.here!r} without a step"
            problems.append(Problem(path, f"places.{target}", None, "no way there", expected))
        elif len(lines) > MOST_LINES:
            expected = f"at most {MOST_LINES}: name fewer landmarks or straighten the ways"
            problems.append(
                Problem(path, f"places.{target}", None, f"a way of {len(lines)} sentences", expected)
            )
    return hall.model_copy(update={"plan": plan})


def _read(
    path: Path, model: type[Model], problems: list[Problem], instead: str | None = None
) -> Model | None:
    text = ""
    try:
        # Windows editors put a byte order mark in front, which TOML does not allow.
        text = path.read_bytes().decode("utf-8-sig") if instead is None else instead
        return model.model_validate(tomllib.loads(text))
    except OSError as error:
        problems.append(Problem(path, "(file)", None, error.strerror or "unreadable", "a readable TOML file"))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        problems.append(Problem(path, "(file)", line, "bytes that are not UTF-8", "a UTF-8 text file"))
    except tomllib.TOMLDecodeError as error:
        told = re.search(r"at line (\d+)", str(error))
        line = int(told[1]) if told else text.count("\n") + 1  # "at end of document"
        problems.append(Problem(path, "(file)", line, str(error), "valid TOML"))
    except ValidationError as error:
        problems.extend(_problem(path, text, detail) for detail in error.errors())
    return None


EXPECTED = {
    "missing": "this key, which has no default",
    "extra_forbidden": "no key of this name here (is it misspelt, or in the wrong table?)",
    "union_tag_not_found": "a key driver (of a device) or kind (of a connection) that says which one it is",
}
# Behind these keys pydantic puts which kind was chosen, where the file has no such key.
TAGS = {  # what pydantic puts behind a key that has several kinds; the file has no such key
    "connection": ("serial", "tcp", "node"),
    "printer": ("escpos", "cups"),
    "bell": ("lcus", "modbus", "template"),
    "scanner": ("serial", "keyboard"),
}


def _problem(path: Path, text: str, detail: ErrorDetails) -> Problem:
    location = _without_tags(detail["loc"])
    message = detail["msg"].removeprefix("Value error, ")
    if not location:  # a rule of the whole file, told in its own words
        location = _entry_named_in(message, text)
        found, expected = message, "ids that exist, each used once"
    elif detail["type"] == "union_tag_invalid" and "ctx" in detail and location[-1] in ("printer", "bell"):
        location = [*location, "driver"]  # told by a function of ours, which pydantic would name
        found, expected = repr(detail["ctx"]["tag"]), f"one of {detail['ctx']['expected_tags']}"
    else:
        found = "nothing" if detail["type"] == "missing" else _without_password(repr(detail["input"]))[:120]
        expected = EXPECTED.get(detail["type"], message)
    return Problem(path, _key(location), line_of(text, location), found, expected)


def _key(location: Sequence[str | int]) -> str:
    return ".".join(str(part) for part in location) or "(whole file)"


def _without_password(found: str) -> str:
    """//user:password@host, which goes to the screen and into the journal."""
    return re.sub(r"(//[^:/@]*):.*@", r"\1:***@", found)


def _without_tags(location: Sequence[str | int]) -> list[str | int]:
    return [
        part
        for before, part in zip(("", *location), location, strict=False)
        if part not in TAGS.get(str(before), ())
    ]


def _entry_named_in(message: str, text: str) -> list[str | int]:
    """Where the entry stands that Hall.check_references names at the start: `errands: 'medical' is ...`."""
    named = re.match(r"(\w+): (?:the id )?'([^']+)'", message)
    if not named:
        return []
    entries = tomllib.loads(text).get(named[1], [])
    if not isinstance(entries, list):
        return [named[1]]  # a key of its own, such as here of a map
    places = [place for place, entry in enumerate(entries) if entry.get("id") == named[2]]
    return [named[1], places[-1], "id"] if places else []


def _unreachable_stations(path: Path, settings: Settings, hall: Hall) -> list[Problem]:
    """Stations whose relay or button the bell's board does not have: they would never ring or answer."""
    bell = settings.devices.bell
    if bell is None:
        return []
    text = path.read_bytes().decode("utf-8-sig")
    problems: list[Problem] = []
    inputs = bell.inputs if isinstance(bell, ModbusBellSettings) else None
    for place, station in enumerate(hall.stations):
        if station.channel > bell.channels:
            location = ["stations", place, "channel"]
            expected = f"a channel from 1 to {bell.channels}, as in devices.bell.channels of {KIOSK_FILE}"
            problems.append(
                Problem(path, _key(location), line_of(text, location), str(station.channel), expected)
            )
        if inputs is not None and station.ack_input is not None and station.ack_input > inputs:
            location = ["stations", place, "ack_input"]
            expected = f"an input from 1 to {inputs}, as in devices.bell.inputs of {KIOSK_FILE}"
            problems.append(
                Problem(path, _key(location), line_of(text, location), str(station.ack_input), expected)
            )
    return problems
