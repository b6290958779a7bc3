"""Requirement by requirement: what the checks and tests came to, as a matrix, JSON and documents.

A row is met only when every check and test that it names ran and passed. What only the installed terminal or a
person can show is listed for commissioning; what is not built is said so.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
MET, MET_HERE, ON_SITE, NOT_MET = "met", "met, check on site", "check on site", "NOT MET"


@dataclass(frozen=True)
class Row:
    """One requirement of requirements.toml."""

    id: str
    what: str
    clause: str
    check: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    site: str = ""
    missing: str = ""


@dataclass
class Outcomes:
    """checks: name -> (screens checked, sentences of what is wrong). tests: node id -> passed."""

    screens: int = 0
    checks: dict[str, tuple[int, list[str]]] = field(default_factory=dict[str, tuple[int, list[str]]])
    tests: dict[str, bool] = field(default_factory=dict[str, bool])

    def test(self, wanted: str) -> bool | None:
        """Whether a test passed with all its parameters; None when it did not run."""
        found = [ok for node, ok in self.tests.items() if node == wanted or node.startswith(f"{wanted}[")]
        return all(found) if found else None


def rows() -> list[Row]:
    found: list[dict[str, Any]] = tomllib.loads((HERE / "requirements.toml").read_text(encoding="utf-8"))[
        "row"
    ]
    return [
        Row(
            id=row["id"],
            what=row["what"],
            clause=row["clause"],
            check=tuple(row.get("check", ())),
            tests=tuple(row.get("tests", ())),
            site=row.get("site", ""),
            missing=row.get("missing", ""),
        )
        for row in found
    ]


def problems(row: Row, outcomes: Outcomes) -> list[str]:
    """Why a row is not met, in sentences."""
    return [*([row.missing] if row.missing else []), *unexpected(row, outcomes)]


def unexpected(row: Row, outcomes: Outcomes) -> list[str]:
    """What fails, also in a row that is known to be missing."""
    found: list[str] = []
    for name in row.check:
        count, wrong = outcomes.checks.get(name, (0, []))
        if not count:
            found.append(f"check {name} did not run")
        found += wrong[:3]
    for node in row.tests:
        passed = outcomes.test(node)
        if not passed:
            found.append(f"{node} {'failed' if passed is False else 'did not run'}")
    if not (row.check or row.tests or row.site or row.missing):
        found.append("nothing proves it")
    return found


def result(row: Row, outcomes: Outcomes) -> str:
    if problems(row, outcomes):
        return NOT_MET
    if not row.site:
        return MET
    return MET_HERE if row.check or row.tests else ON_SITE


def as_json(outcomes: Outcomes) -> dict[str, Any]:
    """requirements, failed, screens: counts; rows: one for each requirement."""
    found = [
        {
            "id": row.id,
            "requirement": row.what,
            "clause": row.clause,
            "result": result(row, outcomes),
            "screens": max((outcomes.checks.get(name, (0, []))[0] for name in row.check), default=0),
            "evidence": [*(f"check:{name}" for name in row.check), *row.tests],
            "on_site": row.site,
            "problems": problems(row, outcomes),
            "unexpected": unexpected(row, outcomes),
        }
        for row in rows()
    ]
    return {
        "requirements": len(found),
        "failed": sum(row["result"] == NOT_MET for row in found),
        "screens": outcomes.screens,
        "rows": found,
    }


def matrix(report: dict[str, Any]) -> str:
    """For the terminal."""
    lines = [f"{'':4} {'result':20} {'screens':>7}  requirement"]
    for row in report["rows"]:
        screens = str(row["screens"]) if row["screens"] else ""
        lines.append(f"{row['id']:4} {row['result']:20} {screens:>7}  {row['requirement']}")
        lines += [f"{'':34} ! {problem}" for problem in row["problems"]]
    lines.append(
        f"{report['requirements']} requirements, {report['failed']} not met, {report['screens']} screens checked"
    )
    return "\n".join(lines)


def conformance(report: dict[str, Any]) -> str:
    """docs/accessibility.md: a conformance report in the manner of a VPAT."""
    lines = [
        "# Accessibility conformance report",
        "",
        "Made by `make accessibility`; do not edit. Every row names what proves it: a check that ran on every screen",
        "that can be reached (flows with every answer and every failure, every page, in every look, both languages,",
        "portrait and landscape), tests, or a check on site (docs/commissioning-accessibility.md). Ids are those of",
        "the project's requirements; their sources are in tests/accessibility/requirements.toml.",
        "",
        f"Screens checked: {report['screens']}. Requirements: {report['requirements']}. "
        f"Not met: {report['failed']}. No trial with disabled visitors has been held yet.",
        "",
        "| id | clause | requirement | result | evidence and remarks |",
        "| --- | --- | --- | --- | --- |",
    ]
    for row in report["rows"]:
        evidence = [
            f"{name.removeprefix('check:')} on {row['screens']} screens"
            if name.startswith("check:")
            else f"`{name.rpartition('::')[2]}`"
            for name in row["evidence"]
        ]
        remarks = "; ".join([*row["problems"], *evidence, *(["on site"] if row["on_site"] else [])])
        lines.append(
            f"| {row['id']} | {row['clause']} | {row['requirement']} | {row['result']} | {remarks} |"
        )
    return "\n".join(lines) + "\n"


def commissioning(report: dict[str, Any]) -> str:
    """docs/commissioning-accessibility.md: what to check at the installed terminal."""
    lines = [
        "# Accessibility checks at the installed terminal",
        "",
        "Made by `make accessibility` from tests/accessibility/requirements.toml; do not edit. Do them when a terminal",
        "is set up, and again after it was moved or repaired. Tools: a ruler, a sound level meter, a force gauge, a",
        "wheelchair, headphones, a neck loop, and people who use such things every day.",
        "",
        "| done | id | requirement | how |",
        "| --- | --- | --- | --- |",
    ]
    lines += [
        f"| ☐ | {row['id']} | {row['requirement']} | {row['on_site']} |"
        for row in report["rows"]
        if row["on_site"]
    ]
    lines += ["", "Date, place, who checked, what was found:", ""]
    return "\n".join(lines)
