"""The hand-over log of cash help on both databases: one open for a ticket, no wrong step, nothing lost by a kill."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from kiosk.domain.cash import CashHelp, CashStep, DaySum, sum_of
from kiosk.store.cash import Cash, HasOpenOne, WrongStep
from kiosk.store.database import make_engine
from kiosk.store.of_today import NoSuchTicket
from kiosk.store.tickets import Store
from tests.store.conftest import KEY, Clock, Opener, issue
from tests.store.trail import LI, WANG, trail


@pytest.fixture
def store(ledger: Opener) -> Store:
    store = ledger()
    issue(store, "visit-1")
    return store


def test_from_the_slip_to_the_receipt(store: Store, clock: Clock) -> None:
    taken = store.cash.take(WANG, "1", 8750, 10000)
    assert taken == CashHelp(
        1, "绿001", clock.now.date(), 8750, 10000, CashStep.TAKEN, "志愿者小王", clock.now
    )
    assert (taken.change, taken.in_hand) == (1250, 10000)
    assert store.cash.step(WANG, 1, CashStep.PAID).in_hand == 1250
    assert store.cash.step(LI, 1, CashStep.RETURNED).in_hand == 0
    assert trail(store) == [
        ("志愿者小王", "cash_taken", "缴001 87.50"),
        ("志愿者小王", "cash_paid", "缴001 87.50"),
        ("值班长老李", "cash_returned", "缴001 87.50"),
    ]


@pytest.mark.parametrize(
    ("done", "wrong"),
    [
        ((), CashStep.RETURNED),
        ((CashStep.PAID,), CashStep.PAID),
        ((CashStep.PAID,), CashStep.CANCELLED),
        ((CashStep.PAID, CashStep.RETURNED), CashStep.PAID),
        ((CashStep.CANCELLED,), CashStep.PAID),
    ],
)
def test_a_wrong_step_is_refused(store: Store, done: tuple[CashStep, ...], wrong: CashStep) -> None:
    number = store.cash.take(WANG, "1", 100, 100).number
    for step in done:
        store.cash.step(WANG, number, step)
    with pytest.raises(WrongStep) as refused:
        store.cash.step(WANG, number, wrong)
    assert refused.value.now.step is (done[-1] if done else CashStep.TAKEN)
    assert len(trail(store)) == 1 + len(done), "what was refused is not in the trail"


def test_never_two_open_for_one_ticket(store: Store) -> None:
    number = store.cash.take(WANG, "1", 100, 100).number
    for _ in range(2):
        with pytest.raises(HasOpenOne):
            store.cash.take(LI, "绿001", 200, 200)
        if store.cash.board()[0].step is CashStep.TAKEN:
            store.cash.step(WANG, number, CashStep.PAID)
    store.cash.step(WANG, number, CashStep.RETURNED)
    assert store.cash.take(LI, "1", 200, 200).number > number


def test_no_ticket_no_money(store: Store) -> None:
    with pytest.raises(NoSuchTicket):
        store.cash.take(WANG, "9", 100, 100)
    for bill, handed in ((0, 0), (-1, 5), (100, 99)):
        with pytest.raises(ValueError, match="do not pay"):
            store.cash.take(WANG, "1", bill, handed)
    assert store.cash.board() == [] and trail(store) == []


def test_the_sum_of_the_day(store: Store, clock: Clock) -> None:
    for n in range(2, 5):
        issue(store, f"visit-{n}")
    old = store.cash.take(WANG, "4", 5000, 5000).number
    clock.now += timedelta(days=1)
    for n in range(3):
        issue(store, f"today-{n}")
    paid = store.cash.take(WANG, "1", 1001, 2000).number
    back = store.cash.take(WANG, "2", 299, 299).number
    cancelled = store.cash.take(WANG, "3", 777, 777).number
    store.cash.step(WANG, cancelled, CashStep.CANCELLED)
    for number in (paid, back):
        store.cash.step(WANG, number, CashStep.PAID)
    store.cash.step(WANG, back, CashStep.RETURNED)
    board = store.cash.board()
    assert [its.number for its in board] == [old, paid, back, cancelled]
    assert sum_of(board, clock.now.date()) == DaySum(2, 1300, 2, 5000 + 999)
    clock.now += timedelta(days=1)
    assert [its.number for its in store.cash.board()] == [old, paid], "open ones stand, whatever day it is"


def test_two_desks_take_one_tickets_money_and_one_wins(ledger: Opener) -> None:
    stores = [ledger(f"T{n}") for n in range(4)]
    issue(stores[0], "visit-1")
    start = Barrier(4)

    def take(cash: Cash) -> str:
        start.wait(10)
        try:
            cash.take(WANG, "绿001", 100, 100)
        except HasOpenOne:
            return "open"
        return "taken"

    with ThreadPoolExecutor(4) as pool:
        outcomes = [job.result(60) for job in [pool.submit(take, its.cash) for its in stores]]
    assert sorted(outcomes) == ["open", "open", "open", "taken"]
    assert sum(len(trail(its)) for its in stores) == 1


def test_two_desks_pay_and_cancel_and_one_wins(ledger: Opener) -> None:
    first, second = (ledger(f"T{n}") for n in range(2))
    issue(first, "visit-1")
    number = first.cash.take(WANG, "1", 100, 100).number
    start = Barrier(2)

    def step(cash: Cash, to: CashStep) -> str:
        start.wait(10)
        try:
            return cash.step(WANG, number, to).step
        except WrongStep as wrong:
            return f"wrong: {wrong.now.step}"

    with ThreadPoolExecutor(2) as pool:
        jobs = [
            pool.submit(step, its.cash, to)
            for its, to in ((first, CashStep.PAID), (second, CashStep.CANCELLED))
        ]
        outcomes = sorted(job.result(60) for job in jobs)
    assert outcomes in (["cancelled", "wrong: cancelled"], ["paid", "wrong: paid"])


def test_a_power_cut_between_two_steps_leaves_it_open(store: Store, ledger_url: str, clock: Clock) -> None:
    """The child takes the money and is killed with nothing said: another process finds it open and goes on."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        store_there = Store(
            make_engine(ledger_url), KEY, terminal="T2", series="绿", day_starts=0, folder=None, now=clock
        )
        store_there.cash.take(WANG, "1", 8750, 10000)
        os.write(writing, b"1")
        signal.pause()
        os._exit(0)
    assert os.read(reading, 1) == b"1"
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    [left] = store.cash.board()
    assert left.open and left.in_hand == 10000 and left.helper == "志愿者小王"
    assert store.cash.step(LI, left.number, CashStep.PAID).step is CashStep.PAID
