"""All far ends at once: reader, printer and bell on ptys, with one handle each for the dock and for scripts."""

from __future__ import annotations

import io
from contextlib import ExitStack
from datetime import time
from pathlib import Path
from typing import Any, Literal, Self

from PIL import Image

from kiosk.config import Config
from kiosk.device_settings import (
    JackSettings,
    KeypadSettings,
    ModbusBellSettings,
    PcscSettings,
    PrinterSettings,
    ReaderSettings,
    SerialPort,
    SerialScannerSettings,
)
from kiosk.devices.sam_constants import DEFAULT_BAUD
from kiosk.devices.simulators.chip_desk import SLOT, ChipDesk
from kiosk.devices.simulators.conditions import (
    BELL_FAULTS,
    PRINTER_FAULTS,
    READER_FAULTS,
    SLOW_READ_SECONDS,
)
from kiosk.devices.simulators.input_node import InputNodeSimulator
from kiosk.devices.simulators.modbus_relay import ModbusRelaySimulator
from kiosk.devices.simulators.personas import load_personas
from kiosk.devices.simulators.printer import SLOW_MM_PER_SECOND, PrinterSimulator
from kiosk.devices.simulators.sam import SamSimulator
from kiosk.devices.simulators.scanner import ScannerSimulator
from kiosk.devices.simulators.wire import PtyWire
from kiosk.domain.entry import EntryPolicy
from kiosk.domain.keys import Preset
from kiosk.domain.opening import Calendar, Hours

HallCondition = Literal["open", "closed", "entry-check"]
DAY_AND_NIGHT = Hours(opens=time(0, 0), closes=time(23, 59, 59), weekdays=frozenset(range(1, 8)))
NEVER = DAY_AND_NIGHT.model_copy(update={"weekdays": frozenset[int]()})
PRINTER_BAUD: Literal[115200] = 115200
CHANNELS, INPUTS = 8, 8


class Rig:
    """A context manager: everything runs inside it. out: folder for ticket.bin, ticket.png, bell.jsonl.

    read_seconds: the card's radio time. paced: the printer takes bytes at its baud rate, as a real line does.
    inputs: a ticket scanner, a keypad of the kind `keypad` and a headphone jack too.
    inputs: a ticket scanner, a five-key pad and a headphone jack too. cards: a chip-card reader with a pcscd of its
    own too; then entering raises PcscdUnavailable where none can be started.
    """

    def __init__(
        self,
        out: Path,
        paper_mm: Literal[58, 80] = 80,
        read_seconds: float = 0.3,
        *,
        paced: bool = True,
        inputs: bool = False,
        keypad: Preset = "5-key",
        cards: bool = False,
    ) -> None:
        self._with_cards = cards
        self.chips: ChipDesk | None = None
        self._with_inputs = inputs
        self._preset: Preset = keypad
        self._out = out
        self._paper_mm: Literal[58, 80] = paper_mm
        self._read_seconds = read_seconds
        self._printer_baud = PRINTER_BAUD if paced else None
        self._stack = ExitStack()
        self.personas = load_personas()
        self.tickets = 0

    def __enter__(self) -> Self:
        self._out.mkdir(parents=True, exist_ok=True)
        bell_log = self._out / "bell.jsonl"
        bell_log.unlink(missing_ok=True)
        with ExitStack() as stack:
            self._reader_wire = stack.enter_context(PtyWire())
            self._printer_wire = stack.enter_context(PtyWire())
            self._bell_wire = stack.enter_context(PtyWire())
            self._wires = {
                "reader": self._reader_wire,
                "printer": self._printer_wire,
                "bell": self._bell_wire,
            }
            self.reader = stack.enter_context(
                SamSimulator(self._reader_wire, read_seconds=self._read_seconds)
            )
            self.printer = stack.enter_context(
                PrinterSimulator(
                    self._printer_wire, paper_mm=self._paper_mm, baud=self._printer_baud, on_ticket=self._keep
                )
            )
            self.bell = stack.enter_context(
                ModbusRelaySimulator(self._bell_wire, CHANNELS, INPUTS, frames_file=bell_log)
            )
            self._input_wires = [stack.enter_context(PtyWire()) for _ in range(3 if self._with_inputs else 0)]
            if self._with_inputs:
                scanner, keypad, jack = self._input_wires
                self.scanner = stack.enter_context(ScannerSimulator(scanner))
                self.keypad = stack.enter_context(InputNodeSimulator(keypad))
                self.jack = stack.enter_context(InputNodeSimulator(jack))
                self._wires |= {"scanner": scanner, "keypad": keypad, "jack": jack}
            if self._with_cards:
                self.chips = stack.enter_context(ChipDesk(self.personas))
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def wired(self) -> frozenset[str]:
        """Names that set_condition takes."""
        return frozenset(self._wires)

    @property
    def devices(self) -> dict[str, Any]:
        """Settings of kiosk.toml [devices] that reach this rig."""
        chips = {"cards": PcscSettings(driver="pcsc", reader=SLOT)} if self.chips else {}
        return (
            self._inputs
            | chips
            | {
                "reader": ReaderSettings(
                    connection=SerialPort(port=self._reader_wire.path, baud=DEFAULT_BAUD)
                ),
                "printer": PrinterSettings(
                    connection=SerialPort(port=self._printer_wire.path, baud=PRINTER_BAUD),
                    paper_mm=self._paper_mm,
                ),
                "bell": ModbusBellSettings(
                    driver="modbus",
                    connection=SerialPort(port=self._bell_wire.path, baud=9600),
                    channels=CHANNELS,
                    inputs=INPUTS,
                ),
            }
        )

    @property
    def _inputs(self) -> dict[str, Any]:
        if not self._with_inputs:
            return {}
        scanner, keypad, jack = self._input_wires
        return {
            "scanner": SerialScannerSettings(
                driver="serial", connection=SerialPort(port=scanner.path, baud=9600)
            ),
            "keypads": (KeypadSettings(path=keypad.path, preset=self._preset),),
            "jack": JackSettings(path=jack.path),
        }

    def scan_ticket(self) -> None:
        """Hold the newest ticket under the scanner. Raises LookupError when there is no code on the paper."""
        # Of the extra "simulate": a hall's terminal never looks at pictures.
        from pyzbar import pyzbar

        codes = pyzbar.decode(self.printer.picture().convert("L"))
        if not codes:
            raise LookupError("no ticket with a code has come out yet")
        self.scanner.scan(codes[0].data.decode("ascii"))

    def place_card(self, persona: str) -> None:
        """Raises KeyError for a persona that personas.toml does not have."""
        self.reader.place(self.personas[persona])

    def remove_card(self) -> None:
        self.reader.remove()

    def set_condition(self, device: str, condition: str) -> None:
        """One of CONDITIONS[device]. Raises KeyError for a device that this rig has not."""
        wire = self._wires[device]
        match device:
            case "reader":
                self.reader.clear_faults()
                self.reader.read_seconds = SLOW_READ_SECONDS if condition == "slow" else self._read_seconds
                if condition in READER_FAULTS:
                    self.reader.order(READER_FAULTS[condition])
            case "printer":
                self.printer.mend()
                self.printer.mm_per_second = SLOW_MM_PER_SECOND if condition == "slow" else None
                if condition in PRINTER_FAULTS:
                    self.printer.fail(PRINTER_FAULTS[condition])
            case "bell":
                self.bell.mend()
                if condition in BELL_FAULTS:
                    self.bell.fail(BELL_FAULTS[condition])
            case _:
                pass  # a device that only tells has nothing but its cable
        match condition:
            case "unplugged":
                wire.unplug()
            case "busy":
                wire.unplug()
                wire.plug(held=True)
            case "no_permission":
                wire.deny()
            case _:
                wire.release()
                wire.plug()

    def answer_call(self, number: int) -> None:
        """Somebody presses the acknowledge button at the board's input `number`, for as long as a thumb does."""
        self.bell.press(number)

    @property
    def rung_channels(self) -> list[int]:
        """Channels in the order in which they were switched on."""
        return [frame["channel"] for frame in self.bell.log if frame["on"]]

    @property
    def bell_moves(self) -> list[str]:
        """One line for each time a relay really moved: seconds, channel, on or off."""
        on: set[int] = set()
        lines: list[str] = []
        for frame in self.bell.log:
            channel = frame["channel"]
            if (channel in on) != frame["on"]:
                on ^= {channel}
                lines.append(f"{frame['t']:.2f}  {channel}  {'on' if frame['on'] else 'off'}")
        return lines

    def ticket_png(self) -> bytes:
        """The newest paper as PNG, b"" while none has come out."""
        if not self.tickets:
            return b""
        png = io.BytesIO()
        self.printer.picture().save(png, "PNG")
        return png.getvalue()

    def _keep(self, picture: Image.Image) -> None:
        self.tickets += 1
        picture.save(self._out / "ticket.png")
        (self._out / "ticket.bin").write_bytes(self.printer.received)


def configured_for(
    config: Config, rig: Rig, state: Path, hall: HallCondition = "open", ledger: str = ""
) -> Config:
    """The configuration with this rig's ports, and its store and key in the folder `state`.

    ledger: a store.url of its own, never the configured one: what is simulated is not to be counted.
    A simulated hall is open by day and by night, or nothing could be tried in the evening; or always closed.
    entry-check: open, with 无健康码通道 switched on and no source to ask.
    """
    settings = config.settings
    changed = settings.model_copy(
        update={
            "devices": settings.devices.model_copy(update=rig.devices),
            "store": settings.store.model_copy(
                update={"url": ledger or f"sqlite:///{state / 'kiosk.db'}", "key_file": state / "kiosk.key"}
            ),
            "terminal": settings.terminal.model_copy(update={"state_file": state / "devices.json"}),
        }
    )
    entry = EntryPolicy(on=hall == "entry-check", roster=str(state / "no-roster.csv"))
    return Config(
        changed,
        config.hall.model_copy(
            update={
                "hours": (NEVER if hall == "closed" else DAY_AND_NIGHT,),
                "calendar": Calendar(),
                "entry_check": entry,
            }
        ),
    )
