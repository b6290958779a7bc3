"""Example states of the desk's pages of difficulties, of the weekly round and of the figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from kiosk.domain.difficulty import Difficulty, Hindrance, Mending
from kiosk.domain.evaluation import Complaint, FollowUp, Level
from kiosk.domain.figures import (
    Evaluations,
    Figures,
    Loans,
    Period,
    ToDo,
    Waits,
    day_period,
    grouped,
    week_period,
)
from kiosk.domain.hall import Hall, Words
from kiosk.domain.patrol import Check, Found, Patrol, week_of
from kiosk.domain.staff import Actor, StaffMember, StaffRole
from kiosk.domain.ticket import Group
from kiosk.flows.desk.difficulties import BEGIN, LIST, TO_SETTLE, DifficultyBoard, PhotoChoice, difficulties
from kiosk.flows.desk.figures import TOPIC, FiguresBoard, figures
from kiosk.flows.desk.patrol import PatrolBoard, patrol
from kiosk.flows.desk.pictures import Topic
from kiosk.flows.desk.screen import Pressed
from kiosk.flows.script import Failed, Screen
from kiosk.flows.visit import Visit

LI = Actor(StaffMember(8, Words(zh="值班长老李", en="duty leader Lao Li"), StaffRole.DUTY_LEADER))
TODAY = date(2026, 11, 24)
PLACES = ("lift", "w12", "floor-2", "toilet", "ramp", "here", "w1", "bell-1")
TO_MEND = tuple(
    Difficulty(
        3 + n, hindrance, place, step, TODAY, TODAY + timedelta(days=n - 2), 1, "a.jpg" if n == 1 else ""
    )
    for n, (place, hindrance, step) in enumerate(
        zip(PLACES, (*Hindrance, Hindrance.REACH), 3 * tuple(Mending)[:3], strict=False)
    )
)
LOW = (
    FollowUp(12, date(2026, 11, 5), Level.DISSATISFIED, frozenset({Complaint.WAITING}), date(2026, 11, 20)),
    FollowUp(14, date(2026, 11, 20), Level.VERY_DISSATISFIED, frozenset(Complaint), date(2026, 12, 5)),
)
PHOTOS = tuple(PhotoChoice(f"{n}.jpg", f"11-23 10:{30 + n}") for n in range(8))
FULL = DifficultyBoard(TO_MEND, TODAY, PHOTOS, LOW)
DOWN = Failed("ticket-store-down")
GROUPS = {Group.ELDER: 41, Group.DISABLED: 7, Group.PREGNANT: 2, Group.MILITARY: 3, Group.OTHER: 5, None: 15}


def leader_screens(hall: Hall) -> Iterator[tuple[str, Screen]]:
    """(name, screen). The hall must have the entries of the sample, by their ids."""
    visit = Visit(hall)
    begin, low = Pressed(BEGIN), Pressed(LIST, values={LIST: frozenset({TO_SETTLE})})
    yield "difficulties", _at(difficulties(visit, LI), FULL)
    yield "difficulties-low", _at(difficulties(visit, LI), FULL, low, FULL)
    yield "difficulties-form", _at(difficulties(visit, LI), FULL, begin, FULL)
    yield "difficulties-none", _at(difficulties(visit, LI), DifficultyBoard((), TODAY))
    yield "difficulties-down", _at(difficulties(visit, LI), DOWN)
    yield "patrol", _at(patrol(visit, LI), _round(hall))
    yield "patrol-new", _at(patrol(visit, LI), PatrolBoard(Patrol(week_of(TODAY))))
    yield "patrol-done", _at(patrol(visit, LI), PatrolBoard(replace(_round(hall).now, by="老李", on=TODAY)))
    for period in (day_period(TODAY), week_period(TODAY)):
        board = FiguresBoard(_figures(period), can_save=True)
        for topic in Topic:
            chosen = Pressed(TOPIC, values={TOPIC: frozenset({topic.value})})
            yield f"figures-{period.span}-{topic}", _at(figures(visit, LI), board, chosen, board)
    nothing = replace(_figures(day_period(TODAY)), visits=0, by_hour={}, groups=grouped({}))
    yield "figures-none", _at(figures(visit, LI), FiguresBoard(nothing))
    yield "figures-down", _at(figures(visit, LI), DOWN)


def _at(script: Any, *answers: Any) -> Screen:
    step = next(script)
    for answer in answers:
        step = script.send(answer)
    assert isinstance(step, Screen), f"stands at {step!r}"
    return step


def _round(hall: Hall) -> PatrolBoard:
    """Some items done, one not well and not written down, two left from the week before."""
    monday = TODAY - timedelta(days=8)
    items = [item.id for item in hall.patrol]
    before = tuple(Check(item, Found.OK, "小王", monday) for item in items[2:])
    left = Check(items[0], Found.NOT_OK, "小王", monday, 12, Mending.ACCEPTED)
    now = (
        Check(items[2], Found.OK, "小王", TODAY),
        Check(items[3], Found.NOT_OK, "小王", TODAY),
        Check(items[4], Found.NOT_OK, "小王", TODAY, 15, Mending.REPORTED),
        Check(items[5], Found.NOT_CHECKED, "小王", TODAY),
    )
    past = Patrol(week_of(monday), (left, *before), "老李", monday)
    return PatrolBoard(Patrol(week_of(TODAY), now), past)


def _figures(period: Period) -> Figures:
    hours = dict(enumerate((3, 12, 15, 9, 2, 0, 11, 14, 6, 1), 8))
    return Figures(
        period=period,
        made_on=TODAY,
        visits=73,
        groups=grouped(GROUPS),
        by_hour=hours,
        by_day={day: 15 if day.weekday() < 5 else 0 for day in period.days},
        ended={},
        waits=Waits(14, 11, 2, 108, 444),
        loans=Loans(9, 7, 3, 1),
        evaluations=Evaluations(
            dict(zip(Level, (12, 4, 0, 1, 0), strict=True)),
            dict(zip(Level, (5, 2, 1, 0, 1), strict=True)),
        ),
        complaints=ToDo(2, 3, 1),
        difficulties=ToDo(4, 8, 2),
    )
