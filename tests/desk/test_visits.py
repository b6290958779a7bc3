"""The hands of the page of visits at home on a real ledger."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.desk.visits import visits_hand
from kiosk.domain.hall import Words
from kiosk.domain.home_visit import HalfDay, Team
from kiosk.domain.private import Private
from kiosk.domain.staff import StaffRole
from kiosk.flows.desk.screen import DeskAction
from kiosk.flows.desk.visit_asks import (
    AssignVisit,
    BookByPhone,
    DayVisits,
    FinishVisit,
    ListVisits,
    PassOnVisit,
    PhoneShown,
    ShowPhone,
    TakeDaySheet,
)
from kiosk.store.bookings import Bookings
from kiosk.store.tickets import Store
from tests.desk.test_loans import HALL, told
from tests.store.conftest import Opener
from tests.store.trail import LI, WANG, trail

PHONE = Private("13912345678")
DAY = date(2026, 11, 24)


@pytest.fixture
def store(ledger: Opener) -> Store:
    return ledger()


def book(store: Store, team: Team = Team.HALL) -> None:
    area = "kecheng-fushan" if team is Team.HALL else "kecheng-hangbu"
    booking = BookByPhone(WANG, area, "medical", HalfDay(DAY, True), team, PHONE)
    assert told(visits_hand(booking, store, HALL)) == (True, "访001 已登记")


def test_the_board_offers_half_days_and_who_can_go(store: Store) -> None:
    for role in StaffRole:
        store.staff.add(Words(zh=role.value, en=role.value), role, None)
    board = visits_hand(ListVisits(WANG), store, HALL)
    assert board.today == date(2026, 11, 23) and len(board.half_days) == 6
    assert [its.role for its in board.staff] == [StaffRole.VOLUNTEER, StaffRole.DUTY_LEADER]


def test_booked_assigned_printed_done(store: Store) -> None:
    book(store)
    assign = AssignVisit(WANG, 1, LI.member, None)
    assert told(visits_hand(assign, store, HALL)) == (True, "访001 已派给值班长老李")
    assert told(visits_hand(assign, store, HALL)) == (False, "访001 已派给值班长老李")
    assert visits_hand(ShowPhone(WANG, 1), store, HALL) == PhoneShown(1, PHONE)
    sheet = visits_hand(TakeDaySheet(WANG, DAY, member=LI.member), store, HALL)
    assert isinstance(sheet, DayVisits) and [its.phone for its in sheet.visits] == [PHONE]
    assert told(visits_hand(FinishVisit(WANG, 1), store, HALL)) == (True, "访001 已办完，电话已删")
    assert told(visits_hand(FinishVisit(WANG, 1), store, HALL)) == (False, "这一件已经办完或取消了")
    assert told(visits_hand(ShowPhone(WANG, 1), store, HALL)) == (False, "这一件已经办完或取消了")
    assert PHONE not in repr(trail(store))


def test_a_township(store: Store) -> None:
    book(store, Team.GRID)
    assert told(visits_hand(PassOnVisit(WANG, 1), store, HALL)) == (
        True,
        "访001 已转网格员，请打印单子给他",
    )
    assert told(visits_hand(PassOnVisit(WANG, 1), store, HALL)) == (False, "访001 已转网格员")
    sheet = visits_hand(TakeDaySheet(WANG, DAY, area="kecheng-hangbu"), store, HALL)
    assert [its.number for its in sheet.visits] == [1]


def test_a_phone_of_another_key_is_told_and_is_no_line_in_the_trail(store: Store) -> None:
    book(store)
    store.bookings = Bookings(store._engine, store.audit, bytes(32), "T1", store.now)
    assert told(visits_hand(ShowPhone(WANG, 1), store, HALL)) == (
        False,
        "电话打不开：不是这台机器的密钥",
    )
    assert [action for _, action, _ in trail(store)] == ["booking_added"]


def test_an_action_of_another_page_is_an_error(store: Store) -> None:
    with pytest.raises(TypeError, match="no hand"):
        visits_hand(DeskAction(WANG), store, HALL)
