"""What two people have written to each other at the terminal. In memory only, and never in a log: no repr shows it."""

from __future__ import annotations

from dataclasses import dataclass, field

Stroke = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Ink:
    """One handwritten character as it was drawn. Points are shares of the box, 0..1 from the upper left."""

    strokes: tuple[Stroke, ...] = field(repr=False)


Piece = str | Ink
