"""Who holds a port, and which ports there are: for the technician's sentence, never for a decision."""

from __future__ import annotations

import os
from pathlib import Path

BY_ID = Path("/dev/serial/by-id")


def serial_ports(folder: Path = BY_ID) -> list[str]:
    """Stable names that udev gives to serial ports; they stay the same when a plug moves to another socket."""
    return sorted(str(port) for port in folder.iterdir()) if folder.is_dir() else []


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
