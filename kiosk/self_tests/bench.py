"""Self tests on the running terminal. One at a time; what devices tell meanwhile belongs to it, not to a visit.

A test begins, tells how far it has come through `on_change`, and ends with a verdict of its own, or by what a
person says who looked or listened. Nothing here waits on the caller's thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from kiosk import log
from kiosk.config import Config
from kiosk.device_settings import TemplateBellSettings
from kiosk.devices.reader.events import CardRead, CardRemoved, CardTrouble, ChipSeen, ReaderEvent
from kiosk.domain.check import BELL, SelfTest, Trying, Verdict
from kiosk.domain.hall import Station
from kiosk.domain.keys import PRESETS, KeyAction
from kiosk.self_tests.effects import Effects, fields_of

Args = Mapping[str, "str | int"]
LOOKED_AT = frozenset(
    {SelfTest.PRINT, SelfTest.SOUND_LEFT, SelfTest.SOUND_RIGHT, SelfTest.SOUND_SWEEP, SelfTest.RING}
)
SCANNED_SHAPES = {True: "trial-scan-ticket", False: "trial-scan-other"}


class Bench:
    """on_change: called on any thread when the test has come further."""

    def __init__(self, config: Config, effects: Effects, on_change: Callable[[], None]) -> None:
        self._config = config
        self._effects = effects
        self._on_change = on_change
        self._lock = threading.Lock()
        self._trying: Trying | None = None
        self._turn = 0  # of the test that goes on: what an older one still tells is not listened to
        self._jack_seen: set[bool] = set()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="self-test")

    @property
    def trying(self) -> Trying | None:
        return self._trying

    def begin(self, check: str, test: SelfTest) -> Trying:
        """What to do now. One that went on is given up."""
        trying = self._first(check, test)
        with self._lock:
            self._turn += 1
            turn, self._trying, self._jack_seen = self._turn, trying, set()
        if trying.verdict is None and (effect := self._effect(check, test)) is not None:
            self._pool.submit(self._do, turn, effect)
        return trying

    def stop(self) -> None:
        with self._lock:
            self._turn += 1
            self._trying = None

    def close(self) -> None:
        self.stop()
        self._pool.shutdown(wait=True, cancel_futures=True)

    # What devices tell, on their threads. True: it was for the test, and nobody else is to hear of it.

    def card(self, event: ReaderEvent, device: str) -> bool:
        """device: "reader" or "cards", whichever told."""
        trying = self._going_on(SelfTest.READ_CARD)
        if trying is None or trying.check != device:
            return False
        match event:
            case CardRead(identity=identity):
                fields, missing = fields_of(identity)
                self._end(trying, Verdict.PASS, "trial-card-read", {"fields": fields, "missing": missing})
            case ChipSeen():
                self._end(trying, Verdict.PASS, "trial-card-chip")
            case CardTrouble(problem=problem):
                self._end(trying, Verdict.FAIL, f"trial-card-{problem.value.replace('_', '-')}")
            case CardRemoved() if trying.verdict is None:
                return False
            case _:
                pass
        return True

    def scanned(self, is_ticket: bool) -> bool:
        """What stands in the code is not looked at."""
        trying = self._going_on(SelfTest.SCAN)
        if trying is not None:
            self._end(trying, Verdict.PASS, SCANNED_SHAPES[is_ticket])
        return trying is not None

    def acknowledged(self, number: int) -> bool:
        """number: of the board's input, or the paging host's channel."""
        trying = self._going_on(SelfTest.RING)
        if trying is None:
            return False
        station = self._station(trying.check)
        by_channel = isinstance(self._config.settings.devices.bell, TemplateBellSettings)
        if number != (station.channel if by_channel else station.ack_input):
            return False
        self._end(trying, Verdict.PASS, "trial-ring-answered")
        return True

    def key(self, action: KeyAction) -> bool:
        """Every key lights up; the last one ends the test."""
        trying = self._going_on(SelfTest.KEYS)
        if trying is None or action.value not in trying.wanted:
            return False
        lit = trying.lit | {action.value}
        if lit >= set(trying.wanted):
            self._end(replace(trying, lit=lit), Verdict.PASS, "trial-keys-all", {"n": len(lit)})
        else:
            args = {"left": len(trying.wanted) - len(lit)}
            self._further(trying, replace(trying, lit=lit, args=args))
        return True

    def jack(self, inserted: bool) -> bool:
        """In and out, in either order: each is a change of its own."""
        trying = self._going_on(SelfTest.JACK)
        if trying is None:
            return False
        self._jack_seen.add(inserted)
        if len(self._jack_seen) == 2:
            self._end(trying, Verdict.PASS, "trial-jack-both")
        else:
            self._further(trying, replace(trying, words="trial-jack-out" if inserted else "trial-jack-in"))
        return True

    # Inside

    def _first(self, check: str, test: SelfTest) -> Trying:
        match test:
            case SelfTest.KEYS:
                wanted = self._keys(check)
                return Trying(check, test, "trial-keys", {"left": len(wanted)}, asks=True, wanted=wanted)
            case SelfTest.RING:
                station = self._station(check)
                words = "trial-ring-wait" if self._answers(station) else "trial-ring-listen"
                return Trying(check, test, words, asks=True)
            case _:
                return Trying(check, test, f"trial-{test.value.replace('_', '-')}", asks=test in LOOKED_AT)

    def _effect(self, check: str, test: SelfTest) -> Callable[[], tuple[Verdict | None, str, Args]] | None:
        effects = self._effects
        match test:
            case SelfTest.PRINT:
                return effects.print_page
            case SelfTest.RING:
                return lambda: effects.ring(self._station(check))
            case SelfTest.SOUND_LEFT | SelfTest.SOUND_RIGHT | SelfTest.SOUND_SWEEP:
                return lambda: effects.sound(check, test)
            case SelfTest.MICROPHONE:
                return effects.listen
            case SelfTest.DISK:
                return effects.disk
            case SelfTest.CLOCK:
                return effects.clock
            case _:
                return None

    def _do(self, turn: int, effect: Callable[[], tuple[Verdict | None, str, Args]]) -> None:
        """On the bench's thread. verdict None: done, and a person says what came of it; words '': as before."""
        try:
            verdict, words, args = effect()
        except Exception as error:  # noqa: BLE001 - a test that breaks has failed, and says why
            log.unexpected("self test", error)
            verdict, words, args = Verdict.FAIL, "trial-broke", {"cause": str(error)[:80]}
        with self._lock:
            trying = self._trying
            if turn != self._turn or trying is None or trying.verdict is not None:
                return
            if words:
                self._trying = replace(trying, verdict=verdict, words=words, args=args, asks=verdict is None)
        self._on_change()

    def _going_on(self, test: SelfTest) -> Trying | None:
        trying = self._trying
        return trying if trying is not None and trying.test is test and trying.verdict is None else None

    def _end(self, trying: Trying, verdict: Verdict, words: str, args: Args | None = None) -> None:
        self._further(trying, replace(trying, verdict=verdict, words=words, args=args or {}, asks=False))

    def _further(self, was: Trying, now: Trying) -> None:
        with self._lock:
            current = self._trying
            if current is None or (current.check, current.test) != (was.check, was.test):
                return
            self._trying = now
        self._on_change()

    def _station(self, check: str) -> Station:
        wanted = check.removeprefix(BELL)
        return next(station for station in self._config.hall.stations if station.id == wanted)

    def _answers(self, station: Station) -> bool:
        """Whether somebody there can acknowledge, by a button or a paging host."""
        bell = self._config.settings.devices.bell
        if isinstance(bell, TemplateBellSettings):
            return bell.ack_pattern is not None
        return station.ack_input is not None

    def _keys(self, check: str) -> tuple[str, ...]:
        """Of the preset and the configuration; digits are only where the configuration names them."""
        keypads = self._config.settings.devices.keypads
        keypad = keypads[1 if check == "keypad-2" else 0]
        actions = {**PRESETS[keypad.preset], **keypad.keys}.values()
        return tuple(dict.fromkeys(action.value for action in actions))
