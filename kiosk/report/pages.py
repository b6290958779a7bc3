"""What stands in a report, every word resolved: the same for each kind of file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.figures import Figures
from kiosk.domain.hall import Hall, Words
from kiosk.flows.desk.pictures import charts, heading
from kiosk.flows.desk.screen import Chart, Shade, Text
from kiosk.flows.resolve import Resolver
from kiosk.flows.script import Say


@dataclass(frozen=True)
class Figure:
    """value: for the picture. words: as it is told, which may say less than the value of a picture could."""

    name: str
    value: float
    words: str
    late: bool


@dataclass(frozen=True)
class Table:
    """One picture of the desk."""

    heading: str
    unit: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Report:
    """title: with the hall's name. of: which day or week, and how many visits. notes: how to read it."""

    name: str
    title: str
    of: str
    notes: tuple[str, ...]
    columns: tuple[str, str, str, str]
    tables: tuple[Table, ...]


def make_report(figures: Figures, hall: Hall, words: Resolver, now: datetime) -> Report:
    """Raises MissingText."""

    def said(text: Text) -> str:
        if isinstance(text, Say):
            return words.text(text.id, text.args)
        return text.of(words.language) if isinstance(text, Words) else text

    def table(chart: Chart) -> Table:
        bars = (
            Figure(said(bar.label), bar.value, said(bar.figure) or f"{bar.value:g}", bar.shade is Shade.LATE)
            for bar in chart.bars
        )
        return Table(said(chart.heading), said(chart.unit), tuple(bars))

    empty = (said(Say("desk-figures-empty")),) if figures.empty else ()
    return Report(
        name=figures.period.name,
        title=said(Say("report-title", {"hall": hall.name})),
        of=said(heading(figures)),
        notes=(*empty, said(Say("report-made", {"time": f"{now:%Y-%m-%d %H:%M}"})), said(Say("report-few"))),
        columns=(
            said(Say("report-column-picture")),
            said(Say("report-column-name")),
            said(Say("report-column-figure")),
            said(Say("report-column-unit")),
        ),
        tables=tuple(table(chart) for page in charts(figures).values() for chart in page),
    )
