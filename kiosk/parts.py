"""What serves visitors behind the screen: devices, store, actions, speech. Built after the first paint.

Knows no Qt: everything it has to tell goes out through the three functions it is given, on its own threads.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk import log
from kiosk.actions import Actions
from kiosk.calls import CallDesk
from kiosk.config import Config, StoreSettings, TerminalSettings
from kiosk.device_settings import (
    AnyBellSettings,
    BellSettings,
    DeviceSettings,
    ModbusBellSettings,
    NodePort,
    PrinterSettings,
    ReaderSettings,
    SerialPort,
    TcpPort,
    TemplateBellSettings,
)
from kiosk.devices.bell.driver import Bell, OnAcknowledged
from kiosk.devices.bell.lcus import LcusBell
from kiosk.devices.bell.modbus import ModbusBell
from kiosk.devices.bell.template import TemplateBell
from kiosk.devices.bus import StatusBus, log_changes
from kiosk.devices.driver import Driver
from kiosk.devices.printer.driver import EscPosPrinter
from kiosk.devices.reader.events import CardRead, CardTrouble, ReaderEvent
from kiosk.devices.reader.sdt_serial import SdtSerialReader
from kiosk.devices.status import DeviceReport, DeviceStatus
from kiosk.devices.supervisor import Supervised
from kiosk.devices.transport import NodeTransport, SerialTransport, TcpTransport, Transport
from kiosk.diagnostics.state_file import StateFile
from kiosk.domain.identity import Holder, holder
from kiosk.flows.script import CallNews
from kiosk.late import Late
from kiosk.text import Catalogue

if TYPE_CHECKING:
    from kiosk.store.tickets import Store

CardNews = Holder | ReaderEvent  # a Holder stands for CardRead: the Identity ends on the reader's thread


class Parts:
    """One terminal's devices, store, call desk and hands.

    on_card, on_status: called on device threads. on_call: on the call desk's.
    """

    def __init__(
        self,
        config: Config,
        catalogue: Catalogue,
        on_card: Callable[[CardNews], None],
        on_status: Callable[[DeviceStatus], None],
        on_call: Callable[[CallNews], None],
    ) -> None:
        devices = config.settings.devices
        self._on_card = on_card
        self._bell_settings = devices.bell
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="store")
        settings = config.settings
        self._key = Late(lambda: load_key(settings.store.key_file))
        store = Late(lambda: open_store(settings.store, settings.terminal))
        # Ready before the first visitor needs it; a failure is told when somebody does, and tried again then.
        self._pool.submit(store.get)
        self.bus = StatusBus()
        self.bus.subscribe(log_changes)
        self.bus.subscribe(on_status)
        self._state_file = StateFile(
            settings.terminal.state_file, lambda: self.reports, catalogue, settings.terminal.language
        )
        self.bus.subscribe(self._state_file.changed)
        tell = self.bus.publish
        self.reader = (
            Supervised(make_reader(devices.reader, self._reader_event), tell) if devices.reader else None
        )
        self.printer = Supervised(make_printer(devices.printer), tell) if devices.printer else None
        self.bell: Supervised[Bell] | None = (
            Supervised(make_bell(devices.bell, self._acknowledged), tell) if devices.bell else None
        )
        self.desk = CallDesk(config.hall, store, self.bell, on_call)
        self.actions = Actions(config.hall, catalogue, store, self.printer, self.desk)
        for device in self._devices:
            device.start()
        self._pool.submit(self.desk.start)
        self._state_file.start()

    @property
    def statuses(self) -> list[DeviceStatus]:
        """What each device last said of itself."""
        return [device.status for device in self._devices]

    @property
    def reports(self) -> list[DeviceReport]:
        """All that is known of each device."""
        return [device.report for device in self._devices]

    def stop(self) -> None:
        """Leave every device harmless and end every thread."""
        if self.bell is not None:
            self.bell.driver.hush()
        self.actions.close()
        self._pool.shutdown(wait=True)
        self.desk.stop()
        for device in self._devices:
            device.stop()
        self._state_file.stop()

    @property
    def _devices(self) -> list[Supervised[Any]]:
        return [device for device in (self.reader, self.printer, self.bell) if device is not None]

    def _acknowledged(self, number: int) -> None:
        """On the bell's thread: a button on the board, or who wears a receiver of the paging host."""
        if isinstance(self._bell_settings, TemplateBellSettings):
            self.desk.acknowledge_channel(number)
        else:
            self.desk.acknowledge_input(number)

    def _reader_event(self, event: ReaderEvent) -> None:
        """On the reader's thread. The identity ends here; only the Holder goes on."""
        if isinstance(event, CardRead):
            try:
                key = self._key.get()
            except Exception as error:  # noqa: BLE001 - a bad key file must not stop a visit
                # Without a key there is no pseudonym; a random one keeps the visit going and means nothing.
                log.unexpected("pseudonym key", error)
                key = secrets.token_bytes(32)
            log.emit(log.Event.CARD_READ, kind=event.identity.kind)
            self._on_card(holder(event.identity, date.today(), key))
            return
        if isinstance(event, CardTrouble):
            log.emit(log.Event.CARD_TROUBLE, problem=event.problem)
        self._on_card(event)


def make_drivers(settings: DeviceSettings, on_event: Callable[[ReaderEvent], None]) -> list[Driver]:
    """A driver for each device that is configured, not opened yet."""
    drivers: list[Driver] = []
    if settings.reader:
        drivers.append(make_reader(settings.reader, on_event))
    if settings.printer:
        drivers.append(make_printer(settings.printer))
    if settings.bell:
        drivers.append(make_bell(settings.bell, lambda _: None))
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


def make_printer(settings: PrinterSettings) -> EscPosPrinter:
    return EscPosPrinter(
        make_transport(settings.connection),
        paper_mm=settings.paper_mm,
        qr=settings.qr,
        cut=settings.cut,
        status_seconds=settings.status_seconds,
        asb=settings.asb,
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


def load_key(path: Path) -> bytes:
    """The terminal's secret. Imported late: the store is not needed for the first screen."""
    from kiosk.store.privacy import load_or_create_key

    return load_or_create_key(path)


def open_store(store: StoreSettings, terminal: TerminalSettings) -> Store:
    """Open, migrate and settle what the last run left open. On the store's thread."""
    from kiosk.store.opening import open_store as opened

    return opened(store, terminal)
