"""A machine that can be ordered to be ill: a folder that looks like the kernel's files of a good terminal.

What the disk has left cannot be said by a file: `free_mb` and `read_only` stand beside them.
"""

from __future__ import annotations

import shutil
from pathlib import Path

TOUCH = 'I: Bus=0003 Vendor=0eef Product=0001\nN: Name="{name}"\nB: PROP={prop}\nB: EV=1b\n\n'
CARDS = " 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n                      HDA Intel PCH at 0xf7d10000 irq 30\n"
PCM = "00-00: ALC897 Analog : ALC897 Analog : playback 1 : capture 1\n"
MEMORY = "MemTotal:       16303428 kB\nMemFree:          203428 kB\nMemAvailable:   {kb:>8} kB\n"
ROUTE = "Iface\tDestination\tGateway\neth0\t00000000\t010200C0\n"
WELL_MB = 20_000
FAULTS: dict[str, tuple[str, ...]] = {
    "ups": ("on_battery",),
    "disk": ("full", "read_only"),
    "memory": ("short",),
    "temperature": ("hot",),
    "network": ("unplugged", "no_card"),
    "clock": ("unsynchronised",),
    "speaker": ("no_card",),
    "touch": ("unplugged",),
    "display": ("unplugged",),
}


class MachineSimulator:
    """folder: written anew. Raises KeyError for a fault that FAULTS does not have."""

    def __init__(self, folder: Path) -> None:
        self.root = folder
        self.free_mb = WELL_MB
        self.read_only = False
        self._write("proc/asound/cards", CARDS)
        self._write("proc/asound/pcm", PCM)
        touched = TOUCH.format(name="eGalax Touch", prop="2")
        self._write("proc/bus/input/devices", TOUCH.format(name="Power Button", prop="0") + touched)
        self._write("proc/meminfo", MEMORY.format(kb=9_000_000))
        self._write("proc/net/route", ROUTE)
        self._write("proc/uptime", "86400.00 160000.00\n")
        self._write("sys/class/net/eth0/operstate", "up\n")
        self._write("sys/class/net/lo/operstate", "unknown\n")
        self._write("sys/class/drm/card0-HDMI-A-1/status", "connected\n")
        self._write("sys/class/drm/card0-DP-1/status", "disconnected\n")
        self._write("sys/class/thermal/thermal_zone0/temp", "47000\n")
        self._write("sys/class/power_supply/ups0/type", "UPS\n")
        self._write("sys/class/power_supply/ups0/status", "Full\n")
        self._write("sys/class/power_supply/ups0/capacity", "100\n")
        self._write("run/systemd/timesync/synchronized", "")

    def order(self, part: str, fault: str) -> None:
        if fault not in FAULTS[part]:
            raise KeyError(fault)
        match part, fault:
            case "ups", _:
                self._write("sys/class/power_supply/ups0/status", "Discharging\n")
                self._write("sys/class/power_supply/ups0/capacity", "62\n")
            case "disk", "full":
                self.free_mb = 90
            case "disk", _:
                self.read_only = True
            case "memory", _:
                self._write("proc/meminfo", MEMORY.format(kb=60_000))
            case "temperature", _:
                self._write("sys/class/thermal/thermal_zone0/temp", "93500\n")
            case "network", "unplugged":
                self._write("sys/class/net/eth0/operstate", "down\n")
            case "network", _:
                shutil.rmtree(self.root / "sys/class/net/eth0")
            case "clock", _:
                (self.root / "run/systemd/timesync/synchronized").unlink()
            case "speaker", _:
                self._write("proc/asound/cards", "--- no soundcards ---\n")
                self._write("proc/asound/pcm", "")
            case "touch", _:
                self._write("proc/bus/input/devices", TOUCH.format(name="Power Button", prop="0"))
            case _:
                self._write("sys/class/drm/card0-HDMI-A-1/status", "disconnected\n")

    def _write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
