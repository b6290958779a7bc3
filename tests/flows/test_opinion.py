"""评价、投诉: where each begins, and that nobody presses for the visitor."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.evaluation import Complaint
from kiosk.domain.private import Private
from kiosk.domain.ticket import HelpMode
from kiosk.flows.evaluate import evaluate
from kiosk.flows.opinion import opinion
from kiosk.flows.run import Run
from kiosk.flows.script import Evaluate, Screen
from tests.flows.crawl import ANY_ISSUE, VISIT, ticket_for, told


def up(run: Run) -> str:
    assert isinstance(run.step, Screen), run.step
    return run.step.id


def test_an_evaluation_begins_with_the_tickets_code() -> None:
    assert up(told(opinion, ("evaluate",))) == "evaluate-how"
    assert up(told(opinion, ("complaint",))) == "complaint"


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


def rated(level: str) -> Run:
    run = Run(lambda visit: evaluate(visit, ticket_for(ANY_ISSUE)), VISIT)
    run.give(level)
    return run


def test_after_a_low_one_a_phone_may_be_left_and_need_not() -> None:
    """Not to leave one stands beside it, as large; the number is read back before it counts."""
    run = rated("dissatisfied")
    run.give(frozenset({"waiting"}))
    assert up(run) == "evaluate-phone"
    assert isinstance(run.step, Screen)
    assert [(option.key, option.primary, option.compact) for option in run.step.options] == [
        ("leave", False, False),
        ("skip", False, False),
    ]
    run.give("leave")
    assert up(run) == "phone"
    run.give(Private("13912345678"))
    assert up(run) == "phone-check"
    run.give("yes")
    assert isinstance(run.step, Evaluate)
    assert (run.step.phone, run.step.complaints) == ("13912345678", {Complaint.WAITING})
    assert "13912345678" not in repr(run.step)


def test_who_leaves_no_phone_is_heard_all_the_same() -> None:
    for answers in (("skip",), ("leave", "no_phone")):
        run = rated("very-dissatisfied")
        run.give(frozenset[str]())
        for answer in answers:
            run.give(answer)
        assert isinstance(run.step, Evaluate)
        assert run.step.phone is None


def test_nobody_is_asked_for_a_phone_after_a_good_one() -> None:
    assert isinstance(rated("satisfied").step, Evaluate)


def test_not_to_evaluate_is_one_answer_among_the_others_and_writes_nothing() -> None:
    run = Run(lambda visit: evaluate(visit, ticket_for(ANY_ISSUE)), VISIT)
    assert isinstance(run.step, Screen)
    assert not any(option.primary or option.compact for option in run.step.options)
    run.give("skip")
    assert run.finished
