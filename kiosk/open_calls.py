"""The calls for which somebody is still expected, each with the moment at which it is rung again.

Every change is one step under one lock, and what has ended stays ended: a press, a badge and a deadline may come in
the same instant, and none of them may bring back what another has just closed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.domain.call import Call

NEVER = float("inf")


@dataclass
class _Live:
    """due: when it is rung again (monotonic seconds). reached: ids of the stations that took its latest ring."""

    call: Call
    due: float
    reached: tuple[str, ...] = ()


class OpenCalls:
    """All methods may be called from any thread. clock: monotonic seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._changed = threading.Condition()
        self._live: dict[int, _Live] = {}
        self._ended: dict[int, Call] = {}
        self._unwritten = 0
        self._closing = False

    @property
    def all(self) -> list[Call]:
        """Oldest first."""
        with self._changed:
            return sorted((live.call for live in self._live.values()), key=lambda call: call.created)

    def find(self, call_id: int) -> Call | None:
        """None when it is not open here."""
        with self._changed:
            live = self._live.get(call_id)
            return live.call if live else None

    def latest(self, call_id: int) -> Call:
        """What has become of it, also when it has ended. Raises KeyError for one that was never open here."""
        with self._changed:
            return self._live[call_id].call if call_id in self._live else self._ended[call_id]

    def reached(self, call_id: int) -> tuple[str, ...]:
        """Ids of the stations that took its latest ring."""
        with self._changed:
            live = self._live.get(call_id)
            return live.reached if live else ()

    def new_id(self) -> int:
        """For a call that the ledger does not know: they count down from -1."""
        with self._changed:
            self._unwritten -= 1
            return self._unwritten

    def add(self, call: Call, seconds: float = NEVER) -> bool:
        """Expect somebody for it. False for one that has ended here: the ledger may know that later.

        One that is open already stays as it is. seconds: until it is rung.
        """
        with self._changed:
            if call.id in self._ended:
                return False
            if call.id not in self._live:
                self._live[call.id] = _Live(call, self._clock() + seconds)
                self._changed.notify_all()
            return True

    def change(
        self,
        call_id: int,
        step: Callable[[Call], Call],
        seconds: Callable[[Call], float] = lambda _: NEVER,
        reached: tuple[str, ...] | None = None,
    ) -> Call | None:
        """Take a step. None, and nothing changed, when it is not open any more.

        seconds: until it is rung again, of the call as it then is. reached: by the ring that this step tells of.
        """
        with self._changed:
            live = self._live.get(call_id)
            if live is None:
                return None
            live.call = step(live.call)
            live.due = self._clock() + seconds(live.call)
            if reached is not None:
                live.reached = reached
            if not live.call.open:
                self._ended[call_id] = self._live.pop(call_id).call
            self._changed.notify_all()
            return live.call

    def next_due(self) -> Call | None:
        """Waits for the next call whose moment has come; it is not due again until it changes. None: closed."""
        with self._changed:
            while not self._closing:
                nearest = min(self._live.values(), key=lambda live: live.due, default=None)
                wait = nearest.due - self._clock() if nearest else NEVER
                if nearest and wait <= 0:
                    nearest.due = NEVER
                    return nearest.call
                self._changed.wait(None if wait == NEVER else wait)
        return None

    def close(self) -> None:
        """next_due returns."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
