"""The card that was left on the reader when the visit ended: remind, then call somebody to look after it."""

from __future__ import annotations

from collections.abc import Callable

REMIND_EVERY, CALL_AFTER = 10.0, 60.0  # seconds


class Parting:
    """Begins when a visit ends with a card still there; over when the card is taken."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._began: float | None = None
        self._reminded = 0.0
        self._called = False

    @property
    def going_on(self) -> bool:
        return self._began is not None

    def begin(self) -> None:
        self._began = self._reminded = self._clock()
        self._called = False

    def end(self) -> None:
        self._began = None

    def reminder_due(self) -> bool:
        """True once every ten seconds."""
        now = self._clock()
        if self._began is None or now - self._reminded < REMIND_EVERY:
            return False
        self._reminded = now
        return True

    def call_due(self) -> bool:
        """True once, a minute after the visit ended."""
        if self._began is None or self._called or self._clock() - self._began < CALL_AFTER:
            return False
        self._called = True
        return True
