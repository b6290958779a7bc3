"""A whole kiosk on a rig, with the eyes and fingers of a visitor, for the fault tests and the fault table."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from kiosk.app import Kiosk
from kiosk.config import Config, load
from kiosk.devices.simulators.rig import Rig, configured_for
from kiosk.devices.status import DeviceState
from kiosk.domain.ticket import PrintState
from kiosk.flows.view import View
from kiosk.store.opening import open_store
from tests.flows.crawl import CONFIG


class Hall:
    """A kiosk, its rig, and the eyes and fingers of a visitor."""

    def __init__(
        self,
        folder: Path,
        ports: dict[str, str] | None = None,
        *,
        inputs: bool = False,
        cards: bool = False,
        ledger: str = "",
    ) -> None:
        """ports: where the kiosk finds a device instead of at the rig's own port. inputs, cards: as the rig's.

        ledger: its store.url; an SQLite file in the folder when left out.
        """
        self.rig = Rig(folder / "out", read_seconds=0.05, inputs=inputs, cards=cards)
        self.rig.__enter__()
        shipped = load(CONFIG)
        times = shipped.settings.times.model_copy(update={"after_change": 0.0})
        speech = shipped.settings.speech.model_copy(update={"enabled": False})
        quick = Config(shipped.settings.model_copy(update={"times": times, "speech": speech}), shipped.hall)
        self.config = _moved(configured_for(quick, self.rig, folder, ledger=ledger), ports or {})
        self.seen: list[View] = []
        self.kiosk = Kiosk(self.config)
        self.kiosk.on_view = self.seen.append
        self.kiosk.start()
        self.until(lambda: self.kiosk.parts is not None)

    def close(self) -> None:
        self.kiosk.stop()
        self.rig.__exit__()

    def until(self, ready: Callable[[], bool], seconds: float = 15.0) -> None:
        assert self.within(ready, seconds), f"the screen is {self.kiosk.shell.painted_id}"

    def within(self, ready: Callable[[], bool], seconds: float) -> bool:
        """Run the kiosk until ready() or the time is over."""
        deadline = time.monotonic() + seconds
        while not ready():
            if time.monotonic() >= deadline:
                return False
            QCoreApplication.processEvents()
            time.sleep(0.001)
        return True

    def ready(self, device: str) -> bool:
        return self.state(device)[1]

    def state(self, device: str) -> tuple[DeviceState, bool]:
        assert self.kiosk.parts is not None
        status = next(status for status in self.kiosk.parts.statuses if status.device == device)
        return status.state, status.ready

    def words(self, device: str) -> str:
        """Text id of the sentence that staff read about a device."""
        assert self.kiosk.parts is not None
        return next(status.words for status in self.kiosk.parts.statuses if status.device == device)

    def on(self, screen: str, seconds: float = 15.0) -> View:
        self.until(lambda: self.kiosk.shell.painted_id == screen and self.kiosk.shell.settled, seconds)
        assert self.kiosk.shell.view is not None
        return self.kiosk.shell.view

    def press(self, *keys: str) -> None:
        for key in keys:
            shell = self.kiosk.shell
            button = shell.done_button() if key == "done" else shell.option_button(key)
            assert button is not None, (key, shell.painted_id)
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            QCoreApplication.processEvents()
            self.until(lambda: self.kiosk.shell.settled)

    def to_confirm(self) -> None:
        self.press("no_card", "done", "medical")
        self.on("help")
        self.press("seat")
        self.on("confirm")

    def print_state(self) -> list[PrintState]:
        store = open_store(self.config.settings.store, self.config.settings.terminal)
        try:
            return [store.ticket(n).print_state for n in range(1, 2)]
        finally:
            store.close()


def _moved(config: Config, ports: dict[str, str]) -> Config:
    devices = config.settings.devices
    moved = {}
    for name, path in ports.items():
        device = getattr(devices, name)
        connection = device.connection.model_copy(update={"port": path})
        moved[name] = device.model_copy(update={"connection": connection})
    changed = config.settings.model_copy(update={"devices": devices.model_copy(update=moved)})
    return Config(changed, config.hall)
