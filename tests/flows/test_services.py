"""Hotline, cash, complaints, evaluation: what is told, what stands on paper, whom it rings for."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.call import CallReason
from kiosk.domain.sheet import Blank, Print, SheetFace, Size, Tear
from kiosk.domain.ticket import HelpMode
from kiosk.flows.cash import cash, two_part_slip
from kiosk.flows.complaint import complaint, opinion_form
from kiosk.flows.evaluate import evaluate
from kiosk.flows.hotline import hotline, hotline_sheet
from kiosk.flows.opinion import opinion
from kiosk.flows.resolve import Resolver
from kiosk.flows.run import Run
from kiosk.flows.script import CallPerson, Evaluate, Failed, Printed, Screen
from kiosk.flows.sheet import PrintSheet, Sheet, sheet_face
from kiosk.text import Catalogue
from tests.flows.crawl import ANY_ISSUE, HALL, VISIT, ticket_for, told

WORDS = Resolver(Catalogue(), "zh-CN")


def face(sheet: Sheet) -> SheetFace:
    return sheet_face(sheet, HALL, WORDS, "2026-11-23 09:26")


def up(run: Run) -> str:
    assert isinstance(run.step, Screen), run.step
    return run.step.id


def test_the_hotline_is_said_twice_digit_by_digit_and_printed_huge() -> None:
    run = told(hotline, ())
    assert isinstance(run.step, Screen)
    view = WORDS.view(run.step)
    assert view.number == HALL.hotline
    assert view.number_caption == "便民服务热线"
    assert view.speech.count("一二三四五") == 2
    assert Print((HALL.hotline,), Size.HUGE) in face(hotline_sheet(VISIT)).parts


def test_who_cannot_walk_to_the_bank_window_gets_a_slip_and_a_person() -> None:
    run = told(cash, ("agent",))
    assert run.step == PrintSheet(two_part_slip())
    run.give(Printed())
    assert run.step == CallPerson(CallReason.CASH)


def test_without_paper_the_person_comes_all_the_same() -> None:
    run = told(cash, ("agent", Failed("print-paper-out"), "on"))
    assert run.step == CallPerson(CallReason.CASH)


def test_the_slip_has_two_halves_with_the_same_blanks() -> None:
    parts = face(two_part_slip()).parts
    (tear,) = (place for place, part in enumerate(parts) if isinstance(part, Tear))
    halves = [[part for part in half if isinstance(part, Blank)] for half in (parts[:tear], parts[tear:])]
    assert halves[0] == halves[1]
    assert [blank.label for blank in halves[0]] == [
        "收款单号：",
        "金额（元）：",
        "代缴人签名：",
        "缴费人签名：",
    ]


def test_the_three_steps_name_the_bank_window() -> None:
    run = told(cash, ())
    assert isinstance(run.step, Screen)
    lines = [line.text for line in WORDS.view(run.step).lines]
    assert len(lines) == 3
    assert HALL.cash_at.zh in lines[1]


def test_a_complaint_is_listened_to_and_not_asked_by_a_machine() -> None:
    assert told(complaint, ("call",)).step == CallPerson(CallReason.COMPLAINT)
    run = told(complaint, ())
    assert isinstance(run.step, Screen)
    assert any(HALL.complaint_at.zh in line.text for line in WORDS.view(run.step).lines)


def test_the_opinion_form_asks_for_no_name() -> None:
    form = face(opinion_form())
    labels = [part.label for part in form.parts if isinstance(part, Blank)]
    assert not any("姓名" in label or "身份证" in label for label in labels)
    assert form.time == ""


def test_an_evaluation_begins_with_the_tickets_code() -> None:
    assert up(told(opinion, ("evaluate",))) == "evaluate-how"
    assert up(told(opinion, ("complaint",))) == "complain"


def test_who_helped_is_asked_aside_and_an_assisted_answer_is_marked() -> None:
    helped = ticket_for(replace(ANY_ISSUE, help_mode=HelpMode.ACCOMPANY))
    for answer, assisted in (("alone", False), ("helped", True)):
        run = Run(lambda visit: evaluate(visit, helped), VISIT)
        assert up(run) == "evaluate-alone"
        run.give(answer)
        run.give("satisfied")
        assert isinstance(run.step, Evaluate)
        assert run.step.assisted is assisted
    run = Run(lambda visit: evaluate(visit, ticket_for(ANY_ISSUE)), VISIT)
    assert up(run) == "evaluate", "nobody helped at a priority seat"


def test_not_to_evaluate_is_one_answer_among_the_others_and_writes_nothing() -> None:
    run = Run(lambda visit: evaluate(visit, ticket_for(ANY_ISSUE)), VISIT)
    assert isinstance(run.step, Screen)
    assert not any(option.primary or option.compact for option in run.step.options)
    run.give("skip")
    assert run.finished
