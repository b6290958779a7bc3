"""The clauses of the policy as rows: where each stands on the terminal, and what proves it.

coverage.toml is written by hand; docs/policy-coverage.md and its pictures are made of it (`make policy`).
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

ROOT = Path(__file__).parents[2]
FILE = Path(__file__).with_name("coverage.toml")
EDGES = FILE.with_name("edge_cases.toml")
PAGE = ROOT / "docs" / "policy-coverage.md"
PICTURES = ROOT / "docs" / "pictures" / "policy"
HEAD = """# Policy coverage

Every clause of 衢营商发〔2022〕30号 that concerns the terminal: the screen that carries it out, the flow behind it,
the tests that prove it. M: it must be here. S: it should. Made by `make policy` from `tests/policy/coverage.toml`;
a row whose screen cannot be reached, whose flow or test does not exist, or whose picture is missing fails CI.

What a row does not do yet stands in its last column, in plain words.

| clause | | the policy says | screen | flow | tests | not here yet |
| --- | --- | --- | --- | --- | --- | --- |
"""
EDGE_HEAD = """
## Edge cases

| id | situation | tests | not here yet |
| --- | --- | --- | --- |
"""


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Row:
    """screens: ids, the first is pictured. flow: module:function below kiosk.flows. tests: path::name below tests."""

    id: str
    mark: Literal["M", "S"]
    clause: str
    screens: tuple[str, ...]
    flow: str
    tests: tuple[str, ...]
    missing: str = ""


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class EdgeCase:
    """tests: names of functions anywhere below tests."""

    what: str
    tests: tuple[str, ...]
    missing: str = ""


@cache
def edge_cases() -> dict[str, EdgeCase]:
    """By id, E1 to E48. Raises pydantic.ValidationError."""
    entries = tomllib.loads(EDGES.read_text(encoding="utf-8"))
    return TypeAdapter(dict[str, EdgeCase]).validate_python(entries)


@cache
def rows() -> tuple[Row, ...]:
    """Raises pydantic.ValidationError for a row with a missing or misspelt field."""
    entries = tomllib.loads(FILE.read_text(encoding="utf-8"))["row"]
    return TypeAdapter(tuple[Row, ...]).validate_python(entries)


def page() -> str:
    """docs/policy-coverage.md."""
    lines = [
        f"| {row.id} | {row.mark} | {row.clause} | {_screens(row)} | `{row.flow}` "
        f"| {'<br>'.join(f'`{test}`' for test in row.tests)} | {row.missing} |"
        for row in rows()
    ]
    edges = [
        f"| {name} | {case.what} | {'<br>'.join(f'`{test}`' for test in case.tests)} | {case.missing} |"
        for name, case in edge_cases().items()
    ]
    return "\n".join((HEAD + "\n".join(lines), EDGE_HEAD + "\n".join(edges), _gallery()))


def _screens(row: Row) -> str:
    return "<br>".join(f"[{screen}](#{screen})" for screen in row.screens)


def _gallery() -> str:
    pictured = dict.fromkeys(screen for row in rows() for screen in row.screens)
    return "\n## Screens\n" + "".join(
        f"\n### {screen}\n\n![{screen}](pictures/policy/{screen}.jpg)\n" for screen in pictured
    )
