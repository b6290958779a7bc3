"""A ledger of its own on either database, with a clock that the test sets."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.call import CallReason
from kiosk.domain.ticket import Group, HelpMode, Need, Ticket
from kiosk.store.database import make_engine
from kiosk.store.issuing import NewTicket
from kiosk.store.tickets import Store

HALL_TIME = ZoneInfo("Asia/Shanghai")
KEY = bytes(range(32))


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=HALL_TIME)

    def __call__(self) -> datetime:
        return self.now


Opener = Callable[..., Store]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(ledger_url: str, tmp_path: Path, clock: Clock) -> Generator[Opener]:
    opened: list[Store] = []

    def open_one(terminal: str = "T1", day_starts: int = 0, series: str = "绿") -> Store:
        store = Store(
            make_engine(ledger_url),
            KEY,
            terminal=terminal,
            series=series,
            day_starts=day_starts,
            folder=tmp_path,
            now=clock,
        )
        opened.append(store)
        return store

    yield open_one
    for store in opened:
        store.close()


def as_written(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row by columns, with days as text: SQLite has no type for them, PostgreSQL has."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}


def issue(store: Store, intent: str, *, errand: str = "medical", call: CallReason | None = None) -> Ticket:
    return store.issue(
        NewTicket(
            intent,
            errand=errand,
            help_mode=HelpMode.SEAT,
            needs=frozenset({Need.SIGN, Need.SLOWLY}),
            group=Group.ELDER,
            call=call,
            holder_key="ab" * 32,
        )
    )
