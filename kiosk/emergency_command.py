"""`kiosk emergency test|status`: each station's bell is heard by a person once a week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.starting import BAD_CONFIG, SHIPPED, load_config
from kiosk.technician import ConfigFolder

if TYPE_CHECKING:
    from kiosk.config import Config, Settings
    from kiosk.device_settings import AnyBellSettings
    from kiosk.domain.hall import Station
    from kiosk.store.emergency_tests import EmergencyTests

emergency_app = typer.Typer(no_args_is_help=True, help="The weekly test of the emergency call (紧急呼叫).")


@emergency_app.command("test")
def emergency_test(
    by: Annotated[str, typer.Option(help="who listens, as staff call them", prompt="谁在测试 / tested by")],
    config: ConfigFolder = SHIPPED,
) -> None:
    """Ring each station as an emergency does and ask whether it was heard. Exit code 0 only if all were.

    While the kiosk is not running: the bell has one master.
    """
    from kiosk.diagnostics.state_file import read_running
    from kiosk.store.opening import open_store
    from kiosk.text import Catalogue
    from kiosk.weekly_test import emergency_stations

    loaded = load_config(config)
    settings, words = loaded.settings, Catalogue()
    language = settings.terminal.language
    bell = settings.devices.bell
    if bell is None:
        typer.echo("[devices.bell] is not configured: an emergency rings nowhere", err=True)
        raise typer.Exit(BAD_CONFIG)
    if read_running(settings.terminal.state_file) is not None:
        typer.echo(words.text("emergency-test-running", language), err=True)
        raise typer.Exit(1)
    heard: set[str] = set()
    stations = emergency_stations(loaded.hall)
    for station in stations:
        name = station.name.of(language)
        typer.echo(words.text("emergency-test-rings", language, {"station": name}))
        if cause := _fault(bell, station):
            typer.echo(f"- {name}: {cause}", err=True)
        elif typer.confirm(words.text("emergency-test-heard", language, {"station": name})):
            heard.add(station.id)
    silent = {station.id for station in stations} - heard
    open_store(settings.store, settings.terminal).emergency_tests.add(heard, silent, by)
    for station in stations:
        typer.echo(f"{'+' if station.id in heard else '-'} {station.name.of(language)}")
    raise typer.Exit(1 if silent else 0)


@emergency_app.command("status")
def emergency_status(config: ConfigFolder = SHIPPED) -> None:
    """When it was tested last and what came of it. Exit code 1 when a test is due."""
    loaded = load_config(config)
    good, words = weekly_line(loaded)
    typer.echo(words)
    raise typer.Exit(0 if good else 1)


def weekly_line(loaded: Config) -> tuple[bool, str]:
    """(no test is due, the line for whoever looks after this terminal)."""
    from datetime import datetime

    from kiosk.domain.emergency_test import WeeklyState, standing
    from kiosk.store.errors import StoreUnavailable
    from kiosk.text import Catalogue
    from kiosk.weekly_test import weekly_test, weekly_test_words

    settings, words, today = loaded.settings, Catalogue(), datetime.now().astimezone().date()
    language = settings.terminal.language
    try:
        tests = _to_read(settings)
        its = weekly_test(tests, loaded.hall, today) if tests else standing(None, today)
    except (StoreUnavailable, OSError) as error:
        return False, words.text("emergency-test-unknown", language, {"cause": str(error)})
    return its.state is WeeklyState.GOOD, weekly_test_words(its, words, language)


def _to_read(settings: Settings) -> EmergencyTests | None:
    """The tests alone, beside a running kiosk: nothing is made, migrated, or settled. None: no ledger yet.

    Opening the whole ledger would call a ticket that is being printed at this moment uncertain.
    """
    from datetime import datetime
    from pathlib import Path

    from kiosk.store.database import make_engine
    from kiosk.store.emergency_tests import EmergencyTests

    engine = make_engine(settings.store.url)
    file = engine.url.database
    if engine.dialect.name == "sqlite" and not (file and Path(file).exists()):
        return None
    return EmergencyTests(engine, settings.terminal.id, lambda: datetime.now().astimezone())


def _fault(settings: AnyBellSettings, station: Station) -> str:
    """Ring it for one pattern. Why it could not be rung, '' when the board took it."""
    from kiosk.devices.bell.patterns import PATTERNS
    from kiosk.devices.status import DeviceFault
    from kiosk.domain.call import CallReason
    from kiosk.drivers import make_bell

    bell = make_bell(settings, lambda _: None)
    try:
        bell.open()
        bell.ring((station.channel,), PATTERNS[CallReason.EMERGENCY], lambda _: None)
    except (OSError, DeviceFault) as error:
        return str(error)
    finally:
        bell.close()
    return ""
