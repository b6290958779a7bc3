"""The table [devices] of kiosk.toml: one settings class for each driver, chosen by its `driver` key."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag, ValidationInfo, field_validator, model_validator

from kiosk.device_frames import Style, pattern, template
from kiosk.domain.hall import Frozen
from kiosk.domain.keys import KEYS, LONGEST_STEP, SHORTEST_STEP, KeyAction, Preset


def _driver(device: Any, default: str) -> str:
    """Which driver a table is for; one that names none is for the first that there was."""
    told = device.get("driver", default) if isinstance(device, dict) else getattr(device, "driver", default)
    return str(told)


def _printer_driver(device: Any) -> str:
    return _driver(device, "escpos")


def _bell_driver(device: Any) -> str:
    return _driver(device, "lcus")


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


class PcscSettings(Frozen):
    """Chip cards and badges. reader: part of the reader's name as pcscd tells it; empty for every reader."""

    driver: Literal["pcsc"]
    reader: str = ""


class PrinterSettings(Frozen):
    """paper_mm decides the columns; qr "native" only where the printer is known to draw GS ( k.

    cut "none" is for a tear bar. chinese: which characters the printer has, found out with `kiosk printer probe`;
    the others are sent as pictures. process_id: the printer answers GS ( H (Epson, and few others).
    clear_buffer: it does DLE DC4 function 8 (Epson): what it held when it stopped is not printed after mending.
    """

    driver: Literal["escpos"] = "escpos"
    connection: Annotated[SerialPort | TcpPort | NodePort, Field(discriminator="kind")]
    paper_mm: Literal[58, 80] = 80
    qr: Literal["raster", "native"] = "raster"
    cut: Literal["partial", "full", "none"] = "partial"
    chinese: Literal["gb18030", "gb2312", "raster"] = "gb18030"
    status_seconds: float = Field(default=0.3, gt=0, le=2)
    asb: bool = False
    process_id: bool = False
    clear_buffer: bool = False


class CupsSettings(Frozen):
    """A desktop printer. queue: its name in CUPS. server: host:port of another machine's CUPS, '' for this one's."""

    driver: Literal["cups"]
    queue: str = Field(min_length=1)
    server: str = ""
    page: Literal["a4", "a5"] = "a5"
    job_seconds: float = Field(default=60, ge=5, le=600)


AnyPrinterSettings = Annotated[
    Annotated[PrinterSettings, Tag("escpos")] | Annotated[CupsSettings, Tag("cups")],
    Discriminator(_printer_driver),
]


class BellSettings(Frozen):
    """readback: only for boards that answer the query FF; the single-channel ones do not."""

    driver: Literal["lcus"] = "lcus"
    connection: SerialPort
    channels: int = Field(default=4, ge=1, le=8)
    readback: bool = False


class ModbusBellSettings(Frozen):
    """unit: the board's Modbus address. inputs: digital inputs, from the first on, with acknowledge buttons."""

    driver: Literal["modbus"]
    connection: SerialPort
    channels: int = Field(ge=1, le=32)
    unit: int = Field(default=1, ge=1, le=247)
    inputs: int = Field(default=0, ge=0, le=32)
    poll_seconds: float = Field(default=0.1, ge=0.05, le=2)
    reply_seconds: float = Field(default=0.3, gt=0, le=2)


class TemplateBellSettings(Frozen):
    """Frames of a wireless paging host. How they are written: kiosk/device_frames.py."""

    driver: Literal["template"]
    connection: SerialPort
    channels: int = Field(ge=1, le=999)
    frames: Style
    on: str | None = None
    off: str | None = None
    pulse: str | None = None
    once: bool = False
    ack_pattern: str | None = None
    reply_pattern: str | None = None
    reply_seconds: float = Field(default=0.5, gt=0, le=2)

    @field_validator("on", "off", "pulse")
    @classmethod
    def check_frame(cls, text: str | None, info: ValidationInfo) -> str | None:
        """Raises ValueError for what is no frame, or would ring the same bell for every channel."""
        style, channels = info.data.get("frames"), info.data.get("channels")
        if text is None or style is None or channels is None:
            return text
        made = template(text, style, channels)
        if info.field_name != "off" and channels > 1 and not made.names_channel:
            raise ValueError(f"a frame with {{channel}} in it, because there are {channels} channels")
        return text

    @field_validator("ack_pattern", "reply_pattern")
    @classmethod
    def check_pattern(cls, text: str | None, info: ValidationInfo) -> str | None:
        """Raises ValueError for what is no regular expression, or names no channel where one is needed."""
        if text is not None:
            pattern(text, needs_channel=info.field_name == "ack_pattern")
        return text

    @model_validator(mode="after")
    def check_frames(self) -> Self:
        """Raises ValueError unless it is clear how the bell is rung and how it ends."""
        if self.pulse is not None and (self.on is not None or self.off is not None):
            raise ValueError("either the key pulse, or the keys on and off, not both")
        if self.pulse is None and (self.on is None or self.off is None):
            raise ValueError("the key pulse, or both the keys on and off")
        if self.once and self.pulse is None:
            raise ValueError("the key once only together with the key pulse")
        return self


AnyBellSettings = Annotated[
    Annotated[BellSettings, Tag("lcus")]
    | Annotated[ModbusBellSettings, Tag("modbus")]
    | Annotated[TemplateBellSettings, Tag("template")],
    Discriminator(_bell_driver),
]


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
    cards: PcscSettings | None = None
    printer: AnyPrinterSettings | None = None
    bell: AnyBellSettings | None = None
    scanner: ScannerSettings | None = None
    # Named keypad and keypad-2: staff must be able to tell which one is lost.
    keypads: tuple[KeypadSettings, ...] = Field(default=(), max_length=2)
    jack: JackSettings | None = None
