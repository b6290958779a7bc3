"""A floor of a way as it is drawn: what stands there, and the line to follow. Pure data, words resolved."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MarkKind(StrEnum):
    HERE = "here"
    TARGET = "target"
    LANDMARK = "landmark"  # on the way
    OTHER = "other"


@dataclass(frozen=True)
class MarkView:
    """at: shares of the floor's width and height, 0..1 from the upper left."""

    kind: MarkKind
    at: tuple[float, float]
    label: str


@dataclass(frozen=True)
class FloorView:
    """aspect: width by height. path: as MarkView.at, in walking order."""

    name: str
    aspect: float
    marks: tuple[MarkView, ...]
    path: tuple[tuple[float, float], ...]
