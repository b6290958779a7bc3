"""A mistake in the hall's map is told with file, key, what was found and what is expected."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kiosk.config import HALL_FILE, KIOSK_FILE, MAPS, ConfigError, Problem, load

SHIPPED = Path(__file__).parent.parent / "config"
PLAN = "sample.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped configuration with its map beside it, to make mistakes in."""
    for name in (KIOSK_FILE, HALL_FILE):
        shutil.copy(SHIPPED / name, tmp_path / name)
    shutil.copy(MAPS / PLAN, tmp_path / PLAN)
    assert load(tmp_path).hall.plan.places
    return tmp_path


def changed(folder: Path, old: str, new: str) -> list[Problem]:
    path = folder / PLAN
    text = path.read_text(encoding="utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(folder)
    return caught.value.problems


def test_a_window_without_a_place(folder: Path) -> None:
    (problem,) = changed(folder, '"w30"', '"w31"')
    assert (problem.file, problem.key, problem.found) == (folder / PLAN, "places.w30", "no way there")
    assert "'w30'" in problem.expected
    assert "without a step" in problem.expected


def test_a_place_on_a_floor_that_the_hall_does_not_have(folder: Path) -> None:
    first, *_ = changed(folder, '{ id = "bank", floor = "1"', '{ id = "bank", floor = "9"')
    assert "bank" in str(first)
    assert "'9'" in str(first)


def test_a_way_that_names_nothing(folder: Path) -> None:
    first, *_ = changed(folder, '["here", "guide-desk"]', '["here", "nowhere"]')
    assert "nowhere" in str(first)


def test_a_place_that_is_there_twice(folder: Path) -> None:
    first, *_ = changed(folder, '{ id = "w9"', '{ id = "w8"')
    assert "used twice" in str(first)
    assert "w8" in str(first)


def test_the_terminal_stands_nowhere(folder: Path) -> None:
    first, *_ = changed(folder, 'here = "here"', 'here = "there"')
    assert (first.file, first.key) == (folder / PLAN, "here")
    assert "'there'" in first.found


def test_a_map_that_is_not_there_names_both_places_where_it_may_be(folder: Path) -> None:
    path = folder / HALL_FILE
    path.write_text(path.read_text(encoding="utf-8").replace(PLAN, "our-hall.toml"), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(folder)
    (problem,) = caught.value.problems
    assert (problem.key, problem.found) == ("plan_file", "'our-hall.toml'")
    assert str(folder) in problem.expected
    assert str(MAPS) in problem.expected


def test_only_a_way_with_steps_is_no_way(folder: Path) -> None:
    """Every window must be reached in a wheelchair."""
    path = folder / PLAN
    lines = path.read_text(encoding="utf-8").splitlines()
    stepped = [
        line.replace("] }", "], steps = true }")
        if "between" in line and '"lift-3"' in line and "steps" not in line
        else line
        for line in lines
    ]
    path.write_text("\n".join(stepped), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(folder)
    assert any(problem.key == "places.w30" for problem in caught.value.problems)
