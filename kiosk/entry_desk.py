"""Looks a card up while the visitor reads: begun when the card is read, asked for by the flow, forgotten at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from datetime import datetime
from pathlib import Path

from kiosk.domain.entry import EntryPolicy, Outcome, outcome_of
from kiosk.domain.identity import Holder
from kiosk.entry_sources import HttpSource, RosterSource, Source, SourceDown


class EntryDesk:
    """secret: the terminal's key, for the roster; b'' when it cannot be had. All methods from any thread."""

    def __init__(self, policy: EntryPolicy, secret: Callable[[], bytes]) -> None:
        self._policy = policy
        self._secret = secret
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="entry")
        self._asked: tuple[str, Future[Outcome]] = ("", Future())

    def begin(self, number: str, whose: Holder) -> None:
        """Nothing while the switch is off. The number is kept no longer than the question takes."""
        if self._policy.on:
            self._asked = (whose.key, self._pool.submit(self._look_up, number, whose.masked_name))

    def outcome(self, holder_key: str) -> Outcome:
        """Waits at most as long as the policy says; then the source counts as down and a person decides."""
        key, asked = self._asked
        if not key or key != holder_key:
            return Outcome.SOURCE_DOWN
        try:
            return asked.result(self._policy.seconds)
        except (TooLate, SourceDown):
            return Outcome.SOURCE_DOWN

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _look_up(self, number: str, masked_name: str) -> Outcome:
        finding = self._source().ask(number)
        return outcome_of(finding, masked_name, datetime.now().astimezone(), self._policy.valid_hours)

    def _source(self) -> Source:
        if self._policy.url:
            return HttpSource(self._policy)
        return RosterSource(Path(self._policy.roster), self._secret())
