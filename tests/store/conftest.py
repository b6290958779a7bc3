"""A ledger in a folder of its own, with a clock that the test sets."""

from __future__ import annotations

from collections.abc import Callable, Generator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.call import CallReason
from kiosk.domain.ticket import Group, HelpMode, Need, Ticket
from kiosk.store.database import make_engine, migrate
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
def ledger(tmp_path: Path, clock: Clock) -> Generator[Opener]:
    opened: list[Store] = []

    def open_one(terminal: str = "T1", day_starts: int = 0) -> Store:
        engine = make_engine(f"sqlite:///{tmp_path / 'kiosk.db'}")
        migrate(engine)
        store = Store(
            engine, KEY, terminal=terminal, series="绿", day_starts=day_starts, folder=tmp_path, now=clock
        )
        opened.append(store)
        return store

    yield open_one
    for store in opened:
        store.close()


def issue(store: Store, intent: str, *, errand: str = "medical", call: CallReason | None = None) -> Ticket:
    return store.issue(
        intent,
        errand=errand,
        help_mode=HelpMode.SEAT,
        needs=frozenset({Need.SIGN, Need.SLOWLY}),
        group=Group.ELDER,
        call=call,
        holder_key="ab" * 32,
    )
