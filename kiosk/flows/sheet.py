"""A sheet of paper as a flow asks for it, and the same with its words resolved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from kiosk.domain.hall import Hall, Words
from kiosk.domain.sheet import Blank, Code, Gap, Maps, Print, Rule, SheetFace, SheetPart, Size, Tear
from kiosk.flows.resolve import Resolver
from kiosk.flows.script import Action, PlanSketch, RemarkPiece, Say


@dataclass(frozen=True)
class Write:
    """One paragraph: a sentence, or words of the hall's own."""

    words: Say | Words
    size: Size = Size.LARGE
    bold: bool = False


@dataclass(frozen=True)
class Pieces:
    """Words and handwriting as two people wrote them; no repr shows what."""

    pieces: tuple[RemarkPiece, ...] = field(repr=False)


@dataclass(frozen=True)
class ToFill:
    """Written by hand: a label and lines to write on."""

    label: Say
    rows: int = 1


@dataclass(frozen=True)
class TearHere:
    words: Say


@dataclass(frozen=True)
class DrawMap:
    """The map of a way, each floor below the other; the words say the same."""

    plan: PlanSketch


SheetItem = Write | Pieces | ToFill | TearHere | Gap | Rule | Code | DrawMap


@dataclass(frozen=True)
class Sheet:
    """dated: with the date and time of printing."""

    title: Say
    items: tuple[SheetItem, ...] = field(repr=False)
    foot: Say | None = None
    dated: bool = True


@dataclass(frozen=True)
class PrintSheet(Action):
    """Print a paper that is no ticket. Nothing of it is stored or logged. Result: Printed or Failed."""

    working: ClassVar[str] = "working-sheet"
    sheet: Sheet


def sheet_face(sheet: Sheet, hall: Hall, words: Resolver, time: str) -> SheetFace:
    """time: 2026-11-23 09:26. Raises MissingText."""
    return SheetFace(
        hall_name=hall.name.of(words.language),
        title=words.text(sheet.title.id, sheet.title.args),
        parts=tuple(_part(item, words) for item in sheet.items),
        foot=words.text(sheet.foot.id, sheet.foot.args) if sheet.foot else "",
        time=time if sheet.dated else "",
    )


def _part(item: SheetItem, words: Resolver) -> SheetPart:
    match item:
        case Write(own, size, bold):
            own = own.of(words.language) if isinstance(own, Words) else words.text(own.id, own.args)
            return Print((own,), size, bold)
        case Pieces(pieces):
            return Print(words.pieces(pieces), bold=True)
        case ToFill(label, rows):
            return Blank(words.text(label.id, label.args), rows)
        case TearHere(say):
            return Tear(words.text(say.id, say.args))
        case DrawMap(plan):
            return Maps(words.floors(plan))
        case Gap() | Rule() | Code():
            return item
