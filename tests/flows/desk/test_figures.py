"""The figures' page, driven as the desk drives it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kiosk.config import load
from kiosk.domain.figures import Figures, Period, Span, day_period, week_period
from kiosk.domain.hall import Words
from kiosk.domain.staff import MAY, Actor, DeskTab, StaffMember, StaffRole
from kiosk.flows.desk.figures import AskFigures, FiguresBoard, FileKind, SaveFigures, figures
from kiosk.flows.desk.pictures import Topic, charts
from kiosk.flows.desk.screen import Buttons, Chart, Desk, Done, Note, Pressed, Refused, Shade
from kiosk.flows.script import Failed, Say
from kiosk.flows.visit import Visit
from tests.report.test_files import DAY, TODAY
from tests.report.test_files import figures as counted

HALL = load(Path(__file__).parents[3] / "config").hall
BY = Actor(StaffMember(8, Words(zh="值班长老李", en="Lao Li"), StaffRole.DUTY_LEADER))


def board(period: Period = TODAY, visits: int = 20, *, can_save: bool = True) -> FiguresBoard:
    return FiguresBoard(counted(period, visits=visits), can_save)


def page(shown: Any) -> tuple[Any, Desk]:
    script = figures(Visit(HALL), BY)
    assert next(script) == AskFigures(BY, Span.DAY, 0)
    desk = script.send(shown)
    assert isinstance(desk, Desk)
    return script, desk


def pictures(desk: Desk) -> list[str]:
    return [
        part.heading.id for part in desk.parts if isinstance(part, Chart) and isinstance(part.heading, Say)
    ]


def buttons(desk: Desk) -> dict[str, bool]:
    return {
        button.key: button.enabled
        for part in desk.parts
        if isinstance(part, Buttons)
        for button in part.buttons
    }


def pick(key: str, value: str) -> Pressed:
    return Pressed(key, values={key: frozenset({value})})


def test_only_the_duty_leader_has_this_page() -> None:
    assert [role for role in StaffRole if DeskTab.FIGURES in MAY[role]] == [StaffRole.DUTY_LEADER]


def test_a_day_back_and_forth_then_its_week() -> None:
    script, desk = page(board())
    assert buttons(desk)["later"] is False  # nobody has seen tomorrow
    assert script.send(Pressed("earlier")) == AskFigures(BY, Span.DAY, 1)
    assert buttons(script.send(board()))["later"] is True
    assert script.send(Pressed("later")) == AskFigures(BY, Span.DAY, 0)
    script.send(board())
    assert script.send(pick("span", "week")) == AskFigures(BY, Span.WEEK, 0)
    assert pictures(script.send(board(week_period(DAY))))[0] == "desk-figures-by-day"


@pytest.mark.parametrize("topic", Topic)
def test_each_page_has_pictures(topic: Topic) -> None:
    script, _ = page(board())
    script.send(pick("topic", topic))
    desk = script.send(board())
    assert pictures(desk)
    assert len(pictures(desk)) <= 4  # what stands on one page without turning


def test_every_bar_of_a_small_group_says_so_and_has_no_length() -> None:
    by_group = next(
        chart
        for chart in charts(counted(day_period(DAY)))[Topic.VISITS]
        if chart.heading == Say("desk-figures-by-group")
    )
    few = [bar for bar in by_group.bars if bar.figure]
    assert [(bar.label, bar.value, bar.figure) for bar in few] == [
        (Say("group-pregnant"), 0, Say("desk-figures-few"))
    ]


def test_no_wait_is_drawn_where_nobody_came() -> None:
    script, _ = page(board())
    script.send(pick("topic", "calls"))
    assert "desk-figures-waits" not in pictures(script.send(board(visits=0)))


def test_an_empty_day_says_so() -> None:
    _, desk = page(board(visits=0))
    assert Note(Say("desk-figures-empty"), Shade.SOON) in desk.parts


@pytest.mark.parametrize(
    ("result", "shade"),
    [
        (Done(Say("desk-figures-saved", {"file": "a.pdf"})), Shade.GOOD),
        (Refused(Say("desk-figures-disk-full")), Shade.LATE),
        (Failed("ledger-away"), Shade.LATE),
    ],
)
def test_what_came_of_saving_is_told(result: object, shade: Shade) -> None:
    script, desk = page(board())
    assert {f"save:{kind}" for kind in FileKind} <= set(buttons(desk))
    assert script.send(Pressed("save:pdf")) == SaveFigures(BY, day_period(DAY), FileKind.PDF)
    script.send(result)
    desk = script.send(board())
    notes = [part for part in desk.parts if isinstance(part, Note)]
    assert notes[0].shade is shade


def test_without_a_folder_nothing_can_be_saved() -> None:
    _, desk = page(board(can_save=False))
    assert not any(key.startswith("save:") for key in buttons(desk))


def test_a_ledger_that_is_away_is_told_and_the_day_can_still_be_changed() -> None:
    script, desk = page(Failed("ledger-away"))
    assert Note(Say("desk-failed"), Shade.LATE) in desk.parts
    assert script.send(Pressed("earlier")) == AskFigures(BY, Span.DAY, 1)


def test_figures_hold_counts_and_no_person() -> None:
    assert {type(value).__name__ for value in vars(counted(day_period(date(2026, 11, 24)))).values()} <= {
        "Period", "date", "int", "Groups", "dict", "Waits", "Loans", "Evaluations", "ToDo",
    }  # fmt: skip
    assert isinstance(counted(day_period(DAY)), Figures)
