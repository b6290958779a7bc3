"""The table [devices] of kiosk.toml: one settings class for each driver, chosen by its `driver` key."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator

from kiosk.domain.hall import Frozen
from kiosk.domain.keys import KEYS, LONGEST_STEP, SHORTEST_STEP, KeyAction, Preset


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


class SerialScannerSettings(Frozen):
    driver: Literal["serial"]
    connection: SerialPort


class KeyboardScannerSettings(Frozen):
    """A scanner that types like a keyboard: nothing to connect, the window listens."""

    driver: Literal["keyboard"]


ScannerSettings = Annotated[SerialScannerSettings | KeyboardScannerSettings, Field(discriminator="driver")]


class KeypadSettings(Frozen):
    """path: the keypad's node below /dev/input/by-id. keys: more keys, or other actions than the preset's.

    debounce: seconds in which a second press of the same key does not count; longer for unsteady hands.
    scan_seconds: how long the focus stays on each place; only for "one-switch".
    """

    driver: Literal["evdev"] = "evdev"
    path: str
    preset: Preset
    keys: dict[str, KeyAction] = Field(default_factory=dict[str, KeyAction])
    debounce: float = Field(default=0.05, ge=0, le=1)
    scan_seconds: float = Field(default=2.0, ge=SHORTEST_STEP, le=LONGEST_STEP)

    @field_validator("keys")
    @classmethod
    def keys_exist(cls, keys: dict[str, KeyAction]) -> dict[str, KeyAction]:
        unknown = [name for name in keys if name not in KEYS]
        if unknown:
            raise ValueError(f"no such key: {', '.join(unknown)}; names are as in kiosk/domain/keys.py")
        return keys


class JackSettings(Frozen):
    driver: Literal["evdev"] = "evdev"
    path: str


class DeviceSettings(Frozen):
    reader: ReaderSettings | None = None
    printer: PrinterSettings | None = None
    bell: BellSettings | None = None
    scanner: ScannerSettings | None = None
    # Named keypad and keypad-2: staff must be able to tell which one is lost.
    keypads: tuple[KeypadSettings, ...] = Field(default=(), max_length=2)
    jack: JackSettings | None = None
