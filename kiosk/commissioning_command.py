"""`kiosk commissioning report|verify`: the signed report of a guided run, and whether one is still what was signed."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from kiosk.starting import BAD_CONFIG, SHIPPED, load_config
from kiosk.technician import ConfigFolder, ledger_of

commissioning_app = typer.Typer(no_args_is_help=True, help="Signed reports of guided runs of self tests.")


@commissioning_app.command("report")
def commissioning_report(
    out: Annotated[Path, typer.Option(help="the PDF to write; one that is there is replaced")],
    run: Annotated[int, typer.Option(help="number of the run; the newest commissioning when left out")] = 0,
    config: ConfigFolder = SHIPPED,
) -> None:
    """Write and sign the report of a run that has ended. Exit code 1 when there is none or it cannot be written."""
    from kiosk.diagnose_command import look
    from kiosk.domain.guided_run import RunKind
    from kiosk.report.run_file import report_key, save_report, signed_report
    from kiosk.report.signature import BadReportKey
    from kiosk.text import Catalogue

    loaded = load_config(config)
    tests = ledger_of(config).self_tests
    wanted = [its for its in tests.runs() if its.id == run or (not run and its.kind is RunKind.COMMISSIONING)]
    if not wanted or wanted[0].ended is None:
        typer.echo("no such run has ended; begin and end one at the desk (设备, 安装验收)", err=True)
        raise typer.Exit(1)
    checks = look(loaded)
    records = tests.records_of(wanted[0].id)
    try:
        pdf = signed_report(loaded, Catalogue(), wanted[0], checks, records, datetime.now().astimezone())
        save_report(out, pdf)
        fingerprint = report_key(loaded).fingerprint
    except (OSError, BadReportKey) as error:
        typer.echo(f"{out}: {error}; nothing was written", err=True)
        raise typer.Exit(1) from error
    typer.echo(f"{out}: run {wanted[0].id}, signed by {fingerprint}")


@commissioning_app.command("verify")
def commissioning_verify(
    file: Annotated[Path, typer.Argument(help="a report")],
    fingerprint: Annotated[str, typer.Option(help="as it stands on the paper; spaces do not matter")] = "",
) -> None:
    """Whether the report is as it was signed. Exit code 1 when it is not, or when another key has signed it."""
    from kiosk.report.signature import Standing, grouped, verify

    try:
        found = verify(file.read_bytes())
    except OSError as error:
        typer.echo(f"{file}: {error.strerror or error}", err=True)
        raise typer.Exit(BAD_CONFIG) from error
    words = {
        Standing.INTACT: "as it was signed",
        Standing.CHANGED: "changed after it was signed, or damaged",
        Standing.UNSIGNED: "not signed",
        Standing.NO_PDF: "not a PDF that can be read",
    }
    typer.echo(f"{file}: {words[found.standing]}")
    if found.fingerprint:
        when = f", {found.at:%Y-%m-%d %H:%M}" if found.at else ""
        typer.echo(f"signed by {found.signed_by}{when}: {found.fingerprint}")
    wanted = grouped("".join(fingerprint.split()).lower())
    if wanted and found.fingerprint and wanted != found.fingerprint:
        typer.echo(f"the paper says another fingerprint: {wanted}", err=True)
        raise typer.Exit(1)
    raise typer.Exit(0 if found.standing is Standing.INTACT else 1)
