"""我留下了什么 is one press from every ending that has written something down, and lists that telling's own rows."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.domain.kept import Kept, KeptRow
from kiosk.flows.facilities import facilities
from kiosk.flows.facility_asks import Lent
from kiosk.flows.green_channel import green_channel
from kiosk.flows.home_visit_asks import AskHalfDays
from kiosk.flows.inconvenient import inconvenient
from kiosk.flows.kept import ListKept
from kiosk.flows.script import IssueTicket, Screen
from kiosk.flows.visit import Flow
from kiosk.ui.register_previews import TODAY
from tests.flows.crawl import HALVES, NOTED, OPEN, told

GLASSES = ("senses", TODAY, "glasses")


@pytest.mark.parametrize(
    ("flow", "answers", "row"),
    [
        (inconvenient, ("reach", "toilet", "yes", NOTED), KeptRow(Kept.DIFFICULTY, "12")),
        (facilities, (*GLASSES, "borrow", "3", Lent()), KeptRow(Kept.LOAN, "3")),
        (facilities, (*GLASSES, "missing", NOTED), KeptRow(Kept.DIFFICULTY, "12")),
    ],
)
def test_it_opens_and_comes_back_to_the_ending(flow: Flow, answers: tuple[Any, ...], row: KeptRow) -> None:
    run = told(flow, answers)
    ending = run.step
    assert isinstance(ending, Screen)
    assert ending.options[-1].key == "kept"
    run.give("kept")
    assert run.step == ListKept(), "of this telling"
    run.give((row,))
    assert isinstance(run.step, Screen)
    assert run.step.id == "kept"
    run.give("ok")
    assert run.step == ending
    run.give("ok")
    assert run.finished


def to_help() -> tuple[Any, ...]:
    return ("no_card", frozenset[str](), "medical", OPEN)


def test_a_visit_at_home_is_booked_at_once_by_whoever_wants_that() -> None:
    run = told(green_channel, (*to_help(), "home_visit"))
    assert isinstance(run.step, Screen)
    assert run.step.id == "help-home-visit"
    run.give("now")
    assert isinstance(run.step, Screen)
    assert run.step.id == "home-visit-area"
    run.give("kecheng-fushan")
    run.give("medical")
    assert isinstance(run.step, AskHalfDays)
    run.give(HALVES)
    assert isinstance(run.step, Screen)
    assert run.step.id == "home-visit-when"


def test_or_gets_a_number_and_a_person_who_books() -> None:
    run = told(green_channel, (*to_help(), "home_visit", "person", "yes"))
    assert isinstance(run.step, IssueTicket)
    assert run.step.call == "home_visit"
