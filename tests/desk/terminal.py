"""A whole terminal without a window: devices at the far ends of wires, its ledger, and a technician at the desk."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.config import load
from kiosk.devices.simulators.rig import Rig, configured_for
from kiosk.domain.hall import Words
from kiosk.domain.keys import KeyAction, Preset
from kiosk.domain.staff import StaffMember, StaffRole
from kiosk.parts import CardNews, Listeners, Parts
from kiosk.text import Catalogue
from tests.desk.person import Person
from tests.flows.crawl import CONFIG

TECHNICIAN = StaffMember(3, Words(zh="技术员小周", en="technician Xiao Zhou"), StaffRole.TECHNICIAN)


@dataclass
class Heard:
    """What reached a visit. changed: the ledger, or a self test that went further."""

    cards: list[CardNews] = field(default_factory=list[CardNews])
    keys: list[KeyAction] = field(default_factory=list[KeyAction])
    scans: list[str | None] = field(default_factory=list[str | None])
    jacks: list[bool] = field(default_factory=list[bool])
    changed: threading.Event = field(default_factory=threading.Event)


class Terminal:
    def __init__(self, folder: Path, rig: Rig) -> None:
        self.rig, self.heard = rig, Heard()
        self.config = configured_for(load(CONFIG), rig, folder)

        def pressed(action: KeyAction, _: Preset) -> None:
            self.heard.keys.append(action)

        self.parts = Parts(
            self.config,
            Catalogue(),
            Listeners(
                card=self.heard.cards.append,
                status=lambda _: None,
                call=lambda _: None,
                key=pressed,
                scan=self.heard.scans.append,
                jack=self.heard.jacks.append,
                ledger=self.heard.changed.set,
            ),
        )
        self.until(lambda: all(self._known(status.words) for status in self.parts.statuses))
        self.technician = Person(self.parts.desk_hands, TECHNICIAN)

    @staticmethod
    def _known(words: str) -> bool:
        return words != "device-starting"

    def until(self, ready: Callable[[], bool], seconds: float = 15.0) -> None:
        deadline = time.monotonic() + seconds
        while not ready():
            assert time.monotonic() < deadline, "not in time"
            time.sleep(0.005)

    def page_until(self, ready: Callable[[Person], bool], seconds: float = 15.0) -> None:
        """The page is asked for anew whenever something went further, as the runner does."""
        deadline = time.monotonic() + seconds
        while not ready(self.technician):
            assert time.monotonic() < deadline, self.technician.notes
            if self.heard.changed.wait(0.05):
                self.heard.changed.clear()
                self.technician.refresh()


@contextmanager
def terminal(folder: Path) -> Generator[Terminal]:
    with Rig(folder / "out", read_seconds=0.05, paced=False, inputs=True) as rig:
        made = Terminal(folder, rig)
        try:
            yield made
        finally:
            made.parts.stop()
