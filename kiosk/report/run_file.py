"""The signed report of a guided run as a file, from the ledger: for the desk's button and for the command."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import __version__
from kiosk.config import Config
from kiosk.domain.check import Check, TestRecord
from kiosk.domain.guided_run import GuidedRun
from kiosk.flows.resolve import Resolver
from kiosk.report.write import put
from kiosk.text import Catalogue

if TYPE_CHECKING:  # pyHanko and what it needs is loaded for a report only
    from kiosk.report.signature import ReportKey

KEY_NAME, FOLDER = "report.pem", "reports"


def report_key(config: Config) -> ReportKey:
    """Beside the terminal's own key. Raises BadReportKey or OSError."""
    from kiosk.report.signature import load_or_create_report_key

    path = config.settings.store.key_file.absolute().with_name(KEY_NAME)
    return load_or_create_report_key(path, config.settings.terminal.id)


def report_place(config: Config, run: GuidedRun) -> Path:
    """Where the desk puts it: no run has another's name."""
    settings = config.settings
    name = f"{run.kind.value}-{settings.terminal.id}-{run.begun:%Y%m%d}-{run.id}.pdf"
    return settings.store.key_file.absolute().parent / FOLDER / name


def signed_report(
    config: Config,
    catalogue: Catalogue,
    run: GuidedRun,
    checks: Sequence[Check],
    records: Sequence[TestRecord],
    now: datetime,
) -> bytes:
    """Raises BadReportKey or OSError."""
    from kiosk.report.commissioning import run_report
    from kiosk.report.commissioning_pdf import run_pdf
    from kiosk.report.signature import sign

    its, settings = report_key(config), config.settings
    words = Resolver(catalogue, settings.terminal.language)
    report = run_report(
        config.hall, settings.terminal.id, run, checks, records, words, __version__, its.fingerprint
    )
    return sign(run_pdf(report, now), its, report.title)


def save_report(path: Path, pdf: bytes) -> None:
    """Whole or not at all. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    put(path, pdf)
