"""One-switch scanning with a clock of our own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.keypad.scanning import AutoScan
from kiosk.domain.keys import KeyAction

NEXT, SELECT = KeyAction.NEXT, KeyAction.SELECT


class Bench:
    """A scan, its clock, and a ring of places as the window has it."""

    def __init__(self, step: float = 2.0, places: int = 3) -> None:
        self.now = 50.0
        self.scan = AutoScan(step, lambda: self.now)
        self.scan.show(places)

    def run(self, seconds: float, every: float = 0.25) -> int:
        """Tick for a while; how many steps were made."""
        steps = 0
        for _ in range(round(seconds / every)):
            self.now += every
            steps += len(self.scan.tick())
        return steps


def test_it_rests_until_the_first_press_which_selects_nothing() -> None:
    bench = Bench()
    assert bench.run(60) == 0
    assert bench.scan.press() == []
    assert bench.scan.running


def test_it_steps_at_its_pace() -> None:
    bench = Bench()
    bench.scan.press()
    assert bench.run(1.75) == 0
    assert bench.run(0.25) == 1
    assert bench.run(2.0) == 1


def test_the_next_press_selects_and_gives_a_whole_step_again() -> None:
    bench = Bench()
    bench.scan.press()
    assert bench.run(3.75) == 1
    assert bench.scan.press() == [SELECT]
    assert bench.run(1.75) == 0
    assert bench.run(0.25) == 1


@given(st.integers(1, 12))
def test_it_stops_after_two_rounds_on_the_place_where_it_began_and_starts_again(places: int) -> None:
    bench = Bench(places=places)
    bench.scan.press()
    assert bench.run(1000) == 2 * places
    assert not bench.scan.running
    assert bench.scan.press() == []
    assert bench.run(1000) == 2 * places


def test_a_new_screen_begins_anew_while_it_runs_and_only_then() -> None:
    bench = Bench()
    bench.scan.show(5)
    assert bench.run(20) == 0
    bench.scan.press()
    bench.run(1.75)
    bench.scan.show(4)
    assert bench.run(1.75) == 0
    assert bench.run(1000) == 8


def test_a_screen_without_places_makes_no_step() -> None:
    bench = Bench(places=0)
    assert bench.scan.press() == []
    assert bench.run(60) == 0


def test_a_late_tick_skips_no_place() -> None:
    bench = Bench()
    bench.scan.press()
    bench.now += 30
    assert bench.scan.tick() == [NEXT]
    assert bench.scan.tick() == []


def test_the_pace_can_be_changed_while_it_runs() -> None:
    bench = Bench()
    bench.scan.press()
    bench.scan.step_seconds = 0.5
    assert bench.run(2.0) == 1
    assert bench.run(0.5) == 1
    assert bench.scan.step_seconds == 0.5


@pytest.mark.parametrize("seconds", [0.4, 10.1, 0, -1, float("nan")])
def test_a_pace_that_nobody_can_follow_is_refused(seconds: float) -> None:
    with pytest.raises(ValueError, match="step"):
        AutoScan(seconds, lambda: 0.0)
    with pytest.raises(ValueError, match="step"):
        Bench().scan.step_seconds = seconds
