"""No clause without a screen that can be reached, a flow, a test that exists, and a picture."""

from __future__ import annotations

import ast
import importlib
from functools import cache
from pathlib import Path

import pytest

from kiosk.config import load
from kiosk.desk_previews import desk_pages
from tests.flows.test_every_screen import SCREENS
from tests.policy.rows import PAGE, PICTURES, ROOT, Row, edge_cases, page, rows

HALL = load(ROOT / "config").hall
# What visitors can reach, and the pages of the staff's desk.
REACHED = {screen.id for screen, _ in SCREENS} | {page.id for _, page in desk_pages(HALL)}
# facts/services.md 1: every row marked M or S.
CLAUSES = {
    *("0.1", "1.1a", "1.1b", "1.1c", "1.1d", "1.1e", "1.1f", "1.2a", "1.2b", "1.2c", "1.2d"),
    *("1.3a", "1.3b", "1.3c", "1.3d", "1.3e", "1.3f", "1.3g", "1.3h"),
    *(f"1.4-{n:02d}" for n in range(1, 18)),
    *("1.5a", "1.5b", "1.5c", "1.5d", "1.5e", "1.5f", "1.6a", "1.6b", "1.6c", "1.7a", "1.7b", "1.7c"),
    *("1.9", "3.1a", "3.1b", "3.1c", "3.2", "3.3a", "3.3b", "3.3c", "3.3d"),
}


def test_every_clause_has_a_row() -> None:
    assert [row.id for row in rows()] == sorted(
        {row.id for row in rows()}, key=[row.id for row in rows()].index
    )
    assert {row.id for row in rows()} == CLAUSES


@pytest.mark.parametrize("row", rows(), ids=lambda row: row.id)
def test_the_row_is_true(row: Row) -> None:
    assert row.screens, "a clause needs a screen"
    assert set(row.screens) <= REACHED, f"never reached: {sorted(set(row.screens) - REACHED)}"
    module, function = row.flow.split(":")
    assert callable(getattr(importlib.import_module(f"kiosk.flows.{module}"), function))
    assert row.tests, "a clause needs a test"
    for test in row.tests:
        assert _exists(test), test


def test_all_edge_cases_have_a_test_or_say_why_not() -> None:
    assert list(edge_cases()) == [f"E{n}" for n in range(1, 49)]
    known = frozenset[str]().union(*(_functions(path) for path in (ROOT / "tests").rglob("test_*.py")))
    for name, case in edge_cases().items():
        assert case.tests or case.missing, name
        assert set(case.tests) <= known, (name, sorted(set(case.tests) - known))


def test_the_page_is_made_of_the_rows() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: make policy"


def test_every_screen_of_the_page_is_pictured() -> None:
    named = {screen for row in rows() for screen in row.screens}
    assert {path.stem for path in PICTURES.glob("*.jpg")} == named, "run: make policy"


def _exists(test: str) -> bool:
    """path::function below tests, or a script of tests/journeys."""
    path, _, function = test.partition("::")
    if path.endswith(".toml"):
        return (ROOT / "tests" / path).exists()
    return function in _functions(ROOT / "tests" / path)


@cache
def _functions(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
