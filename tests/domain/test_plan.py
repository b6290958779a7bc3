"""The way without a step, told in at most five sentences; turns are right and left as people walk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kiosk.config import load
from kiosk.domain.plan import Plan
from kiosk.domain.route import MOST_LINES, Told, Turn, route_lines, turn_between

HALL = load(Path(__file__).parents[2] / "config").hall
PLAN = HALL.plan


def told(target: str) -> list[tuple[Told, Turn, str]]:
    return [
        (line.told, line.turn, line.place.id if line.place else line.floor)
        for line in route_lines(PLAN.route(target))
    ]


def test_every_window_and_every_listed_place_is_reached_in_at_most_five_sentences() -> None:
    targets = (*(window.id for window in HALL.windows), *(place.id for place in PLAN.places if place.listed))
    for target in targets:
        assert 1 <= len(route_lines(PLAN.route(target))) <= MOST_LINES, target


def test_the_way_to_a_window_upstairs() -> None:
    assert told("w12") == [
        (Told.AT, Turn.RIGHT, "guide-desk"),
        (Told.LIFT, Turn.STRAIGHT, "lift-1"),
        (Told.OUT, Turn.LEFT, ""),
        (Told.CORNER, Turn.LEFT, ""),
        (Told.ARRIVE, Turn.STRAIGHT, "w12"),
    ]


def test_a_long_last_leg_is_a_turn_and_a_short_one_is_where_one_looks() -> None:
    """Who listens would look for a window beside the lift that is eighteen metres away."""
    assert told("w30")[-2:] == [(Told.CORNER, Turn.RIGHT, ""), (Told.ARRIVE, Turn.STRAIGHT, "w30")]
    assert (Told.AT, Turn.LEFT, "water-2") in told("w20")
    assert told("w8")[-1] == (Told.ARRIVE, Turn.LEFT, "w8")


def test_a_lift_that_passes_a_floor_is_one_sentence() -> None:
    assert [line for line in told("w30") if line[0] is Told.LIFT] == [(Told.LIFT, Turn.STRAIGHT, "lift-2")]
    assert next(line for line in route_lines(PLAN.route("w30")) if line.told is Told.LIFT).floor == "3"


def test_a_landmark_that_is_passed_is_told_where_there_is_room() -> None:
    assert (Told.PAST, Turn.STRAIGHT, "guide-desk") in told("w8")


def test_stairs_are_no_way() -> None:
    assert PLAN.route("stairs-1")
    assert "stairs-1" not in [place.id for place in PLAN.route("w20")]
    only_stairs = PLAN.model_copy(
        update={"ways": tuple(way for way in PLAN.ways if "lift-1" not in way.between)}
    )
    assert only_stairs.route("w12") == ()
    assert only_stairs.route("w3")


def test_here_is_no_way_and_an_unknown_place_has_none() -> None:
    assert route_lines(PLAN.route(PLAN.here)) == []
    assert PLAN.route("nowhere") == ()


@pytest.mark.parametrize(
    ("before", "after", "turn"),
    [
        ((1, 0), (0, 1), Turn.RIGHT),
        ((1, 0), (0, -1), Turn.LEFT),
        ((0, -1), (1, 0), Turn.RIGHT),
        ((0, 1), (1, 0), Turn.LEFT),
        ((1, 0), (3, 1), Turn.STRAIGHT),
        (None, (1, 0), Turn.STRAIGHT),
    ],
)
def test_y_grows_downwards(before: Any, after: Any, turn: Turn) -> None:
    assert turn_between(before, after) is turn


@given(st.integers(0, 3), st.tuples(st.integers(-9, 9), st.integers(-9, 9)).filter(any))
def test_a_hall_that_is_turned_on_the_wall_is_told_the_same(quarters: int, after: tuple[int, int]) -> None:
    before, turned_before, turned_after = (1, 0), (1, 0), after
    for _ in range(quarters):
        turned_before = (-turned_before[1], turned_before[0])
        turned_after = (-turned_after[1], turned_after[0])
    assert turn_between(before, after) is turn_between(turned_before, turned_after)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"here": "nowhere"}, "here: 'nowhere' is not one of the places"),
        ({"ways": [{"between": ["a", "z"]}]}, "names 'z', which is not one of the places"),
        ({"places": [{"id": "a", "floor": "9", "at": [0, 0]}]}, "'a' is on floor '9', which has no size"),
        ({"places": [{"id": "a", "floor": "1", "at": [0, 0]}] * 2}, "the id 'a' is used twice"),
    ],
)
def test_a_mistake_in_the_plan_is_named(change: dict[str, Any], words: str) -> None:
    good = {
        "here": "a",
        "sizes": [{"floor": "1", "width": 9, "height": 9}],
        "places": [{"id": "a", "floor": "1", "at": [0, 0]}],
    }
    Plan.model_validate(good)
    with pytest.raises(ValidationError, match=words):
        Plan.model_validate(good | change)
