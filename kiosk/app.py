"""The composition root: the only module that knows every part, and the thin bridge between threads and Qt.

Order of start: configuration, window, first paint; only then devices, store and speech, each on threads or
processes of its own, so that the home screen stands within a blink.
"""

from __future__ import annotations

import gc
import signal
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from kiosk.bridge import Bridge
from kiosk.config import Config
from kiosk.device_settings import KeyboardScannerSettings
from kiosk.flows.emergency import emergency, emergency_by_touch
from kiosk.flows.profiles import Look
from kiosk.flows.resolve import Resolver
from kiosk.flows.runner import Runner
from kiosk.flows.script import Action
from kiosk.flows.view import OptionView, View
from kiosk.flows.visit import Visit
from kiosk.inputs import Inputs
from kiosk.media import ASSETS, Media
from kiosk.speech.announcer import Announcer, Utterance
from kiosk.text import Catalogue
from kiosk.ui.bar_words import bar_words
from kiosk.ui.collector import Collector
from kiosk.ui.shell import Shell

if TYPE_CHECKING:  # loaded after the first screen stands
    from kiosk.devices.status import DeviceStatus
    from kiosk.domain.staff import StaffMember
    from kiosk.parts import CardNews, Parts
    from kiosk.speech.engine import Engine
    from kiosk.ui.wedge import WedgeListener

TICK_MS = 50
P = ParamSpec("P")


class Kiosk(QObject):
    """One terminal: the window, the runner, and the host between them. Everything here is on Qt's thread.

    wav_dir: where speech goes without a sound device, instead of the configured folder.
    restart: ends it so that it is started again; None where nothing would start it.
    on_event is called when something from below arrives: a card, a result, a state.
    on_view, on_said, on_status: for the recorder of scripted visits and the dock.
    """

    def __init__(
        self, config: Config, *, wav_dir: Path | None = None, restart: Callable[[], None] | None = None
    ) -> None:
        super().__init__()
        settings = config.settings
        self.config = config
        self.on_view: Callable[[View], None] = lambda _: None
        self.on_said: Callable[[str], None] = lambda _: None
        self.on_event: Callable[[], None] = lambda: None
        self.on_status: Callable[[DeviceStatus], None] = lambda _: None
        self.parts: Parts | None = None
        self._restart = restart
        self._wav_dir = wav_dir or settings.speech.wav_dir
        self._bridge = Bridge()
        self._collector = Collector(self)
        self._catalogue = Catalogue()
        self._recordings: dict[tuple[str, str], Path] = {}
        self._before_parts: list[Callable[[Parts], None]] = []
        self._visit_began = 0.0
        self._screens = 0
        self._announcer = Announcer(settings.speech)
        self._announcer.subscribe(self._said)
        self.shell = Shell(settings)
        self.runner = Runner(
            self,
            self._catalogue,
            Visit(config.hall),
            settings.times,
            Look(settings.look.scheme, settings.look.size),
            settings.terminal.language,
            time.monotonic,
        )
        shell, runner = self.shell, self.runner
        shell.answered.connect(runner.answer)
        shell.back.connect(runner.back)
        shell.repeat.connect(runner.repeat)
        shell.settings_pressed.connect(runner.settings)
        shell.emergency_pressed.connect(partial(runner.help, emergency_by_touch))
        shell.help_pressed.connect(runner.help)
        shell.curtain_pressed.connect(self._curtain)
        shell.staff_pressed.connect(self._staff)
        shell.activity.connect(runner.activity)
        shell.focused.connect(self._focused)
        shell.painted.connect(self._first_painted)
        self._inputs = Inputs(settings, shell, runner, self._announcer)
        self._wedge = self._listen_to_keyboard_scanner()
        self._loader = threading.Thread(target=self._load, name="loader")
        self._loaded: tuple[Parts, Engine | None] | None = None
        self._ticker = QTimer(self)
        self._ticker.setInterval(TICK_MS)
        self._ticker.timeout.connect(self._tick)

    def start(self) -> None:
        """Show the home screen; everything behind it comes up after the first paint."""
        self.runner.start()
        if self.config.settings.screen.fullscreen and QApplication.platformName() != "offscreen":
            self.shell.showFullScreen()
        else:
            self.shell.show()
        self._ticker.start()

    def stop(self) -> None:
        """Silence, bells off, threads and processes ended. The window goes last. Once is enough."""
        if not self._bridge.open:
            return
        self._ticker.stop()
        if self._loader.ident is not None:
            self._loader.join()
            self._take_loaded()
        self._announcer.close()
        if self.parts is not None:
            from kiosk import log

            self.parts.stop()
            self.parts = None
            log.emit(log.Event.KIOSK_STOPPED)
        self._bridge.open = False
        self.shell.close()
        self.shell.deleteLater()
        # Now: what is left to the garbage collector may be freed on a worker's thread, timers and all.
        QCoreApplication.sendPostedEvents(self.shell, QEvent.Type.DeferredDelete.value)
        self._collector.stop()

    def _listen_to_keyboard_scanner(self) -> WedgeListener | None:
        """A scanner that types like a keyboard: its keys never reach the screen."""
        if not isinstance(self.config.settings.devices.scanner, KeyboardScannerSettings):
            return None
        from kiosk.ui.wedge import WedgeListener

        wedge = WedgeListener(self)
        wedge.scanned.connect(self._scanned)
        wedge.rejected.connect(self._nothing_scanned)
        application().installEventFilter(wedge)
        return wedge

    @Slot()
    def _curtain(self) -> None:
        self.runner.adjust("toggle:curtain")

    @Slot()
    def _staff(self) -> None:
        self.runner.staff()

    @Slot()
    def _nothing_scanned(self) -> None:
        self._scanned(None)

    @Slot(str)
    def _scanned(self, token: str | None) -> None:
        """A self test may be waiting for it, once there are parts to test."""
        (self.parts or self.runner).scanned(token)

    # The runner's host

    def show(self, view: View) -> None:
        self._screens += 1
        self.shell.show_view(view, bar_words(Resolver(self._catalogue, view.language), self.config.hall))
        self._inputs.screen_changed()
        self.on_view(view)

    def say(
        self,
        speech: str,
        language: str,
        *,
        urgent: bool = False,
        after: str = "",
        loud: bool = False,
        chime: bool = False,
    ) -> None:
        self._announcer.say(Utterance(speech, language, urgent=urgent, after=after, loud=loud, chime=chime))

    def repeat(self) -> None:
        self._announcer.repeat()

    def hush(self) -> None:
        self._announcer.stop()

    def set_look(self, look: Look) -> None:
        self.shell.set_look(look)
        self._announcer.set_rate(look.rate_percent)
        self._announcer.set_volume(look.volume_percent)

    def perform(self, action: Action, intent: str, language: str, done: Callable[[Any], None]) -> None:
        def begin(parts: Parts) -> None:
            parts.actions.perform(
                action, intent, language, lambda result: self._bridge.post(lambda: self._done(done, result))
            )

        if self.parts is None:
            self._before_parts.append(begin)
        else:
            begin(self.parts)

    def _done(self, done: Callable[[Any], None], result: Any) -> None:
        self.on_event()
        done(result)

    @property
    def inputs_taken(self) -> int:
        """How many keys of keypads have acted since the start; for scripted visits."""
        return self._inputs.taken

    @property
    def speaking(self) -> bool:
        """In words or in signs: nobody is hurried meanwhile (accessibility E5)."""
        return self._announcer.speaking or self.shell.body.sign.button.playing

    def visit_started(self) -> None:
        from kiosk import log

        self._visit_began, self._screens = time.monotonic(), 0
        log.emit(log.Event.VISIT_STARTED)

    def visit_ended(self, how: str) -> None:
        from kiosk import log

        seconds = round(time.monotonic() - self._visit_began, 1)
        log.emit(log.Event.VISIT_ENDED, how=how, screens=self._screens, seconds=seconds)

    # What comes from below

    @Slot(str)
    def _first_painted(self, _view_id: str) -> None:
        """The home screen stands: the rest of the program is loaded beside it, so that it takes touches."""
        self.shell.painted.disconnect(self._first_painted)
        self._loader.start()

    def _load(self) -> None:
        """On the loader's thread."""
        from kiosk import __version__, log
        from kiosk.parts import Listeners, Parts

        self._catalogue.bundle(self.config.settings.terminal.language)
        engine = self._load_speech() if self.config.settings.speech.enabled else None
        listeners = Listeners(
            card=self._posted(self._card),
            status=self._posted(self._status),
            call=self._posted(self.runner.call_news),
            key=self._posted(self._inputs.key),
            scan=self._posted(self.runner.scanned),
            jack=self._posted(self._inputs.jack),
            badge=self._posted(self._badge),
            ledger=lambda: self._bridge.post(self.runner.ledger_changed),
            emergency=lambda: self._bridge.post(partial(self.runner.help, emergency)),
            restart=self._posted(self._restart) if self._restart else None,
        )
        parts = Parts(self.config, self._catalogue, listeners)
        log.emit(log.Event.KIOSK_STARTED, version=__version__, terminal=self.config.settings.terminal.id)
        self._loaded = (parts, engine)
        self._bridge.post(self._take_loaded)

    def _load_speech(self) -> Engine | None:
        """None when there is no room for its files: then there are captions only."""
        from kiosk.speech.pyttsx3_engine import Pyttsx3Engine

        try:
            media = self.config.settings.media
            self._recordings = Media(media.folder or ASSETS, media.voice).recordings(self._catalogue)
            output = self.config.settings.speech.output
            return Pyttsx3Engine(
                self._wav_dir, output=output, recordings=self._recordings, on_event=_speech_changed
            )
        except OSError as error:
            _speech_changed("not started", type(error).__name__)
            return None

    def _take_loaded(self) -> None:
        """Back on Qt's thread: what was asked for while the rest was loading is done now."""
        if self._loaded is None:
            return
        self.parts, engine = self._loaded
        self._loaded = None
        gc.freeze()  # what stays for ever is not looked at again
        if engine is not None:
            self._announcer.use(engine, {words for _, words in self._recordings})
            self._inputs.output = engine
        for begin in self._before_parts:
            begin(self.parts)
        self._before_parts.clear()

    def _posted(self, handle: Callable[P, None]) -> Callable[P, None]:
        """A function for other threads that lets Qt's thread do the work."""

        def post(*args: P.args, **kwargs: P.kwargs) -> None:
            def work() -> None:
                self.on_event()
                handle(*args, **kwargs)

            self._bridge.post(work)

        return post

    def _card(self, news: CardNews) -> None:
        from kiosk.devices.reader.events import CardReading, CardRemoved, CardTrouble
        from kiosk.domain.identity import Holder

        match news:
            case Holder():
                self.runner.card_read(news)
            case CardReading():
                self.runner.card_reading()
            case CardTrouble(problem=problem):
                self.runner.card_trouble(problem.value)
            case CardRemoved():
                self.runner.card_removed()
            case _:
                raise TypeError(f"{type(news).__name__} does not leave the reader's thread")

    def _badge(self, member: StaffMember | None) -> None:
        if member is not None:
            self.runner.staff(member)
        else:
            self.runner.badge_taken()

    def _status(self, status: DeviceStatus) -> None:
        self.runner.device_changed(status.device, status.ready)
        if status.device == "jack" and not status.ready:
            self._inputs.jack(False)  # nobody knows who listens now
        self.on_status(status)

    @Slot(int, int, object)
    def _focused(self, place: int, of: int, option: OptionView) -> None:
        self.runner.focused(place, of, option)

    def _said(self, words: str) -> None:
        self.shell.set_caption(words, urgent=self._announcer.urgent)
        if words:
            self.on_said(words)

    @Slot()
    def _tick(self) -> None:
        self._announcer.tick()
        self._inputs.tick()
        self.runner.tick()


def _speech_changed(change: str, cause: str) -> None:
    """On the engine's thread."""
    from kiosk import log

    log.emit(log.Event.SPEECH_CHANGED, change=change, cause=cause)


def application() -> QApplication:
    """The one QApplication of this process."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    made = QApplication(sys.argv[:1])
    made.setApplicationName("绿色通道自助终端")
    return made


def _quit(_signal: int, _frame: object) -> None:
    QApplication.quit()


def run_until_told(kiosk: Kiosk) -> int:
    """Run Qt's loop until it ends or SIGINT or SIGTERM comes; leaves every device harmless."""
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, _quit)
    try:
        return QApplication.exec()
    finally:
        kiosk.stop()
