"""One telling of one flow: what was asked, what was answered, and how to go back.

Back replays the flow from its start with all but the last answer; results of actions are fed from memory
and are not done again. After a commit (a ticket was issued) there is no way back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from kiosk.flows.script import Action, Failed, Screen, Step, Waiting
from kiosk.flows.visit import Flow, Visit

BRIEF_SECONDS = 0.6
FOREVER = float("inf")


class FlowChanged(Exception):
    """A replayed flow asked something else than before: it is not pure."""


@dataclass(frozen=True)
class Entry:
    """One step and what came of it. automatic: answered without the visitor (a card already known)."""

    step: Step
    value: Any
    automatic: bool = False


class Run:
    """flow: must be pure. intent: names this telling for ever (one intent, one ticket).

    outcome: what a flow that has ended returned.
    since: when its latest waiting began (monotonic seconds), over all the news of one call and whatever is done
    meanwhile.
    """

    def __init__(self, flow: Flow, visit: Visit) -> None:
        self.flow = flow
        self._visit = visit
        self.outcome: Any = None
        self.intent = uuid4().hex
        self.since: float | None = None
        self._counted = 0  # the call whose waiting that is
        self._asked = 0.0  # when the present step was asked
        self.entries: list[Entry] = []
        self._script = flow(visit)
        self.step: Step | None = self._next(None)

    def tells(self, flow: Flow) -> bool:
        return self.flow is flow

    @property
    def finished(self) -> bool:
        return self.step is None

    @property
    def committed(self) -> bool:
        return any(
            isinstance(entry.step, Action) and entry.step.commits and not isinstance(entry.value, Failed)
            for entry in self.entries
        )

    @property
    def can_back(self) -> bool:
        return not self.committed and any(_visitor_answered(entry) for entry in self.entries)

    def waits_for(self, call_id: int) -> bool:
        return isinstance(self.step, Waiting) and self.step.call_id == call_id

    def count_waiting(self, now: float) -> None:
        """Call after each step: the clock of a wait runs on from one Waiting screen to the next."""
        self._asked = now
        if isinstance(self.step, Waiting) and (self.since is None or self.step.call_id != self._counted):
            self.since, self._counted = now, self.step.call_id

    def has_become_slow(self, now: float) -> bool:
        """True once for a brief action that takes so long that the visitor must be told."""
        slow = isinstance(self.step, Action) and self.step.brief and now - self._asked > BRIEF_SECONDS
        if slow:
            self._asked = now + FOREVER
        return slow

    def give(self, value: Any, *, automatic: bool = False) -> None:
        """Answer the present step and go to the next."""
        if self.step is None:
            raise RuntimeError("the flow has ended")
        self.entries.append(Entry(self.step, value, automatic))
        self.step = self._next(value)

    def back(self) -> None:
        """Ask the last question again. Does nothing where can_back is false."""
        if not self.can_back:
            return
        last = max(place for place, entry in enumerate(self.entries) if _visitor_answered(entry))
        kept, self.entries = self.entries[:last], []
        self._script = self.flow(self._visit)
        self.step = self._next(None)
        for entry in kept:
            if self.step != entry.step:
                raise FlowChanged(f"asked {self.step!r} where it had asked {entry.step!r}")
            self.give(entry.value, automatic=entry.automatic)

    def _next(self, value: Any) -> Step | None:
        try:
            return self._script.send(value)
        except StopIteration as end:
            self.outcome = end.value
            return None


def _visitor_answered(entry: Entry) -> bool:
    return isinstance(entry.step, Screen) and not entry.automatic
