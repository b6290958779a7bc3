"""The calls of this visit, each with the news that its waiting screen has not heard yet."""

from __future__ import annotations

from typing import Any

from kiosk.flows.script import Called, CallNews, Step, Waiting


class OwnCalls:
    """News may come while the visitor is elsewhere: on the communication board, on another question."""

    def __init__(self) -> None:
        self._missed: dict[int, CallNews | None] = {}

    def performed(self, result: Any) -> None:
        """What came of an action: a call that was taken belongs to this visit."""
        if isinstance(result, Called):
            self._missed[result.call_id] = None

    def keep(self, news: CallNews) -> bool:
        """For its waiting screen, later. False for somebody else's call."""
        if news.call_id not in self._missed:
            return False
        self._missed[news.call_id] = news
        return True

    def missed(self, step: Step | None) -> CallNews | None:
        """What this waiting screen has not heard; told once."""
        if not isinstance(step, Waiting) or not self._missed.get(step.call_id):
            return None
        news, self._missed[step.call_id] = self._missed[step.call_id], None
        return news

    def forget(self) -> None:
        self._missed.clear()
