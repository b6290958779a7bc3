"""The composition root: the only module that knows every part, and the thin bridge between threads and Qt.

Order of start: configuration, window, first paint; only then devices, store and speech, each on threads or
processes of its own, so that the home screen stands within a blink.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from kiosk import log
from kiosk.config import Config
from kiosk.flows.host import Look
from kiosk.flows.runner import Runner
from kiosk.flows.script import Action
from kiosk.flows.view import OptionView, View
from kiosk.flows.visit import Visit
from kiosk.speech.announcer import Announcer, Utterance
from kiosk.text import Catalogue
from kiosk.ui.shell import BarWords, Shell

if TYPE_CHECKING:  # loaded after the first screen stands
    from kiosk.devices.reader.events import ReaderEvent
    from kiosk.devices.status import DeviceStatus
    from kiosk.parts import Parts

TICK_MS = 100


class Bridge(QObject):
    """Runs a function on Qt's thread, from any thread.

    The receiver is a decorated slot with a queued connection: undecorated receivers of signals from other
    threads can crash since PySide6 6.8 (PYSIDE-3124).
    """

    _posted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, function: Callable[[], None]) -> None:
        self._posted.emit(function)

    @Slot(object)
    def _run(self, function: Callable[[], None]) -> None:
        function()


class Kiosk:
    """One terminal: the window, the runner, and the host between them. Everything here is on Qt's thread.

    on_view, on_said: for the recorder of scripted visits. wav_dir overrides the configured one.
    """

    def __init__(self, config: Config, *, wav_dir: Path | None = None) -> None:
        settings = config.settings
        self.config = config
        self.on_view: Callable[[View], None] = lambda _: None
        self.on_said: Callable[[str], None] = lambda _: None
        self.on_status: Callable[[DeviceStatus], None] = lambda _: None
        self._wav_dir = wav_dir or settings.speech.wav_dir
        self._bridge = Bridge()
        self._catalogue = Catalogue()
        self.parts: Parts | None = None
        self._waiting_actions: list[Callable[[], None]] = []
        self.announcer = Announcer(NoSpeech(), settings.speech.rate, settings.speech.volume)
        self.announcer.subscribe(self._said)
        self.shell = Shell(settings, hall_name=config.hall.name.of(settings.terminal.language))
        self.runner = Runner(
            self,
            self._catalogue,
            Visit(config.hall),
            settings.times,
            Look(settings.look.scheme, settings.look.size),
            settings.terminal.language,
            time.monotonic,
        )
        self._connect()
        self._ticker = QTimer()
        self._ticker.setInterval(TICK_MS)
        self._ticker.timeout.connect(self._tick)
