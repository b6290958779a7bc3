"""Pages of the desk as they stand on the ledger for training: for the gallery, the tests and the guide's pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from kiosk.call_bell import CallBell
from kiosk.config import Config, Settings
from kiosk.desk.hands import DeskHands
from kiosk.desk.tools import SiteTools, TechnicianTools
from kiosk.devices.status import DeviceState, DeviceStatus
from kiosk.diagnostics.engine import Watch
from kiosk.diagnostics.machine import Machine
from kiosk.domain.hall import Hall, Words
from kiosk.domain.staff import MAY, Actor, DeskTab, StaffMember, StaffRole
from kiosk.flows.desk.access import Handed
from kiosk.flows.desk.desk import PAGES, desk
from kiosk.flows.desk.screen import TAB, Desk, Pressed
from kiosk.flows.desk.sign_in import NoteSignIn
from kiosk.flows.script import Printed, PrintTicket
from kiosk.flows.visit import Visit
from kiosk.late import Late
from kiosk.self_tests.bench import Bench
from kiosk.self_tests.effects import Effects
from kiosk.starting import SHIPPED
from kiosk.store.tickets import Store
from kiosk.text import Catalogue

LEADER = StaffMember(2, Words(zh="值班长老李", en="duty leader Lao Li"), StaffRole.DUTY_LEADER)
TECHNICIAN = StaffMember(3, Words(zh="技术员小周", en="technician Xiao Zhou"), StaffRole.TECHNICIAN)
NOWHERE = Path("/nowhere")  # a machine that tells nothing


def desk_pages(hall: Hall) -> Iterator[tuple[str, Desk]]:
    """(tab, page) of every tab of a duty leader, the page for serving with a visitor taken over, a technician's."""
    hands = DeskHands(Late(no_ledger), hall, lambda: bytes(32), idle_tools(hall))
    try:
        yield from _technicians(hall, hands)
        handed = Handed(begun=True, errand=hall.errands[0].id, needs=frozenset({"wheelchair"}))
        for name, its in (("", Handed()), ("handed", handed)):
            told = desk(Visit(hall), LEADER, its)
            page = stand(told, next(told), hands)
            for tab in DeskTab if not name else (DeskTab.SERVE,):
                if tab not in MAY[LEADER.role] or tab not in (DeskTab.SERVE, *PAGES):
                    continue
                page = stand(told, told.send(Pressed(TAB + tab)), hands)
                yield name or tab.value, replace(page, training=False)
    finally:
        hands.close()


def _technicians(hall: Hall, hands: DeskHands) -> Iterator[tuple[str, Desk]]:
    """The list of parts, one part with its self tests, and its history."""
    told = desk(Visit(hall), TECHNICIAN, Handed())
    stand(told, next(told), hands)
    for name, key, row in (
        ("devices", TAB + DeskTab.DEVICES, ""),
        ("device", "look", "printer"),
        ("device-history", "history", ""),
        ("settings", TAB + DeskTab.SETTINGS, ""),
        ("setting-port", "change", "devices.reader.connection.port"),
        ("setting", TAB + DeskTab.SETTINGS, ""),
        ("setting-number", "change", "speech.volume"),
    ):
        page = stand(told, told.send(Pressed(key, row)), hands)
        yield name, replace(page, training=False)


def idle_tools(hall: Hall) -> TechnicianTools:
    """Of a terminal without devices, on a machine that tells nothing."""
    screen = {"width_mm": 336, "height_mm": 598}
    store = {"url": f"sqlite:///{NOWHERE}/kiosk.db"}
    settings = Settings.model_validate({"screen": screen, "store": store})
    config = Config(settings, hall, SHIPPED)
    effects = Effects(config, Catalogue(), Late(no_ledger), None, CallBell(None))
    site = SiteTools(config, lambda _, device: DeviceStatus(device, DeviceState.UNKNOWN))
    bench, watch = Bench(config, effects, lambda: None), Watch(config, Machine(NOWHERE), list)
    return TechnicianTools(config, Catalogue(), bench, watch, site)


def stand(told: Any, step: Any, hands: DeskHands) -> Desk:
    """Go on until a page stands; everything is done on the ledger for training."""
    while not isinstance(step, Desk):
        step = told.send(_done(step, hands))
    return step


def _done(step: Any, hands: DeskHands) -> Any:
    match step:
        case NoteSignIn():
            return None
        case PrintTicket():
            return Printed()
        case _:
            return hands.do(replace(step, by=Actor(step.by.member, training=True)), "preview")


def no_ledger() -> Store:
    raise RuntimeError("a preview reads the ledger for training only")
