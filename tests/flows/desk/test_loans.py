"""The page of loans: what is chosen, scanned, lent, brought back, damaged; labels."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.loan import Out, expected_back, piece_code, piece_of
from kiosk.domain.sheet import Code
from kiosk.flows.desk.labels import label
from kiosk.flows.desk.loan_asks import (
    BringBackPiece,
    DamagePiece,
    LendPiece,
    ListLoans,
    LoanBoard,
    MendPiece,
)
from kiosk.flows.desk.loans import loans
from kiosk.flows.desk.screen import FOUND_KEY, TAB, Done, Leave, Pressed, Refresh, Refused, Shade
from kiosk.flows.script import Failed, FindTicket, Printed, Say
from kiosk.flows.sheet import PrintSheet
from tests.flows.crawl import ANY_ISSUE, ticket_for
from tests.flows.desk.pages import HALL, Page
from tests.store.trail import WANG

NOW = datetime(2026, 11, 24, 10, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = NOW.date()
LENT = Out(1, "wheelchair", 2, False, "绿012", TODAY, NOW + timedelta(hours=1))
LATE = Out(2, "umbrella-2", 11, False, "绿003", TODAY, NOW - timedelta(minutes=1))
DAMAGED = Out(3, "glasses-1", 1, True, "", TODAY, None)
HIMSELF = Out(4, "glasses-1", 4, False, "", TODAY, None)
BOARD = LoanBoard((DAMAGED, HIMSELF, LENT, LATE), NOW)


def page(board: LoanBoard | Failed = BOARD) -> Page:
    return Page(loans, {ListLoans: board})


def test_what_is_overdue_stands_first_in_colour_and_words() -> None:
    rows = page().rows()
    assert [row.key for row in rows] == ["2", "1", "4", "3"]
    assert rows[0].shade is Shade.LATE and rows[0].cells == ("雨伞 11 号", "绿003", "10:29", "超时未还")
    assert rows[1].cells == ("爱心轮椅 2 号", "绿012", "11:30", "借出")
    assert rows[2].cells == ("老花镜 4 号", "自助借", "今天", "借出")
    assert [button.key for button in rows[3].buttons] == ["mended"]


def test_the_stock_of_a_floor() -> None:
    here = {row.key: row.cells[1:] for row in page().rows(1)}
    assert here["wheelchair"] == ("2", "1", "0", "3")
    assert here["glasses-1"] == ("2", "1", "1", "4")
    upstairs = page()
    upstairs.press("floor", floor="2")
    assert {row.key: row.cells[1:] for row in upstairs.rows(1)}["umbrella-2"] == ("1", "1", "0", "2")


def test_lent_by_hand() -> None:
    desk = page()
    desk.press("thing", thing="wheelchair")
    assert [choice.key for choice in desk.pick("tag").choices] == ["1", "3"], "only what is free"
    assert desk.press("lend", tag="3", ticket="12") == LendPiece(WANG, "wheelchair", 3, "12")
    desk.give(Done(Say("desk-loans-returned", {"name": "x", "n": 3})))
    assert desk.entry("ticket").value == "" and desk.pick("tag").chosen == frozenset()


def test_what_is_refused_stays_to_be_set_right() -> None:
    desk = page()
    desk.press("thing", thing="wheelchair")
    desk.press("lend", tag="3", ticket="99")
    desk.give(Refused(Say("desk-loans-no-ticket", {"ticket": "99"})))
    assert desk.notes == ["今天没有 99 这个号"]
    assert desk.entry("ticket").value == "99" and desk.pick("tag").chosen == {"3"}


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, "先选借什么"),
        ({"thing": "wheelchair"}, "先选几号"),
        ({"thing": "wheelchair", "tag": "3"}, "先输号票号码，或扫号票"),
    ],
)
def test_what_is_missing_is_asked_for(values: dict[str, str], told: str) -> None:
    desk = page()
    if values:
        desk.press("thing", thing="wheelchair")
    desk.press("lend", **values)
    assert desk.notes == [told]


def test_two_scans_and_one_press_lend() -> None:
    desk = page()
    found = desk.give(Pressed(FOUND_KEY, values={"token": "GC1.T1.20261124.12.ABC"}))
    assert found == FindTicket("GC1.T1.20261124.12.ABC")
    desk.give(ticket_for(ANY_ISSUE))
    desk.give(Pressed(FOUND_KEY, values={"token": piece_code("umbrella-2", 12)}))
    assert desk.pick("floor").chosen == {"2"} and desk.pick("tag").chosen == {"12"}
    assert desk.press("lend") == LendPiece(WANG, "umbrella-2", 12, str(ticket_for(ANY_ISSUE).number))


def test_the_label_of_a_lent_piece_brings_its_row_up() -> None:
    desk = page()
    desk.give(Pressed(FOUND_KEY, values={"token": "PIECE1.wheelchair.2"}))
    assert desk.rows()[0].key == "1"
    assert desk.notes == ["爱心轮椅 2 号借出了，还了请按最上面一行"]
    assert desk.press("back", row="1") == BringBackPiece(WANG, 1)


@pytest.mark.parametrize("token", ["PIECE1.wheelchair.99", "PIECE1.lift.1", "PIECE1.nothing.1"])
def test_a_label_of_nothing_here_is_told(token: str) -> None:
    desk = page()
    desk.give(Pressed(FOUND_KEY, values={"token": token}))
    assert desk.notes == ["这个标签不在本大厅的清单里"]


def test_another_code_is_told() -> None:
    desk = page()
    desk.give(Pressed(FOUND_KEY, values={"token": "http://example.invalid"}))
    desk.give(Failed("ticket-unknown"))
    assert desk.notes == ["不是今天的号票，也不是设施标签"]


def test_rows_are_brought_back_damaged_and_mended() -> None:
    assert page().press("back", row="2") == BringBackPiece(WANG, 2)
    assert page().press("broken", row="2") == DamagePiece(WANG, "umbrella-2", 11)
    assert page().press("mended", row="3") == MendPiece(WANG, 3)


def test_a_ledger_that_is_away_is_told_and_the_page_stands() -> None:
    desk = page(Failed("ticket-store-down"))
    assert desk.notes == ["没有办成：数据库暂时用不了，请再试一次"]
    desk.give(Refresh())
    assert desk.desk.tab == TAB + "loans"


def test_the_ways_out() -> None:
    desk = page()
    desk.give(Pressed(TAB + "cash"))
    assert desk.left == "cash"
    desk = page()
    desk.give(Leave())
    assert desk.left == ""


def test_labels_of_every_piece_or_of_one() -> None:
    desk = page()
    desk.press("thing", thing="wheelchair")
    desk.press("label")
    for _ in range(3):
        assert isinstance(desk.step, PrintSheet)
        desk.give(Printed())
    assert desk.notes == ["爱心轮椅：打印了 3 张标签"]
    desk.press("label", tag="3")
    desk.give(Failed("print-down"))
    assert "3 号标签没打印出来" in desk.notes[0]


def test_training_prints_no_label() -> None:
    desk = Page(loans, {ListLoans: BOARD}, replace(WANG, training=True))
    desk.press("thing", thing="wheelchair")
    desk.press("label")
    assert desk.notes == ["练习：没有打印标签"]


def test_a_labels_code_is_no_tickets_and_is_read_back() -> None:
    for place in HALL.facilities:
        for tag in place.tags:
            sheet = label(HALL, place, tag)
            [code] = [item for item in sheet.items if isinstance(item, Code)]
            assert piece_of(code.data) == (place.id, tag) and not code.data.startswith("GC1")
    assert piece_of("GC1.T1.20261124.12.ABC") is None
    assert piece_of("PIECE1.wheelchair.0") is None and piece_of("PIECE1.wheelchair.2 ") is None


@pytest.mark.parametrize(
    ("minutes", "now", "expected"),
    [
        (120, "10:30", "12:30"),
        (120, "16:00", "17:00"),
        (None, "10:30", "17:00"),
        (None, "18:00", "19:00"),
        (30, "18:00", "18:30"),
    ],
)
def test_by_when_it_is_expected(minutes: int | None, now: str, expected: str) -> None:
    at = datetime.combine(TODAY, datetime.strptime(now, "%H:%M").time(), NOW.tzinfo)
    closes = datetime.strptime("17:00", "%H:%M").time()
    assert f"{expected_back(minutes, at, closes):%H:%M}" == expected
