"""One-switch scanning: the focus steps by itself, the switch selects. Pure, with an injected clock.

Row of rules: facts/accessibility.md D1, D2 (it wraps, no trap), D6 (nothing acts by focus alone).
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.domain.keys import LONGEST_STEP, SHORTEST_STEP, KeyAction

ROUNDS = 2  # without a press, then it rests: nobody is there


class AutoScan:
    """Tell it the screen, the presses, and call `tick` often; it answers with what is to be done.

    step_seconds: 0.5 to 10; ValueError beyond. clock: seconds, never going back. One thread.
    """

    def __init__(self, step_seconds: float, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._step = _checked(step_seconds)
        self._places = 0
        self._steps_left = 0  # 0: it rests
        self._next_at = 0.0

    @property
    def running(self) -> bool:
        return self._steps_left > 0

    @property
    def step_seconds(self) -> float:
        return self._step

    @step_seconds.setter
    def step_seconds(self, seconds: float) -> None:
        """Counts from the next step on."""
        self._step = _checked(seconds)

    def show(self, places: int) -> None:
        """A screen with so many places in its focus ring stands now. A scan that runs begins there anew."""
        self._places = places
        if self.running:
            self._begin()

    def press(self) -> list[KeyAction]:
        """The switch: starts a scan that rests; selects in one that runs, which then goes on."""
        was_running = self.running
        self._begin()
        return [KeyAction.SELECT] if was_running else []

    def tick(self) -> list[KeyAction]:
        """[next] when a step is due, else []. A late tick makes one step, so that no place is skipped."""
        if not self.running or self._clock() < self._next_at:
            return []
        self._steps_left -= 1
        self._next_at = self._clock() + self._step
        return [KeyAction.NEXT]

    def _begin(self) -> None:
        self._steps_left = ROUNDS * self._places
        self._next_at = self._clock() + self._step


def _checked(seconds: float) -> float:
    if not SHORTEST_STEP <= seconds <= LONGEST_STEP:
        raise ValueError(f"a step takes {SHORTEST_STEP} to {LONGEST_STEP} seconds, not {seconds}")
    return seconds
