"""Which presses are one press of a trembling hand (accessibility C11)."""

from __future__ import annotations

import time

from kiosk.ui.cards import Card

SAME_PRESS_SECONDS = 0.3  # a second press on the same target within this time is a trembling hand
STEADY_LOCK_SECONDS = 0.8


class Presses:
    """Remembers the last target. A card is known by its key: the widget is used again for other answers."""

    def __init__(self) -> None:
        self._last: tuple[object, float] = (None, 0.0)

    def again(self, target: object, *, steady: bool) -> bool:
        """Whether this press is the same once more; another one is remembered."""
        now = time.monotonic()
        target = target.option.key if isinstance(target, Card) else target
        last, at = self._last
        again = target == last and now - at < (STEADY_LOCK_SECONDS if steady else SAME_PRESS_SECONDS)
        if not again:
            self._last = (target, now)
        return again

    def another_screen(self) -> None:
        """The same key is another answer now; the dead time is what guards against trembling here."""
        if isinstance(self._last[0], str):
            self._last = (None, 0.0)
