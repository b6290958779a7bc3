"""What two people have written to each other at the terminal. In memory only, and never in a log: no repr shows it."""

from __future__ import annotations

from dataclasses import dataclass, field

Stroke = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Ink:
    """One handwritten character as it was drawn. Points are shares of the box, 0..1 from the upper left."""

    strokes: tuple[Stroke, ...] = field(repr=False)


Piece = str | Ink


@dataclass(frozen=True)
class NoteRemark:
    """One thing that was said, its words resolved. who: 我, 工作人员."""

    who: str
    pieces: tuple[Piece, ...] = field(repr=False)


@dataclass(frozen=True)
class NoteFace:
    """Every word on the paper of a note. `foot` says that the terminal keeps no copy."""

    hall_name: str
    title: str
    remarks: tuple[NoteRemark, ...] = field(repr=False)
    foot: str
