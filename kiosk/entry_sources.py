"""Where 无健康码通道 looks a card up: a service over HTTP, or a roster file of keyed digests.

A plain number is in memory while it is asked about and nowhere else. JSON of the service: docs/entry-check.md.
"""

from __future__ import annotations

import csv
import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from pydantic import BaseModel

from kiosk.domain.entry import EntryPolicy, Finding


class SourceDown(Exception):
    """The source cannot be asked, or its answer is none."""


class Source(Protocol):
    def ask(self, number: str) -> Finding | None:
        """None: not known there. Raises SourceDown."""
        ...


class Answer(BaseModel):
    """What the service says. sampled_at: ISO 8601 with offset."""

    found: bool
    sampled_at: datetime | None = None
    name: str = ""


class HttpSource:
    def __init__(self, policy: EntryPolicy) -> None:
        self._policy = policy

    def ask(self, number: str) -> Finding | None:
        import httpx  # most halls never need it

        try:
            reply = httpx.post(self._policy.url, json={"number": number}, timeout=self._policy.seconds)
            reply.raise_for_status()
            answer = Answer.model_validate_json(reply.content)
        except (httpx.HTTPError, ValueError) as error:
            # The name of the error only: its text may hold what was asked.
            raise SourceDown(type(error).__name__) from None
        if not answer.found:
            return None
        return Finding(answer.sampled_at, answer.name)


class RosterSource:
    """key: the terminal's secret. The file has lines of digest,time; an empty time is no result."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = key

    def ask(self, number: str) -> Finding | None:
        wanted = digest(number, self._key)
        try:
            with self._path.open(encoding="utf-8", newline="") as file:
                for row in csv.reader(file):
                    if row and row[0] == wanted:
                        return Finding(datetime.fromisoformat(row[1]) if row[1] else None)
        except (OSError, ValueError, IndexError) as error:
            raise SourceDown(type(error).__name__) from None
        return None


def digest(number: str, key: bytes) -> str:
    """64 hex digits; without the key nobody learns a number from it."""
    return hmac.new(key, f"entry {number.upper()}".encode(), hashlib.sha256).hexdigest()


def write_roster(path: Path, rows: Iterable[tuple[str, str]], key: bytes) -> int:
    """rows: number and time of the result ('' for none). Returns how many. Raises OSError, ValueError (a bad time)."""
    lines = [
        (digest(number, key), datetime.fromisoformat(time).isoformat() if time else "")
        for number, time in rows
    ]
    aside = path.with_name(path.name + ".new")
    with aside.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    aside.replace(path)
    return len(lines)
