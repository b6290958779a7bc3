"""我要去哪里: told, drawn, printed, or somebody comes along."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.call import CallReason
from kiosk.domain.floor_map import MarkKind
from kiosk.domain.plan import Plan
from kiosk.domain.sheet import Maps, Print
from kiosk.flows.guide import guide, told_way
from kiosk.flows.resolve import Resolver
from kiosk.flows.run import Run
from kiosk.flows.script import CallPerson, Printed, Screen
from kiosk.flows.sheet import PrintSheet, sheet_face
from kiosk.flows.view import View
from kiosk.text import Catalogue
from tests.flows.crawl import HALL, VISIT, told

WORDS = Resolver(Catalogue(), "zh-CN")


def shown(run: Run) -> View:
    assert isinstance(run.step, Screen), run.step
    return WORDS.view(run.step)


def test_the_window_of_an_errand_is_found_by_the_errand() -> None:
    view = shown(told(guide, ("windows", "medical")))
    assert view.title == "去医保"
    assert [line.text for line in view.lines] == [
        "到咨询导服台，右转",
        "坐无障碍电梯到二楼",
        "出电梯，左转",
        "走到头，左转",
        "12 号窗口就在前面",
    ]
    assert "全程没有台阶" in view.speech
    assert "坐无障碍电梯到二楼" in view.speech


def test_the_map_has_both_floors_with_here_and_there() -> None:
    view = shown(told(guide, ("windows", "medical")))
    assert [floor.name for floor in view.plan] == ["一楼", "二楼"]
    kinds = [{mark.kind for mark in floor.marks} for floor in view.plan]
    assert MarkKind.HERE in kinds[0]
    assert MarkKind.TARGET in kinds[1]
    assert all(0 <= share <= 1 for floor in view.plan for point in floor.path for share in point)


def test_a_floor_that_the_lift_only_passes_is_not_drawn() -> None:
    view = shown(told(guide, ("windows", "property")))
    assert [floor.name for floor in view.plan] == ["一楼", "三楼"]


def test_the_way_is_printed_with_its_numbers_and_is_still_there_afterwards() -> None:
    run = told(guide, ("toilet", "print"))
    assert isinstance(run.step, PrintSheet)
    face = sheet_face(run.step.sheet, HALL, WORDS, "2026-11-23 09:26")
    assert face.title == "去无障碍卫生间"
    printed = ["".join(map(str, part.pieces)) for part in face.parts if isinstance(part, Print)]
    assert printed[0] == "1. 往咨询导服台走"
    run.give(Printed())
    assert shown(run).id == "way-to"


def test_somebody_comes_along() -> None:
    assert told(guide, ("toilet", "take_me")).step == CallPerson(CallReason.GUIDE)


def test_without_a_map_the_windows_own_words_are_told() -> None:
    run = Run(guide, replace(VISIT, hall=HALL.model_copy(update={"plan": Plan.model_validate({})})))
    assert [option.key for option in shown(run).options] == ["windows"]
    run.give("windows")
    run.give("medical")
    view = shown(run)
    assert view.plan == ()
    assert "出电梯左转" in view.lines[0].text
    assert "没有台阶" not in f"{view.hint}{view.speech}"


def test_where_steps_are_the_only_way_nobody_is_told_that_there_are_none() -> None:
    lift = {"lift-1", "lift-2"}
    ways = tuple(
        way.model_copy(update={"steps": True}) if set(way.between) == lift else way for way in HALL.plan.ways
    )
    plan = HALL.plan.model_copy(update={"ways": ways})
    run = Run(guide, replace(VISIT, hall=HALL.model_copy(update={"plan": plan})))
    run.give("windows")
    run.give("medical")
    view = shown(run)
    assert view.plan == ()
    assert "没有台阶" not in f"{view.hint}{view.speech}"
    assert "可能有台阶，请问工作人员" in view.speech


def test_the_paper_has_the_map_before_the_sentences() -> None:
    run = told(guide, ("windows", "medical", "print"))
    assert isinstance(run.step, PrintSheet)
    first, *others = sheet_face(run.step.sheet, HALL, WORDS, "2026-11-23 09:26").parts
    assert isinstance(first, Maps)
    assert [floor.name for floor in first.floors] == ["一楼", "二楼"]
    assert all(isinstance(part, Print) for part in others) and len(others) == 5


def test_a_lift_is_called_what_it_is() -> None:
    """无障碍电梯 is promised only where the map says so."""
    lifts = {"lift-1": None, "lift-2": None}
    places = tuple(
        its.model_copy(update={"name": lifts[its.id]}) if its.id in lifts else its for its in HALL.plan.places
    )
    hall = HALL.model_copy(update={"plan": HALL.plan.model_copy(update={"places": places})})
    words = [WORDS.text(line.words.id, line.words.args) for line in told_way(hall, "w12")]
    assert "坐电梯到二楼" in words and not any("无障碍" in line for line in words)
