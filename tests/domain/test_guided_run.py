"""Which self tests a guided run has, and that the checklist of the site is the requirements' own."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path

from kiosk.domain.check import Check, PastState, SelfTest, TestRecord, Verdict, first_causes
from kiosk.domain.guided_run import RunKind, steps_of, summed_up
from kiosk.domain.rig import RIG_CHECKS

NOW = datetime(2026, 11, 24, 9).astimezone()
REQUIREMENTS = Path(__file__).parents[1] / "accessibility" / "requirements.toml"


def check(id: str, verdict: Verdict = Verdict.PASS, state: str = "online", *past: str) -> Check:
    history = tuple(PastState(NOW, its, "device-lost") for its in past)
    return Check(id, id.partition(":")[0], verdict, state, "device-online", history=history)


CHECKS = (
    check("disk"),
    check("reader"),
    check("cards", Verdict.NOT_CHECKED, "no_device"),
    check("printer", Verdict.FAIL, "user_error"),
    check("bell"),
    check("bell:guide-desk", Verdict.NOT_CHECKED),
    check("bell:duty", Verdict.NOT_CHECKED),
    check("speaker", Verdict.NOT_CHECKED),
    check("keypad", Verdict.PASS, "online", "online", "power_off", "online"),
)


def wanted_in(kind: RunKind) -> list[tuple[str, SelfTest]]:
    return [(step.check, step.test) for step in steps_of(kind, CHECKS)]


def test_the_opening_is_what_a_visitor_cannot_do_without() -> None:
    """One paper, one sound, one bell, one card: 90 s with a card in the hand."""
    assert wanted_in(RunKind.OPENING) == [
        ("printer", SelfTest.PRINT),
        ("speaker", SelfTest.SOUND_SWEEP),
        ("bell:guide-desk", SelfTest.RING),
        ("reader", SelfTest.READ_CARD),
    ]


def test_after_a_repair_what_is_or_was_ill_is_tried() -> None:
    assert wanted_in(RunKind.AFTER_REPAIR) == [("printer", SelfTest.PRINT), ("keypad", SelfTest.KEYS)]


def test_commissioning_tries_everything_that_is_fitted_and_every_station() -> None:
    wanted = wanted_in(RunKind.COMMISSIONING)
    assert {name for name, _ in wanted} == {its.id for its in CHECKS} - {"cards", "bell"}
    assert len(set(wanted)) == len(wanted)


def test_the_last_record_counts_and_what_nobody_did_is_not_good() -> None:
    def record(verdict: Verdict) -> TestRecord:
        return TestRecord("printer", SelfTest.PRINT, verdict, "trial-said-good", "小周", NOW)

    steps = steps_of(RunKind.OPENING, CHECKS, [record(Verdict.FAIL), record(Verdict.PASS)])
    assert summed_up(steps) == {Verdict.PASS: 1, Verdict.FAIL: 0, Verdict.NOT_CHECKED: 3}


def test_causes_are_named_in_the_order_of_the_list() -> None:
    wrong = (check("disk", Verdict.FAIL), check("reader"), check("printer", Verdict.FAIL))
    assert [its.id for its in first_causes(wrong)] == ["disk", "printer"]


def test_the_checklist_is_every_row_that_only_the_site_can_show() -> None:
    rows = tomllib.loads(REQUIREMENTS.read_text(encoding="utf-8"))["row"]
    assert [row["id"] for row in rows if "site" in row] == list(RIG_CHECKS)
