"""`kiosk report`: the figures of a day or a week for the office, while the kiosk runs or not."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from kiosk.starting import BAD_CONFIG, SHIPPED, load_config
from kiosk.technician import ConfigFolder

if TYPE_CHECKING:
    from kiosk.config import Config
    from kiosk.domain.figures import Figures, Period
    from kiosk.flows.desk.figures import FileKind

FAILED = 1


def report(
    out: Annotated[Path, typer.Option(help="the file to write; one that is there is replaced")],
    day: Annotated[str, typer.Option(help="a day, 2026-11-24")] = "",
    week: Annotated[str, typer.Option(help="a week of ISO 8601, 2026-W48")] = "",
    kind: Annotated[str, typer.Option("--format", help="csv, xlsx or pdf")] = "xlsx",
    config: ConfigFolder = SHIPPED,
) -> None:
    """Figures of a day or a week: visits, calls, loans, evaluations, what is to be mended. No person is named.

    Exit code 2: something asked for is wrong. 1: the ledger cannot be read or the file cannot be written.
    """
    from kiosk.domain.figures import Span, read_period
    from kiosk.flows.desk.figures import FileKind

    if bool(day) == bool(week):
        _stop("give either --day 2026-11-24 or --week 2026-W48", BAD_CONFIG)
    if kind not in tuple(FileKind):
        _stop(f"--format: found {kind!r}; expected one of {', '.join(FileKind)}", BAD_CONFIG)
    try:
        period = read_period(day or week)
    except ValueError as error:
        _stop(f"--{'day' if day else 'week'}: {error}", BAD_CONFIG)
    if (period.span is Span.WEEK) != bool(week):
        _stop(f"{period.name} is a {period.span}: give it as --{period.span}", BAD_CONFIG)
    loaded = load_config(config)
    figures = _count(loaded, period)
    data = _made(loaded, figures, FileKind(kind))
    _write(out, data)
    nothing = " (nothing was written down in this time)" if figures.empty else ""
    typer.echo(f"{out}: {period.name}, {figures.visits} visits{nothing}")


def _count(config: Config, period: Period) -> Figures:
    """From the ledger as it stands; nothing of it is changed, so that the kiosk may be printing meanwhile."""
    from kiosk.store.errors import StoreUnavailable
    from kiosk.store.figures import figures_from

    try:
        return figures_from(config.settings.store, period, datetime.now().astimezone())
    except StoreUnavailable as error:
        _stop(f"the ledger cannot be read: {error}", FAILED)


def _made(config: Config, figures: Figures, kind: FileKind) -> bytes:
    from kiosk.flows.resolve import Resolver
    from kiosk.report.pages import make_report
    from kiosk.report.write import report_bytes
    from kiosk.text import Catalogue

    words = Resolver(Catalogue(), config.settings.terminal.language)
    made = make_report(figures, config.hall, words, datetime.now())
    return report_bytes(made, kind)


def _write(out: Path, data: bytes) -> None:
    from kiosk.report.write import put

    try:
        put(out, data)
    except OSError as error:
        _stop(f"{out}: {error.strerror or error}; nothing was written", FAILED)


def _stop(words: str, code: int) -> NoReturn:
    typer.echo(words, err=True)
    raise typer.Exit(code)
