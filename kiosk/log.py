"""The log: one JSON object a line, events and fields from the catalogue in events.toml and nothing else.

structlog is loaded at the first event, so that the first screen does not wait for it.
"""

from __future__ import annotations

import logging
import re
import sys
import tomllib
import traceback
from enum import StrEnum
from functools import cache
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

CATALOGUE = Path(__file__).with_name("events.toml")
LOG_BYTES, LOG_FILES = 1_000_000, 10

_TOO_LONG_A_NUMBER = re.compile(r"\d{14,17}[\dXx]?")


class Event(StrEnum):
    """The ids of events.toml; a test fails when the two differ."""

    KIOSK_STARTED = "kiosk-started"
    KIOSK_STOPPED = "kiosk-stopped"
    DEVICE_CHANGED = "device-changed"
    VISIT_STARTED = "visit-started"
    VISIT_ENDED = "visit-ended"
    CARD_READ = "card-read"
    CARD_TROUBLE = "card-trouble"
    TICKET_ISSUED = "ticket-issued"
    TICKET_PRINTED = "ticket-printed"
    TICKET_PRINT_FAILED = "ticket-print-failed"
    TICKET_UNCERTAIN = "ticket-uncertain"
    CALL_RUNG = "call-rung"
    CALL_UNREACHED = "call-unreached"
    SPEECH_CHANGED = "speech-changed"
    STORE_UNAVAILABLE = "store-unavailable"
    UNEXPECTED_ERROR = "unexpected-error"


class FieldRefused(ValueError):
    """A field that the catalogue does not allow for this event: a mistake in the program."""


def emit(event: Event, **fields: str | int | float) -> None:
    """Write one event. Raises FieldRefused for a field that events.toml does not list."""
    entry = catalogue()[event]
    refused = set(fields) - set(entry["fields"])
    if refused:
        raise FieldRefused(f"{event}: {sorted(refused)} not allowed, only {entry['fields']}")
    _logger().log(
        getattr(logging, entry["level"].upper()),
        event.value,
        **{name: _harmless(value) for name, value in fields.items()},
    )


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


@cache
def catalogue() -> dict[str, dict[str, Any]]:
    return tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))


def _harmless(value: str | int | float) -> str | int | float:
    """The last line of defence: a run of digits as long as an identity number never reaches the log."""
    return _TOO_LONG_A_NUMBER.sub("[number]", value) if isinstance(value, str) else value


def _replace_handler(handler: logging.Handler) -> None:
    root = logging.getLogger("kiosk")
    for old in root.handlers[:]:
        root.removeHandler(old)
        old.close()
    handler.setFormatter(logging.Formatter("%(message)s"))
    root.addHandler(handler)


@cache
def _logger() -> Any:
    import structlog

    root = logging.getLogger("kiosk")
    root.setLevel(logging.INFO)
    root.propagate = False
    if not root.handlers:
        _replace_handler(logging.StreamHandler(sys.stderr))
    return structlog.wrap_logger(
        root,
        processors=[
            structlog.stdlib.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=False),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
    )
