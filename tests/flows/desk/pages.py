"""Drives a page of the desk as the desk does: what it lists is answered, what it asks to be done is handed out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from kiosk.config import load
from kiosk.domain.staff import Actor
from kiosk.flows.desk.screen import Desk, Entry, Note, Part, Pick, Pressed, Row, Rows
from kiosk.flows.resolve import Resolver
from kiosk.flows.script import Action, Script
from kiosk.flows.visit import Visit
from kiosk.text import LANGUAGES, Catalogue
from tests.store.trail import WANG

HALL = load(Path(__file__).parents[3] / "config").hall


class Page:
    """known: what each action is answered with, by its class; any other action stops the page and is `step`."""

    def __init__(
        self,
        page: Callable[[Visit, Actor], Script[str]],
        known: Mapping[type[Action], Any],
        by: Actor = WANG,
    ) -> None:
        self.known = dict(known)
        self._script = page(Visit(HALL), by)
        self.asked: list[Action] = []
        self.step: Any = None
        self.left: str | None = None
        self._go(None)

    def give(self, answer: Any) -> Any:
        """An answer, or the result of the action that stands. Returns what stands then."""
        self._go(answer)
        return self.step

    def press(self, key: str, row: str = "", **values: Any) -> Any:
        """values: of Pick by its choice, of Entry by what is typed; the others as they stand on the page."""
        standing: dict[str, Any] = {}
        for part in self.desk.parts:
            if isinstance(part, Pick):
                standing[part.id] = part.chosen
            elif isinstance(part, Entry):
                standing[part.id] = part.value
        picks = {part.id for part in self.desk.parts if isinstance(part, Pick)}
        typed = {
            name: frozenset({value}) if name in picks and isinstance(value, str) else value
            for name, value in values.items()
        }
        return self.give(Pressed(key, row, {**standing, **typed}))

    def _go(self, answer: Any) -> None:
        try:
            self.step = self._script.send(answer)
            while type(self.step) in self.known:
                self.asked.append(self.step)
                self.step = self._script.send(self.known[type(self.step)])
        except StopIteration as stop:
            self.left = stop.value
        if isinstance(self.step, Desk):
            for language in LANGUAGES:  # raises where a word is missing
                Resolver(Catalogue(), language).view(self.step)

    @property
    def desk(self) -> Desk:
        assert isinstance(self.step, Desk), self.step
        return self.step

    @property
    def notes(self) -> list[str]:
        """What is told, in Chinese."""
        return [
            part.words for part in self._shown() if isinstance(part, Note) and isinstance(part.words, str)
        ]

    def rows(self, list_number: int = 0) -> list[Row]:
        """In Chinese."""
        lists = [part for part in self._shown() if isinstance(part, Rows)]
        return list(lists[list_number].rows)

    def pick(self, name: str) -> Pick:
        return next(part for part in self.desk.parts if isinstance(part, Pick) and part.id == name)

    def entry(self, name: str) -> Entry:
        return next(part for part in self.desk.parts if isinstance(part, Entry) and part.id == name)

    def _shown(self) -> tuple[Part, ...]:
        view = Resolver(Catalogue(), "zh-CN").view(self.desk)
        assert view.desk is not None
        return view.desk.parts
