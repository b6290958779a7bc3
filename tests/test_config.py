"""Configuration errors name file, line, key, what was found and what was expected."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.config import ConfigError, Problem, line_of, load

SHIPPED = Path(__file__).parents[1] / "config"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SHIPPED, tmp_path / "config")
    return tmp_path / "config"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(folder: Path) -> list[Problem]:
    with pytest.raises(ConfigError) as caught:
        load(folder)
    return caught.value.problems


def line_with(path: Path, words: str) -> int:
    return next(n for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if words in line)


def test_the_shipped_configuration_is_good() -> None:
    config = load(SHIPPED)
    assert {"medical", "social", "travel", "gas", "telecom"} <= {errand.id for errand in config.hall.errands}
    assert config.settings.screen.width_px == 1080


def test_a_wrong_value_is_named_with_its_line(folder: Path) -> None:
    path = folder / "kiosk.toml"
    change(path, "width_mm = 336", 'width_mm = "wide"')
    (problem,) = problems(folder)
    assert problem.key == "screen.width_mm"
    assert problem.line == line_with(path, "wide")
    assert "'wide'" in problem.found
    assert "number" in problem.expected


def test_a_misspelt_key_is_not_ignored(folder: Path) -> None:
    path = folder / "kiosk.toml"
    change(path, "idle = 120", "idel = 120")
    (problem,) = problems(folder)
    assert problem.key == "times.idel"
    assert problem.line == line_with(path, "idel")


def test_a_missing_table_is_named(folder: Path) -> None:
    path = folder / "kiosk.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("[screen]")] + text[text.index("[look]") :], encoding="utf-8")
    (problem,) = problems(folder)
    assert (problem.key, problem.found) == ("screen", "nothing")


def test_a_key_in_an_inline_table_is_found(folder: Path) -> None:
    path = folder / "kiosk.toml"
    change(path, "baud = 115200", "baud = 1200")
    (problem,) = problems(folder)
    assert problem.key == "devices.reader.connection.baud"
    assert problem.line == line_with(path, "baud = 1200")


def test_a_window_that_does_not_exist_names_both_sides(folder: Path) -> None:
    change(folder / "hall.toml", 'windows = ["w12"]', 'windows = ["w99"]')
    (problem,) = problems(folder)
    assert "'medical'" in problem.expected
    assert "'w99'" in problem.expected


def test_problems_of_both_files_are_told_at_once(folder: Path) -> None:
    change(folder / "kiosk.toml", "idle = 120", "idle = 1")
    change(folder / "hall.toml", "elder_age = 60", "elder_age = 6")
    assert {problem.file.name for problem in problems(folder)} == {"kiosk.toml", "hall.toml"}


def test_bad_toml_names_its_line(folder: Path) -> None:
    change(folder / "kiosk.toml", "[look]", "[look")
    (problem,) = problems(folder)
    assert problem.line == line_with(folder / "kiosk.toml", "[look")


def test_a_missing_file_and_foreign_bytes_are_told(folder: Path) -> None:
    (folder / "kiosk.toml").unlink()
    (folder / "hall.toml").write_bytes("name = '衢州'".encode("gb18030"))
    missing, foreign = problems(folder)
    assert "No such file" in missing.found
    assert "UTF-8" in foreign.expected


def test_an_entry_of_an_array_of_tables_is_found_by_its_place() -> None:
    text = '[[floors]]\nid = "1"\n\n[[floors]]\nid = 2\n'
    assert line_of(text, ["floors", 1, "id"]) == 5
    assert line_of(text, ["floors", 1, "name"]) == 4
    assert line_of(text, ["windows"]) is None


def test_config_check_ends_with_2_and_the_problem(folder: Path) -> None:
    command = [sys.executable, "-m", "kiosk", "config", "check", "--config", str(folder)]
    good = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert good.returncode == 0
    assert "good" in good.stdout
    change(folder / "kiosk.toml", "paper_mm = 80", "paper_mm = 81")
    bad = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert bad.returncode == 2
    assert "devices.printer.paper_mm" in bad.stderr
    assert "81" in bad.stderr
