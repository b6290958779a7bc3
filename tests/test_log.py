"""The log: only what the catalogue allows, and never a number as long as an identity number."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from kiosk import log
from scripts.generate_events import PAGE, page


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "kiosk.log"
    log.write_to(path)
    yield path
    log.write_to_stderr()


def entries(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_program_and_the_catalogue_know_the_same_events() -> None:
    assert {event.value for event in log.Event} == set(log.catalogue())


def test_the_page_about_events_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: .venv/bin/python -m scripts.generate_events"


def test_an_event_is_one_line_of_json_with_time_and_level(log_file: Path) -> None:
    log.emit(log.Event.CALL_RUNG, reason="help", station="服务台\n二楼")
    (entry,) = entries(log_file)
    assert (entry["event"], entry["level"], entry["station"]) == ("call-rung", "info", "服务台\n二楼")
    assert "服务台" in log_file.read_text(encoding="utf-8"), "Chinese is readable in the file itself"


def test_the_time_has_its_offset(log_file: Path) -> None:
    log.emit(log.Event.VISIT_STARTED)
    time = datetime.fromisoformat(entries(log_file)[0]["time"])
    assert time.utcoffset() is not None
    assert abs((datetime.now().astimezone() - time).total_seconds()) < 60


@pytest.mark.parametrize("event", log.Event)
def test_every_event_can_be_written_with_all_its_fields(event: log.Event, log_file: Path) -> None:
    allowed: list[str] = log.catalogue()[event]["fields"]
    log.emit(event, **dict.fromkeys(allowed, "some words"))
    (entry,) = entries(log_file)
    assert entry["event"] == event
    assert entry["level"] == log.catalogue()[event]["level"]
    assert {key: entry[key] for key in allowed} == dict.fromkeys(allowed, "some words")


def test_a_field_that_is_not_in_the_catalogue_is_refused(log_file: Path) -> None:
    with pytest.raises(log.FieldRefused, match="name"):
        log.emit(log.Event.CARD_READ, name="王")
    assert entries(log_file) == []


def test_before_visitors_the_event_is_kept_and_the_field_left_out(
    log_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(log.STRICT)
    log.emit(log.Event.CARD_READ, kind="resident", name="王桂英")
    refused, read = entries(log_file)
    assert (refused["event"], refused["of"], refused["names"]) == ("field-refused", "card-read", "name")
    assert (read["event"], read["kind"]) == ("card-read", "resident")
    assert "王" not in log_file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "number",
    [
        "990000480101123",
        "990000194801011234",
        "99000019480101123X",
        "990000 19480101 1234",
        "990000-19480101-123x",
        "９９００００１９４８０１０１１２３４",
        "6228480990000194801",
    ],
)
def test_a_long_number_never_reaches_the_log(number: str, log_file: Path) -> None:
    log.emit(log.Event.CALL_UNREACHED, reason="help", cause=f"at {number}.")
    assert entries(log_file)[0]["cause"] == "at [number]."


def test_a_long_number_is_masked_when_it_comes_as_a_number(log_file: Path) -> None:
    log.emit(log.Event.VISIT_ENDED, how="done", screens=990000194801011234, seconds=0.1 + 0.2)
    (entry,) = entries(log_file)
    assert (entry["screens"], entry["seconds"]) == ("[number]", 0.1 + 0.2)


def test_times_ports_and_ticket_numbers_stay_readable(log_file: Path) -> None:
    cause = "绿001 at 2026-11-23 15:26:23 on /dev/ttyUSB0, 115200 baud, 13800138000"
    log.emit(log.Event.TICKET_UNCERTAIN, number="绿001", cause=cause)
    assert entries(log_file)[0]["cause"] == cause


def test_a_fault_is_logged_without_its_message(log_file: Path) -> None:
    try:
        raise ValueError("王桂英 990000194801011234")
    except ValueError as error:
        log.unexpected("a test", error)
    (entry,) = entries(log_file)
    assert (entry["type"], entry["where"]) == ("ValueError", "a test")
    assert entry["at"].startswith("test_log.py:")
    assert "王" not in log_file.read_text(encoding="utf-8")


def test_a_full_file_is_turned_over_and_the_oldest_is_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "LOG_BYTES", 2_000)
    monkeypatch.setattr(log, "LOG_FILES", 3)
    log.write_to(tmp_path / "kiosk.log")
    for number in range(200):
        log.emit(log.Event.TICKET_PRINTED, number=f"绿{number:03}", reprint=0)
    log.write_to_stderr()
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["kiosk.log", "kiosk.log.1", "kiosk.log.2"]
    assert all(file.stat().st_size <= 2_000 for file in files)
    newest = entries(tmp_path / "kiosk.log") or entries(tmp_path / "kiosk.log.1")
    assert newest[-1]["number"] == "绿199"


def test_a_folder_that_does_not_exist_is_an_error_and_the_old_place_is_kept(log_file: Path) -> None:
    with pytest.raises(OSError, match="no-such-folder"):
        log.write_to(log_file.parent / "no-such-folder" / "kiosk.log")
    log.emit(log.Event.VISIT_STARTED)
    assert len(entries(log_file)) == 1


def test_other_libraries_do_not_write_into_the_log(log_file: Path) -> None:
    logging.getLogger("sqlalchemy").warning("INSERT INTO tickets")
    assert entries(log_file) == []
