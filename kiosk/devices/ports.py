"""Who holds a port, and which ports there are: for the technician's sentence, never for a decision."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Literal

from kiosk.device_settings import DeviceSettings

PortKind = Literal["serial", "node", "input"]
_NUMBERED = re.compile(r"/dev/tty(USB|ACM)\d+$")
BY_ID = Path("/dev/serial/by-id")


def serial_ports(folder: Path = BY_ID) -> list[str]:
    """Stable names that udev gives to serial ports; they stay the same when a plug moves to another socket."""
    return sorted(str(port) for port in folder.iterdir()) if folder.is_dir() else []


def live_ports(kind: PortKind, dev: Path = Path("/dev")) -> list[str]:
    """What is plugged in now, by the name that stays the same where udev gives one; in the order of names."""
    match kind:
        case "serial":
            named = serial_ports(dev / "serial/by-id")
            others = _of(dev, "ttyUSB*", "ttyACM*", "ttyS*")
        case "node":
            named, others = [], _of(dev, "usb/lp*")
        case "input":
            named = _of(dev, "input/by-id/*-event-*")
            others = _of(dev, "input/by-path/*-event*")
    known = {os.path.realpath(name) for name in named}
    return [*named, *(name for name in others if os.path.realpath(name) not in known)]


def _of(folder: Path, *patterns: str) -> list[str]:
    return sorted(str(path) for pattern in patterns for path in folder.glob(pattern))


def unstable_ports(settings: DeviceSettings) -> list[tuple[str, str]]:
    """(key, port) of each serial device that is named by the number which the kernel happened to give it."""
    found: list[tuple[str, str]] = []
    for name, device in settings:
        port = getattr(getattr(device, "connection", None), "port", "")
        if isinstance(port, str) and _NUMBERED.match(port):
            found.append((f"devices.{name}.connection.port", port))
    return found


def holders(port: str, proc: Path = Path("/proc")) -> list[str]:
    """Programs that have the port open, as "minicom (pid 1234)". Those of other users only root can see."""
    target = os.path.realpath(port)
    found: list[str] = []
    for process in proc.glob("[0-9]*"):
        if process.name == str(os.getpid()):
            continue
        try:
            if any(os.path.realpath(link) == target for link in (process / "fd").iterdir()):
                found.append(f"{(process / 'comm').read_text().strip()} (pid {process.name})")
        except OSError:
            continue  # it ended meanwhile, or belongs to somebody else
    return found
