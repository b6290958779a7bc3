"""The page of visits at home: by day, who goes, the phone only when asked for, a caller's booking, the paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kiosk.domain.home_visit import BookedVisit, HalfDay, HomeVisit, Team, half_days
from kiosk.domain.private import Private
from kiosk.domain.sheet import Print
from kiosk.domain.ticket import Need
from kiosk.flows.desk.screen import TAB, Done, Pressed, Refresh, Shade
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
    VisitBoard,
)
from kiosk.flows.desk.visits import visits
from kiosk.flows.resolve import Resolver
from kiosk.flows.script import Failed, Printed, Say
from kiosk.flows.sheet import PrintSheet, sheet_face
from kiosk.text import LANGUAGES, Catalogue
from tests.flows.desk.pages import HALL, Page
from tests.store.trail import LI, WANG

TODAY, LATER = date(2026, 11, 24), date(2026, 11, 26)
PHONE = Private("13912345678")
MINE = BookedVisit(7, "kecheng-fushan", "medical", HalfDay(TODAY, True), Team.HALL, True, False, None, False)
SENT = replace(MINE, number=8, assigned=(8, "值班长老李"), has_phone=False)
GRID = replace(MINE, number=9, area="kecheng-hangbu", team=Team.GRID)
PASSED = replace(GRID, number=10, passed_on=True)
NEXT = replace(MINE, number=11, when=HalfDay(LATER, True))
HALVES = half_days(HALL.hours, HALL.calendar, TODAY, 6)
BOARD = VisitBoard((MINE, SENT, GRID, PASSED, NEXT), (WANG.member, LI.member), HALVES, TODAY)


def page(board: Any = BOARD, training: bool = False) -> Page:
    return Page(visits, {ListVisits: board}, replace(WANG, training=training))


def test_a_day_in_two_lists_and_no_phone_on_the_page() -> None:
    desk = page()
    assert [row.key for row in desk.rows(0)] == ["7", "8"]
    assert desk.rows(0)[0].cells == ("访007 上午", "柯城 府山街道", "医保", "●●●", "还没派")
    assert desk.rows(0)[0].shade is Shade.SOON
    assert desk.rows(0)[1].cells[3:] == ("没有留电话", "值班长老李")
    assert [row.key for row in desk.rows(1)] == ["9", "10"]
    desk.press("day", day=LATER.isoformat())
    assert [row.key for row in desk.rows(0)] == ["11"] and desk.rows(1) == []


def test_what_is_left_from_before_is_the_first_day_and_says_so() -> None:
    old = replace(MINE, when=HalfDay(date(2026, 11, 23), True))
    desk = page(replace(BOARD, visits=(old, SENT)))
    assert desk.pick("day").chosen == {"2026-11-23"}
    assert desk.pick("day").choices[0].words == Say("desk-visits-late", {"day": "11-23"})


def test_a_phone_is_told_once() -> None:
    desk = page()
    assert desk.press("phone", row="7") == ShowPhone(WANG, 7)
    desk.give(PhoneShown(7, PHONE))
    assert desk.notes == ["访007 电话 139 1234 5678（已记入留痕）"]
    assert str(PHONE) not in repr(PhoneShown(7, PHONE))
    desk.give(Refresh())
    assert desk.notes, "the trail's own line is a change of the ledger"
    desk.press("sheet")
    assert str(PHONE)[-4:] not in "".join(desk.notes)


def test_assigned_to_who_is_chosen() -> None:
    desk = page()
    desk.press("assign", row="7")
    assert desk.notes == ["先选派谁去"]
    assert desk.press("assign", row="7", staff="8") == AssignVisit(WANG, 7, LI.member, None)
    assert page().press("assign", row="8", staff="7") == AssignVisit(WANG, 8, WANG.member, 8)


def test_passed_on_and_done() -> None:
    assert page().press("pass-on", row="9") == PassOnVisit(WANG, 9)
    assert page().press("done", row="7") == FinishVisit(WANG, 7)
    assert [button.key for button in page().rows(1)[1].buttons] == ["grid-sheet", "phone", "done"]


def test_a_caller_is_written_down() -> None:
    desk = page()
    desk.press("new")
    half = HALVES[1]
    wanted = desk.press("book", area="kecheng-hangbu", errand="medical", when=half.key, phone=PHONE)
    assert wanted == BookByPhone(WANG, "kecheng-hangbu", "medical", half, Team.GRID, PHONE)
    desk.give(Done(Say("desk-visits-booked", {"number": "访012", "who": ""})))
    assert desk.notes == ["访012 已登记"] and desk.rows(0)


def test_what_is_missing_is_asked_for_and_the_phone_is_not_lost() -> None:
    desk = page()
    desk.press("new")
    desk.press("book", phone=PHONE)
    assert desk.notes == ["先选上门到哪里", "电话已输好"]
    desk.press("book", area="kecheng-fushan")
    assert desk.notes[0] == "先选办什么"
    desk.press("book", area="kecheng-fushan", errand="medical")
    assert desk.notes[0] == "先选哪天方便"
    wanted = desk.press("book", area="kecheng-fushan", errand="medical", when=HALVES[0].key)
    assert isinstance(wanted, BookByPhone) and wanted.phone == PHONE


def test_a_phone_that_cannot_be_one_is_told_and_none_is_fine() -> None:
    desk = page()
    desk.press("new")
    chosen = {"area": "kecheng-fushan", "errand": "medical", "when": HALVES[0].key}
    desk.press("book", **chosen, phone=Private("12345"))
    assert desk.notes == ["电话号码不对，请核对"]
    wanted = desk.press("book", **chosen)
    assert isinstance(wanted, BookByPhone) and wanted.phone is None


def test_the_form_is_left_by_back_and_by_a_tab() -> None:
    desk = page()
    desk.press("new")
    desk.press("back")
    assert desk.rows(0)
    desk.press("new")
    desk.give(Pressed(TAB + "cash"))
    assert desk.left == "cash"


def home(phone: Private) -> HomeVisit:
    return HomeVisit(
        7, "kecheng-fushan", "medical", HalfDay(TODAY, True), Team.HALL, frozenset({Need.SIGN}), phone
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_is_for_one_person_and_says_that_it_is_destroyed(language: str) -> None:
    desk = page()
    assert desk.press("sheet", staff="8") == TakeDaySheet(WANG, TODAY, member=LI.member)
    printing = desk.give(DayVisits((home(PHONE), home(Private("")))))
    assert isinstance(printing, PrintSheet)
    assert "1234" not in repr(printing), "in no repr, so in no log"
    face = sheet_face(printing.sheet, HALL, Resolver(Catalogue(), language), "2026-11-24 09:00")
    paper = " ".join(str(part.pieces[0]) for part in face.parts if isinstance(part, Print))
    if language == "zh-CN":
        assert "交给值班长老李" in paper and paper.count("139 1234 5678") == 1 and "没有留电话" in paper
        assert face.foot == "单上有来访者电话，用后销毁"
    desk.give(Printed())
    assert desk.notes == ["值班长老李的上门单已打印，2 件，用后销毁"]


def test_a_grid_workers_paper_and_one_that_did_not_come_out() -> None:
    desk = page()
    assert desk.press("grid-sheet", row="10") == TakeDaySheet(WANG, TODAY, area="kecheng-hangbu")
    desk.give(DayVisits((home(PHONE),)))
    desk.give(Failed("print-down"))
    assert "上门单没打印出来" in desk.notes[0]


def test_nothing_is_printed_for_nobody_and_in_training() -> None:
    desk = page()
    desk.press("sheet", staff="8")
    desk.give(DayVisits(()))
    assert desk.notes == ["值班长老李这天没有要上门的"]
    desk = page(training=True)
    desk.press("sheet", staff="8")
    desk.give(DayVisits((home(PHONE),)))
    assert desk.notes == ["练习：没有打印上门单"]


def test_a_ledger_that_is_away_is_told() -> None:
    assert page(Failed("ticket-store-down")).notes == ["没有办成：数据库暂时用不了，请再试一次"]
