"""Keypad, switches and headphones on a whole kiosk: real drivers, recorded events, the real screen."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from kiosk.app import Kiosk
from kiosk.config import Config, load
from kiosk.device_settings import KeypadSettings
from kiosk.devices.simulators.input_node import InputNodeSimulator
from kiosk.devices.simulators.rig import Rig, configured_for
from kiosk.domain.keys import KeyAction, Preset
from tests.flows.crawl import CONFIG


class Desk:
    def __init__(self, folder: Path, preset: Preset) -> None:
        self.preset = preset
        self.rig = Rig(folder / "out", inputs=True)
        self.rig.__enter__()
        shipped = load(CONFIG)
        times = shipped.settings.times.model_copy(update={"after_change": 0.0})
        speech = shipped.settings.speech.model_copy(update={"enabled": False})
        quick = Config(shipped.settings.model_copy(update={"times": times, "speech": speech}), shipped.hall)
        config = configured_for(quick, self.rig, folder)
        keypad = KeypadSettings(
            path=self.rig.keypad.wire.path,
            preset=preset,
            scan_seconds=0.5,
            keys={"KEY_F13": KeyAction.CURTAIN, "KEY_F14": KeyAction.EXPLAIN},
        )
        devices = config.settings.devices.model_copy(update={"keypads": (keypad,)})
        self.kiosk = Kiosk(Config(config.settings.model_copy(update={"devices": devices}), config.hall))
        self.said: list[str] = []
        self.kiosk.on_said = self.said.append
        self.kiosk.start()
        self.until(lambda: self.ready("keypad"))

    @property
    def keypad(self) -> InputNodeSimulator:
        return self.rig.keypad

    def ready(self, device: str) -> bool:
        statuses = self.kiosk.parts.statuses if self.kiosk.parts else []
        return any(status.device == device and status.ready for status in statuses)

    def until(self, ready: Callable[[], bool], seconds: float = 15.0) -> None:
        deadline = time.monotonic() + seconds
        while not ready():
            assert time.monotonic() < deadline, (self.kiosk.shell.painted_id, self.said[-3:])
            QCoreApplication.processEvents()
            time.sleep(0.001)

    def press(self, *keys: str) -> None:
        for key in keys:
            taken = self.kiosk.inputs_taken
            self.keypad.press(key)
            self.keypad.pause_between(1.0)
            self.until(lambda taken=taken: self.kiosk.inputs_taken > taken)
            self.until(lambda: self.kiosk.shell.settled)

    def on(self, screen: str) -> None:
        self.until(lambda: self.kiosk.shell.painted_id == screen and self.kiosk.shell.settled)


@pytest.fixture
def desk(request: pytest.FixtureRequest, qapp: QApplication, tmp_path: Path) -> Generator[Desk]:
    made = Desk(tmp_path, request.param)
    yield made
    made.kiosk.stop()
    made.rig.__exit__()


@pytest.mark.parametrize("desk", ["3-key"], indirect=True)
def test_three_keys_do_the_whole_job(desk: Desk) -> None:
    desk.press("KEY_DOWN", "KEY_ENTER")  # no card
    desk.on("needs")
    desk.press("KEY_UP", "KEY_UP", "KEY_UP", "KEY_UP", "KEY_UP")  # backwards over the fixed bar
    desk.press("KEY_UP", "KEY_UP", "KEY_ENTER")  # and the corner for staff
    desk.on("errand")


@pytest.mark.parametrize("desk", ["two-switch"], indirect=True)
def test_two_switches_reach_and_press_everything(desk: Desk) -> None:
    desk.press("KEY_SPACE", "KEY_SPACE", "KEY_ENTER")
    desk.on("guide")


@pytest.mark.parametrize("desk", ["one-switch"], indirect=True)
def test_one_switch_waits_for_the_ring_to_come_round(desk: Desk) -> None:
    """Home has several places; the ring steps by itself, and the second press takes what it is on."""
    desk.press("KEY_SPACE")
    desk.until(lambda: any("没带身份证" in words for words in desk.said))
    desk.press("KEY_SPACE")
    desk.on("needs")


@pytest.mark.parametrize("desk", ["5-key"], indirect=True)
def test_the_help_key_calls_a_person_from_anywhere(desk: Desk) -> None:
    desk.until(lambda: desk.ready("bell"))
    desk.press("KEY_RIGHT")
    desk.on("called")
    assert 1 in desk.rig.rung_channels


@pytest.mark.parametrize("desk", ["5-key"], indirect=True)
def test_a_keypad_pulled_out_and_put_back_works_again(desk: Desk) -> None:
    desk.keypad.unplug()
    desk.until(lambda: not desk.ready("keypad"))
    desk.keypad.plug()
    desk.until(lambda: desk.ready("keypad"), 4)
    desk.press("KEY_DOWN", "KEY_ENTER")
    desk.on("needs")


@pytest.mark.parametrize("desk", ["5-key"], indirect=True)
def test_headphones_in_say_the_screen_at_once(desk: Desk) -> None:
    assert desk.said == []
    desk.rig.jack.insert()
    desk.until(lambda: any("今天来办什么" in words for words in desk.said))


@pytest.mark.parametrize("desk", ["3-key"], indirect=True)
def test_one_key_draws_the_curtain_and_lifts_it_with_a_word(desk: Desk) -> None:
    desk.press("KEY_DOWN", "KEY_ENTER")
    desk.on("needs")
    desk.press("KEY_F13")
    assert desk.kiosk.runner.look.curtain
    desk.until(lambda: any("画面已关" in words for words in desk.said))
    desk.press("KEY_F13")
    assert not desk.kiosk.runner.look.curtain
    desk.until(lambda: any("画面已打开" in words for words in desk.said))
    assert desk.kiosk.shell.painted_id == "needs"


@pytest.mark.parametrize("desk", ["3-key"], indirect=True)
def test_one_key_explains_the_keys_and_nothing_is_lost(desk: Desk) -> None:
    desk.press("KEY_DOWN", "KEY_ENTER")
    desk.on("needs")
    desk.press("KEY_F14")
    desk.on("how-to")
    desk.until(lambda: any("确认键" in words for words in desk.said))
    desk.press("KEY_ENTER")
    desk.on("needs")
