"""What the runner needs of the world: a screen to show on, a mouth, and hands. The app is one host."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from kiosk.flows.profiles import Look
from kiosk.flows.script import Action
from kiosk.flows.view import View


class Host(Protocol):
    def show(self, view: View) -> None: ...

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
        """Speak and caption; newer words interrupt older ones. after: a hint that follows after a pause.

        loud: at the loudspeaker too and as loud as the terminal may be, whatever the visitor has set.
        chime: the emergency's own tone before the words.
        """
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
