"""How long nothing has happened, and when that means something.

The clock stands still while the kiosk speaks or works (accessibility E5). Seconds are config [times].
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from kiosk.config import TimeSettings
from kiosk.flows.script import Action, Board, Screen, TicketReady, Trouble, Waiting

Step = Screen | Action


class IdleClock:
    """slow: the visitor asked for more time. keypad: keys are in use, which takes longer too."""

    def __init__(self, times: TimeSettings, clock: Callable[[], float]) -> None:
        self._times = times
        self._clock = clock
        self._since = clock()
        self.slow = False
        self.keypad = False

    @property
    def seconds(self) -> float:
        return self._clock() - self._since

    def touch(self) -> None:
        self._since = self._clock()

    hold = touch  # nothing is counted while the kiosk itself is busy

    def reset(self) -> None:
        self.slow = self.keypad = False
        self.touch()

    def expired(self, step: Step | None) -> bool:
        """True when it is time to ask whether somebody is there, or to end quietly."""
        if isinstance(step, Waiting) and step.emergency:
            return False
        if isinstance(step, Board | Waiting | Trouble):
            limit = self._times.waiting
        elif isinstance(step, TicketReady):
            limit = self._times.farewell
        else:
            limit = self._times.idle_slow if self.slow or self.keypad else self._times.idle
        return self.seconds >= limit

    def due(self, step: Step | None, *, busy: bool, asking: bool) -> Literal["", "ask", "end"]:
        """What is to be done now. busy: the kiosk speaks or works. asking: 您还在吗 is up."""
        if busy:
            self.hold()
        elif asking:
            return "end" if self.warning_expired() else ""
        elif self.expired(step):
            return "end" if step is None or self.ends_quietly(step) else "ask"
        return ""

    def ends_quietly(self, step: Step | None) -> bool:
        """After the ticket there is nothing left to lose: the next visitor finds the home screen."""
        return isinstance(step, TicketReady)

    def warning_expired(self) -> bool:
        limit = self._times.warning_slow if self.slow or self.keypad else self._times.warning
        return self.seconds >= limit
