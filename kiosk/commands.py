"""The sub-commands of `kiosk`. Each imports what it needs when it is called: start-up is a promise."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.audit_command import audit_app
from kiosk.commissioning_command import commissioning_app
from kiosk.db_command import db_app
from kiosk.diagnose_command import diagnose
from kiosk.emergency_command import emergency_app, weekly_line
from kiosk.facility_command import difficulty_app, facility_app
from kiosk.home_visit_command import homevisit_app
from kiosk.media_command import media_app
from kiosk.report_command import report
from kiosk.roster_command import roster_app
from kiosk.starting import BAD_CONFIG, SHIPPED, load_config, serve
from kiosk.support_command import support_bundle
from kiosk.technician import ConfigFolder, printer_app, staff_app

if TYPE_CHECKING:
    from kiosk.config import Config

app = typer.Typer(no_args_is_help=True, add_completion=False, help="绿色通道自助终端 / Green Channel Kiosk")
config_app = typer.Typer(no_args_is_help=True, help="This terminal's configuration.")
tickets_app = typer.Typer(no_args_is_help=True, help="Tickets whose printing is not certain.")
app.add_typer(config_app, name="config")
app.add_typer(tickets_app, name="tickets")
app.add_typer(printer_app, name="printer")
app.add_typer(staff_app, name="staff")
app.add_typer(media_app, name="media")
app.add_typer(emergency_app, name="emergency")
app.add_typer(facility_app, name="facility")
app.add_typer(difficulty_app, name="difficulty")
app.add_typer(homevisit_app, name="homevisit")
app.add_typer(roster_app, name="roster")
app.add_typer(audit_app, name="audit")
app.command()(report)
app.command()(diagnose)
app.command("support-bundle")(support_bundle)
app.add_typer(db_app, name="db")
app.add_typer(commissioning_app, name="commissioning")

PSYCOPG_MISSING = (
    "store.url: PostgreSQL needs the Python package psycopg; pip install 'green-channel-kiosk[postgresql]'"
)
JOURNEYS = Path(__file__).parent.parent / "tests" / "journeys"


@app.command()
def run(config: ConfigFolder = SHIPPED) -> None:
    """Serve visitors on the configured devices."""
    raise typer.Exit(serve(config))


@app.command()
def simulate(
    config: ConfigFolder = SHIPPED,
    out: Annotated[Path, typer.Option(help="where pictures and logs go")] = Path("out"),
) -> None:
    """The real kiosk on simulated hardware, with the dock window; without a display, the scripted visits."""
    settings = load_config(config)
    if not has_display():
        typer.echo("No display here (neither DISPLAY nor WAYLAND_DISPLAY is set): no window can be shown.")
        typer.echo(f"The scripted visits run without one; what they leave goes to {out}/\n")
        from kiosk.visit.player import play_all

        raise typer.Exit(play_all(settings, sorted(JOURNEYS.glob("*.toml")), out, typer.echo))
    from kiosk.simulate import run_simulated

    raise typer.Exit(run_simulated(settings, out))


@app.command()
def visit(
    script: Annotated[Path, typer.Argument(help="a scripted visit, see docs/visit-scripts.md")],
    out: Annotated[Path, typer.Option(help="folder for visit.json, pictures, ticket and bell log")],
    devices: Annotated[str, typer.Option(help="simulated or configured")] = "simulated",
    config: ConfigFolder = SHIPPED,
    ledger: Annotated[str, typer.Option(help="store.url of a simulated visit; thrown away unless told")] = "",
) -> None:
    """Play one scripted visit. Exit code 0 only if the script reached its end."""
    from kiosk.visit.script import ScriptError, load_script

    settings = load_config(config)
    if devices not in ("simulated", "configured"):
        typer.echo(f"--devices: found {devices!r}; expected simulated or configured", err=True)
        raise typer.Exit(2)
    if ledger and devices == "configured":
        typer.echo("--ledger: only for simulated devices; with configured ones it is store.url", err=True)
        raise typer.Exit(2)
    try:
        steps = load_script(script)
    except ScriptError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    from kiosk.visit.player import play

    simulated = devices == "simulated"
    raise typer.Exit(play(settings, steps, out, simulated=simulated, tell=typer.echo, ledger=ledger))


@app.command()
def devices(config: ConfigFolder = SHIPPED, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Each device's state, since when, counters and history: of the running kiosk, else asked now."""
    import json
    import time
    from datetime import datetime

    from kiosk.diagnostics.reports import ReportWriter
    from kiosk.diagnostics.state_file import read_running
    from kiosk.diagnostics.states import report_once
    from kiosk.drivers import NO_KEY, NOBODY, make_drivers
    from kiosk.text import Catalogue

    loaded = load_config(config)
    settings = loaded.settings
    found = read_running(settings.terminal.state_file)
    if found is None:
        reports = [report_once(driver) for driver in make_drivers(settings.devices, NOBODY, lambda: NO_KEY)]
        now = datetime.now().astimezone()
        writer = ReportWriter(Catalogue(), settings.terminal.language, time.monotonic(), now)
        found = writer.devices(reports)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for device in found:
        typer.echo(
            f"{'+' if device['ready'] else '-'} {device['name']}: {device['state']}, {device['since']}. "
            f"{device['words']}. {device['cause']}".rstrip()
        )
    if settings.devices.bell:
        _tell_weekly_test(loaded)


def _tell_weekly_test(loaded: Config) -> None:
    good, words = weekly_line(loaded)
    typer.echo(f"{'+' if good else '-'} {words}")


@config_app.command("check")
def config_check(config: ConfigFolder = SHIPPED) -> None:
    """Read and validate kiosk.toml and hall.toml, and whether the database's driver is installed; nothing else."""
    from importlib.util import find_spec

    from kiosk.devices.ports import serial_ports, unstable_ports
    from kiosk.domain.call import ring_order, without_specialist

    settings = load_config(config)
    if settings.settings.store.url.startswith("postgresql") and find_spec("psycopg") is None:
        typer.echo(f"{config / 'kiosk.toml'}: {PSYCOPG_MISSING}", err=True)
        raise typer.Exit(BAD_CONFIG)
    hall = settings.hall
    typer.echo(
        f"{config}: good. {hall.name.zh}, {len(hall.errands)} errands, {len(hall.windows)} windows, "
        f"{len(hall.stations)} call stations."
    )
    for reason, role in without_specialist(hall.stations).items():
        first = ring_order(hall.stations, reason, hall.floor_here)[0]
        typer.echo(f"stations: none of role {role}; calls for {reason} ring {first.name.zh} first")
    for key, port in unstable_ports(settings.settings.devices):
        known = ", ".join(serial_ports()) or "none is plugged in now"
        typer.echo(
            f"{key}: {port} may become another number at the next plugging; use a name of udev: {known}"
        )


@tickets_app.command("uncertain")
def tickets_uncertain(config: ConfigFolder = SHIPPED) -> None:
    """List tickets that may or may not be on paper, for a person to settle."""
    from kiosk.store.opening import open_store

    settings = load_config(config)
    store = open_store(settings.settings.store, settings.settings.terminal)
    for ticket in store.unsettled():
        typer.echo(f"{ticket.business_day} {ticket.number} {ticket.print_state}")


@tickets_app.command("settle")
def tickets_settle(
    number: str,
    outcome: Annotated[str, typer.Argument(help="printed or void")],
    config: ConfigFolder = SHIPPED,
) -> None:
    """Say what became of an uncertain ticket of today."""
    from kiosk.domain.ticket import PrintState
    from kiosk.store.opening import open_store

    if outcome not in (PrintState.PRINTED, PrintState.VOID):
        typer.echo(f"outcome: found {outcome!r}; expected printed or void", err=True)
        raise typer.Exit(2)
    settings = load_config(config)
    store = open_store(settings.settings.store, settings.settings.terminal)
    found = [ticket for ticket in store.unsettled() if str(ticket.number) == number]
    if not found:
        typer.echo(f"no unsettled ticket {number}", err=True)
        raise typer.Exit(1)
    store.settle(found[0].id, PrintState(outcome))
    typer.echo(f"{number}: {outcome}")


def has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
