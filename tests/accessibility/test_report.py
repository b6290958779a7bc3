"""The report hides nothing: what is known to be missing does not excuse what fails."""

from __future__ import annotations

from tests.accessibility.report import NOT_MET, Outcomes, Row, result, unexpected

ROW = Row("X1", "what", "clause", check=("names",), tests=("tests/a.py::test_b",), missing="not built")


def test_a_known_gap_by_itself_is_expected() -> None:
    outcomes = Outcomes(checks={"names": (5, [])}, tests={"tests/a.py::test_b[1]": True})
    assert unexpected(ROW, outcomes) == []
    assert result(ROW, outcomes) == NOT_MET


def test_a_failing_test_or_check_counts_in_a_row_with_a_known_gap_too() -> None:
    failing = Outcomes(checks={"names": (5, ["no name"])}, tests={"tests/a.py::test_b[1]": False})
    assert unexpected(ROW, failing) == ["no name", "tests/a.py::test_b failed"]
    assert unexpected(ROW, Outcomes()) == ["check names did not run", "tests/a.py::test_b did not run"]
