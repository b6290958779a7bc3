"""这里不方便: three taps, a number, and a person when nothing can be written down."""

from __future__ import annotations

from typing import Any

from kiosk.domain.difficulty import Hindrance
from kiosk.flows.facility_asks import ReportDifficulty
from kiosk.flows.inconvenient import WHAT, inconvenient
from kiosk.flows.resolve import Resolver
from kiosk.flows.run import Run
from kiosk.flows.script import CallPerson, Screen
from kiosk.flows.view import View
from kiosk.text import Catalogue
from tests.flows.crawl import HALL, NO_STORE, NOTED, told

CHINESE = Resolver(Catalogue(), "zh-CN")


def after(*answers: Any) -> Run:
    return told(inconvenient, answers)


def shown(run: Run) -> View:
    assert isinstance(run.step, Screen), run.step
    return CHINESE.view(run.step)


def test_three_taps_and_it_is_on_the_list() -> None:
    run = after("reach", "toilet", "yes")
    assert run.step == ReportDifficulty(Hindrance.REACH, "toilet", HALL.mending)
    run.give(NOTED)
    view = shown(run)
    assert view.title == "第 12 号，记下了"
    assert "第一二号" in view.speech
    assert [line.text for line in view.lines] == ["15 个工作日内处理"]
    assert not run.can_back


def test_it_is_read_back_before_it_is_written_down() -> None:
    view = shown(after("wait", "floor-2"))
    assert [line.text for line in view.lines] == ["等得太久", "二楼"]


def test_E24_what_is_not_confirmed_is_not_written_down() -> None:
    assert after("wait", "floor-2", "no").finished


def test_E40_when_it_cannot_be_written_down_a_person_comes() -> None:
    run = after("machine", "here", "yes", NO_STORE)
    assert [option.key for option in shown(run).options] == ["call", "ok"]
    run.give("call")
    assert isinstance(run.step, CallPerson)


def test_every_floor_can_be_named() -> None:
    keys = [option.key for option in shown(after("reach")).options]
    assert {f"floor-{floor.id}" for floor in HALL.floors} <= set(keys)


def test_everything_a_visitor_can_meet_is_asked() -> None:
    assert set(WHAT) == set(Hindrance) - {Hindrance.BROKEN}, "BROKEN is told at the thing itself"
