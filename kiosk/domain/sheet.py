"""A sheet of paper in large type that is no ticket: a way, a slip, a form, a note. Every word on it, resolved.

Never on it: the visitor's name, group or any digit of an identity number. What must stand there is written by hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.domain.floor_map import FloorView
from kiosk.domain.note import Piece


class Size(StrEnum):
    """SMALL is 3 mm, for who said it and when; LARGE 6 mm, for everything else; HUGE as wide as the paper."""

    SMALL = "small"
    LARGE = "large"
    HUGE = "huge"


@dataclass(frozen=True)
class Print:
    """One paragraph: words, and handwriting as it was drawn. HUGE is one line of words."""

    pieces: tuple[Piece, ...] = field(repr=False)
    size: Size = Size.LARGE
    bold: bool = False


@dataclass(frozen=True)
class Blank:
    """Something to be written by hand: a label, then `rows` lines to write on."""

    label: str
    rows: int = 1


@dataclass(frozen=True)
class Gap:
    """A little air."""


@dataclass(frozen=True)
class Rule:
    """A line across the paper."""


@dataclass(frozen=True)
class Tear:
    """Where the paper is torn in two: 撕开，这一半给……"""

    words: str


@dataclass(frozen=True)
class Code:
    """A QR code."""

    data: str


@dataclass(frozen=True)
class Maps:
    """The floors of a way, one below the other."""

    floors: tuple[FloorView, ...]


SheetPart = Print | Blank | Gap | Rule | Tear | Code | Maps


@dataclass(frozen=True)
class SheetFace:
    """time: 2026-11-23 09:26, or '' where no time is wanted. foot: what becomes of it, or ''."""

    hall_name: str
    title: str
    parts: tuple[SheetPart, ...] = field(repr=False)
    foot: str = ""
    time: str = ""
