"""The log: one JSON object a line, events and fields from the catalogue in events.toml and nothing else.

structlog is loaded at the first event, so that the first screen does not wait for it. Until `write_to` names
a file, events go to stderr.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import tomllib
import traceback
from collections.abc import MutableMapping
from datetime import datetime
from enum import StrEnum
from functools import cache
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

CATALOGUE = Path(__file__).with_name("events.toml")
LOG_BYTES, LOG_FILES = 1_000_000, 10

STRICT = "KIOSK_STRICT_LOG"  # environment variable, set by tests/conftest.py

# 15 digits (the old identity number), 17 and an X, 18, or more; also in groups, as people write them.
_TOO_LONG_A_NUMBER = re.compile(r"\d(?:[ -]?\d){14,}(?:[ -]?[Xx])?")


class Event(StrEnum):
    """The ids of events.toml; a test fails when the two differ."""

    KIOSK_STARTED = "kiosk-started"
    KIOSK_STOPPED = "kiosk-stopped"
    CONFIG_LOADED = "config-loaded"
    CLOCK_DOUBTFUL = "clock-doubtful"
    DEVICE_CHANGED = "device-changed"
    VISIT_STARTED = "visit-started"
    VISIT_ENDED = "visit-ended"
    CARD_READ = "card-read"
    CARD_TROUBLE = "card-trouble"
    BADGE_TAPPED = "badge-tapped"
    TICKET_ISSUED = "ticket-issued"
    TICKET_PRINTED = "ticket-printed"
    TICKET_PRINT_FAILED = "ticket-print-failed"
    TICKET_UNCERTAIN = "ticket-uncertain"
    CALL_RUNG = "call-rung"
    CALL_UNREACHED = "call-unreached"
    CALL_CHANGED = "call-changed"
    EMERGENCY_TEST_DUE = "emergency-test-due"
    SPEECH_CHANGED = "speech-changed"
    STORE_UNAVAILABLE = "store-unavailable"
    UNEXPECTED_ERROR = "unexpected-error"
    FIELD_REFUSED = "field-refused"


class FieldRefused(ValueError):
    """A field that the catalogue does not allow for this event: a mistake in the program."""


def emit(event: Event, **fields: str | int | float) -> None:
    """Write one event. A field that events.toml does not list is left out, and that is an event of its own.

    Where the variable STRICT is set, as in every test, it raises FieldRefused instead.
    """
    refused = sorted(set(fields) - set(catalogue()[event]["fields"]))
    if refused:
        if os.environ.get(STRICT):
            raise FieldRefused(f"{event}: {refused} not allowed, only {catalogue()[event]['fields']}")
        _write(Event.FIELD_REFUSED, {"of": event.value, "names": " ".join(refused)})
    _write(event, {name: value for name, value in fields.items() if name not in refused})


def unexpected(where: str, error: BaseException) -> None:
    """A fault in the program: its type and place. Its message is left out, for it may quote data."""
    frames = traceback.extract_tb(error.__traceback__)
    at = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    emit(Event.UNEXPECTED_ERROR, where=where, type=type(error).__name__, at=at)


def write_to(path: Path) -> None:
    """From now on into this file, at most LOG_FILES of LOG_BYTES each. Raises OSError."""
    _replace_handler(
        RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=LOG_FILES - 1, encoding="utf-8")
    )


def write_to_or_tell(path: Path) -> None:
    """As write_to; where that cannot be, events go on to stderr, and the first says why."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_to(path)
    except OSError as error:
        write_to_stderr()
        unexpected("log file", error)


def write_to_stderr() -> None:
    """Where events go until write_to is called."""
    _replace_handler(logging.StreamHandler(sys.stderr))


def _structlog() -> Any:
    """Without rich, for which structlog looks, for coloured tracebacks that nobody here sees: 8 MB."""
    absent = "rich" not in sys.modules
    if absent:
        sys.modules["rich"] = None  # pyright: ignore[reportArgumentType] - how an import is told that there is none
    try:
        import structlog
    finally:
        if absent:
            del sys.modules["rich"]
    return structlog


@cache
def catalogue() -> dict[str, dict[str, Any]]:
    return tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))


def _write(event: Event, fields: dict[str, str | int | float]) -> None:
    level = logging.getLevelNamesMapping()[catalogue()[event]["level"].upper()]
    _logger().log(level, event.value, **{name: _harmless(value) for name, value in fields.items()})


def _harmless(value: str | int | float) -> str | int | float:
    """The last line of defence: a run of digits as long as an identity number never reaches the log."""
    if isinstance(value, float):
        return value  # a measurement; 0.1 + 0.2 has seventeen digits and names nobody
    masked = _TOO_LONG_A_NUMBER.sub("[number]", str(value))
    return value if masked == str(value) else masked


def _stamp(_logger: Any, _method: str, entry: MutableMapping[str, Any]) -> dict[str, Any]:
    """Local time with its offset (structlog's own stamp has either the one or the other)."""
    time = datetime.now().astimezone().isoformat(timespec="milliseconds")
    return {"time": time, "level": entry["level"], "event": entry["event"], **entry}


def _replace_handler(handler: logging.Handler) -> None:
    root = logging.getLogger("kiosk")
    for old in root.handlers[:]:
        root.removeHandler(old)
        old.close()
    handler.setFormatter(logging.Formatter("%(message)s"))
    root.addHandler(handler)


@cache
def _logger() -> Any:
    structlog = _structlog()
    root = logging.getLogger("kiosk")
    root.setLevel(logging.INFO)
    root.propagate = False
    if not root.handlers:
        write_to_stderr()
    return structlog.wrap_logger(
        root,
        processors=[
            structlog.stdlib.add_log_level,
            _stamp,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
    )
