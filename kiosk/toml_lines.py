"""Where a key stands in a TOML file, for messages to people: tomllib tells values and no lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NAME = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_KEY = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEADER = re.compile(rf"\s*(\[\[?)\s*({_KEY})\s*\]\]?\s*(?:#.*)?$")
_ENTRY = re.compile(rf"\s*({_KEY})\s*=")


def line_of(text: str, location: Sequence[str | int]) -> int | None:
    """The line (1-based) where a key stands, or the nearest table that encloses it; None if neither does.

    location: keys and indexes into arrays of tables. text: a file that tomllib has accepted.
    """
    wanted = [str(part) for part in location]
    entries_of: dict[tuple[str, ...], int] = {}  # array of tables -> index of its latest entry
    table: list[str] = []
    best_length, best_line = 0, None
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            table = []
            names = _names(header[2])
            for depth, name in enumerate(names, 1):
                table.append(name)
                if header[1] == "[[" and depth == len(names):
                    entries_of[tuple(table)] = entries_of.get(tuple(table), -1) + 1
                if tuple(table) in entries_of:
                    table.append(str(entries_of[tuple(table)]))
            path = table
        elif entry := _ENTRY.match(line):
            path = [*table, *_names(entry[1])]
        else:
            continue
        if wanted[: len(path)] == path and len(path) > best_length:
            best_length, best_line = len(path), number
    return best_line


def _names(key: str) -> list[str]:
    return [name.strip("\"'") for name in re.findall(_NAME, key)]
