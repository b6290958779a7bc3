"""`kiosk roster import`: the list of 无健康码通道 as keyed digests, so that no number lies on this terminal's disk."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Annotated

import typer

from kiosk.starting import BAD_CONFIG, SHIPPED, load_config
from kiosk.technician import ConfigFolder

roster_app = typer.Typer(no_args_is_help=True, help="The list that 无健康码通道 looks cards up in.")


@roster_app.command("import")
def roster_import(
    file: Annotated[Path, typer.Argument(help="CSV: number,time of the result; an empty time for none")],
    config: ConfigFolder = SHIPPED,
) -> None:
    """Replace the roster named in hall.toml by this list. Delete the list itself afterwards."""
    from kiosk.entry_sources import write_roster
    from kiosk.store.privacy import load_or_create_key

    loaded = load_config(config)
    roster = loaded.hall.entry_check.roster
    if not roster:
        typer.echo(
            "hall.toml: entry_check.roster: found nothing; expected where the roster is to lie", err=True
        )
        raise typer.Exit(BAD_CONFIG)
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = [
                (row[0].strip(), row[1].strip() if len(row) > 1 else "") for row in csv.reader(lines) if row
            ]
        count = write_roster(Path(roster), rows, load_or_create_key(loaded.settings.store.key_file))
    except (OSError, ValueError) as error:
        # Not the line itself: it holds somebody's number.
        typer.echo(
            f"{file}: {type(error).__name__}; expected lines of number,2026-11-23T09:26:00+08:00", err=True
        )
        raise typer.Exit(1) from None
    typer.echo(f"{count} entries in {roster}; delete {file} now")
