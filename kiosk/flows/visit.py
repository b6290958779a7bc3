"""What a flow knows of the visit it serves. Constant while a flow is told, so that flows stay pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kiosk.domain.hall import Hall
from kiosk.flows.script import Script


@dataclass(frozen=True)
class Visit:
    """hall: the hall as data. (The visitor's language, size and card are the runner's.)"""

    hall: Hall


Flow = Callable[[Visit], Script[Any]]


@dataclass(frozen=True)
class Instead:
    """What a flow returns that puts another in the place of everything that lay under it."""

    flow: Flow
