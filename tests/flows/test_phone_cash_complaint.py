"""The hotline, cash and complaints as flows: what is told, printed and rung, and what is never asked."""

from __future__ import annotations

from typing import Any

from kiosk.domain.call import CallReason
from kiosk.domain.sheet import Blank, Print, SheetFace, Size, Tear
from kiosk.flows.cash import AGENT, UNSURE, cash
from kiosk.flows.complaint import complaint
from kiosk.flows.home_visit_asks import AskHalfDays
from kiosk.flows.hotline import hotline
from kiosk.flows.resolve import Resolver
from kiosk.flows.run import Run
from kiosk.flows.script import CallPerson, Choose, Failed, Printed, Screen, Tell, Trouble
from kiosk.flows.sheet import PrintSheet, sheet_face
from kiosk.flows.view import View
from kiosk.flows.visit import Flow, Visit
from kiosk.text import Catalogue
from tests.flows.crawl import HALL, VISIT, every_screen

CHINESE = Resolver(Catalogue(), "zh-CN")


def told(flow: Flow, *answers: Any) -> Run:
    run = Run(flow, VISIT)
    for answer in answers:
        run.give(answer)
    return run


def view(run: Run) -> View:
    assert isinstance(run.step, Screen)
    return CHINESE.view(run.step)


def face(run: Run) -> SheetFace:
    assert isinstance(run.step, PrintSheet)
    return sheet_face(run.step.sheet, HALL, CHINESE, "2026-11-24 09:00")


def test_the_hotline_is_huge_and_spoken_twice() -> None:
    seen = view(told(hotline))
    assert seen.number == HALL.hotline
    assert seen.speech.count("一二三四五") == 2
    assert any("意见箱" in line.text for line in seen.lines)


def test_the_number_is_printed_as_wide_as_the_paper() -> None:
    parts = face(told(hotline, "print")).parts
    assert Print((HALL.hotline,), Size.HUGE, bold=True) in parts


def test_a_home_visit_begins_at_the_hotline() -> None:
    run = told(hotline, "home_visit")
    assert isinstance(run.step, Choose) and run.step.id == "home-visit-area"
    assert not any(isinstance(entry.step, AskHalfDays) for entry in run.entries)


def test_cash_is_three_steps_with_their_places() -> None:
    seen = view(told(cash, "gas"))
    assert [line.text[:3] for line in seen.lines] == ["第一步", "第二步", "第三步"]
    assert "8 号窗口" in seen.lines[0].text
    assert HALL.cash_at.zh in seen.lines[1].text
    parts = face(told(cash, "gas", "print")).parts
    printed = " ".join(str(piece) for part in parts if isinstance(part, Print) for piece in part.pieces)
    assert "8 号窗口" in printed and HALL.cash_at.zh in printed


def test_only_what_takes_cash_is_offered() -> None:
    hall = HALL.model_copy(
        update={"errands": tuple(its.model_copy(update={"cash": its.id == "gas"}) for its in HALL.errands)}
    )
    step = Run(cash, VISIT.__class__(hall)).step
    assert isinstance(step, Choose)
    assert [option.key for option in step.options] == ["gas", UNSURE]


def test_both_halves_of_the_slip_are_the_same_to_fill_in() -> None:
    parts = face(told(cash, "gas", AGENT)).parts
    (torn,) = (place for place, part in enumerate(parts) if isinstance(part, Tear))
    above = [part for part in parts[:torn] if isinstance(part, Blank)]
    below = [part for part in parts[torn:] if isinstance(part, Blank)]
    assert above == below
    assert [blank.label for blank in above] == ["收款单号", "金额（元）", "工作人员", "时间"]


def test_the_slip_comes_before_the_person() -> None:
    run = told(cash, UNSURE)
    assert isinstance(run.step, PrintSheet)
    run.give(Printed())
    assert isinstance(run.step, Tell)
    run.give("call")
    assert run.step == CallPerson(CallReason.CASH)


def test_without_paper_staff_write_the_slip() -> None:
    run = told(cash, UNSURE, Failed("print-paper-out"))
    assert isinstance(run.step, Trouble)
    assert "手写一张收条" in view(run).speech
    run.give("on")
    assert isinstance(run.step, Tell)


def test_a_complaint_is_heard_by_a_person_and_not_asked_for() -> None:
    seen = view(told(complaint))
    assert HALL.complaint_at.zh in seen.lines[0].text
    assert told(complaint, "call").step == CallPerson(CallReason.COMPLAINT)
    ids = {found.screen.id for found in every_screen(complaint)}
    assert "board-visitor" in ids, "only the call's own board takes words, and keeps none"


def test_the_way_to_the_complaints_desk_is_shown_and_one_is_back() -> None:
    run = told(complaint, "way")
    seen = view(run)
    assert seen.title == "去投诉协调窗口" and seen.plan and seen.lines
    run.give("ok")
    assert view(run).id == "complaint"


def test_a_hall_without_it_on_the_map_tells_it_in_words() -> None:
    hall = HALL.model_copy(update={"complaint_place": ""})
    step = next(complaint(Visit(hall)))
    assert isinstance(step, Tell)
    assert "way" not in [option.key for option in step.options]


def test_the_form_has_room_to_write_and_asks_no_name() -> None:
    parts = face(told(complaint, "print")).parts
    blanks = [part for part in parts if isinstance(part, Blank)]
    assert sum(blank.rows for blank in blanks) >= 7
    assert not any("姓名" in blank.label or "身份证" in blank.label for blank in blanks)
