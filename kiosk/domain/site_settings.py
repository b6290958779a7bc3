"""What a technician sets on site by screen: keys of kiosk.toml, each with how it is asked for. Pure.

Ranges are not repeated here: whatever is set is validated by the models that read the file (kiosk/config.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Ask(StrEnum):
    SERIAL = "serial"  # a port out of a live list
    NODE = "node"  # a printer's node out of a live list
    INPUT = "input"  # a keypad's or jack's node out of a live list
    OUTPUT = "output"  # a sound output out of a live list
    NUMBER = "number"
    CHOICE = "choice"


PORTS = frozenset({Ask.SERIAL, Ask.NODE, Ask.INPUT})


@dataclass(frozen=True)
class SiteSetting:
    """key: dotted, as in kiosk.toml; an index names one of several tables. choices: of CHOICE.

    point: a number may have a decimal point.
    """

    key: str
    ask: Ask
    choices: tuple[str, ...] = ()
    point: bool = False

    @property
    def words(self) -> str:
        """Text id of its name, '' before which device it is where it is a port."""
        return f"setting-{self.key.replace('.', '-').replace('_', '-')}"

    @property
    def device(self) -> str:
        """Name of the device whose port it is, '' for what is none."""
        if self.ask not in PORTS:
            return ""
        _, device, *rest = self.key.split(".")
        if device != "keypads":
            return device
        return "keypad" if rest[0] == "0" else f"keypad-{int(rest[0]) + 1}"


SITE_SETTINGS = (
    SiteSetting("devices.reader.connection.port", Ask.SERIAL),
    SiteSetting("devices.printer.connection.port", Ask.SERIAL),
    SiteSetting("devices.printer.connection.path", Ask.NODE),
    SiteSetting("devices.bell.connection.port", Ask.SERIAL),
    SiteSetting("devices.scanner.connection.port", Ask.SERIAL),
    SiteSetting("devices.keypads.0.path", Ask.INPUT),
    SiteSetting("devices.keypads.1.path", Ask.INPUT),
    SiteSetting("devices.jack.path", Ask.INPUT),
    SiteSetting("speech.output", Ask.OUTPUT),
    SiteSetting("speech.headphones", Ask.OUTPUT),
    SiteSetting("speech.volume", Ask.NUMBER, point=True),
    SiteSetting("speech.rate", Ask.NUMBER),
    SiteSetting("screen.bottom_edge_mm", Ask.NUMBER),
    SiteSetting("screen.width_mm", Ask.NUMBER, point=True),
    SiteSetting("screen.height_mm", Ask.NUMBER, point=True),
    SiteSetting("screen.viewing_distance_mm", Ask.NUMBER),
    SiteSetting("terminal.language", Ask.CHOICE, ("zh-CN", "en")),
    SiteSetting("look.size", Ask.CHOICE, ("normal", "large", "huge")),
    SiteSetting("look.scheme", Ask.CHOICE, ("dark", "light", "soft")),
    SiteSetting("times.idle", Ask.NUMBER),
    SiteSetting("times.staff", Ask.NUMBER),
)
BY_KEY = {setting.key: setting for setting in SITE_SETTINGS}
