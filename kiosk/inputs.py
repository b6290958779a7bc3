"""What keypads, switches, scanner and headphone jack do: the thin bridge from their threads to the screen.

Touch, keyboard, keypad and switches share one focus ring and may be mixed at any time.
"""

from __future__ import annotations

import time
from typing import Protocol

from kiosk.config import Settings
from kiosk.device_settings import KeypadSettings
from kiosk.devices.keypad.scanning import AutoScan
from kiosk.domain.keys import SHORTEST_STEP, TYPED, KeyAction, Preset
from kiosk.flows.emergency import emergency
from kiosk.flows.runner import Runner
from kiosk.speech.announcer import Announcer
from kiosk.ui.shell import Shell

ADJUST = {
    KeyAction.VOLUME_UP: "volume:louder",
    KeyAction.VOLUME_DOWN: "volume:softer",
    KeyAction.RATE_UP: "rate:faster",
    KeyAction.RATE_DOWN: "rate:slower",
    KeyAction.CURTAIN: "toggle:curtain",
}


class Output(Protocol):
    """The part of a speech engine that knows where sound goes. '' is the machine's own choice."""

    def set_output(self, output: str) -> None: ...


class Inputs:
    """Everything here runs on Qt's thread. output: None while there is no sound."""

    def __init__(self, settings: Settings, shell: Shell, runner: Runner, announcer: Announcer) -> None:
        self._speech = settings.speech
        self._shell = shell
        self._runner = runner
        self._announcer = announcer
        self._scan = AutoScan(_scan_seconds(settings.devices.keypads), time.monotonic)
        self._headset = False
        self.output: Output | None = None
        self.taken = 0

    def key(self, action: KeyAction, preset: Preset) -> None:
        self._runner.activity()
        if preset == "one-switch" and action is KeyAction.SELECT:
            for step in self._scan.press():
                self._act(step)
        else:
            self._act(action)
        self.taken += 1

    def screen_changed(self) -> None:
        """One-switch scanning begins anew with each screen."""
        self._scan.show(self._shell.places)

    def tick(self) -> None:
        """The focus of one-switch scanning steps by itself; never while the place it is on is still being said."""
        if self._announcer.speaking and self._scan.running:
            return
        for step in self._scan.tick():
            self._act(step)

    def jack(self, inserted: bool) -> None:
        """In: sound goes to the headphones only, and the screen is said at once. Out: nothing private is heard."""
        if inserted == self._headset:
            return
        self._headset = inserted
        self._announcer.set_headset(inserted)
        if self.output is not None:
            self.output.set_output(self._speech.headphones if inserted else self._speech.output)
        if inserted:
            self._announcer.set_muted(False)
            self._runner.repeat()

    def _act(self, action: KeyAction) -> None:
        if action in ADJUST:
            self._runner.adjust(ADJUST[action])
            return
        if action in TYPED:
            if not self._shell.type_key(TYPED[action]) and action is KeyAction.ENTER:
                self._shell.press_focused()
            return
        match action:
            case KeyAction.NEXT:
                self._shell.move_focus(1)
            case KeyAction.PREV:
                self._shell.move_focus(-1)
            case KeyAction.SELECT:
                self._shell.press_focused()
            case KeyAction.REPEAT:
                self._runner.repeat()
            case KeyAction.HELP:
                self._runner.help()
            case KeyAction.EMERGENCY:
                self._runner.help(emergency)
            case KeyAction.STAFF:
                self._runner.staff()
            case KeyAction.EXPLAIN:
                self._runner.change_setting("page:how-to")
            case KeyAction.BACK:
                self._runner.back()
            case KeyAction.HOME:
                self._runner.home()
            case _:
                self._announcer.pause()


def _scan_seconds(keypads: tuple[KeypadSettings, ...]) -> float:
    """Of the one-switch keypad, if there is one."""
    return next((keypad.scan_seconds for keypad in keypads if keypad.preset == "one-switch"), SHORTEST_STEP)
