"""`kiosk facility` and `kiosk difficulty`: the register is kept true from a shell until staff have a desk."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.config import load
from kiosk.domain.difficulty import Hindrance
from kiosk.domain.facility import FacilityState
from kiosk.store.opening import open_store
from kiosk.store.tickets import Store
from tests.test_technician_commands import CONFIG, kiosk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hall.toml").write_bytes((CONFIG / "hall.toml").read_bytes())
    text = (CONFIG / "kiosk.toml").read_text(encoding="utf-8").replace("/var/lib/kiosk", str(tmp_path))
    (tmp_path / "kiosk.toml").write_text(text, encoding="utf-8")
    return tmp_path


def ledger(folder: Path) -> Store:
    settings = load(folder).settings
    return open_store(settings.store, settings.terminal)


def line_of(folder: Path, facility: str) -> str:
    listed = kiosk("facility", "list", config=folder)
    assert listed.returncode == 0, listed.stderr
    return next(line for line in listed.stdout.splitlines() if line.startswith(f"{facility} "))


def test_the_weekly_round_makes_everything_fresh(folder: Path) -> None:
    assert "unverified, never looked at" in line_of(folder, "lift")
    done = kiosk("facility", "verify", "--all", config=folder)
    assert re.fullmatch(r"\d+ verified\n", done.stdout), done.stderr
    assert "available, looked at 0 days ago" in line_of(folder, "lift")
    assert "物业值班" in line_of(folder, "lift")


def test_what_somebody_saw_is_told(folder: Path) -> None:
    assert kiosk("facility", "state", "lift", "fault", config=folder).stdout == "lift: fault\n"
    assert "fault" in line_of(folder, "lift")
    assert kiosk("facility", "verify", "lift", config=folder).returncode == 0
    assert "available" in line_of(folder, "lift")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("verify", "sauna"), "found sauna; expected ids"),
        (("verify",), "found nothing; expected ids"),
        (("state", "lift", "lovely"), "expected one of available, lent, out, fault"),
        (("state", "lift", "unverified"), "expected one of available, lent, out, fault"),
    ],
)
def test_a_mistake_is_told_and_changes_nothing(folder: Path, words: tuple[str, ...], told: str) -> None:
    done = kiosk("facility", *words, config=folder)
    assert done.returncode == 2
    assert told in done.stderr
    assert ledger(folder).facilities.standings() == {}


def test_a_piece_that_was_handed_in_is_back(folder: Path) -> None:
    ledger(folder).facilities.lend("a", "wheelchair", 2)
    assert "on loan: 2" in line_of(folder, "wheelchair")
    assert kiosk("facility", "back", "wheelchair", "2", config=folder).returncode == 0
    assert "on loan" not in line_of(folder, "wheelchair")


def test_what_is_difficult_goes_from_step_to_step(folder: Path) -> None:
    store, deadline = ledger(folder), load(folder).hall.mending
    store.difficulties.report("a", Hindrance.REACH, "toilet", deadline)
    store.facilities.report("b", "lift", FacilityState.FAULT, deadline)
    listed = kiosk("difficulty", "list", config=folder).stdout.splitlines()
    assert [line.split(",")[0] for line in listed] == ["1 reported reach toilet", "2 reported broken lift"]
    assert kiosk("difficulty", "next", "1", config=folder).stdout == "1 accepted\n"
    missing = kiosk("difficulty", "next", "9", config=folder)
    assert (missing.returncode, missing.stderr) == (1, "there is no difficulty 9\n")
