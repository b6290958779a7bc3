"""What the settings page asks to be done: read, change, try a port, put a version back, set a PIN, restart."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from kiosk.domain.private import Private
from kiosk.domain.staff import StaffMember
from kiosk.flows.desk.screen import DeskAction


@dataclass(frozen=True)
class SettingValue:
    """value: as it stands in the file. in_force: as the running kiosk has read it."""

    key: str
    value: str
    in_force: str


@dataclass(frozen=True)
class SettingsBoard:
    """values: of what this terminal has. restarts: whether it can be started anew from the desk."""

    values: tuple[SettingValue, ...]
    restarts: bool = True

    @property
    def waiting(self) -> bool:
        """Something is written that counts only after a restart."""
        return any(its.value != its.in_force for its in self.values)


@dataclass(frozen=True)
class PortLine:
    """marks: text ids: plugged in just now, pulled out, pressed, the one that is set."""

    name: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class PastVersion:
    name: str
    at: datetime


@dataclass(frozen=True)
class WaysIn:
    """of: somebody of the staff."""

    of: StaffMember
    has_pin: bool


@dataclass(frozen=True)
class ListSettings(DeskAction):
    """Result: SettingsBoard; Refused where there is no file, or a broken one; Failed."""


@dataclass(frozen=True)
class ChangeSetting(DeskAction):
    """Result: Done; Refused with what was expected, and nothing is written; Failed."""

    key: str
    value: str


@dataclass(frozen=True)
class WatchPorts(DeskAction):
    """Begin to watch the ports of this setting, or see how they are now. Result: tuple of PortLine, Refused, Failed."""

    key: str


@dataclass(frozen=True)
class StopPorts(DeskAction):
    """Result: None."""


@dataclass(frozen=True)
class TryPort(DeskAction):
    """Result: Done with what the device says there, Refused with why it does not, Failed."""

    key: str
    port: str


@dataclass(frozen=True)
class ListOutputs(DeskAction):
    """Result: tuple of names, or Failed."""


@dataclass(frozen=True)
class ListVersions(DeskAction):
    """Result: tuple of PastVersion, the newest first; Refused; Failed."""


@dataclass(frozen=True)
class RestoreVersion(DeskAction):
    """Result: Done; Refused when it would not be read any more; Failed."""

    name: str


@dataclass(frozen=True)
class ListStaff(DeskAction):
    """Result: tuple of WaysIn, or Failed."""


@dataclass(frozen=True)
class SetPin(DeskAction):
    """Result: Done; Refused with why it cannot be one; Failed."""

    staff: int
    pin: Private = field(repr=False)
    again: Private = field(repr=False)


@dataclass(frozen=True)
class RestartKiosk(DeskAction):
    """Result: Done, just before it ends; Refused where nothing would start it again."""
