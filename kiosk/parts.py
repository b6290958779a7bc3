"""What serves visitors behind the screen: devices, store, actions, speech. Built after the first paint.

Knows no Qt: everything it has to tell goes out through the three functions it is given, on its own threads.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk import log
from kiosk.actions import Actions
from kiosk.call_bell import CallBell
from kiosk.call_news import CallNewsReader
from kiosk.calls import CallDesk
from kiosk.config import Config, StaffSettings, StoreSettings, TerminalSettings
from kiosk.desk.tools import SiteTools, TechnicianTools
from kiosk.device_settings import TemplateBellSettings
from kiosk.devices.bell.driver import Bell
from kiosk.devices.bus import StatusBus, log_changes
from kiosk.devices.printer.raster import warm_up
from kiosk.devices.printer.ticket_printer import TicketPrinter
from kiosk.devices.reader.events import (
    BadgeTapped,
    CardProblem,
    CardRead,
    CardRemoved,
    CardTrouble,
    ChipSeen,
    ReaderEvent,
)
from kiosk.devices.status import DeviceReport, DeviceStatus
from kiosk.devices.supervisor import Supervised
from kiosk.diagnostics.state_file import StateFile
from kiosk.domain.check import Check
from kiosk.domain.emergency_test import WeeklyState
from kiosk.domain.hall import Hall
from kiosk.domain.identity import Holder, holder
from kiosk.domain.keys import KeyAction, Preset
from kiosk.domain.staff import StaffMember
from kiosk.drivers import Heard, make_bell, make_inputs, make_printer, make_reader
from kiosk.entry_desk import EntryDesk
from kiosk.flows.script import CallNews
from kiosk.late import Late
from kiosk.ledger_watch import LedgerWatch
from kiosk.port_trial import try_port
from kiosk.self_tests.bench import Bench
from kiosk.self_tests.effects import Effects
from kiosk.self_tests.watched import Watched
from kiosk.text import Catalogue
from kiosk.weekly_test import weekly_test

if TYPE_CHECKING:
    from kiosk.desk.hands import DeskHands
    from kiosk.store.tickets import Store

CardNews = Holder | ReaderEvent  # a Holder stands for CardRead: the Identity ends on the reader's thread


@dataclass(frozen=True)
class Listeners:
    """Whom the parts tell what happened: status, card, key, scan and jack on device threads, call on the desk's.

    badge: somebody of the staff laid theirs down, or, with None, took it away. ledger: it changed, here or elsewhere.
    emergency: one was open when the kiosk stopped, and nobody has ended it.
    restart: end, to be started anew; None where nothing would start it.
    scan: a token of a ticket's shape whose signature nobody has checked yet; None for anything else.
    """

    card: Callable[[CardNews], None]
    status: Callable[[DeviceStatus], None]
    call: Callable[[CallNews], None]
    key: Callable[[KeyAction, Preset], None] = lambda _, __: None
    scan: Callable[[str | None], None] = lambda _: None
    jack: Callable[[bool], None] = lambda _: None
    badge: Callable[[StaffMember | None], None] = lambda _: None
    ledger: Callable[[], None] = lambda: None
    emergency: Callable[[], None] = lambda: None
    restart: Callable[[], None] | None = None


class Parts:
    """One terminal's devices, store, call desk and hands."""

    def __init__(self, config: Config, catalogue: Catalogue, listeners: Listeners) -> None:
        settings, devices = config.settings, config.settings.devices
        self._on_card = listeners.card
        self._on_badge = listeners.badge
        self._chip_is_a_visitors = False
        self._by_channel = isinstance(devices.bell, TemplateBellSettings)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._key = Late(lambda: load_key(settings.store.key_file))
        self._store = store = Late(lambda: open_store(settings.store, settings.terminal, settings.staff))
        # Ready before the first visitor needs it; a failure is told when somebody does, and tried again then.
        self._pool.submit(store.get)
        self.bus = StatusBus()
        self.bus.subscribe(log_changes)
        self.bus.subscribe(listeners.status)
        self.bus.subscribe(lambda _: listeners.ledger())  # a technician's page shows it
        self._on_scan, self._on_key, self._on_jack = listeners.scan, listeners.key, listeners.jack
        self.restart = listeners.restart
        language = settings.terminal.language
        self._watched = Watched(config, catalogue, lambda: self.reports, store)
        self._state_file = StateFile(
            settings.terminal.state_file, lambda: self.reports, self._watched.json, catalogue, language
        )
        self.bus.subscribe(self._state_file.changed)
        heard = Heard(
            card=lambda event: self._reader_event(event, "reader"),
            chip=self._chip_event,
            acknowledged=self._acknowledged,
            scan=self.scanned,
            rejected_scan=lambda: self.scanned(None),
            key=self._key_pressed,
            jack=self._jack_moved,
        )
        tell = self.bus.publish
        self.reader = Supervised(make_reader(devices.reader, heard.card), tell) if devices.reader else None
        self.printer: Supervised[TicketPrinter] | None = (
            Supervised(make_printer(devices.printer), tell) if devices.printer else None
        )
        self.bell: Supervised[Bell] | None = (
            Supervised(make_bell(devices.bell, heard.acknowledged), tell) if devices.bell else None
        )
        self._inputs = [Supervised(driver, tell) for driver in make_inputs(devices, heard, self._secret)]
        self.desk = CallDesk(config.hall, store, self.bell, listeners.call)
        self.entry = EntryDesk(config.hall.entry_check, self._secret)
        effects = Effects(config, catalogue, store, self.printer, CallBell(self.bell))
        self.bench = Bench(config, effects, listeners.ledger)
        site = SiteTools(config, try_port, lambda: self.statuses, listeners.ledger, listeners.restart)
        tools = TechnicianTools(config, catalogue, self.bench, self._watched.watch, site)
        self._at_desk = Late(lambda: make_desk_hands(store, config.hall, self._secret, tools))
        self.actions = Actions(
            config.hall, catalogue, store, self.printer, self.desk, self.entry, self._at_desk
        )
        news = CallNewsReader(self.desk, store)
        self._watch = LedgerWatch(store, lambda: (news.reread(), listeners.ledger()))
        for device in self._devices:
            device.start()
        self._pool.submit(self._take_up_calls, listeners.emergency)
        self._watch.start()
        if self.bell is not None:
            self._pool.submit(self._tell_weekly_test, config.hall)
        if self.printer is not None:
            self._pool.submit(warm_up, f"{settings.terminal.series}000")
        self._watched.start()
        self._state_file.start()

    @property
    def statuses(self) -> list[DeviceStatus]:
        """What each device last said of itself."""
        return [device.status for device in self._devices]

    @property
    def reports(self) -> list[DeviceReport]:
        """All that is known of each device."""
        return [device.report for device in self._devices]

    def checks(self) -> tuple[Check, ...]:
        """This terminal's diagnosis, in the order of causes."""
        return self._watched.watch.checks()

    @property
    def desk_hands(self) -> DeskHands:
        return self._at_desk.get()

    @property
    def store(self) -> Store:
        """Raises StoreUnavailable, BadKeyFile or OSError."""
        return self._store.get()

    def stop(self) -> None:
        """Leave every device harmless and end every thread."""
        if self.bell is not None:
            self.bell.driver.hush()
        self._watch.stop()
        self._watched.stop()
        self.bench.close()
        self.actions.close()
        self.entry.close()
        self._pool.shutdown(wait=True)
        self.desk.stop()
        for device in self._devices:
            device.stop()
        self._state_file.stop()

    @property
    def _devices(self) -> list[Supervised[Any]]:
        main = (self.reader, self.printer, self.bell)
        return [*(device for device in main if device is not None), *self._inputs]

    def _acknowledged(self, number: int) -> None:
        """On the bell's thread: a button on the board, or who wears a receiver of the paging host."""
        if self.bench.acknowledged(number):
            return
        if self._by_channel:
            self.desk.acknowledge_channel(number)
        else:
            self.desk.acknowledge_input(number)

    def scanned(self, token: str | None) -> None:
        """On the scanner's thread, or the window's for one that types."""
        if not self.bench.scanned(token is not None):
            self._on_scan(token)

    def _key_pressed(self, action: KeyAction, preset: Preset) -> None:
        if not self.bench.key(action):
            self._on_key(action, preset)

    def _jack_moved(self, inserted: bool) -> None:
        """Where sound goes follows the plug even while it is tried."""
        self.bench.jack(inserted)
        self._on_jack(inserted)

    def _reader_event(self, event: ReaderEvent, device: str) -> None:
        """On a reader's thread. The identity ends here; only the Holder goes on."""
        if self.bench.card(event, device):
            return
        match event:
            case CardRead(identity=identity):
                log.emit(log.Event.CARD_READ, kind=identity.kind)
                whose = holder(identity, date.today(), self._secret())
                self.entry.begin(identity.number, whose)
                self._on_card(whose)
            case BadgeTapped(badge=badge):
                self._badge(badge)
            case ChipSeen():
                # A resident card on a reader that cannot read its text: the visitor is told of another way.
                self._on_card(CardTrouble(CardProblem.NAME_LOCKED))
            case CardTrouble(problem=problem):
                log.emit(log.Event.CARD_TROUBLE, problem=problem)
                self._on_card(event)
            case _:
                self._on_card(event)

    def _chip_event(self, event: ReaderEvent) -> None:
        """A badge taken away is not a visitor's card taken away: that one may lie on the other reader."""
        if isinstance(event, CardRemoved) and not self._chip_is_a_visitors:
            self._on_badge(None)
            return
        self._chip_is_a_visitors = not isinstance(event, BadgeTapped | CardRemoved)
        self._reader_event(event, "cards")

    def _badge(self, badge: str) -> None:
        """Somebody of the staff is here: who waits at this terminal is served now."""
        try:
            member = self._store.get().staff.by_badge(badge)
        except Exception as error:  # noqa: BLE001 - without the ledger nobody is known; visitors are served on
            log.emit(log.Event.STORE_UNAVAILABLE, cause=type(error).__name__)
            return
        if member is None:
            self._on_card(CardTrouble(CardProblem.NOT_AN_IDENTITY_CARD))
            return
        log.emit(log.Event.BADGE_TAPPED, staff=member.id, role=member.role)
        self.desk.arrived(member.name)
        self._on_badge(member)

    def _take_up_calls(self, emergency: Callable[[], None]) -> None:
        """What was open rings again; whoever stands here sees that an emergency is still one."""
        self.desk.start()
        if any(call.emergency for call in self.desk.open_calls):
            emergency()

    def _tell_weekly_test(self, hall: Hall) -> None:
        """Once at start; it is on the technician's screens all the time."""
        try:
            its = weekly_test(self._store.get().emergency_tests, hall, date.today())
        except Exception as error:  # noqa: BLE001 - told as what it is; calls are rung all the same
            log.emit(log.Event.STORE_UNAVAILABLE, cause=type(error).__name__)
            return
        if its.state is not WeeklyState.GOOD:
            log.emit(log.Event.EMERGENCY_TEST_DUE, state=its.state, days=its.overdue)

    def _secret(self) -> bytes:
        """The terminal's key. Without it pseudonyms are random: the visit goes on, and they mean nothing."""
        try:
            return self._key.get()
        except Exception as error:  # noqa: BLE001 - a bad key file must not stop a visit
            log.unexpected("pseudonym key", error)
            return secrets.token_bytes(32)


def load_key(path: Path) -> bytes:
    """The terminal's secret. Imported late: the store is not needed for the first screen."""
    from kiosk.store.privacy import load_or_create_key

    return load_or_create_key(path)


def open_store(store: StoreSettings, terminal: TerminalSettings, staff: StaffSettings) -> Store:
    """Open, migrate and settle what the last run left open. On the store's thread."""
    from kiosk.store.opening import open_store as opened

    return opened(store, terminal, staff)


def make_desk_hands(
    store: Late[Store], hall: Hall, secret: Callable[[], bytes], tools: TechnicianTools
) -> DeskHands:
    """Loaded when somebody first signs in: three dozen modules that no visitor needs."""
    from kiosk.desk.hands import DeskHands

    return DeskHands(store, hall, secret, tools)
