"""`kiosk homevisit`: what staff work with, in a process of its own, on a real ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kiosk.config import load
from kiosk.domain.home_visit import HalfDay, Team
from kiosk.domain.private import Private
from kiosk.store.opening import open_store
from tests.test_technician_commands import folder, kiosk

__all__ = ["folder"]


@pytest.fixture
def booked(folder: Path) -> Path:
    settings = load(folder).settings
    visits = open_store(settings.store, settings.terminal).home_visits
    for team, phone in ((Team.HALL, Private("13912345678")), (Team.GRID, None)):
        visits.add(
            team.value,
            area="kecheng-fushan",
            errand="medical",
            when=HalfDay(date(2026, 11, 24), True),
            team=team,
            needs=frozenset(),
            phone=phone,
        )
    return folder


def test_staff_read_the_open_requests_and_close_one(booked: Path) -> None:
    listed = kiosk("homevisit", "list", config=booked)
    first, second = listed.stdout.splitlines()
    assert first == "访001 2026-11-24 上午 柯城 府山街道 医保 - hall 13912345678"
    assert second.endswith("grid 没有留电话")
    assert kiosk("homevisit", "close", "1", config=booked).returncode == 0
    assert kiosk("homevisit", "list", config=booked).stdout.splitlines() == [second]
    again = kiosk("homevisit", "close", "1", config=booked)
    assert again.returncode == 1 and "no open request" in again.stderr


def test_the_grid_workers_list_is_their_own(booked: Path) -> None:
    (only,) = kiosk("homevisit", "list", "--team", "grid", config=booked).stdout.splitlines()
    assert only.startswith("访002")
    assert kiosk("homevisit", "list", "--team", "nobody", config=booked).returncode == 2


def test_without_the_terminals_key_nobody_reads_a_phone(booked: Path) -> None:
    (booked / "kiosk.key").write_bytes(b"x" * 32)
    done = kiosk("homevisit", "list", config=booked)
    assert done.returncode == 1
    assert "another key" in done.stderr and "139" not in done.stdout + done.stderr
