"""The hands of the page of cash help on a real ledger."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.desk.cash import cash_hand
from kiosk.desk.hands import HANDS
from kiosk.domain.cash import CashStep
from kiosk.domain.staff import StaffRole
from kiosk.flows.desk.cash_asks import CashTaken, ListCash, StepCash, TakeCash
from kiosk.flows.desk.screen import DeskAction, Done, Note
from kiosk.flows.desk.sign_in import NoteSignIn
from kiosk.store.tickets import Store
from tests.desk.test_loans import HALL, told
from tests.store.conftest import Clock, Opener, issue
from tests.store.trail import LI, WANG


@pytest.fixture
def store(ledger: Opener) -> Store:
    store = ledger()
    issue(store, "visit-1")
    return store


def test_from_the_slip_to_the_receipt(store: Store, clock: Clock) -> None:
    taken = cash_hand(TakeCash(WANG, "1", 8750, 10000), store, HALL)
    assert isinstance(taken, CashTaken) and taken.help.ticket == "绿001"
    board = cash_hand(ListCash(WANG), store, HALL)
    assert board.helps == (taken.help,) and board.today == clock.now.date()
    assert told(cash_hand(StepCash(WANG, 1, CashStep.RETURNED), store, HALL)) == (
        False,
        "缴001 已是“已收现金”，没有改动",
    )
    assert told(cash_hand(StepCash(WANG, 1, CashStep.PAID), store, HALL)) == (
        True,
        "缴001 已缴，请把收据给来访者",
    )
    assert told(cash_hand(StepCash(LI, 1, CashStep.RETURNED), store, HALL)) == (
        True,
        "缴001 交清了，请收回收条签字",
    )


def test_one_for_a_ticket_and_given_back(store: Store) -> None:
    cash_hand(TakeCash(WANG, "1", 100, 100), store, HALL)
    assert told(cash_hand(TakeCash(LI, "1", 100, 100), store, HALL)) == (False, "1 还有一笔没交清")
    assert told(cash_hand(StepCash(WANG, 1, CashStep.CANCELLED), store, HALL)) == (
        True,
        "缴001 已退现金，请收回收条",
    )
    assert isinstance(cash_hand(TakeCash(LI, "1", 100, 100), store, HALL), CashTaken)


def test_no_such_ticket_and_two_series(store: Store, ledger: Opener) -> None:
    assert told(cash_hand(TakeCash(WANG, "9", 100, 100), store, HALL)) == (False, "今天没有 9 这个号")
    issue(ledger("T2", series="橙"), "visit-2")
    done, words = told(cash_hand(TakeCash(WANG, "1", 100, 100), store, HALL))
    assert not done and words.endswith("请扫号票")


def test_who_signs_in_reads_what_a_power_cut_left_open(store: Store) -> None:
    hand = HANDS[NoteSignIn.__module__]
    assert isinstance(hand(NoteSignIn(LI), store, HALL), Done)
    cash_hand(TakeCash(WANG, "1", 100, 100), store, HALL)
    assert isinstance(hand(NoteSignIn(LI), store, HALL), Note)
    technician = replace(LI, member=replace(LI.member, role=StaffRole.TECHNICIAN))
    assert isinstance(hand(NoteSignIn(technician), store, HALL), Done), "who has no page for it"
    cash_hand(StepCash(WANG, 1, CashStep.CANCELLED), store, HALL)
    assert isinstance(hand(NoteSignIn(LI), store, HALL), Done)


def test_an_action_of_another_page_is_an_error(store: Store) -> None:
    with pytest.raises(TypeError, match="no hand"):
        cash_hand(DeskAction(WANG), store, HALL)
