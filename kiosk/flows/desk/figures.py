"""The duty leader's figures: a day or a week, a few pictures a page. The same pictures are what the office gets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.figures import Figures, Period, Span
from kiosk.domain.staff import Actor, DeskTab
from kiosk.flows.desk.frame import desk_page, kept, notes, told_of
from kiosk.flows.desk.pictures import Topic, charts, heading
from kiosk.flows.desk.screen import (
    Button,
    Buttons,
    Choice,
    DeskAction,
    DeskAnswer,
    Note,
    Part,
    Pick,
    Pressed,
    Shade,
    goes_elsewhere,
)
from kiosk.flows.script import Failed, Say, Script
from kiosk.flows.visit import Visit

SPAN, TOPIC = "span", "topic"
EARLIER, LATER = "earlier", "later"
SAVE = "save:"  # before a file's kind, in the key of its button


class FileKind(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


@dataclass(frozen=True)
class FiguresBoard:
    """can_save: there is a folder to put files into just now."""

    figures: Figures
    can_save: bool = False


@dataclass(frozen=True)
class AskFigures(DeskAction):
    """back: how many days or weeks before the present one. Result: FiguresBoard or Failed."""

    span: Span
    back: int


@dataclass(frozen=True)
class SaveFigures(DeskAction):
    """Result: Done with the file's name; Refused: no folder, or it is full; Failed."""

    period: Period
    kind: FileKind


def figures(visit: Visit, by: Actor) -> Script[str]:
    told: Note | None = None
    span, back, topic = Span.DAY, 0, Topic.VISITS
    while True:
        board: FiguresBoard | Failed = yield AskFigures(by, span, back)
        if isinstance(board, Failed):
            shown: tuple[Part, ...] = (told_of(board),)
            can_save = False
        else:
            shown = (*notes(told), *_parts(board.figures, topic))
            can_save = board.can_save
        parts = (*_choosing(span, back, topic, can_save=can_save), *shown)
        answer: DeskAnswer = yield desk_page(visit, by, DeskTab.FIGURES, parts)
        told = kept(told, answer)
        if (tab := goes_elsewhere(answer)) is not None:
            return tab
        if not isinstance(answer, Pressed):
            continue
        if answer.key == SPAN:
            span, back = Span(answer.one(SPAN) or span), 0
        elif answer.key == TOPIC:
            topic = Topic(answer.one(TOPIC) or topic)
        elif answer.key == EARLIER:
            back += 1
        elif answer.key == LATER:
            back = max(0, back - 1)
        elif answer.key.startswith(SAVE) and isinstance(board, FiguresBoard):
            kind = FileKind(answer.key.removeprefix(SAVE))
            told = told_of((yield SaveFigures(by, board.figures.period, kind)))


def _choosing(span: Span, back: int, topic: Topic, *, can_save: bool) -> tuple[Part, ...]:
    saving = tuple(Button(f"{SAVE}{kind}", Say(f"desk-figures-save-{kind}")) for kind in FileKind)
    return (
        Pick(
            SPAN,
            Say("desk-figures-span"),
            tuple(Choice(its.value, Say(f"desk-figures-span-{its}")) for its in Span),
            chosen=frozenset({span.value}),
            at_once=True,
        ),
        Pick(
            TOPIC,
            Say("desk-figures-topic"),
            tuple(Choice(its.value, Say(f"desk-figures-topic-{its}")) for its in Topic),
            chosen=frozenset({topic.value}),
            at_once=True,
        ),
        Buttons(
            (
                Button(EARLIER, Say(f"desk-figures-earlier-{span}"), icon="arrow-left"),
                Button(LATER, Say(f"desk-figures-later-{span}"), icon="arrow-right", enabled=back > 0),
                *(saving if can_save else ()),
            )
        ),
    )


def _parts(of: Figures, topic: Topic) -> tuple[Part, ...]:
    empty = (Note(Say("desk-figures-empty"), Shade.SOON),) if of.empty else ()
    return (Note(heading(of)), *empty, *charts(of)[topic])
