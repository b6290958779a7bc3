"""`kiosk diagnose`: the technician's whole list by ssh, of the running kiosk or, while none runs, asked now."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kiosk.starting import BAD_CONFIG, SHIPPED, load_config
from kiosk.technician import ConfigFolder

if TYPE_CHECKING:
    from kiosk.config import Config
    from kiosk.diagnostics.machine import Machine
    from kiosk.domain.check import Check

Json = dict[str, Any]
MARKS = {"pass": "+", "fail": "-", "not_checked": "?"}
FUTURE = "2099-01-01T09:00:00+08:00"
LEDGER_FAULTS = ("damaged", "unreachable", "old_schema", "clock_back")


def diagnose(
    config: ConfigFolder = SHIPPED,
    as_json: Annotated[bool, typer.Option("--json", help="as JSON: checks, first_causes, running")] = False,
    simulated: Annotated[bool, typer.Option(help="on simulated devices and a simulated machine")] = False,
    fault: Annotated[
        list[str] | None, typer.Option(help="with --simulated: PART=FAULT, for instance printer=paper_out")
    ] = None,
) -> None:
    """Every part: state, since when, verdict, what to do next. Exit code 1 if one fails, 2 for a bad configuration."""
    loaded = load_config(config)
    if fault and not simulated:
        typer.echo("--fault: only together with --simulated", err=True)
        raise typer.Exit(BAD_CONFIG)
    found = _simulated(loaded, fault or []) if simulated else diagnosis(loaded)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for line in lines_of(found):
            typer.echo(line)
        if loaded.settings.devices.bell and not simulated:
            from kiosk.emergency_command import weekly_line

            good, words = weekly_line(loaded)
            typer.echo(f"{'+' if good else '-'} {words}")
    raise typer.Exit(1 if found["first_causes"] else 0)


def lines_of(found: Json) -> list[str]:
    """One line a part, what is wrong first, in the order in which a technician should look."""
    checks = {check["id"]: check for check in found["checks"]}
    wrong = [checks[id] for id in found["first_causes"]]
    rest = [check for check in found["checks"] if check["verdict"] != "fail"]
    return [_line(check) for check in (*wrong, *rest)]


def _line(check: Json) -> str:
    details = " ".join(word for word in (check["identity"], check["cause"]) if word)
    step = f" → {check['next_step']}" if check["next_step"] else ""
    return f"{MARKS[check['verdict']]} {check['name']}: {check['words']}{step} {details}".rstrip()


def diagnosis(loaded: Config) -> Json:
    """Of the running kiosk, which has the ports; else each device is opened and asked once."""
    from kiosk.diagnostics.machine import Machine
    from kiosk.diagnostics.state_file import read_checks

    running = read_checks(loaded.settings.terminal.state_file)
    return _told(running, running=True) if running is not None else ask(loaded, Machine())


def ask(loaded: Config, machine: Machine) -> Json:
    """Each device is opened and asked once; the kiosk must not be running on these ports."""
    from kiosk.diagnostics.engine import CheckWriter
    from kiosk.text import Catalogue

    writer = CheckWriter(loaded, Catalogue(), loaded.settings.terminal.language)
    return _told(writer.json(look(loaded, machine)), running=False)


def look(loaded: Config, machine: Machine | None = None) -> tuple[Check, ...]:
    """The same as checks."""
    from kiosk.diagnostics.engine import Watch
    from kiosk.diagnostics.machine import Machine
    from kiosk.diagnostics.reports import ReportWriter
    from kiosk.diagnostics.states import report_once
    from kiosk.drivers import NO_KEY, NOBODY, make_drivers
    from kiosk.text import Catalogue

    settings = loaded.settings
    drivers = make_drivers(settings.devices, NOBODY, lambda: NO_KEY)
    reports = [report_once(driver) for driver in drivers]
    now = datetime.now().astimezone()
    writer = ReportWriter(Catalogue(), settings.terminal.language, time.monotonic(), now)
    watch = Watch(loaded, machine or Machine(), lambda: writer.devices(reports), lambda: _records(loaded))
    watch.look()
    return watch.checks()


def _records(loaded: Config) -> Any:
    """What persons have found last; nothing where there is no ledger to ask."""
    from kiosk.store.errors import StoreUnavailable
    from kiosk.store.self_tests import last_records

    try:
        return last_records(loaded.settings.store.url, loaded.settings.terminal.id)
    except StoreUnavailable:
        return ()  # the check of the database says so


def _told(checks: list[Json], *, running: bool) -> Json:
    wrong = [check["id"] for check in checks if check["verdict"] == "fail"]
    return {"running": running, "checks": checks, "first_causes": wrong}


def _simulated(loaded: Config, faults: list[str]) -> Json:
    with tempfile.TemporaryDirectory() as name, ill_terminal(loaded, Path(name), faults) as (config, machine):
        return ask(config, machine)


@contextmanager
def ill_terminal(loaded: Config, folder: Path, faults: list[str]) -> Generator[tuple[Config, Machine]]:
    """A whole simulated terminal with these faults in force. Exits with code 2 for a fault that there is not."""
    from kiosk.devices.simulators.conditions import CONDITIONS
    from kiosk.devices.simulators.machine import FAULTS, MachineSimulator
    from kiosk.devices.simulators.rig import Rig, configured_for
    from kiosk.diagnostics.machine import Machine, Room

    kernel = MachineSimulator(folder / "machine")
    machine = Machine(kernel.root, lambda _: Room(100_000, kernel.free_mb, kernel.read_only))
    with Rig(folder / "out", inputs=True) as rig:
        config = configured_for(loaded, rig, folder)
        make_ledger(config)
        for told in faults:
            part, _, fault = told.partition("=")
            if fault in FAULTS.get(part, ()):
                kernel.order(part, fault)
            elif fault in CONDITIONS.get(part, ()):
                rig.set_condition(part, fault)
            elif part == "database" and fault in LEDGER_FAULTS:
                config = break_ledger(config, fault, folder)
            else:
                known = {**CONDITIONS, **FAULTS, "database": LEDGER_FAULTS}
                listed = "; ".join(f"{name}={'|'.join(its)}" for name, its in known.items())
                typer.echo(f"--fault: found {told!r}; expected one of {listed}", err=True)
                raise typer.Exit(BAD_CONFIG)
        yield config, machine


def make_ledger(config: Config) -> None:
    from kiosk.store.opening import open_store

    store = open_store(config.settings.store, config.settings.terminal)
    store.close()


def break_ledger(config: Config, fault: str, folder: Path) -> Config:
    """The simulated ledger, or where the configuration looks for one, made wrong."""
    import sqlite3

    file = folder / "kiosk.db"
    match fault:
        case "damaged":
            file.write_bytes(b"not a database any more" * 200)
            for tail in ("-wal", "-shm"):
                file.with_name(file.name + tail).unlink(missing_ok=True)
        case "unreachable":
            store = config.settings.store.model_copy(
                update={"url": "postgresql+psycopg://kiosk@127.0.0.1:1/kiosk"}
            )
            settings = config.settings.model_copy(update={"store": store})
            return type(config)(settings, config.hall)
        case _:
            order = "UPDATE alembic_version SET version_num = '0001_initial'"
            if fault == "clock_back":
                order = (
                    f"INSERT INTO clock VALUES ('{config.settings.terminal.id}', '2099-01-01', '{FUTURE}')"
                )
            with sqlite3.connect(file) as ledger:
                ledger.execute(order)
            ledger.close()
    return config
