"""One vocabulary of states for every device, after CEN/XFS (XFS4IoT Common.Status, Common.ErrorEvent).

`unknown` is ours: XFS has no word for a device that was opened and then never answered. Silence is
`unknown`, never `online`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class DeviceState(StrEnum):
    STARTING = "starting"
    ONLINE = "online"
    OFFLINE = "offline"  # a person switched it off line at the device
    POWER_OFF = "power_off"  # off, or not connected
    NO_DEVICE = "no_device"  # not configured
    HARDWARE_ERROR = "hardware_error"
    USER_ERROR = "user_error"  # a person is in the way of it: cover open, card moved
    BUSY = "busy"
    POTENTIAL_FRAUD = "potential_fraud"
    UNKNOWN = "unknown"  # it does not answer


class PaperState(StrEnum):
    FULL = "full"
    LOW = "low"
    OUT = "out"
    JAMMED = "jammed"
    UNKNOWN = "unknown"


class WhoActs(StrEnum):
    """XFS ErrorEvent `action`: who must do what about a fault."""

    NONE = "none"
    RESET = "reset"
    CLEAR = "clear"  # hall staff can mend it: put in paper, close the cover
    MAINTENANCE = "maintenance"  # a technician
    CONFIGURATION = "configuration"  # a technician, in the settings
    SOFTWARE_ERROR = "software_error"
    SUSPEND = "suspend"  # it is mending itself: wait


@dataclass(frozen=True)
class DeviceStatus:
    """What a device last said of itself.

    device: its name in kiosk.toml ("reader", "printer", "bell").
    words: a text id of the message catalogue, the sentence for staff (device-...).
    cause: first cause in plain words for the technician; a later symptom never overwrites it.
    since: seconds on the monotonic clock at which this state began.
    paper: only for printers.
    """

    device: str
    state: DeviceState
    words: str = "device-unknown"
    who: WhoActs = WhoActs.NONE
    cause: str = ""
    since: float = 0.0
    paper: PaperState | None = None
    identity: str = ""  # SAM id, firmware, model: whatever the device tells of itself

    @property
    def ready(self) -> bool:
        """True when the device can serve a visitor now."""
        return self.state is DeviceState.ONLINE and self.paper not in (PaperState.OUT, PaperState.JAMMED)

    def same_as(self, other: DeviceStatus) -> bool:
        """True when nothing a person would act on has changed (`since` and the wording of the cause aside)."""
        return replace(self, since=0.0, cause="") == replace(other, since=0.0, cause="")


@dataclass
class Traffic:
    """Bytes that went over a device's wire since the start. Counted by its transport."""

    read: int = 0
    written: int = 0


@dataclass(frozen=True)
class DeviceReport:
    """All that is known of a device, for the technician. Times are seconds on the monotonic clock.

    last_fault: the newest state that was not ready, kept after it has passed. history: oldest first.
    """

    status: DeviceStatus
    opens: int
    errors: int
    bytes_read: int
    bytes_written: int
    last_good: float | None
    last_fault: DeviceStatus | None
    history: tuple[DeviceStatus, ...]


class DeviceFault(Exception):
    """A device told us, by answer or by silence, that it cannot do what was asked."""

    def __init__(self, state: DeviceState, words: str, who: WhoActs, cause: str) -> None:
        super().__init__(cause)
        self.state = state
        self.words = words
        self.who = who
        self.cause = cause
