"""The headphone jack against recorded events, under the real supervisor.

There is no /dev/uinput here: the events come through a pty; where a real node would be asked for its state,
the simulator answers in the kernel's place.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.audio.jack import REST_SECONDS, HeadphoneJack, Settling
from kiosk.devices.evdev.node import EvdevNode
from kiosk.devices.simulators.input_node import InputNodeSimulator
from kiosk.devices.simulators.wire import PtyWire
from kiosk.devices.status import DeviceState
from tests.devices.test_supervisor import Watch
from tests.devices.told import Told, supervised


@dataclass(frozen=True)
class Socket:
    """A jack and what it told."""

    jack: InputNodeSimulator
    watch: Watch
    told: Told[bool]


@contextmanager
def socket(*, answers: bool = False, inserted: bool = False) -> Generator[Socket]:
    told = Told[bool]()
    with PtyWire() as wire:
        jack = InputNodeSimulator(wire, answers=answers)
        jack.inserted = inserted
        with jack:
            node = EvdevNode(wire.path, jack.ioctl) if answers else EvdevNode(wire.path)
            with supervised(HeadphoneJack(node, told)) as watch:
                watch.wait_for(DeviceState.ONLINE if answers else DeviceState.UNKNOWN)
                yield Socket(jack, watch, told)


@pytest.mark.parametrize("inserted", [True, False])
def test_the_state_at_the_start_is_asked_and_told(inserted: bool) -> None:
    with socket(answers=True, inserted=inserted) as at:
        assert at.told.wait(1) == [inserted]


def test_a_node_that_cannot_be_asked_is_unknown_until_the_first_plug() -> None:
    with socket() as at:
        assert at.watch.states[-1].words == "jack-state-unknown"
        assert at.told.all == []
        at.jack.insert()
        assert at.told.wait(1) == [True]
        at.watch.wait_for(DeviceState.ONLINE)


def test_in_and_out_are_told_within_half_a_second() -> None:
    """Row A7: personal speech must not go on aloud."""
    with socket() as at:
        at.jack.insert()
        at.told.wait(1)
        started = time.monotonic()
        at.jack.pull_out()
        assert at.told.wait(2) == [True, False]
        assert REST_SECONDS <= time.monotonic() - started < 0.5


@pytest.mark.parametrize("inserted", [True, False])
def test_a_bouncing_plug_is_told_once_with_its_last_state(inserted: bool) -> None:
    with socket(answers=True, inserted=not inserted) as at:
        at.told.wait(1)
        at.jack.bounce(10, 0.2, inserted=inserted)
        at.told.wait(2)
        at.jack.bounce(10, 0.2, inserted=not inserted)
        assert at.told.wait(3) == [not inserted, inserted, not inserted]


def test_a_bounce_that_changes_nothing_is_not_told() -> None:
    with socket(answers=True) as at:
        at.jack.bounce(10, 0.1, inserted=False)
        at.jack.pause(REST_SECONDS * 2)
        at.jack.insert()
        assert at.told.wait(2) == [False, True]


@given(st.lists(st.tuples(st.booleans(), st.floats(0.001, 0.4)), min_size=1, max_size=12))
def test_only_what_has_rested_is_given_and_once(moves: list[tuple[bool, float]]) -> None:
    settling, at, given_states = Settling(REST_SECONDS), 10.0, list[bool]()
    rested: list[bool] = []
    for state, pause in moves:
        settling.feed(state, at)
        if pause >= REST_SECONDS + 1e-6:
            rested.append(state)
        at += pause
        if (settled := settling.settled(at)) is not None:
            given_states.append(settled)
    # A pause of just the limit may fall on either side.
    if all(abs(pause - REST_SECONDS) > 1e-6 for _, pause in moves):
        assert given_states == rested
    assert settling.settled(at + 1) in (None, moves[-1][0])
    assert settling.settled(at + 2) is None


@pytest.mark.parametrize("inserted", [True, False])
def test_after_lost_events_the_state_is_asked_anew(inserted: bool) -> None:
    with socket(answers=True, inserted=not inserted) as at:
        at.told.wait(1)
        at.jack.inserted = inserted  # its event is among the lost ones
        at.jack.overrun()
        assert at.told.wait(2) == [not inserted, inserted]


def test_events_that_the_kernel_declares_void_are_not_believed() -> None:
    with socket(answers=True) as at:
        at.told.wait(1)
        at.jack.overrun(lost=at.jack.jack_events(True))
        at.jack.pause(REST_SECONDS * 2)
        at.jack.insert()
        at.told.wait(2)
        at.jack.pull_out()
        assert at.told.wait(3) == [False, True, False]


def test_what_was_bouncing_when_events_were_lost_is_void() -> None:
    with socket(answers=True) as at:
        at.told.wait(1)
        at.jack.noise(at.jack.jack_events(True))
        at.jack.overrun()  # asked now, it says that nothing is in
        at.jack.pause(REST_SECONDS * 2)
        assert at.told.all == [False]


def test_a_state_that_is_the_same_after_the_node_was_away_is_told_again() -> None:
    with socket(answers=True, inserted=True) as at:
        at.told.wait(1)
        at.jack.unplug()
        at.watch.wait_for(DeviceState.POWER_OFF)
        at.jack.plug()
        assert at.told.wait(2) == [True, True]


def test_after_lost_events_a_node_that_cannot_be_asked_is_unknown_again() -> None:
    with socket() as at:
        at.jack.insert()
        at.watch.wait_for(DeviceState.ONLINE)
        at.jack.overrun()
        at.watch.wait_for(DeviceState.UNKNOWN, times=2)


def pulled_and_back(cut: int) -> None:
    with socket(answers=True) as at:
        at.jack.noise(at.jack.jack_events(True)[:cut])
        at.jack.unplug()
        at.watch.wait_for(DeviceState.POWER_OFF)
        at.jack.inserted = True
        at.jack.plug()
        back = time.monotonic()
        assert at.told.wait(2) == [False, True]
        assert time.monotonic() - back < 2


def test_pulled_inside_an_event_and_back_the_state_is_told_anew() -> None:
    pulled_and_back(20)


@pytest.mark.slow
@pytest.mark.parametrize("cut", range(24))
def test_pulled_at_every_byte_of_an_event_and_back_the_state_is_told_anew(cut: int) -> None:
    pulled_and_back(cut)


def test_noise_tells_nothing() -> None:
    with socket(answers=True) as at:
        at.jack.noise(bytes(range(128, 256)) * 3)
        at.jack.pause(REST_SECONDS * 2)
        at.jack.insert()
        at.jack.insert()  # the first may have been joined to the noise
        assert at.told.wait(2) == [False, True]


def test_keys_on_the_same_node_tell_nothing() -> None:
    with socket() as at:
        at.jack.press("KEY_VOLUMEUP")
        at.jack.insert()
        assert at.told.wait(1) == [True]


def test_a_flapping_plug_ends_in_a_jack_that_serves() -> None:
    with socket(answers=True) as at:
        for _ in range(20):
            at.jack.unplug()
            at.jack.plug()
        at.jack.inserted = True
        deadline = time.monotonic() + 5
        while at.told.all[-1] is not True:
            assert time.monotonic() < deadline
            at.jack.insert()
            at.jack.pause(0.2)
        assert at.watch.states[-1].state is DeviceState.ONLINE
