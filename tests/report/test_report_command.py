"""`kiosk report` from a shell: what it writes, what it refuses, and what it leaves alone."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.config import load
from kiosk.domain.ticket import HelpMode, PrintState
from kiosk.store.issuing import NewTicket
from kiosk.store.opening import open_store
from tests.test_facility_command import folder as folder
from tests.test_technician_commands import kiosk


@pytest.fixture
def today(folder: Path) -> str:
    """A ledger with one visit, which is being printed at this moment."""
    settings = load(folder).settings
    store = open_store(settings.store, settings.terminal)
    ticket = store.issue(
        NewTicket("a", errand="medical", help_mode=HelpMode.SEAT, needs=frozenset(), group=None, call=None)
    )
    store.begin_print(ticket.id)
    store.close()
    return datetime.now().date().isoformat()


@pytest.mark.parametrize("kind", ["csv", "xlsx", "pdf"])
def test_a_day_in_each_kind_of_file(folder: Path, today: str, kind: str) -> None:
    out = folder / f"report.{kind}"
    done = kiosk("report", "--day", today, "--format", kind, "--out", str(out), config=folder)
    assert (done.returncode, done.stdout) == (0, f"{out}: {today}, 1 visits\n"), done.stderr
    assert out.stat().st_size > 500


def test_a_kiosk_that_prints_meanwhile_is_left_alone(folder: Path, today: str) -> None:
    out = folder / "report.csv"
    assert (
        kiosk("report", "--day", today, "--format", "csv", "--out", str(out), config=folder).returncode == 0
    )
    with sqlite3.connect(folder / "kiosk.db") as ledger:
        [(state,)] = ledger.execute("SELECT print_state FROM tickets").fetchall()
    assert state == PrintState.PRINTING.value


def test_an_empty_week_says_so(folder: Path, today: str) -> None:
    out = folder / "report.csv"
    done = kiosk("report", "--week", "2025-W10", "--format", "csv", "--out", str(out), config=folder)
    assert done.returncode == 0 and "nothing was written down" in done.stdout
    assert "这段时间没有记录" in out.read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--day", "2026-02-30"), "--day:"),
        (("--week", "2025-W53"), "--week:"),
        (("--week", "2026-11-24"), "give it as --day"),
        (("--day", "2026-W48"), "give it as --week"),
        (("--day", "yesterday"), "neither a day such as 2026-11-24 nor a week"),
        ((), "give either --day"),
        (("--day", "2026-11-24", "--week", "2026-W48"), "give either --day"),
        (("--day", "2026-11-24", "--format", "docx"), "expected one of csv, xlsx, pdf"),
    ],
)
def test_what_is_asked_wrongly_is_told(folder: Path, asked: tuple[str, ...], told: str) -> None:
    out = folder / "report.csv"
    done = kiosk("report", *asked, "--out", str(out), config=folder)
    assert done.returncode == 2 and told in done.stderr
    assert "Traceback" not in done.stderr and not out.exists()


def test_without_a_ledger_none_is_made(folder: Path) -> None:
    done = kiosk("report", "--day", "2026-11-24", "--out", str(folder / "a.xlsx"), config=folder)
    assert done.returncode == 1 and "there is no ledger" in done.stderr
    assert not (folder / "kiosk.db").exists()


def test_a_torn_ledger_is_told(folder: Path) -> None:
    (folder / "kiosk.db").write_bytes(b"not a database at all" * 500)
    done = kiosk("report", "--day", "2026-11-24", "--out", str(folder / "a.xlsx"), config=folder)
    assert done.returncode == 1 and "the ledger cannot be read" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_full_disk_is_told(folder: Path, today: str) -> None:
    done = kiosk("report", "--day", today, "--out", "/dev/full", config=folder)
    assert (done.returncode, done.stderr) == (1, "/dev/full: No space left on device; nothing was written\n")
    missing = kiosk("report", "--day", today, "--out", str(folder / "no" / "a.xlsx"), config=folder)
    assert missing.returncode == 1 and "No such file or directory; nothing was written" in missing.stderr
