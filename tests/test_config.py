"""A technician's mistake in the configuration is told with file, line, key, what was found, what is expected."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.config import HALL_FILE, KIOSK_FILE, ConfigError, Problem, load

SHIPPED = Path(__file__).parent.parent / "config"
Change = Callable[[str, str, str], int]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped configuration, to make mistakes in."""
    for name in (KIOSK_FILE, HALL_FILE):
        shutil.copy(SHIPPED / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def change(folder: Path) -> Change:
    """change(file, old, new): replaces the first `old`, which must be there; returns its line."""

    def replace(name: str, old: str, new: str) -> int:
        text = (folder / name).read_text(encoding="utf-8")
        before, found, after = text.partition(old)
        assert found, f"{old!r} is not in {name}"
        (folder / name).write_text(before + new + after, encoding="utf-8")
        return before.count("\n") + 1

    return replace


def problems(folder: Path) -> list[Problem]:
    with pytest.raises(ConfigError) as caught:
        load(folder)
    return caught.value.problems


def only_problem(folder: Path) -> Problem:
    (problem,) = problems(folder)
    return problem


def test_the_shipped_configuration_is_valid() -> None:
    config = load(SHIPPED)
    assert config.settings.terminal.series == "绿"
    assert [errand.id for errand in config.hall.errands][:2] == ["medical", "social"]


def test_a_wrong_type_is_told_in_full(folder: Path, change: Change) -> None:
    line = change(KIOSK_FILE, "width_px = 1080", 'width_px = "wide"')
    problem = only_problem(folder)
    assert (problem.file, problem.line, problem.key) == (folder / KIOSK_FILE, line, "screen.width_px")
    assert problem.found == "'wide'"
    assert "integer" in problem.expected


def test_a_problem_reads_as_one_line_that_an_editor_can_jump_to(folder: Path, change: Change) -> None:
    line = change(KIOSK_FILE, "volume = 0.5", "volume = 8")
    with pytest.raises(ConfigError) as caught:
        load(folder)
    words = str(caught.value)
    assert words.startswith(f"{folder / KIOSK_FILE}:{line}: speech.volume: found 8; expected ")
    assert "\n" not in words


def test_a_misspelt_key_is_not_ignored(folder: Path, change: Change) -> None:
    line = change(KIOSK_FILE, "bottom_edge_mm", "botom_edge_mm")
    problem = only_problem(folder)
    assert (problem.line, problem.key, problem.found) == (line, "screen.botom_edge_mm", "650")
    assert "misspelt" in problem.expected


def test_a_table_that_must_be_there_and_is_not(folder: Path, change: Change) -> None:
    change(HALL_FILE, "[policy]", "[cash_at.policy]")
    missing = next(problem for problem in problems(folder) if problem.key == "policy")
    assert missing.file == folder / HALL_FILE
    assert missing.line is None
    assert missing.found == "nothing"
    assert "no default" in missing.expected


def test_a_key_that_is_missing_is_told_at_its_table(folder: Path, change: Change) -> None:
    table = change(KIOSK_FILE, "[screen]", "[screen]")
    change(KIOSK_FILE, "width_mm = 336\n", "")
    problem = only_problem(folder)
    assert (problem.line, problem.key, problem.found) == (table, "screen.width_mm", "nothing")


def test_a_key_inside_the_braces_of_a_connection(folder: Path, change: Change) -> None:
    line = change(KIOSK_FILE, "baud = 9600", "baud = 9601")
    problem = only_problem(folder)
    assert (problem.line, problem.key, problem.found) == (line, "devices.bell.connection.baud", "9601")


def test_the_kind_of_a_connection_is_no_part_of_the_key(folder: Path, change: Change) -> None:
    line = change(KIOSK_FILE, 'kind = "node", path = "/dev/usb/lp0"', 'kind = "tcp", host = "p", port = 0')
    problem = only_problem(folder)
    assert (problem.line, problem.key, problem.found) == (line, "devices.printer.connection.port", "0")


def test_an_unknown_key_that_is_named_like_a_kind_of_connection(folder: Path, change: Change) -> None:
    change(KIOSK_FILE, "[store]", "[devices.serial]\n[store]")
    assert only_problem(folder).key == "devices.serial"


def test_an_entry_of_an_array_of_tables(folder: Path, change: Change) -> None:
    line = change(HALL_FILE, "number = 20", "number = -20")
    problem = only_problem(folder)
    assert (problem.line, problem.key, problem.found) == (line, "windows.1.number", "-20")


def test_an_errand_at_a_window_that_does_not_exist(folder: Path, change: Change) -> None:
    errand = change(HALL_FILE, 'id = "travel"', 'id = "travel"')
    change(HALL_FILE, 'windows = ["w3"]', 'windows = ["w33"]')
    problem = only_problem(folder)
    assert (problem.line, problem.key) == (errand, "errands.2.id")
    assert "'w33'" in problem.found
    assert "'w3'" in problem.found, "the windows that do exist are told"


def test_the_second_of_two_entries_with_one_id_is_told(folder: Path, change: Change) -> None:
    second = change(HALL_FILE, 'id = "w20"', 'id = "w12"')
    change(HALL_FILE, 'windows = ["w20"]', 'windows = ["w12"]')
    problem = only_problem(folder)
    assert (problem.line, problem.key) == (second, "windows.1.id")
    assert "twice" in problem.found


def test_a_station_whose_relay_the_board_does_not_have(folder: Path, change: Change) -> None:
    line = change(HALL_FILE, "channel = 2", "channel = 9")
    problem = only_problem(folder)
    assert (problem.file, problem.line, problem.key) == (folder / HALL_FILE, line, "stations.1.channel")
    assert problem.found == "9"
    assert "1 to 8" in problem.expected


def test_a_button_at_an_input_that_the_board_does_not_have(folder: Path, change: Change) -> None:
    line = change(HALL_FILE, "ack_input = 2", "ack_input = 7")
    problem = only_problem(folder)
    assert (problem.file, problem.line, problem.key) == (folder / HALL_FILE, line, "stations.1.ack_input")
    assert "1 to 4" in problem.expected


def test_a_terminal_without_a_bell_asks_nothing_of_the_relays(folder: Path, change: Change) -> None:
    text = (folder / KIOSK_FILE).read_text(encoding="utf-8")
    without_bell = re.sub(r"\[devices\.bell\][^\[]*", "", text)
    (folder / KIOSK_FILE).write_text(without_bell, encoding="utf-8")
    change(HALL_FILE, "channel = 2", "channel = 9")
    assert load(folder).settings.devices.bell is None


def test_mistakes_in_both_files_are_all_told_at_once(folder: Path, change: Change) -> None:
    change(KIOSK_FILE, "width_px = 1080", 'width_px = "wide"')
    change(KIOSK_FILE, "idle = 120", "idle = 1")
    change(HALL_FILE, "elder_age = 60", "elder_age = 6")
    change(HALL_FILE, "number = 20", "number = 0")
    told = {(problem.file.name, problem.key) for problem in problems(folder)}
    assert told == {
        (KIOSK_FILE, "screen.width_px"),
        (KIOSK_FILE, "times.idle"),
        (HALL_FILE, "policy.elder_age"),
        (HALL_FILE, "windows.1.number"),
    }


def test_a_slip_of_syntax_is_told_with_its_line(folder: Path, change: Change) -> None:
    line = change(KIOSK_FILE, "height_px = 1920", "height_px 1920")
    problem = only_problem(folder)
    assert (problem.line, problem.expected) == (line, "valid TOML")


def test_a_file_that_breaks_off_is_told_at_its_end(folder: Path) -> None:
    (folder / KIOSK_FILE).write_text('[screen]\nwidth_px = 1080\nx = """\n', encoding="utf-8")
    assert only_problem(folder).line == 4


def test_a_file_in_a_chinese_legacy_encoding(folder: Path) -> None:
    text = (folder / HALL_FILE).read_text(encoding="utf-8")
    (folder / HALL_FILE).write_bytes(text.encode("gb18030"))
    first_chinese = text[: text.index("衢州")].count("\n") + 1
    problem = only_problem(folder)
    assert (problem.file, problem.line) == (folder / HALL_FILE, first_chinese)
    assert "UTF-8" in problem.found


def test_a_file_saved_by_windows_notepad_is_read(folder: Path) -> None:
    text = (folder / KIOSK_FILE).read_text(encoding="utf-8")
    (folder / KIOSK_FILE).write_text(text, encoding="utf-8-sig", newline="\r\n")
    assert load(folder) == load(SHIPPED)


def test_a_folder_without_the_files(tmp_path: Path) -> None:
    told = {(problem.file.name, problem.found) for problem in problems(tmp_path)}
    assert told == {(KIOSK_FILE, "No such file or directory"), (HALL_FILE, "No such file or directory")}


def test_a_station_where_nobody_is(folder: Path, change: Change) -> None:
    line = change(HALL_FILE, "ack_input = 2", 'ack_input = 2\nstaff = [" "]')
    problem = only_problem(folder)
    assert (problem.line, problem.key) == (line + 1, "stations.1.staff")
    assert "at least one name" in problem.expected


def test_a_station_with_a_roster_is_good(folder: Path, change: Change) -> None:
    change(HALL_FILE, "ack_input = 2", 'ack_input = 2\nstaff = ["张敏"]')
    assert load(folder).hall.stations[1].staff == ("张敏",)


def test_a_hall_without_guides(folder: Path, change: Change) -> None:
    change(HALL_FILE, 'role = "guide_desk"', 'role = "service_desk"')
    problem = only_problem(folder)
    assert (problem.file, problem.key) == (folder / HALL_FILE, "stations")
    assert "guide_desk" in problem.expected
