"""What today is like: a number already taken, closed windows, a day that is nearly over. Nobody is sent away."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest

from kiosk.domain.call import CallReason
from kiosk.domain.ticket import HelpMode, Need
from kiosk.domain.waiting import DayState, Wait
from kiosk.flows.green_channel import green_channel
from kiosk.flows.resolve import Resolver
from kiosk.flows.run import Run
from kiosk.flows.script import (
    Action,
    Called,
    CallPerson,
    Failed,
    IssueTicket,
    Printed,
    PrintTicket,
    Screen,
    Waiting,
)
from kiosk.flows.sheet import PrintSheet, sheet_face
from kiosk.flows.steps import NO_CARD
from kiosk.flows.today import AskToday, Today
from kiosk.flows.volunteer import volunteer
from kiosk.text import LANGUAGES, Catalogue
from tests.flows.crawl import ANY_ISSUE, ELDER, HALL, MORNING, OPEN, VISIT, ticket_for, told

NOBODY: frozenset[str] = frozenset()
OWN = replace(OPEN, own=ticket_for(ANY_ISSUE))


def up(run: Run) -> str:
    assert isinstance(run.step, Screen), run.step
    return run.step.id


def with_card(*values: Any) -> Run:
    return told(green_channel, (ELDER, NOBODY, "medical", *values))


def test_the_card_is_asked_about_by_its_pseudonym_and_nothing_else() -> None:
    assert with_card().step == AskToday("medical", ELDER.key)
    assert told(green_channel, (NO_CARD, NOBODY, "medical")).step == AskToday("medical", "")


def test_a_second_visit_with_the_same_card_gets_the_same_number() -> None:
    run = with_card(OWN)
    assert up(run) == "own-ticket"
    run.give("on")
    assert run.finished


def test_a_lost_ticket_is_printed_again() -> None:
    run = with_card(OWN, "print")
    assert run.step == PrintTicket(ticket_for(ANY_ISSUE))
    run.give(Printed())
    assert up(run) == "own-ticket-there"


def test_a_second_number_is_the_visitors_own_choice() -> None:
    assert up(with_card(OWN, "new")) == "help"


def test_E33_closed_windows_are_said_at_once_with_the_next_opening_and_a_person() -> None:
    run = with_card(replace(OPEN, state=DayState.CLOSED, next_opening=MORNING.replace(hour=13, minute=30)))
    assert up(run) == "closed"
    assert isinstance(run.step, Screen)
    words = Resolver(Catalogue(), "zh-CN").view(run.step)
    assert "今天 13:30 开始办公" in [line.text for line in words.lines]
    assert "十三点三十分开始办公" in words.speech
    run.give("call")
    assert run.step == CallPerson(CallReason.HELP)


def test_E37_late_in_the_day_the_worst_is_an_ordinary_number_and_a_person() -> None:
    late = replace(OPEN, state=DayState.LATE, waiting=Wait(9, 90, 120))
    run = with_card(late)
    assert up(run) == "day-late"
    run.give("call")
    for answer in ("seat", "yes"):
        run.give(answer)
    assert isinstance(run.step, IssueTicket)
    assert run.step.call is CallReason.ACCOMPANY
    run = with_card(late, "on")
    assert run.finished, "another day is the visitor's own choice"


def test_E37_a_full_day_is_no_refusal_either() -> None:
    run = with_card(replace(OPEN, state=DayState.FULL), "call")
    assert up(run) == "help"


def test_E40_when_nothing_can_be_asked_the_number_is_given_as_ever() -> None:
    assert up(with_card(Failed("ticket-store-down"))) == "help"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_screen_refuses(language: str) -> None:
    words = Resolver(Catalogue(), language)
    for state in (DayState.CLOSED, DayState.LATE, DayState.FULL):
        run = with_card(replace(OPEN, state=state, closes=time(17), next_opening=MORNING + timedelta(days=3)))
        assert isinstance(run.step, Screen)
        view = words.view(run.step)
        assert not any(
            word in view.speech for word in ("不符合", "禁止", "请回", "not allowed", "not eligible")
        )


def test_who_comes_for_somebody_else_is_told_what_to_bring_and_the_ticket_says_so() -> None:
    run = with_card(OPEN, "for_another")
    assert up(run) == "another"
    run.give("form")
    assert isinstance(run.step, PrintSheet)
    face = sheet_face(run.step.sheet, HALL, Resolver(Catalogue(), "zh-CN"), "")
    assert face.title == "授权委托书"
    run.give(Printed())
    assert up(run) == "help"
    for answer in ("seat", "yes"):
        run.give(answer)
    assert isinstance(run.step, IssueTicket)
    assert run.step.for_another


def test_the_elder_is_asked_in_person_where_property_is_at_stake() -> None:
    errand = next(errand for errand in HALL.errands if errand.asks_own_wish)
    run = told(green_channel, (ELDER, NOBODY, "others", errand.id, OPEN, "for_another"))
    assert isinstance(run.step, Screen)
    assert "another-own-wish" in [line.words.id for line in run.step.lines]


@pytest.mark.parametrize(
    ("need", "reason"),
    [
        (Need.SIGN, CallReason.INTERPRETER),
        (Need.DIALECT, CallReason.LANGUAGE),
        (Need.FOREIGN, CallReason.LANGUAGE),
        (Need.WHEELCHAIR, CallReason.WHEELCHAIR),
        (Need.COMPANY, CallReason.ACCOMPANY),
    ],
)
def test_a_need_brings_somebody_even_to_the_priority_seat(need: Need, reason: CallReason) -> None:
    run = told(green_channel, (ELDER, frozenset({need.value}), "medical", OPEN, HelpMode.SEAT.value, "yes"))
    assert isinstance(run.step, IssueTicket)
    assert run.step.call is reason


def test_the_wait_is_a_range_and_is_read_back() -> None:
    run = with_card(OPEN, "seat")
    assert isinstance(run.step, Screen)
    assert "大约等 10 到 20 分钟" in [
        line.text for line in Resolver(Catalogue(), "zh-CN").view(run.step).lines
    ]


def test_what_was_asked_is_an_action_so_the_flow_stays_pure() -> None:
    assert isinstance(with_card().step, Action)
    assert isinstance(OPEN, Today)
    run = with_card(OPEN, "seat", "yes", ticket_for(ANY_ISSUE), Printed())
    assert up(run) == "farewell"


def test_what_to_bring_is_shown_and_printed() -> None:
    run = with_card(OPEN, "seat", "materials")
    assert up(run) == "materials-list"
    run.give("print")
    assert isinstance(run.step, PrintSheet)
    face = sheet_face(run.step.sheet, HALL, Resolver(Catalogue(), "zh-CN"), "2026-11-23 09:26")
    assert len(face.parts) == len(HALL.errand("medical").materials)
    run.give(Printed())
    assert up(run) == "confirm"


def test_the_frequent_errands_stand_on_the_first_page() -> None:
    run = told(green_channel, (ELDER, NOBODY))
    assert isinstance(run.step, Screen)
    assert [option.key for option in run.step.options] == [
        *("medical", "social", "travel", "gas", "telecom"),
        "others",
    ]


def test_that_nobody_here_signs_is_said_at_once_and_somebody_comes_all_the_same() -> None:
    others = tuple(station for station in HALL.stations if station.role != "sign_language")
    run = Run(volunteer, replace(VISIT, hall=HALL.model_copy(update={"stations": others})))
    run.give("interpreter")
    run.give(Called(1, others[0].name))
    assert isinstance(run.step, Waiting)
    assert "会手语、外语的人不在，可以写字" in Resolver(Catalogue(), "zh-CN").view(run.step).speech
    run = told(volunteer, ("interpreter", Called(1, HALL.stations[0].name)))
    assert isinstance(run.step, Waiting)
    assert run.step.lines == ()
