"""What the runner needs of the world: a screen to show on, a mouth, and hands. The app is one host."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from kiosk.flows.script import Action
from kiosk.flows.view import View


@dataclass(frozen=True)
class Look:
    """What a visitor may change for this visit. rate_percent, volume_percent: of the configured speech."""

    scheme: str
    size: str
    rate_percent: int = 100
    volume_percent: int = 100


class Host(Protocol):
    def show(self, view: View) -> None: ...

    def say(self, speech: str, language: str, *, urgent: bool = False) -> None:
        """Speak and caption; newer words interrupt older ones."""
        ...

    def repeat(self) -> None: ...

    def hush(self) -> None:
        """Silence, for instance when a visit ends."""
        ...

    def set_look(self, look: Look) -> None: ...

    def perform(self, action: Action, intent: str, language: str, done: Callable[[Any], None]) -> None:
        """Do it elsewhere; later, and within a bounded time, call done(result) on this thread.

        Never before perform has returned.
        """
        ...

    @property
    def speaking(self) -> bool: ...

    def visit_started(self) -> None: ...

    def visit_ended(self, how: str) -> None: ...
