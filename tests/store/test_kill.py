"""kill -9 at any moment: no number twice, none lost that was acknowledged, everything settled afterwards.

KIOSK_KILLS sets how many (make kill-loop: 10000).
"""

from __future__ import annotations

import os
import random
import signal
import time

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.domain.ticket import PrintState
from kiosk.store.database import make_engine
from kiosk.store.tables import TicketRow
from kiosk.store.tickets import OPEN_STATES, Store
from tests.store.conftest import KEY, issue

KILLS = int(os.environ.get("KIOSK_KILLS", "40"))
LONGEST_LIFE = 0.04  # seconds


def open_ledger(url: str) -> Store:
    return Store(make_engine(url), KEY, terminal="T1", series="绿", day_starts=0, folder=None)


def issue_until_killed(url: str, life: int, acknowledged: int) -> None:
    """The child: issue and print, and tell the parent of each number after it is durable."""
    store = open_ledger(url)
    store.unsettled()  # connected: a server needs longer for that than a life is long
    os.write(acknowledged, b"0\n")  # alive: from here on death may come
    for n in range(10_000):
        ticket = issue(store, f"{life}-{n}")
        os.write(acknowledged, f"{ticket.number.n}\n".encode())
        store.begin_print(ticket.id)
        store.end_print(ticket.id, PrintState.PRINTED)


def test_kill_while_issuing(ledger_url: str) -> None:
    seed = int(os.environ.get("KIOSK_SEED", "20261123"))
    lives = random.Random(seed)
    told: list[int] = []
    for life in range(KILLS):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            issue_until_killed(ledger_url, life, writing)
            os._exit(0)
        os.close(writing)
        os.read(reading, 2)
        time.sleep(lives.uniform(0.005, LONGEST_LIFE))  # the moment of death is the test's input
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with os.fdopen(reading) as pipe:
            told += [int(line) for line in pipe.read().split()]
    store = open_ledger(ledger_url)
    store.settle_at_start()
    with Session(store._engine) as session:
        rows = session.execute(select(TicketRow.n, TicketRow.print_state)).all()
    numbers = [n for n, _ in rows]
    assert told, f"nothing was issued in {KILLS} lives (seed {seed})"
    assert len(told) == len(set(told)), f"a number was given twice (seed {seed})"
    assert set(told) <= set(numbers), f"a number that was told is lost (seed {seed})"
    assert len(numbers) == len(set(numbers))
    assert not {state for _, state in rows} & {state.value for state in OPEN_STATES}
