"""config/kiosk.toml and config/hall.toml: loaded, validated, and explained when they are wrong.

A mistake raises ConfigError whose problems name file, line, key, what was found and what was expected.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, Field, ValidationError

from kiosk.domain.hall import Frozen, Hall

KIOSK_FILE = "kiosk.toml"
HALL_FILE = "hall.toml"

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
    """rate: syllables (characters) a minute. wav_dir: where speech goes when there is no sound device."""

    enabled: bool = True
    rate: int = Field(default=200, ge=100, le=600)
    volume: float = Field(default=0.8, ge=0.0, le=1.0)
    wav_dir: Path | None = None


class TimeSettings(Frozen):
    """Seconds. Why each is what it is: docs/decisions.md and facts of EN 301 549, WCAG 2.2.1."""

    idle: float = Field(default=120, ge=10)
    warning: float = Field(default=30, ge=20)
    idle_slow: float = Field(default=240, ge=10)
    warning_slow: float = Field(default=60, ge=20)
    farewell: float = Field(default=60, ge=10)
    waiting: float = Field(default=600, ge=60)
    after_change: float = Field(default=0.4, ge=0, le=1)


class SerialPort(Frozen):
    kind: Literal["serial"] = "serial"
    port: str
    baud: Literal[9600, 19200, 38400, 57600, 115200] = 115200


class TcpPort(Frozen):
    kind: Literal["tcp"]
    host: str
    port: int = Field(default=9100, ge=1, le=65535)


class NodePort(Frozen):
    kind: Literal["node"]
    path: str


class ReaderSettings(Frozen):
    driver: Literal["sdt_serial"] = "sdt_serial"
    connection: SerialPort


class PrinterSettings(Frozen):
    """paper_mm decides the columns; qr "native" only where the printer is known to draw GS ( k."""

    driver: Literal["escpos"] = "escpos"
    connection: Annotated[SerialPort | TcpPort | NodePort, Field(discriminator="kind")]
    paper_mm: Literal[58, 80] = 80
    qr: Literal["raster", "native"] = "raster"
    cut: Literal["partial", "full", "none"] = "partial"
    status_seconds: float = Field(default=0.3, gt=0, le=2)
    asb: bool = False


class BellSettings(Frozen):
    driver: Literal["lcus"] = "lcus"
    connection: SerialPort
    channels: int = Field(default=4, ge=1, le=8)


class DeviceSettings(Frozen):
    reader: ReaderSettings | None = None
    printer: PrinterSettings | None = None
    bell: BellSettings | None = None


class StoreSettings(Frozen):
    url: str = "sqlite:///kiosk.db"
    key_file: Path = Path("kiosk.key")
    day_starts: int = Field(default=0, ge=0, le=6, description="hour at which a new business day begins")


class TerminalSettings(Frozen):
    id: str = Field(default="T1", pattern=r"^[A-Z0-9]{1,8}$")
    series: str = Field(default="绿", min_length=1, max_length=2)
    language: Language = "zh-CN"


class Settings(Frozen):
    """kiosk.toml: this terminal."""

    terminal: TerminalSettings = TerminalSettings.model_validate({})
    screen: ScreenSettings
    look: LookSettings = LookSettings.model_validate({})
    speech: SpeechSettings = SpeechSettings.model_validate({})
    times: TimeSettings = TimeSettings.model_validate({})
    devices: DeviceSettings = DeviceSettings.model_validate({})
    store: StoreSettings = StoreSettings.model_validate({})


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
    settings: Settings
    hall: Hall


def load(folder: Path) -> Config:
    """Read both files of a configuration folder. Raises ConfigError with every problem of both files."""
    problems: list[Problem] = []
    settings = _read(folder / KIOSK_FILE, Settings, problems)
    hall = _read(folder / HALL_FILE, Hall, problems)
    if settings is None or hall is None or problems:
        raise ConfigError(problems)
    return Config(settings, hall)


def _read(path: Path, model: type[Model], problems: list[Problem]) -> Model | None:
    text = ""
    try:
        text = path.read_text(encoding="utf-8")
        return model.model_validate(tomllib.loads(text))
    except OSError as error:
        problems.append(Problem(path, "(file)", None, error.strerror or "unreadable", "a readable TOML file"))
    except UnicodeDecodeError:
        problems.append(Problem(path, "(file)", None, "bytes that are not UTF-8", "a UTF-8 text file"))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        problems.append(Problem(path, "(file)", int(line[1]) if line else None, str(error), "valid TOML"))
    except ValidationError as error:
        problems.extend(_problem(path, text, detail) for detail in error.errors())
    return None


def _problem(path: Path, text: str, detail: Any) -> Problem:
    location = [part for part in detail["loc"] if part not in ("serial", "tcp", "node")]
    key = ".".join(str(part) for part in location) or "(whole file)"
    found = "nothing" if detail["type"] == "missing" else repr(detail["input"])[:120]
    expected = detail["msg"].removeprefix("Value error, ")
    return Problem(path, key, line_of(text, location), found, expected)


def line_of(text: str, location: list[str | int]) -> int | None:
    """The line (1-based) where a key stands, or the nearest table that encloses it; None if neither does."""
    wanted = [str(part) for part in location]
    seen: dict[str, int] = {}
    table: list[str] = []
    best: tuple[int, int | None] = (0, None)
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?", line)
        entry = re.match(r"\s*([A-Za-z0-9_-]+(?:\s*\.\s*[A-Za-z0-9_-]+)*)\s*=", line)
        if header:
            name = header[2]
            table = name.split(".")
            if header[1] == "[[":
                seen[name] = seen.get(name, -1) + 1
                table = [*table, str(seen[name])]
            path = table
        elif entry:
            path = [*table, *re.split(r"\s*\.\s*", entry[1])]
        else:
            continue
        if wanted[: len(path)] == path and len(path) > best[0]:
            best = (len(path), number)
    return best[1]
