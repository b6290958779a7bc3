"""`kiosk homevisit list|close`: what the hall's people work with until another system has the requests."""

from __future__ import annotations

from typing import Annotated

import typer

from kiosk.starting import BAD_CONFIG, SHIPPED, load_config
from kiosk.technician import ConfigFolder

homevisit_app = typer.Typer(no_args_is_help=True, help="Requests for a visit at home (预约上门).")


@homevisit_app.command("list")
def homevisit_list(
    config: ConfigFolder = SHIPPED,
    team: Annotated[str, typer.Option(help="hall or grid; both unless told")] = "",
) -> None:
    """Open requests, the earliest first, with the phone: for whoever may read this terminal's key."""
    from kiosk.domain.home_visit import Team, visit_number
    from kiosk.store.opening import open_beside
    from kiosk.store.sealed import CannotOpen

    if team and team not in tuple(Team):
        typer.echo(f"--team: found {team!r}; expected one of {', '.join(Team)}", err=True)
        raise typer.Exit(BAD_CONFIG)
    loaded = load_config(config)
    areas = {area.id: area.name.zh for area in loaded.hall.areas}
    errands = {errand.id: errand.name.zh for errand in loaded.hall.errands}
    try:
        wanted = open_beside(loaded.settings.store, loaded.settings.terminal).home_visits.open_ones()
    except CannotOpen as error:
        typer.echo("a phone number was sealed with another key: is this the key file of that time?", err=True)
        raise typer.Exit(1) from error
    for its in wanted:
        if team in ("", its.team):
            half = "上午" if its.when.morning else "下午"
            needs = ",".join(sorted(its.needs)) or "-"
            where, what = areas.get(its.area, its.area), errands.get(its.errand, its.errand)
            phone = str(its.phone) or "没有留电话"
            typer.echo(
                f"{visit_number(its.number)} {its.when.day} {half} {where} {what} {needs} {its.team} {phone}"
            )


@homevisit_app.command("close")
def homevisit_close(number: int, config: ConfigFolder = SHIPPED) -> None:
    """Done, or wanted no more: the phone number is removed."""
    from kiosk.store.opening import open_beside

    settings = load_config(config).settings
    if not open_beside(settings.store, settings.terminal).home_visits.close(number):
        typer.echo(f"no open request has the number {number}", err=True)
        raise typer.Exit(1)
