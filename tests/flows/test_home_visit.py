"""预约上门 as a flow, the half days it offers, and what is on the slip."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kiosk.domain.home_visit import Area, HalfDay, half_days
from kiosk.domain.opening import Calendar
from kiosk.domain.phone import groups, is_phone
from kiosk.domain.private import Private
from kiosk.domain.sheet import Print
from kiosk.flows.home_visit import CALL, ELSEWHERE, home_visit
from kiosk.flows.home_visit_asks import AskHalfDays, Booked, BookHomeVisit
from kiosk.flows.kept import ListKept
from kiosk.flows.resolve import Resolver
from kiosk.flows.run import Run
from kiosk.flows.script import CallPerson, EnterDigits, Printed, Screen, Tell, TicketReady, Trouble
from kiosk.flows.sheet import PrintSheet, sheet_face
from kiosk.text import Catalogue
from tests.flows.crawl import HALL, HALVES, NO_STORE, VISIT

CHINESE = Resolver(Catalogue(), "zh-CN")
PHONE = Private("13912345678")
CITY, TOWNSHIP = "kecheng-fushan", "kecheng-hangbu"


def told(*answers: Any) -> Run:
    run = Run(home_visit, VISIT)
    for answer in answers:
        run.give(answer)
    return run


def booked(area: str, *phone: Any) -> Run:
    return told(area, "medical", HALVES, HALVES[0].key, *phone, frozenset({"sign"}), "yes", Booked(7))


def shown(run: Run) -> str:
    assert isinstance(run.step, Screen)
    view = CHINESE.view(run.step)
    return " ".join([view.title, view.number, *(line.text for line in view.lines)])


def on_paper(run: Run) -> str:
    assert isinstance(run.step, PrintSheet)
    face = sheet_face(run.step.sheet, HALL, CHINESE, "")
    words = [str(piece) for part in face.parts if isinstance(part, Print) for piece in part.pieces]
    return " ".join([face.title, *words, face.foot])


def test_a_visit_is_booked_printed_and_told() -> None:
    run = told(CITY, "medical", HALVES, HALVES[0].key, PHONE, "yes", frozenset({"sign"}), "yes")
    step = run.step
    assert isinstance(step, BookHomeVisit)
    assert (step.area, step.errand, step.when, step.phone) == (CITY, "medical", HALVES[0], PHONE)
    run.give(Booked(7))
    paper = on_paper(run)
    assert all(
        words in paper for words in ("访007", "府山街道", "医保", "11 月 24 日", "12345", "末尾两位 78")
    )
    assert PHONE not in paper and "1391" not in paper
    run.give(Printed())
    assert isinstance(run.step, TicketReady)
    assert "访007" in shown(run)
    assert run.committed


def test_the_request_is_taken_back_where_it_was_made() -> None:
    run = booked(CITY, PHONE, "yes")
    run.give(Printed())
    run.give("kept")
    assert run.step == ListKept("")


def test_in_a_township_the_grid_worker_is_named_with_a_number() -> None:
    run = booked(TOWNSHIP, PHONE, "yes")
    assert "航埠镇网格员，电话 0570 0000 001" in on_paper(run)
    run.give(Printed())
    assert "航埠镇网格员" in shown(run)


def test_no_phone_is_fine_and_the_slip_says_to_ring() -> None:
    assert "请您打热线" in on_paper(booked(CITY, "no_phone"))


def test_the_number_is_read_back_and_typed_again() -> None:
    run = told(CITY, "medical", HALVES, HALVES[0].key, PHONE)
    assert isinstance(run.step, Tell)
    assert "139 1234 5678" in shown(run)
    assert "一三九，一二三四，五六七八" in CHINESE.view(run.step).speech
    run.give("again")
    assert isinstance(run.step, EnterDigits)


def test_a_number_that_cannot_be_one_is_asked_for_again() -> None:
    run = told(CITY, "medical", HALVES, HALVES[0].key, Private("99999999999"))
    assert isinstance(run.step, EnterDigits) and run.step.id == "phone-again"


def test_no_repr_shows_the_number() -> None:
    run = told(CITY, "medical", HALVES, HALVES[0].key, PHONE)
    assert isinstance(run.step, Screen)
    everything = repr(run.step) + repr(run.entries) + repr(CHINESE.view(run.step))
    run.give("yes")
    run.give(frozenset())
    run.give("yes")
    everything += repr(run.step) + repr(run.entries)
    assert "13912345678" not in everything and "5678" not in everything


@pytest.mark.parametrize(
    "answers",
    [
        (ELSEWHERE,),
        (CITY, "medical", NO_STORE),
        (CITY, "medical", ()),
        (CITY, "medical", HALVES, HALVES[0].key, PHONE, "yes", frozenset(), "yes", NO_STORE),
    ],
)
def test_E40_what_cannot_be_written_down_is_taken_by_the_hotline_or_a_person(
    answers: tuple[Any, ...],
) -> None:
    run = told(*answers)
    assert isinstance(run.step, Trouble)
    assert "12345" in shown(run)
    run.give(CALL)
    assert isinstance(run.step, CallPerson)


def test_back_asks_the_last_question_again_without_booking() -> None:
    run = told(CITY, "medical", HALVES, HALVES[0].key, PHONE, "yes")
    run.back()
    assert isinstance(run.step, Tell)
    assert any(isinstance(entry.step, AskHalfDays) for entry in run.entries)


def test_half_days_are_those_on_which_the_hall_works() -> None:
    friday = date(2026, 11, 27)
    found = half_days(HALL.hours, Calendar(), friday, 3)
    monday, tuesday = date(2026, 11, 30), date(2026, 12, 1)
    assert found == (HalfDay(monday, True), HalfDay(monday, False), HalfDay(tuesday, True))
    closed = Calendar(holidays=frozenset({monday}), workdays=frozenset({date(2026, 11, 29)}))
    assert [half.day.day for half in half_days(HALL.hours, closed, friday, 4)] == [29, 29, 1, 1]


def test_a_township_needs_a_contact() -> None:
    area = {"id": "x", "name": {"zh": "某镇", "en": "Town"}, "team": "grid"}
    with pytest.raises(ValueError, match="contact and phone go with grid"):
        Area.model_validate(area)


@pytest.mark.parametrize("number", ["13800000000", "05703000000", "057188888888", "01012345678"])
def test_complete_numbers(number: str) -> None:
    assert is_phone(number)
    assert "".join(groups(number)) == number and len(groups(number)) == 3


@pytest.mark.parametrize("number", ["1380000000", "12800000000", "138000000000", "03000000", "95588"])
def test_numbers_that_somebody_has_mistyped(number: str) -> None:
    assert not is_phone(number)
