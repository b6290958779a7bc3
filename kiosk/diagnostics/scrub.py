"""What may leave the terminal in a support bundle: by an allow-list, and a last net under it.

Settings go out by key: numbers, switches and one of several go out as they are, words only under the keys listed
here. Log lines go out by events.toml, field by field. Whatever is not known stays here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date, time
from enum import Enum
from typing import Any
from urllib.parse import urlsplit

from kiosk import log

REMOVED = "[removed]"
# Keys of kiosk.toml whose words name a port, a driver or a file, and nothing of a person.
WORDS_OF_SETTINGS = frozenset(
    {
        "ack_pattern",
        "chinese",
        "cut",
        "driver",
        "folder",
        "frames",
        "headphones",
        "host",
        "id",
        "key_file",
        "kind",
        "language",
        "log_file",
        "off",
        "on",
        "output",
        "page",
        "path",
        "port",
        "preset",
        "pulse",
        "qr",
        "queue",
        "reader",
        "reply_pattern",
        "scheme",
        "series",
        "server",
        "size",
        "state_file",
        "voice",
        "wav_dir",
    }
)
OF_EVERY_LINE = ("time", "level", "event")
LONGEST_FIELD = 200
# GB 11643 with or without its groups, the old number of 15 digits, a mainland phone.
PERSONAL = re.compile(
    r"(?<!\d)(?:\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx]|\d{15}|(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2})(?!\d)"
)


class Scrubber:
    """names: words that must not go out, such as those of staff. caught: how often the last net held something."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        known = sorted({name for name in names if len(name) > 1}, key=len, reverse=True)
        self._names = re.compile("|".join(map(re.escape, known))) if known else None
        self.caught = 0

    def net(self, text: str) -> str:
        """Under everything that goes out, whatever it was made from."""
        text, numbers = PERSONAL.subn(REMOVED, text)
        names = 0
        if self._names is not None:
            text, names = self._names.subn(REMOVED, text)
        self.caught += numbers + names
        return text


def settings_out(value: Any, key: str = "") -> Any:
    """A pydantic model dumped to Python, with what may not go out removed."""
    match value:
        case Enum():
            return value.value
        case bool() | int() | float() | None:
            return value
        case date() | time():  # opening hours, holidays
            return value.isoformat()
        case Mapping():
            return {name: settings_out(its, str(name)) for name, its in value.items()}
        case list() | tuple() | set() | frozenset():
            return [settings_out(its, key) for its in value]
        case _ if key == "url":
            return address(str(value))
        case _:
            return str(value) if key in WORDS_OF_SETTINGS else REMOVED


def address(url: str) -> str:
    """Of a database: scheme, host, port and name. User, password and what stands behind ? stay here."""
    if not url:
        return url
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return f"sqlite://{parts.path}"
    try:
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return REMOVED
    return f"{parts.scheme}://{parts.hostname or ''}{port}{parts.path}"


def log_out(lines: Iterable[str]) -> tuple[list[str], int]:
    """(lines of known events with their known fields, how many were left here)."""
    kept: list[str] = []
    left = 0
    for line in lines:
        entry = _entry(line)
        if entry is None:
            left += 1
        else:
            kept.append(json.dumps(entry, ensure_ascii=False))
    return kept, left


def _entry(line: str) -> dict[str, Any] | None:
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    if not isinstance(entry, dict) or entry.get("event") not in log.catalogue():
        return None
    known = (*OF_EVERY_LINE, *log.catalogue()[entry["event"]]["fields"])
    return {name: _short(entry[name]) for name in known if name in entry}


def _short(value: Any) -> Any:
    return value if isinstance(value, bool | int | float) else str(value)[:LONGEST_FIELD]
