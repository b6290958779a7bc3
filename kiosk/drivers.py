"""From settings to drivers: the one place that knows which class serves which `driver` of kiosk.toml."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.device_settings import (
    AnyBellSettings,
    AnyPrinterSettings,
    BellSettings,
    CupsSettings,
    DeviceSettings,
    ModbusBellSettings,
    NodePort,
    ReaderSettings,
    SerialPort,
    SerialScannerSettings,
    TcpPort,
    TemplateBellSettings,
)
from kiosk.devices.audio.jack import HeadphoneJack
from kiosk.devices.bell.driver import Bell, OnAcknowledged
from kiosk.devices.bell.lcus import LcusBell
from kiosk.devices.bell.modbus import ModbusBell
from kiosk.devices.bell.template import TemplateBell
from kiosk.devices.driver import Driver
from kiosk.devices.evdev.node import EvdevNode
from kiosk.devices.keypad.evdev import EvdevKeypad
from kiosk.devices.printer.cups import CupsPrinter
from kiosk.devices.printer.driver import EscPosPrinter
from kiosk.devices.printer.ticket_printer import TicketPrinter
from kiosk.devices.reader.events import ReaderEvent
from kiosk.devices.reader.pcsc import PcscReader
from kiosk.devices.reader.sdt_serial import SdtSerialReader
from kiosk.devices.scanner.serial import SerialScanner
from kiosk.devices.transport import NodeTransport, SerialTransport, TcpTransport, Transport
from kiosk.domain.keys import KeyAction, Preset, keymap


@dataclass(frozen=True)
class Heard:
    """Where drivers tell what happened, each on its device's thread.

    card: of the identity reader. chip: of the chip-card reader. preset: of the keypad whose key it was.
    """

    card: Callable[[ReaderEvent], None]
    chip: Callable[[ReaderEvent], None]
    acknowledged: OnAcknowledged
    scan: Callable[[str], None]
    rejected_scan: Callable[[], None]
    key: Callable[[KeyAction, Preset], None]
    jack: Callable[[bool], None]


NO_KEY = b"\0" * 32  # where badges are not to be recognised
NOBODY = Heard(
    card=lambda _: None,
    chip=lambda _: None,
    acknowledged=lambda _: None,
    scan=lambda _: None,
    rejected_scan=lambda: None,
    key=lambda _, __: None,
    jack=lambda _: None,
)


def make_drivers(settings: DeviceSettings, heard: Heard, badge_key: Callable[[], bytes]) -> list[Driver]:
    """A driver for each device that is configured, not opened yet, in the order in which staff read them."""
    drivers: list[Driver] = []
    if settings.reader:
        drivers.append(make_reader(settings.reader, heard.card))
    if settings.printer:
        drivers.append(make_printer(settings.printer))
    if settings.bell:
        drivers.append(make_bell(settings.bell, heard.acknowledged))
    return drivers + make_inputs(settings, heard, badge_key)


def make_inputs(settings: DeviceSettings, heard: Heard, badge_key: Callable[[], bytes]) -> list[Driver]:
    """Chip cards, scanner, keypads and jack: devices that only tell. A keyboard scanner is the window's.

    badge_key: keys the pseudonyms of badges; must not raise.
    """
    drivers: list[Driver] = []
    if settings.cards:
        drivers.append(PcscReader(heard.chip, reader=settings.cards.reader, badge_key=badge_key))
    if isinstance(settings.scanner, SerialScannerSettings):
        port = make_serial(settings.scanner.connection)
        drivers.append(SerialScanner(port, heard.scan, heard.rejected_scan))
    for number, keypad in enumerate(settings.keypads, 1):
        preset = keypad.preset
        drivers.append(
            EvdevKeypad(
                EvdevNode(keypad.path),
                keymap(preset, keypad.keys),
                lambda action, preset=preset: heard.key(action, preset),
                keypad.debounce,
                "keypad" if number == 1 else f"keypad-{number}",
            )
        )
    if settings.jack:
        drivers.append(HeadphoneJack(EvdevNode(settings.jack.path), heard.jack))
    return drivers


def make_reader(settings: ReaderSettings, on_event: Callable[[ReaderEvent], None]) -> SdtSerialReader:
    return SdtSerialReader(make_serial(settings.connection), on_event)


def make_serial(connection: SerialPort) -> SerialTransport:
    return SerialTransport(connection.port, connection.baud)


def make_transport(connection: SerialPort | TcpPort | NodePort) -> Transport:
    match connection:
        case SerialPort():
            return make_serial(connection)
        case TcpPort():
            return TcpTransport(connection.host, connection.port)
        case NodePort():
            return NodeTransport(connection.path)


def make_printer(settings: AnyPrinterSettings) -> TicketPrinter:
    if isinstance(settings, CupsSettings):
        return CupsPrinter(
            settings.queue, page=settings.page, server=settings.server, job_seconds=settings.job_seconds
        )
    return EscPosPrinter(
        make_transport(settings.connection),
        paper_mm=settings.paper_mm,
        qr=settings.qr,
        cut=settings.cut,
        status_seconds=settings.status_seconds,
        asb=settings.asb,
        chinese=settings.chinese,
        with_process_id=settings.process_id,
        clear_buffer=settings.clear_buffer,
    )


def make_bell(settings: AnyBellSettings, on_acknowledged: OnAcknowledged) -> Bell:
    port = make_serial(settings.connection)
    match settings:
        case BellSettings():
            return LcusBell(port, settings.channels, readback=settings.readback)
        case ModbusBellSettings():
            return ModbusBell(
                port,
                settings.channels,
                on_acknowledged,
                unit=settings.unit,
                inputs=settings.inputs,
                poll_seconds=settings.poll_seconds,
                reply_seconds=settings.reply_seconds,
            )
        case TemplateBellSettings():
            return TemplateBell(
                port,
                settings.channels,
                on_acknowledged,
                style=settings.frames,
                on=settings.on,
                off=settings.off,
                pulse=settings.pulse,
                once=settings.once,
                ack_pattern=settings.ack_pattern,
                reply_pattern=settings.reply_pattern,
                reply_seconds=settings.reply_seconds,
            )
