"""The log: only what the catalogue allows, and never a number as long as an identity number."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk import log
from scripts.generate_events import PAGE, page


@pytest.fixture
def log_file(tmp_path: Path) -> Path:
    path = tmp_path / "kiosk.log"
    log.write_to(path)
    return path


def test_the_program_and_the_catalogue_know_the_same_events() -> None:
    assert {event.value for event in log.Event} == set(log.catalogue())


def test_the_page_about_events_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run scripts/generate_events.py"


def test_an_event_is_one_line_of_json_with_time_and_level(log_file: Path) -> None:
    log.emit(log.Event.CALL_RUNG, reason="help", station="guide-desk")
    (line,) = log_file.read_text(encoding="utf-8").splitlines()
    entry = json.loads(line)
    assert entry["event"] == "call-rung"
    assert entry["station"] == "guide-desk"
    assert entry["level"] == "info"
    assert entry["timestamp"]


def test_a_field_that_is_not_in_the_catalogue_is_refused(log_file: Path) -> None:
    with pytest.raises(log.FieldRefused, match="name"):
        log.emit(log.Event.CARD_READ, name="王")
    assert log_file.read_text(encoding="utf-8") == ""


def test_a_long_number_never_reaches_the_log(log_file: Path) -> None:
    log.emit(log.Event.CALL_UNREACHED, reason="help", cause="at 990000194801011234 or 99000019480101123X")
    words = log_file.read_text(encoding="utf-8")
    assert "19480101" not in words
    assert "[number]" in words


def test_a_fault_is_logged_without_its_message(log_file: Path) -> None:
    try:
        raise ValueError("王桂英 990000194801011234")
    except ValueError as error:
        log.unexpected("a test", error)
    words = log_file.read_text(encoding="utf-8")
    assert "ValueError" in words
    assert "王" not in words
    assert "test_log.py:" in words
