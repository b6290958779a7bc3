"""One telling of a flow: forward, back, and no way back past a ticket."""

from __future__ import annotations

import pytest

from kiosk.domain.ticket import HelpMode
from kiosk.flows.green_channel import green_channel
from kiosk.flows.needs import SKIP
from kiosk.flows.run import FlowChanged, Run
from kiosk.flows.script import Called, IssueTicket, Printed, PrintTicket, Screen, Script, Tell
from kiosk.flows.steps import NO_CARD
from kiosk.flows.visit import Visit
from tests.flows.crawl import ELDER, OPEN, VISIT, ticket_for, told

TO_CONFIRM = (NO_CARD, frozenset({"sign"}), SKIP, "medical", OPEN, "seat")


def step_id(run: Run) -> str:
    assert run.step is not None
    return getattr(run.step, "id", type(run.step).__name__)


def test_a_visit_without_a_card_up_to_the_ticket() -> None:
    run = told(green_channel, (*TO_CONFIRM, "yes"))
    assert isinstance(run.step, IssueTicket)
    assert run.step.errand == "medical"
    assert run.step.help_mode is HelpMode.SEAT
    assert run.step.group is None


def test_an_elder_is_not_asked_for_a_group() -> None:
    run = told(green_channel, (ELDER, frozenset[str]()))
    assert step_id(run) == "errand"


def test_back_asks_the_last_question_again() -> None:
    run = told(green_channel, TO_CONFIRM)
    asked = [step_id(run)]
    while run.can_back:
        run.back()
        asked.append(step_id(run))
    assert asked == ["confirm", "help", "errand", "group", "needs", "card"]


def test_back_skips_what_was_answered_for_the_visitor() -> None:
    run = Run(green_channel, VISIT)
    run.give(ELDER, automatic=True)
    assert step_id(run) == "needs"
    assert not run.can_back


def test_a_changed_answer_changes_what_follows() -> None:
    run = told(green_channel, TO_CONFIRM)
    run.back()
    run.give("accompany")
    run.give("yes")
    assert isinstance(run.step, IssueTicket)
    assert run.step.help_mode is HelpMode.ACCOMPANY
    assert run.step.call is not None


def test_no_way_back_past_a_ticket() -> None:
    run = told(green_channel, (*TO_CONFIRM, "yes"))
    assert isinstance(run.step, IssueTicket)
    run.give(ticket_for(run.step))
    assert isinstance(run.step, PrintTicket)
    run.give(Printed())
    run.give(Called(3, VISIT.hall.stations[0].name))  # who needs sign language is not left alone
    assert run.committed
    assert not run.can_back
    run.back()
    assert step_id(run) == "farewell"


def test_the_likely_help_comes_first() -> None:
    run = told(green_channel, TO_CONFIRM[:-1])
    assert isinstance(run.step, Screen)
    assert run.step.options[0].key == "interpreter"


def test_a_flow_that_is_not_pure_is_found_out() -> None:
    titles = iter(["monday", "tuesday"])

    def fickle(_: Visit) -> Script[None]:
        yield Tell(next(titles))
        yield Tell("second")
        yield Tell("third")

    run = Run(fickle, VISIT)
    run.give("ok")
    run.give("ok")
    with pytest.raises(FlowChanged):
        run.back()
