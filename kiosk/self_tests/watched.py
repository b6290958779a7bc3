"""The running terminal's own diagnosis: looked at every half minute on a thread of its own, for page, file and log."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kiosk import log
from kiosk.config import Config
from kiosk.devices.status import DeviceReport
from kiosk.diagnostics.engine import CheckWriter, Watch
from kiosk.diagnostics.machine import Machine
from kiosk.diagnostics.reports import ReportWriter
from kiosk.domain.check import TestRecord
from kiosk.late import Late
from kiosk.text import Catalogue

if TYPE_CHECKING:  # SQLAlchemy is loaded after the first screen stands
    from kiosk.store.tickets import Store

EVERY_SECONDS = 30.0
STOP_SECONDS = 3.0


class Watched:
    """reports: of every device, from any thread."""

    def __init__(
        self,
        config: Config,
        catalogue: Catalogue,
        reports: Callable[[], list[DeviceReport]],
        store: Late[Store],
        machine: Machine | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._language = config.settings.terminal.language
        self._reports = reports
        self._store = store
        self.watch = Watch(config, machine or Machine(), self._devices, self._records)
        self._writer = CheckWriter(config, catalogue, self._language)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._work, name="diagnosis", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join(STOP_SECONDS)

    def json(self) -> list[dict[str, Any]]:
        return self._writer.json(self.watch.checks())

    def _devices(self) -> list[dict[str, Any]]:
        now = datetime.now().astimezone()
        return ReportWriter(self._catalogue, self._language, time.monotonic(), now).devices(self._reports())

    def _records(self) -> Sequence[TestRecord]:
        """Nothing while the ledger cannot be read: the check of the database says so."""
        try:
            return self._store.get().self_tests.last()
        except Exception as error:  # noqa: BLE001 - a diagnosis is had all the same
            log.emit(log.Event.STORE_UNAVAILABLE, cause=type(error).__name__)
            return ()

    def _work(self) -> None:
        while not self._stopping.is_set():
            try:
                self.watch.look()
            except Exception as error:  # noqa: BLE001 - the next look may be better; devices are told all the same
                log.unexpected("diagnosis", error)
            self._stopping.wait(EVERY_SECONDS)
