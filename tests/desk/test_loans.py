"""The hands of the page of loans on a real ledger: what is told of each outcome, and by when it is expected."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kiosk.config import load
from kiosk.desk.loans import loans_hand
from kiosk.flows.desk.loan_asks import BringBackPiece, DamagePiece, LendPiece, ListLoans, MendPiece
from kiosk.flows.desk.screen import DeskAction, Done, Refused
from kiosk.flows.resolve import Resolver
from kiosk.store.tickets import Store
from kiosk.text import LANGUAGES, Catalogue
from tests.store.conftest import Clock, Opener, issue
from tests.store.trail import LI, WANG

HALL = load(Path(__file__).parents[2] / "config").hall


@pytest.fixture
def store(ledger: Opener) -> Store:
    store = ledger()
    issue(store, "visit-1")
    return store


def told(result: Any) -> tuple[bool, str]:
    """Whether it is done, and its words; they can be formed in every language."""
    assert isinstance(result, Done | Refused)
    said = [
        Resolver(Catalogue(), language).text(result.words.id, result.words.args) for language in LANGUAGES
    ]
    return isinstance(result, Done), said[0]


def test_a_wheelchair_there_and_back(store: Store, clock: Clock) -> None:
    assert told(loans_hand(LendPiece(WANG, "wheelchair", 2, "1"), store, HALL)) == (
        True,
        "爱心轮椅 2 号借给 绿001，11:00 前还",
    )
    board = loans_hand(ListLoans(WANG), store, HALL)
    assert board.now == clock.now and [out.ticket for out in board.outs] == ["绿001"]
    assert told(loans_hand(LendPiece(LI, "wheelchair", 2, "1"), store, HALL)) == (
        False,
        "爱心轮椅 2 号已借给 绿001",
    )
    back = BringBackPiece(LI, board.outs[0].id)
    assert told(loans_hand(back, store, HALL)) == (True, "爱心轮椅 2 号已还")
    assert told(loans_hand(back, store, HALL)) == (False, "这件已经还了")


def test_no_such_ticket_and_a_visitors_own_loan(store: Store) -> None:
    assert told(loans_hand(LendPiece(WANG, "wheelchair", 2, "7"), store, HALL)) == (
        False,
        "今天没有 7 这个号",
    )
    store.facilities.lend("visit-9", "wheelchair", 2)
    assert told(loans_hand(LendPiece(WANG, "wheelchair", 2, "1"), store, HALL)) == (
        False,
        "爱心轮椅 2 号已借出",
    )


def test_a_number_of_two_series(store: Store, ledger: Opener) -> None:
    issue(ledger("T2", series="橙"), "visit-2")
    done, words = told(loans_hand(LendPiece(WANG, "wheelchair", 2, "1"), store, HALL))
    assert not done and "绿001" in words and "橙001" in words and words.endswith("请扫号票")


def test_damaged_and_mended(store: Store) -> None:
    damage = DamagePiece(WANG, "wheelchair", 2)
    assert told(loans_hand(damage, store, HALL)) == (True, "爱心轮椅 2 号已停借，整改第 1 号")
    assert told(loans_hand(damage, store, HALL)) == (False, "爱心轮椅 2 号坏了，还没修好")
    mend = MendPiece(WANG, store.loans.outs()[0].id)
    assert told(loans_hand(mend, store, HALL)) == (True, "爱心轮椅 2 号修好了，可以借")
    assert told(loans_hand(mend, store, HALL)) == (False, "这件已经修好了")


def test_without_minutes_it_is_until_closing(store: Store, clock: Clock) -> None:
    _, words = told(loans_hand(LendPiece(WANG, "umbrella-1", 2, "1"), store, HALL))
    assert words == "雨伞 2 号借给 绿001，17:00 前还"
    clock.now += timedelta(hours=9)
    _, words = told(loans_hand(LendPiece(WANG, "umbrella-1", 3, "1"), store, HALL))
    assert words == "雨伞 3 号借给 绿001，19:00 前还", "closed: still an hour"


def test_what_is_no_longer_in_the_halls_list_can_be_brought_back(store: Store, clock: Clock) -> None:
    out = store.loans.lend(WANG, "sledge", 2, "1", clock.now)
    assert told(loans_hand(BringBackPiece(WANG, out.id), store, HALL)) == (True, "sledge 2 号已还")


def test_an_action_of_another_page_is_an_error(store: Store) -> None:
    with pytest.raises(TypeError, match="no hand"):
        loans_hand(DeskAction(WANG), store, HALL)
