"""Keypads and switches against recorded events, under the real supervisor.

There is no /dev/uinput here: the events come through a pty, by the same code path as from a real node.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.devices.evdev.node import EvdevNode
from kiosk.devices.keypad.evdev import EvdevKeypad
from kiosk.devices.simulators.input_node import InputNodeSimulator
from kiosk.devices.simulators.wire import PtyWire
from kiosk.devices.status import DeviceState
from kiosk.domain.keys import KEYS, PRESETS, KeyAction, Preset, keymap
from tests.devices.test_supervisor import Watch
from tests.devices.told import Told, supervised

HEADER = Path("/usr/include/linux/input-event-codes.h")
NEXT, PREV, SELECT, HELP = KeyAction.NEXT, KeyAction.PREV, KeyAction.SELECT, KeyAction.HELP
# A key beside the preset's, so that a test knows when everything before it has been handled.
MARK = {"KEY_F24": KeyAction.PAUSE}


@dataclass(frozen=True)
class Hand:
    """A keypad and what it did."""

    keys: InputNodeSimulator
    watch: Watch
    told: Told[KeyAction]

    def done(self) -> list[KeyAction]:
        """Every action so far, once the events before now are handled."""
        self.keys.press("KEY_F24")
        deadline = time.monotonic() + 5
        while KeyAction.PAUSE not in (told := self.told.all):
            assert time.monotonic() < deadline, told
            self.told.wait(len(told) + 1)
        return told[: told.index(KeyAction.PAUSE)]


@contextmanager
def keypad(
    preset: Preset = "3-key", debounce: float = 0.05, *, answers: bool = False, other: bool = False
) -> Generator[Hand]:
    told = Told[KeyAction]()
    with PtyWire() as wire:
        keys = InputNodeSimulator(wire, answers=answers, grabbed_by_other=other)
        with keys:
            node = EvdevNode(wire.path, keys.ioctl) if answers else EvdevNode(wire.path)
            with supervised(EvdevKeypad(node, keymap(preset, MARK), told, debounce)) as watch:
                if not other:
                    watch.wait_for(DeviceState.ONLINE)
                yield Hand(keys, watch, told)


@pytest.mark.parametrize("preset", list(PRESETS))
def test_every_key_of_every_preset_does_what_it_is_for(preset: Preset) -> None:
    with keypad(preset) as hand:
        for key in PRESETS[preset]:
            hand.keys.press(key)
        assert hand.done() == list(PRESETS[preset].values())


@pytest.mark.parametrize("preset", list(PRESETS))
def test_every_preset_can_reach_and_choose_everything(preset: Preset) -> None:
    """D1: moving and selecting; with one switch the focus moves by itself."""
    actions = set(PRESETS[preset].values())
    assert SELECT in actions
    assert NEXT in actions or preset == "one-switch"


@pytest.mark.skipif(not HEADER.exists(), reason="no kernel headers here")
def test_the_numbers_of_the_keys_are_the_kernels() -> None:
    lines = [line.split() for line in HEADER.read_text().splitlines() if line.startswith("#define")]
    kernel = {words[1]: int(words[2], 0) for words in lines if len(words) > 2 and words[2][0].isdigit()}
    assert {name: kernel[name] for name in KEYS} == KEYS


def test_a_key_acts_when_it_goes_down_and_soon() -> None:
    with keypad() as hand:
        started = time.monotonic()
        hand.keys.press("KEY_ENTER")
        assert hand.told.wait(1) == [SELECT]
        assert time.monotonic() - started < 0.3


def test_other_keys_do_nothing() -> None:
    with keypad() as hand:
        hand.keys.press("KEY_F1")
        hand.keys.press("KEY_SPACE")
        assert hand.done() == []


def test_a_held_key_acts_once_and_only_volume_goes_on() -> None:
    with keypad("audionav") as hand:
        hand.keys.hold("KEY_DOWN", 10)
        hand.keys.hold("KEY_VOLUMEUP", 3)
        assert hand.done() == [NEXT, *[KeyAction.VOLUME_UP] * 4]


def test_a_bouncing_contact_is_one_press() -> None:
    with keypad() as hand:
        hand.keys.chatter("KEY_DOWN", 8, 0.02)
        hand.keys.press("KEY_ENTER")
        assert hand.done() == [NEXT, SELECT]


def test_a_contact_that_bounces_on_release_is_one_press() -> None:
    """Counted from the last edge: a long press that ends in chatter must not act twice."""
    with keypad() as hand:
        hand.keys.press("KEY_DOWN", down_seconds=1.5)
        hand.keys.chatter("KEY_DOWN", 3, 0.01)
        assert hand.done() == [NEXT]


def test_quick_presses_of_a_steady_hand_all_count() -> None:
    with keypad() as hand:
        hand.keys.chatter("KEY_DOWN", 5, 0.2)
        assert hand.done() == [NEXT] * 5


def test_a_long_hold_off_ignores_a_trembling_hand_and_no_other_key() -> None:
    with keypad(debounce=1.0) as hand:
        hand.keys.chatter("KEY_DOWN", 6, 0.3)
        hand.keys.press("KEY_ENTER")
        hand.keys.pause_between(1.1)
        hand.keys.press("KEY_DOWN")
        assert hand.done() == [NEXT, SELECT, NEXT]


def test_a_clock_that_was_set_back_does_not_make_keys_deaf() -> None:
    with keypad(debounce=1.0) as hand:
        hand.keys.press("KEY_DOWN")
        hand.keys.pause_between(-3600)
        hand.keys.press("KEY_DOWN")
        assert hand.done() == [NEXT, NEXT]


@pytest.mark.parametrize("at", [8, 25])
def test_events_cut_in_two_are_read(at: int) -> None:
    with keypad() as hand:
        hand.keys.press_cut("KEY_ENTER", at)
        assert hand.done() == [SELECT]


def pulled_and_back(at: int) -> None:
    with keypad() as hand:
        hand.keys.press_torn("KEY_DOWN", at)
        hand.keys.unplug()
        hand.watch.wait_for(DeviceState.POWER_OFF)
        hand.keys.plug()
        back = time.monotonic()
        hand.watch.wait_for(DeviceState.ONLINE, times=2)
        assert time.monotonic() - back < 2
        hand.keys.press("KEY_ENTER")
        assert hand.done() == [SELECT]


def test_pulled_inside_an_event_and_back_it_serves_again() -> None:
    pulled_and_back(16)


@pytest.mark.slow
@pytest.mark.parametrize("at", range(24))
def test_pulled_at_every_byte_of_an_event_and_back_it_serves_again(at: int) -> None:
    pulled_and_back(at)


def test_a_key_held_when_the_plug_is_pulled_acts_again_after_it() -> None:
    """The release never came: it must not swallow the next press."""
    with keypad(debounce=1.0) as hand:
        hand.keys.noise(hand.keys.key_events("KEY_DOWN", 1))
        hand.told.wait(1)
        hand.keys.unplug()
        hand.watch.wait_for(DeviceState.POWER_OFF)
        hand.keys.plug()
        hand.watch.wait_for(DeviceState.ONLINE, times=2)
        hand.keys.press("KEY_DOWN")
        assert hand.done() == [NEXT, NEXT]


def test_noise_presses_nothing() -> None:
    with keypad() as hand:
        hand.keys.noise(bytes(range(128, 256)) * 3)
        hand.keys.press("KEY_UP")
        assert hand.done() in ([PREV], [])
        hand.keys.press("KEY_ENTER")
        hand.told.wait(1)
        assert set(hand.told.all) <= {PREV, SELECT, KeyAction.PAUSE}


def test_lost_events_press_nothing() -> None:
    with keypad() as hand:
        hand.keys.overrun(lost=hand.keys.key_events("KEY_DOWN", 1)[:24])
        hand.keys.press("KEY_ENTER")
        assert hand.done() == [SELECT]


def test_a_flapping_plug_ends_in_a_keypad_that_serves() -> None:
    with keypad() as hand:
        for _ in range(20):
            hand.keys.unplug()
            hand.keys.plug()
        deadline = time.monotonic() + 5
        while not hand.told.all:
            assert time.monotonic() < deadline
            hand.keys.press("KEY_ENTER")
            hand.keys.pause(0.05)
        assert set(hand.told.all) == {SELECT}


def test_what_is_no_input_device_works_and_says_that_it_is_not_grabbed() -> None:
    with keypad() as hand:
        assert "cannot be kept" in hand.watch.wait_for(DeviceState.ONLINE).cause


def test_a_real_node_is_grabbed_once() -> None:
    with keypad(answers=True) as hand:
        assert hand.watch.wait_for(DeviceState.ONLINE).cause == ""
        hand.keys.press("KEY_ENTER")
        assert hand.done() == [SELECT]
        assert hand.keys.grabs == 1


def test_a_keypad_held_by_another_program_is_named() -> None:
    with keypad(answers=True, other=True) as hand:
        assert hand.watch.wait_for(DeviceState.BUSY).words == "device-port-in-use"


def test_a_node_that_is_not_there_is_named(tmp_path: Path) -> None:
    driver = EvdevKeypad(EvdevNode(str(tmp_path / "none")), keymap("3-key", {}), lambda _: None)
    with supervised(driver) as watch:
        assert watch.wait_for(DeviceState.POWER_OFF).words == "device-no-port"
