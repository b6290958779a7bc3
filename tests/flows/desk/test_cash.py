"""The page of cash help: what is typed, the slip in two halves, each step, what is still in somebody's hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.cash import CashHelp, CashStep
from kiosk.domain.sheet import Blank, Print, Tear
from kiosk.flows.desk.access import Handed
from kiosk.flows.desk.cash import cash
from kiosk.flows.desk.cash_asks import CashBoard, CashTaken, ListCash, StepCash, TakeCash, left_open
from kiosk.flows.desk.desk import desk
from kiosk.flows.desk.screen import FOUND_KEY, TAB, Desk, Done, Pressed, Refused, Shade
from kiosk.flows.desk.sign_in import NoteSignIn
from kiosk.flows.resolve import Resolver
from kiosk.flows.script import Failed, FindTicket, Printed, Say
from kiosk.flows.sheet import PrintSheet, sheet_face
from kiosk.flows.visit import Visit
from kiosk.text import LANGUAGES, Catalogue
from tests.flows.crawl import ANY_ISSUE, ticket_for
from tests.flows.desk.pages import HALL, Page
from tests.store.trail import WANG

NOW = datetime(2026, 11, 24, 10, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = NOW.date()
TAKEN = CashHelp(7, "绿012", TODAY, 8750, 10000, CashStep.TAKEN, "志愿者小王", NOW)
PAID = replace(TAKEN, number=8, step=CashStep.PAID)
OLD = replace(PAID, number=3, day=date(2026, 11, 23), taken_at=NOW.replace(day=23))
BACK = replace(TAKEN, number=5, bill=5000, step=CashStep.RETURNED)
BOARD = CashBoard((OLD, BACK, TAKEN, PAID), TODAY)
SUM = "今天代缴 2 笔 137.50 元；在手 3 笔 125.00 元"


def page(board: Any = BOARD, training: bool = False) -> Page:
    return Page(cash, {ListCash: board}, replace(WANG, training=training))


def test_what_is_open_stands_first_and_an_old_one_is_late() -> None:
    desk = page()
    assert desk.notes == [SUM]
    assert [row.key for row in desk.rows(0)] == ["3", "7", "8"]
    assert desk.rows(0)[0].shade is Shade.LATE
    assert desk.rows(0)[0].cells == (
        "缴003 绿012",
        "87.50",
        "12.50",
        "志愿者小王",
        "已缴，收据未给，11-23 起",
    )
    assert [button.key for button in desk.rows(0)[1].buttons] == ["paid", "slip", "cancelled"]
    assert [button.key for button in desk.rows(0)[2].buttons] == ["returned", "slip"]
    assert [row.cells[-1] for row in desk.rows(1)] == ["收据已给"]


def test_taken_and_the_slip_comes_out() -> None:
    desk = page()
    assert desk.press("take", ticket="12", bill="87.5", handed="100") == TakeCash(WANG, "12", 8750, 10000)
    assert isinstance(desk.give(CashTaken(TAKEN)), PrintSheet)
    desk.give(Printed())
    assert desk.desk.form == 1, "another form: what was typed is gone"
    assert desk.notes[0] == "缴007 收条已打印，请两人签字"


def test_nothing_typed_as_handed_is_exactly_the_bill() -> None:
    assert page().press("take", ticket="12", bill="87.5") == TakeCash(WANG, "12", 8750, 8750)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"bill": "10"}, "先输号票号码，或扫号票"),
        ({"ticket": "12"}, "金额不对，请按收款单输"),
        ({"ticket": "12", "bill": "0"}, "金额不对，请按收款单输"),
        ({"ticket": "12", "bill": "8.", "handed": "9"}, "金额不对，请按收款单输"),
        ({"ticket": "12", "bill": "8", "handed": "x"}, "金额不对，请按收款单输"),
        ({"ticket": "12", "bill": "8", "handed": "7.99"}, "收到的现金少 0.01 元"),
        ({"ticket": "12", "bill": "5000.01"}, "最多代缴 5000 元，请陪来访者去"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_asked_to_be_done(typed: dict[str, str], told: str) -> None:
    desk = page()
    desk.press("take", **typed)
    assert desk.notes == [told, SUM] and desk.desk.form == 0


def test_a_scanned_ticket_counts_where_none_is_typed() -> None:
    desk = page()
    assert desk.give(Pressed(FOUND_KEY, values={"token": "GC1.x"})) == FindTicket("GC1.x")
    desk.give(ticket_for(ANY_ISSUE))
    assert desk.notes == [SUM, "已扫号票 绿007"]
    assert desk.press("take", bill="1") == TakeCash(WANG, "绿007", 100, 100)
    desk.give(Refused(Say("desk-cash-open-already", {"ticket": "绿007"})))
    assert desk.notes[0] == "绿007 还有一笔没交清"
    assert desk.press("take", ticket="3", bill="1") == TakeCash(WANG, "3", 100, 100)


def test_another_code_is_told() -> None:
    desk = page()
    desk.give(Pressed(FOUND_KEY, values={"token": "PIECE1.wheelchair.2"}))
    desk.give(Failed("ticket-unknown"))
    assert desk.notes[0] == "不是今天的号票"


@pytest.mark.parametrize("step", ["paid", "returned", "cancelled"])
def test_each_step(step: str) -> None:
    desk = page()
    assert desk.press(step, row="7") == StepCash(WANG, 7, CashStep(step))
    desk.give(Done(Say(f"desk-cash-{step}-noted", {"number": "缴007"})))
    if step == "paid":
        assert desk.notes[0] == "缴007 已缴，请给收据，找零 12.50 元"


def test_a_slip_that_did_not_come_out_is_written_by_hand_or_printed_again() -> None:
    desk = page()
    assert isinstance(desk.press("slip", row="7"), PrintSheet)
    desk.give(Failed("print-down"))
    assert desk.notes[0].startswith("缴007 收条没打印") and desk.notes[0].endswith("请手写")


def test_training_prints_nothing() -> None:
    desk = page(training=True)
    desk.press("take", ticket="12", bill="87.5")
    desk.give(CashTaken(TAKEN))
    assert desk.notes[0] == "缴007 练习：没有打印收条"


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_halves_have_the_amounts_and_two_signatures(language: str) -> None:
    desk = page()
    printing = desk.press("slip", row="7")
    face = sheet_face(printing.sheet, HALL, Resolver(Catalogue(), language), "2026-11-24 10:12")
    [tear] = [n for n, part in enumerate(face.parts) if isinstance(part, Tear)]
    for half, signatures in ((face.parts[:tear], 2), (face.parts[tear + 1 :], 3)):
        words = " ".join(str(part.pieces[0]) for part in half if isinstance(part, Print))
        assert all(word in words for word in ("缴007", "绿012", "87.50", "100.00", "12.50", "志愿者小王"))
        assert sum(isinstance(part, Blank) for part in half) == signatures


def test_who_signs_in_is_told_what_is_open() -> None:
    note = left_open(BOARD.helps, TODAY)
    assert note is not None
    assert isinstance(note.words, Say)
    said = Resolver(Catalogue(), "zh-CN").text(note.words.id, note.words.args)
    assert said == "代缴现金有 3 笔没交清，在手 125.00 元"
    script = desk(Visit(HALL), WANG.member, Handed())
    assert next(script) == NoteSignIn(WANG)
    page = script.send(note)
    assert isinstance(page, Desk) and page.parts[0] == note
    page = script.send(Pressed("clear"))
    assert isinstance(page, Desk) and page.parts[0] != note, "until the first key"
    assert left_open((BACK,), TODAY) is None


def test_a_ledger_that_is_away_is_told_and_the_ways_out_stand() -> None:
    desk = page(Failed("ticket-store-down"))
    assert desk.notes[0] == "没有办成：数据库暂时用不了，请再试一次"
    desk.give(Pressed(TAB + "serve"))
    assert desk.left == "serve"
