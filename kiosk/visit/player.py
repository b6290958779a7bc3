"""Plays a scripted visit on the real window: real presses, real drivers, and either our far ends or yours."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # a visit needs no display; an explicit choice is kept

from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from kiosk import log
from kiosk.app import Kiosk, application
from kiosk.config import Config
from kiosk.device_settings import PrinterSettings
from kiosk.devices.simulators.rig import Rig, configured_for
from kiosk.domain.hall import Station
from kiosk.domain.keys import KEYS
from kiosk.flows.resolve import DIGIT, DIGITS_DONE
from kiosk.simulated_files import with_own_files
from kiosk.simulated_staff import employ
from kiosk.store.opening import open_store
from kiosk.visit.finger import double_tap, glide
from kiosk.visit.record import Recorder
from kiosk.visit.script import DOCK_VERBS, VisitScript, VisitStep, load_script

Tell = Callable[[str], None]
BETWEEN_KEYS_SECONDS = 0.3  # on the keypad's clock: a person's two presses, not a bouncing key
LOOK_EVERY_MS = 5
ANY_ROW = "@"  # at the end of a key: of the first row of a list that has such a button
SAME_KEY_SECONDS = 0.35  # over the time in which the shell takes a second press for a trembling hand


class StepFailed(Exception):
    """What a step waited for did not happen."""


class Player:
    """One visit. rig: our simulators, or None when the far ends are somebody else's."""

    def __init__(self, kiosk: Kiosk, rig: Rig | None, recorder: Recorder) -> None:
        self._kiosk = kiosk
        self._rig = rig
        self._recorder = recorder
        self._passed = 0  # screens that configured visits have accounted for
        kiosk.shell.painted.connect(self._painted)
        kiosk.on_view = recorder.shown
        kiosk.on_said = recorder.said
        kiosk.on_event = recorder.input

    def play(self, script: VisitScript, tell: Tell) -> bool:
        """True when the script reached its end."""
        for number, step in enumerate(script.step, 1):
            began = time.monotonic()
            try:
                result = self._do(step)
            except StepFailed as failure:
                self._recorder.step(number, step, f"failed: {failure}")
                tell(f"  {number:2d}. {step}: FAILED: {failure}")
                return False
            self._recorder.step(number, step, result)
            tell(f"  {number:2d}. {step}: {result} ({time.monotonic() - began:.2f} s)")
        return True

    def _painted(self, view_id: str) -> None:
        self._recorder.painted(view_id, self._kiosk.shell.grab())

    def _do(self, step: VisitStep) -> str:
        if step.verb in DOCK_VERBS and self._rig is None:
            return "left to whoever is at the far end"
        self._recorder.input()
        getattr(self, f"_{step.verb}")(step)
        return "done"

    # What the visitor does and notices

    def _expect(self, step: VisitStep) -> None:
        shell = self._kiosk.shell

        def is_up() -> bool:
            return shell.painted_id == step.expect and shell.takes_input

        def has_passed() -> bool:
            """A card that lies there already can be faster than the first step of a script."""
            shown = [screen.view.id for screen in self._recorder.screens]
            if step.expect not in shown[self._passed : -1]:
                return False
            self._passed = shown.index(step.expect, self._passed) + 1
            return True

        self._wait(
            step,
            lambda: is_up() or (self._rig is None and has_passed()),
            lambda: f"the screen is {shell.painted_id!r}",
        )

    def _answer(self, step: VisitStep) -> None:
        self._press_option(str(step.answer))

    def _choose(self, step: VisitStep) -> None:
        for key in step.choose or ():
            self._press_option(key)
        self._click(self._kiosk.shell.done_button())

    def _press(self, step: VisitStep) -> None:
        self._click(self._kiosk.shell.bar_button(str(step.press)))

    def _keys(self, step: VisitStep) -> None:
        for name in step.keys or ():
            key = getattr(Qt.Key, f"Key_{name}", None)
            if key is None:
                raise StepFailed(f"Qt has no key {name!r}")
            QTest.keyClick(self._kiosk.shell, key)
            self._settle()

    def _see(self, step: VisitStep) -> None:
        wanted = "".join(str(step.see).split())

        def visible() -> bool:
            screens = self._recorder.screens
            return bool(screens) and wanted in "".join("".join(screens[-1].texts()).split())

        self._wait(step, visible, lambda: "not on the screen")

    def _hear(self, step: VisitStep) -> None:
        wanted = "".join(str(step.hear).split())
        self._wait(
            step, lambda: wanted in "".join("".join(self._recorder.heard).split()), lambda: "not spoken"
        )

    def _quiet(self, step: VisitStep) -> None:
        self._wait(step, lambda: not self._kiosk.speaking, lambda: "still speaking")

    def _explore(self, step: VisitStep) -> None:
        wanted = "".join(str(step.explore).split())
        self._until(lambda: self._kiosk.shell.takes_input, 5)
        before = len(self._recorder.heard)

        def heard() -> bool:
            said = self._recorder.heard[before:]
            return bool(said) and "".join(said[-1].split()).startswith(wanted)

        if not glide(self._kiosk.shell, heard):
            raise StepFailed(f"the finger heard {self._recorder.heard[before:]}")

    def _double_tap(self, step: VisitStep) -> None:
        self._until(lambda: self._kiosk.shell.takes_input, 5)
        self._recorder.input()
        double_tap(self._kiosk.shell)
        self._settle()

    def _digits(self, step: VisitStep) -> None:
        """Each key of the pad, then its 好了. The same key twice waits until it is no trembling hand's."""
        before = ""
        for digit in step.digits or "":
            if digit == before:
                self._rest(SAME_KEY_SECONDS)
            self._press_option(DIGIT + digit)
            before = digit
        self._press_option(DIGIT + DIGITS_DONE)

    # What happens around the visitor, on our simulators

    def _card(self, step: VisitStep) -> None:
        self._our_rig.place_card(str(step.card))

    def _remove_card(self, step: VisitStep) -> None:
        self._our_rig.remove_card()

    def _printer(self, step: VisitStep) -> None:
        self._our_rig.set_condition("printer", str(step.printer))

    def _reader(self, step: VisitStep) -> None:
        self._our_rig.set_condition("reader", str(step.reader))

    def _bell(self, step: VisitStep) -> None:
        self._our_rig.set_condition("bell", str(step.bell))

    def _pad(self, step: VisitStep) -> None:
        """Keys of the keypad, each when the screen has taken the one before."""
        for name in step.pad or ():
            if name not in KEYS:
                raise StepFailed(f"kiosk/domain/keys.py has no key {name!r}")
            self._until(lambda: self._kiosk.shell.takes_input, 5)
            self._press_key(step, name, self._kiosk.inputs_taken + 1)

    def _press_key(self, step: VisitStep, name: str, wanted: int) -> None:
        self._our_rig.keypad.press(name)
        self._our_rig.keypad.pause_between(BETWEEN_KEYS_SECONDS)
        self._wait(step, lambda: self._kiosk.inputs_taken >= wanted, lambda: f"{name} did nothing")
        self._settle()

    def _scan(self, step: VisitStep) -> None:
        if step.scan != "ticket":
            self._our_rig.scanner.scan(str(step.scan))
            return
        try:
            self._our_rig.scan_ticket()
        except LookupError as error:
            raise StepFailed(str(error)) from error

    def _headphones(self, step: VisitStep) -> None:
        jack = self._our_rig.jack
        (jack.insert if step.headphones == "in" else jack.pull_out)()

    def _ticket(self, step: VisitStep) -> None:
        self._papers(step, step.ticket or 0)

    def _sheet(self, step: VisitStep) -> None:
        self._papers(step, step.sheet or 0)

    def _papers(self, step: VisitStep, wanted: int) -> None:
        """Tickets and sheets are cut by the same knife."""
        self._wait(
            step,
            lambda: self._our_rig.tickets >= wanted,
            lambda: f"{self._our_rig.tickets} papers have come out",
        )

    def _answers(self, step: VisitStep) -> None:
        station = self._station(str(step.answers))
        if station.ack_input is None:
            raise StepFailed(f"station {station.id!r} has no ack_input in hall.toml")
        self._our_rig.answer_call(station.ack_input)

    def _station(self, station_id: str) -> Station:
        station = self._kiosk.config.hall.station(station_id)
        if station is None:
            raise StepFailed(f"hall.toml has no station {station_id!r}")
        return station

    def _rung(self, step: VisitStep) -> None:
        station = self._station(str(step.rung))
        self._wait(
            step, lambda: station.channel in self._our_rig.rung_channels, lambda: "its relay is silent"
        )

    @property
    def _our_rig(self) -> Rig:
        assert self._rig is not None
        return self._rig

    # Fingers

    def _press_option(self, key: str) -> None:
        if key.endswith(ANY_ROW):
            rows = (card.option.key for card in self._kiosk.shell.body.options.cards)
            key = next((row for row in rows if row.startswith(key)), key)
        button = self._kiosk.shell.option_button(key)
        while button is None and (more := self._kiosk.shell.next_page_button()) is not None:
            self._click(more)
            button = self._kiosk.shell.option_button(key)
        if button is None:
            raise StepFailed(f"no option {key!r} on screen {self._kiosk.shell.painted_id!r}")
        self._click(button)

    def _click(self, button: QAbstractButton | None) -> None:
        if button is None or not button.isVisible() or not button.isEnabled():
            raise StepFailed("that button cannot be pressed here")
        self._until(lambda: self._kiosk.shell.takes_input, 5)
        self._recorder.input()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self._settle()

    def _settle(self) -> None:
        """Let what the press has set off be painted. Presses are queued, so the loop runs once at least."""
        QCoreApplication.processEvents()
        self._until(lambda: self._kiosk.shell.settled, 5)

    def _rest(self, seconds: float) -> None:
        """As long as a finger rests between two presses of the same key."""
        self._until(lambda: False, seconds)

    def _wait(self, step: VisitStep, ready: Callable[[], bool], otherwise: Callable[[], str]) -> None:
        if not self._until(ready, step.within):
            raise StepFailed(f"waited {step.within:g} s: {otherwise()}")

    def _until(self, ready: Callable[[], bool], seconds: float) -> bool:
        """Run the event loop until ready() or the time is over."""
        deadline = time.monotonic() + seconds
        loop, timer = QEventLoop(), QTimer()
        timer.setInterval(LOOK_EVERY_MS)
        timer.timeout.connect(loop.quit)
        timer.start()
        while not ready():
            if time.monotonic() >= deadline:
                return False
            loop.exec()
        return True


def play(
    config: Config, script: VisitScript, out: Path, *, simulated: bool, tell: Tell, ledger: str = ""
) -> int:
    """Play one visit into `out`. Returns the exit code: 0 when the script reached its end.

    ledger: a store.url for a simulated visit; an SQLite file that is thrown away when left out.
    """
    out.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        rig = None
        if simulated:
            state = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kiosk-visit-")))
            rig = stack.enter_context(Rig(out, paper_mm=_paper_mm(config), inputs=True, keypad=script.keypad))
            its = configured_for(config, rig, state, script.hall, ledger)
            config = with_own_files(its, config, state / "config")
            if script.staff:
                employ(open_store(config.settings.store, config.settings.terminal))
        application()
        kiosk = Kiosk(config, wav_dir=out / "audio")
        stack.callback(kiosk.stop)
        log.write_to(out / "kiosk.log")
        recorder = Recorder(out, script.title)
        player = Player(kiosk, rig, recorder)
        kiosk.start()
        tell(script.title)
        completed = player.play(script, tell)
        recorder.write(completed=completed, devices="simulated" if simulated else "configured")
    tell(f"  {'reached its end' if completed else 'DID NOT REACH ITS END'}: {out}/visit.json\n")
    return 0 if completed else 1


def play_all(config: Config, scripts: list[Path], out: Path, tell: Tell) -> int:
    """Play every script, each into a folder of its own. Returns 0 when all reached their end."""
    codes = [play(config, load_script(path), out / path.stem, simulated=True, tell=tell) for path in scripts]
    tell(f"{codes.count(0)} of {len(codes)} visits reached their end.")
    return max(codes, default=1)


def _paper_mm(config: Config) -> Literal[58, 80]:
    printer = config.settings.devices.printer
    return printer.paper_mm if isinstance(printer, PrinterSettings) else 80
