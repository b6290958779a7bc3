"""`kiosk audit verify|list`: the trail of what staff did, for whoever answers for it."""

from __future__ import annotations

from typing import Annotated

import typer

from kiosk.starting import SHIPPED, load_config
from kiosk.technician import ConfigFolder, ledger_of

audit_app = typer.Typer(no_args_is_help=True, help="The trail of what staff did at this terminal.")


@audit_app.command("verify")
def verify(config: ConfigFolder = SHIPPED) -> None:
    """Prove that no line was changed, taken out, put in or cut off. Exit code 1: the first that does not verify."""
    audit = ledger_of(config).audit
    broken, lines = audit.verify(), audit.lines()
    if broken is not None:
        typer.echo(f"line {broken.n} is {broken.why}; {len(lines)} lines in all", err=True)
        raise typer.Exit(1)
    span = f", {lines[0].at:%Y-%m-%d %H:%M} to {lines[-1].at:%Y-%m-%d %H:%M}" if lines else ""
    typer.echo(f"{len(lines)} lines, each as it was written{span}")


@audit_app.command("list")
def show(
    day: Annotated[str, typer.Option(help="YYYY-MM-DD; all days when left out")] = "",
    config: ConfigFolder = SHIPPED,
) -> None:
    """Who did what to which row, and when."""
    from kiosk.text import Catalogue

    catalogue, language = Catalogue(), load_config(config).settings.terminal.language
    for line in ledger_of(config).audit.lines():
        if f"{line.at:%Y-%m-%d}".startswith(day):
            words = catalogue.text(f"audit-{line.action}", language)
            typer.echo(
                f"{line.n} {line.at:%Y-%m-%d %H:%M:%S} {line.staff_name} {words} {line.subject}".rstrip()
            )
