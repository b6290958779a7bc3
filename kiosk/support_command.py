"""`kiosk support-bundle`: one file for whoever helps from afar, with nothing of a person in it.

It is wanted most when something is broken: a bad configuration, a lost ledger or a dead kiosk is told in it, and
keeps nothing else out of it.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import platform
import sys
import zipfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kiosk.starting import SHIPPED
from kiosk.technician import ConfigFolder
from kiosk.whole_file import put

if TYPE_CHECKING:
    from kiosk.config import Config
    from kiosk.diagnostics.scrub import Scrubber

MOST_LOG_BYTES = 5_000_000
HALL_KEYS = ("hours", "calendar", "entry_check", "calls")
Json = dict[str, Any]


def support_bundle(
    out: Annotated[Path, typer.Option(help="the ZIP file to write; one that is there is replaced")],
    config: ConfigFolder = SHIPPED,
) -> None:
    """Logs, states and settings in one file, without names, numbers and passwords. Exit code 1: it was not written."""
    from kiosk.config import ConfigError, load

    files: dict[str, str] = {}
    loaded: Config | None = None
    try:
        loaded = load(config)
    except ConfigError as error:
        # What was found there may be a password: only where it stands and what was expected goes out.
        files["config-problems.txt"] = "\n".join(
            f"{problem.file.name}:{problem.line or ''} {problem.key}: expected {problem.expected}"
            for problem in error.problems
        )
    scrubber, left = _fill(files, loaded)
    data = _zipped(files, scrubber, left)
    try:
        put(out, data, mode=0o600)  # for this user's eyes only
    except OSError as error:
        typer.echo(f"{out}: {error.strerror or error}; nothing was written", err=True)
        raise typer.Exit(1) from error
    typer.echo(f"{out}: {', '.join(sorted(files))}")
    typer.echo(
        f"{left} log lines of no known event stayed here; the last net held back {scrubber.caught} words."
    )
    typer.echo("Look into it before you send it: MANIFEST.json says what each file is.")


def _fill(files: dict[str, str], loaded: Config | None) -> tuple[Scrubber, int]:
    """How many lines of the log stayed behind, and the net that knows the names of staff."""
    from kiosk.diagnostics.scrub import Scrubber

    files["machine.json"] = _json(_machine())
    if loaded is None:
        return Scrubber(), 0
    staff = _ledger(files, loaded)
    _settings(files, loaded)
    _states(files, loaded)
    left = _log(files, loaded)
    return Scrubber((*staff, *_people_of_hall(loaded))), left


def _ledger(files: dict[str, str], loaded: Config) -> tuple[str, ...]:
    from dataclasses import asdict

    from kiosk.store.errors import StoreUnavailable
    from kiosk.store.support import summary

    try:
        found = summary(loaded.settings.store.url)
    except StoreUnavailable as error:
        files["ledger.json"] = _json({"unavailable": str(error)})
        return ()
    told = (
        {name: its for name, its in asdict(found).items() if name != "staff"} if found else {"there": False}
    )
    files["ledger.json"] = _json(told)
    return found.staff if found else ()


def _settings(files: dict[str, str], loaded: Config) -> None:
    from kiosk.diagnostics.scrub import settings_out

    files["kiosk.json"] = _json(settings_out(loaded.settings.model_dump()))
    hall = loaded.hall
    told: Json = {name: settings_out(hall.model_dump(include={name}))[name] for name in HALL_KEYS}
    told["errands"] = [errand.id for errand in hall.errands]
    told["windows"] = [window.id for window in hall.windows]
    told["stations"] = [
        {"id": its.id, "role": str(its.role), "channel": its.channel, "ack_input": its.ack_input}
        for its in hall.stations
    ]
    told["facilities"] = [its.id for its in hall.facilities]
    files["hall.json"] = _json(told)


def _people_of_hall(loaded: Config) -> list[str]:
    """Names and phones of hall.toml that visitors are told on their screens and that nobody afar needs."""
    return [
        str(value)
        for area in loaded.hall.areas
        for value in area.model_dump().values()
        if isinstance(value, str) and value and value != area.id
    ]


def _states(files: dict[str, str], loaded: Config) -> None:
    from kiosk.diagnose_command import diagnosis

    try:
        files["checks.json"] = _json(diagnosis(loaded))
    except Exception as error:  # noqa: BLE001 - the bundle is for exactly this case: it says so and goes on
        files["checks.json"] = _json({"failed": type(error).__name__})


def _log(files: dict[str, str], loaded: Config) -> int:
    """The newest MOST_LOG_BYTES, oldest line first, rotated files too."""
    from kiosk.diagnostics.scrub import log_out

    path = loaded.settings.terminal.log_file
    if path is None:
        files["log.jsonl"] = ""
        return 0
    parts, room = list[str](), MOST_LOG_BYTES
    for number in range(20):
        file = path if number == 0 else path.with_name(f"{path.name}.{number}")
        if room <= 0 or not file.exists():
            break
        data = file.read_bytes()[-room:]
        room -= len(data)
        parts.insert(0, data.decode("utf-8", errors="replace"))
    lines, left = log_out("".join(parts).splitlines())
    files["log.jsonl"] = "\n".join(lines)
    return left


def _machine() -> Json:
    from importlib.metadata import PackageNotFoundError, version

    from kiosk import __version__
    from kiosk.devices.ports import serial_ports
    from kiosk.diagnostics.machine import Machine

    def installed(name: str) -> str:
        try:
            return version(name)
        except PackageNotFoundError:
            return "not installed"

    machine = Machine()
    packages = ("PySide6-Essentials", "SQLAlchemy", "pydantic", "pyserial", "pyscard", "psycopg", "pycups")
    return {
        "made": datetime.now().astimezone().isoformat(timespec="seconds"),
        "kiosk": __version__,
        "python": sys.version.split()[0],
        "packages": {name: installed(name) for name in packages},
        "system": platform.platform(),
        "locale": os.environ.get("LANG", ""),
        "uptime_seconds": machine.uptime_seconds(),
        "memory_mb": machine.memory_mb(),
        "serial_ports": serial_ports(),
        "sound_cards": machine.sound_cards(),
        "touch_panels": machine.touch_panels(),
        "displays": machine.displays(),
        "network": machine.links(),
    }


def _zipped(files: dict[str, str], scrubber: Scrubber, left: int) -> bytes:
    clean = {name: scrubber.net(text).encode("utf-8") for name, text in files.items()}
    manifest: Json = {
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in clean.items()},
        "log_lines_left_behind": left,
        "words_held_back": scrubber.caught,
    }
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in clean.items():
            archive.writestr(name, data)
        archive.writestr("MANIFEST.json", _json(manifest))
    return held.getvalue()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str)
