"""What the machine under the kiosk tells of itself: read from the kernel's files, never changed.

`root` is "/" on a terminal. Tests and `kiosk diagnose --simulated` give a folder that looks like one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

INPUT_PROP_DIRECT = 1 << 1  # linux/input-event-codes.h: what is touched lies under the finger
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Room:
    """Of one file system. total_mb, free_mb: megabytes; free to this user."""

    total_mb: int
    free_mb: int
    read_only: bool


@dataclass(frozen=True)
class Power:
    """A UPS or battery. charge: percent, None where it does not tell."""

    name: str
    on_battery: bool
    charge: int | None


def room_of(folder: Path) -> Room:
    """Of the file system on which the folder lies, or will lie. Raises OSError."""
    there = folder.absolute()
    while not there.exists():
        there = there.parent
    figures = os.statvfs(there)
    return Room(
        figures.f_blocks * figures.f_frsize // MEGABYTE,
        figures.f_bavail * figures.f_frsize // MEGABYTE,
        bool(figures.f_flag & os.ST_RDONLY),
    )


@dataclass(frozen=True)
class Machine:
    """Each method looks anew. None, or nothing, where the kernel does not tell; no method raises."""

    root: Path = Path("/")
    room: Callable[[Path], Room] = room_of

    def sound_cards(self) -> tuple[str, ...]:
        """Names, as `cat /proc/asound/cards` has them."""
        lines = self._text("proc/asound/cards").splitlines()
        return tuple(line.split("]:", 1)[1].strip() for line in lines if "]:" in line)

    def captures(self) -> tuple[str, ...]:
        """Names of what can record."""
        lines = self._text("proc/asound/pcm").splitlines()
        return tuple(line.split(":")[1].strip() for line in lines if "capture" in line and ":" in line)

    def touch_panels(self) -> tuple[str, ...] | None:
        """Names of input devices that are touched where they show. None where the kernel lists no inputs."""
        text = self._text("proc/bus/input/devices")
        if not text.strip():
            return None
        return tuple(
            named[1]
            for block in text.split("\n\n")
            if (named := re.search(r'^N: Name="(.*)"', block, re.M)) is not None
            and (has := re.search(r"^B: PROP=([0-9a-f]+)", block, re.M)) is not None
            and int(has[1], 16) & INPUT_PROP_DIRECT
        )

    def displays(self) -> dict[str, bool] | None:
        """Connector by name: whether a panel answers there. None where there is no graphics driver."""
        found = sorted(self.root.glob("sys/class/drm/card*-*/status"))
        return {path.parent.name: self._line(path) == "connected" for path in found} or None

    def memory_mb(self) -> tuple[int, int] | None:
        """(available, all), megabytes."""
        fields = dict(re.findall(r"^(\w+):\s+(\d+) kB", self._text("proc/meminfo"), re.M))
        if not {"MemAvailable", "MemTotal"} <= fields.keys():
            return None
        available, whole = (int(fields[name]) * 1024 // MEGABYTE for name in ("MemAvailable", "MemTotal"))
        return available, whole

    def temperature(self) -> float | None:
        """Of the hottest sensor, degrees Celsius."""
        degrees = [self._number(path) for path in self.root.glob("sys/class/thermal/thermal_zone*/temp")]
        told = [value / 1000 for value in degrees if value is not None]
        return max(told) if told else None

    def links(self) -> dict[str, bool]:
        """Network interface by name, without the loopback: whether its cable or radio is up."""
        found = sorted(self.root.glob("sys/class/net/*/operstate"))
        return {path.parent.name: self._line(path) == "up" for path in found if path.parent.name != "lo"}

    def has_route(self) -> bool:
        """A way out of this machine's own network."""
        lines = self._text("proc/net/route").splitlines()[1:]
        return any(len(fields := line.split()) > 2 and fields[1] == "00000000" for line in lines)

    def power(self) -> Power | None:
        """The first UPS or battery."""
        for supply in sorted(self.root.glob("sys/class/power_supply/*")):
            if self._line(supply / "type") in ("UPS", "Battery"):
                on_battery = self._line(supply / "status") == "Discharging"
                return Power(supply.name, on_battery, self._number(supply / "capacity"))
        return None

    def clock_set_by_network(self) -> bool | None:
        """None where systemd's time service does not run: another may, which tells nothing."""
        service = self.root / "run/systemd/timesync"
        return (service / "synchronized").exists() if service.is_dir() else None

    def uptime_seconds(self) -> int | None:
        told = self._text("proc/uptime").split()
        return int(float(told[0])) if told else None

    def _text(self, name: str) -> str:
        return _read(self.root / name)

    def _line(self, path: Path) -> str:
        return _read(path).strip()

    def _number(self, path: Path) -> int | None:
        told = self._line(path)
        return int(told) if re.fullmatch(r"-?\d+", told) else None


def _read(path: Path) -> str:
    """'' where there is no such file, or its driver gives an error: either way nothing is known."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
