"""A scanner that pretends to be a keyboard, told from a person who types. Pure: the time is told.

A scanner types a whole code without a pause and ends it with Enter; a person does not press three keys within a
tenth of a second. So each key waits until it is known who pressed it, never longer than HOLD_SECONDS.

Of a scan whose keys come less than 30 ms apart, as scanners send them, no key gets through, whatever is written
in it. Of a slower one (up to 50 ms) the first key may have been passed on before the third came; of our tickets
that is "G".
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from kiosk.devices.scanner.ticket_code import LONGEST, read_scan

GAP_SECONDS = 0.05  # keys of one burst come faster than this, one after the other
HOLD_SECONDS = 0.06  # the longest that a key may wait
FEWEST_KEYS = 3  # in a row that quick: a machine
ENTER = "\r\n"


@dataclass(frozen=True)
class Step:
    """What to do with the keys that wait, oldest first: pass on `passed` of them, then forget `dropped`.

    scans: a token for each ticket that was scanned, None for each thing that was not one.
    """

    passed: int = 0
    dropped: int = 0
    scans: tuple[str | None, ...] = ()


class WedgeFilter:
    """Fed with every key press, in order; times in seconds that never go back."""

    def __init__(self) -> None:
        self._waiting: deque[float] = deque()  # when each key that waits was pressed
        self._text = ""  # of the burst, since its last Enter; never longer than LONGEST + 1
        self._keys = 0  # of the burst
        self._last = float("-inf")

    @property
    def due(self) -> float | None:
        """The second at which `rest` must be called if no key comes before; None when nothing waits."""
        if self._waiting:
            return min(self._waiting[0] + HOLD_SECONDS, self._last + GAP_SECONDS)
        return self._last + GAP_SECONDS if self._text else None

    def press(self, character: str, at: float) -> Step:
        """A key: the character it types, CR or LF for Enter, "\\0" for one that types nothing (arrows, F1),
        "" for one that only changes others (Shift).

        The key itself is the youngest of those that wait when the answer is followed.
        """
        before = self.rest(at)
        self._last = at
        self._keys += 1
        self._waiting.append(at)
        ended = character != "" and character in ENTER
        if not ended and len(self._text) <= LONGEST:
            self._text += character
        if self._keys < FEWEST_KEYS:
            return before
        dropped = len(self._waiting)
        self._waiting.clear()
        scans: tuple[str | None, ...] = ()
        if ended and self._text:
            scans = (read_scan(self._text),)
            self._text = ""
        return Step(before.passed, dropped, before.scans + scans)

    def rest(self, at: float) -> Step:
        """No key came until second `at`: keys that have waited long enough are a person's."""
        if at >= self._last + GAP_SECONDS:
            return self._end_burst()
        passed = 0
        while self._waiting and at >= self._waiting[0] + HOLD_SECONDS:
            self._waiting.popleft()
            passed += 1
        return Step(passed)

    def _end_burst(self) -> Step:
        """A machine's burst that stops without Enter was torn."""
        torn = self._keys >= FEWEST_KEYS and self._text != ""
        passed = len(self._waiting)
        self._waiting.clear()
        self._text = ""
        self._keys = 0
        return Step(passed, scans=(None,) if torn else ())
