"""A runner on a host whose hands and clock are driven by the test."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kiosk.config import TimeSettings
from kiosk.flows.profiles import Look
from kiosk.flows.runner import Runner
from kiosk.flows.script import Action, Called, CallPerson, IssueTicket, Printed, PrintTicket
from kiosk.flows.today import AskToday
from kiosk.flows.view import View
from kiosk.text import Catalogue
from tests.flows.crawl import HALL, OPEN, VISIT, ticket_for

LOOK = Look("dark", "normal")
TIMES = TimeSettings.model_validate({})


class Bench:
    """A host whose hands are driven by the test, and the runner on it."""

    def __init__(self) -> None:
        self.now = 0.0
        self.shown: list[View] = []
        self.said: list[str] = []
        self.after = ""
        self.loud = self.chime = False
        self.looks: list[Look] = []
        self.ended: list[str] = []
        self.pending: list[tuple[Action, str, Callable[[Any], None]]] = []
        self.performed: list[Action] = []
        self.speaking = False
        self.hushed = 0
        self.runner = Runner(self, Catalogue(), VISIT, TIMES, LOOK, "zh-CN", lambda: self.now)
        self.runner.start()

    def show(self, view: View) -> None:
        self.shown.append(view)

    def say(
        self,
        speech: str,
        language: str,
        *,
        urgent: bool = False,
        after: str = "",
        loud: bool = False,
        chime: bool = False,
    ) -> None:
        self.said.append(speech)
        self.after = after
        self.loud, self.chime = loud, chime

    def repeat(self) -> None:
        self.said.append(self.said[-1])

    def hush(self) -> None:
        self.hushed += 1

    def set_look(self, look: Look) -> None:
        self.looks.append(look)

    def perform(self, action: Action, intent: str, language: str, done: Callable[[Any], None]) -> None:
        self.pending.append((action, intent, done))

    def visit_started(self) -> None:
        self.ended.append("started")

    def visit_ended(self, how: str) -> None:
        self.ended.append(how)

    # What the test does

    @property
    def up(self) -> str:
        return self.shown[-1].id

    def finish(self, result: Any = None) -> Action:
        action, _, done = self.pending.pop(0)
        self.performed.append(action)
        if result is None:
            result = {
                IssueTicket: lambda: ticket_for(action),  # type: ignore[arg-type]
                PrintTicket: Printed,
                CallPerson: lambda: Called(1, HALL.stations[0].name),
            }[type(action)]()
        done(result)
        return action

    def answers(self, *keys: Any) -> None:
        for key in keys:
            self.runner.answer(key)
            if self.pending and isinstance(self.pending[0][0], AskToday):
                self.finish(OPEN)

    def pass_time(self, seconds: float) -> None:
        for _ in range(int(seconds * 4)):
            self.now += 0.25
            self.runner.tick()


def to_confirm(bench: Bench) -> None:
    bench.answers("no_card", frozenset[str](), "medical", "seat")
    assert bench.up == "confirm"
