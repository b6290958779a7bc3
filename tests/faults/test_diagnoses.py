"""`kiosk diagnose` names the right cause of every injected fault first, and the guide's table says so."""

from __future__ import annotations

import pytest

from kiosk.text import Catalogue
from tests.faults.diagnoses import BEGIN, CASES, END, PAGE, Case, diagnosed, first_of


@pytest.mark.parametrize("case", CASES, ids=[case.what for case in CASES])
def test_the_right_cause_is_named_first(case: Case) -> None:
    found = diagnosed(case)
    first = first_of(found)
    assert first["id"] == case.first, found["first_causes"]
    assert first["verdict"] == "fail"
    assert first["words"] and first["next_step"], "what it is, and what to do now"
    assert first["since"]


def test_a_good_terminal_fails_nowhere() -> None:
    found = diagnosed(Case("nothing", ""))
    assert found["first_causes"] == []
    assert {check["verdict"] for check in found["checks"]} == {"pass", "not_checked"}


def test_a_device_that_is_near_its_end_serves_and_says_so() -> None:
    found = diagnosed(Case("near end", "", ("printer=near_end",)))
    printer = next(check for check in found["checks"] if check["id"] == "printer")
    assert printer["verdict"] == "pass"
    assert printer["next_step"] == "准备一卷纸，有空时换上"


def test_a_dead_board_is_one_fault_and_not_one_for_each_station() -> None:
    found = diagnosed(Case("silent", "bell", ("bell=silent",)))
    assert found["first_causes"] == ["bell"]
    stations = [check for check in found["checks"] if check["id"].startswith("bell:")]
    assert stations and {check["words"] for check in stations} == {"先修好呼叫板"}


def test_there_are_enough_faults_and_the_guide_has_each() -> None:
    assert len(CASES) >= 30
    table = PAGE.read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0]
    rows = table.splitlines()[2:]
    assert len(rows) == len(CASES)
    words = Catalogue()
    for case, line in zip(CASES, rows, strict=True):
        assert line.startswith(f"| {case.what} | ")
        assert f"| {words.text(f'device-{case.first}', 'zh-CN')}：" in line
