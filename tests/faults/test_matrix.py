"""The fault table: one cell of every fault in each run of CI, all of them with `make faults`."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.faults.matrix import BEGIN, CELLS, END, PAGE, Cell, play

# The others are in tests/faults/test_kiosk_faults.py by themselves, or differ only in the device.
SHORT = {
    ("reader", "silence"),
    ("reader", "busy"),
    ("printer", "no permission"),
    ("printer", "cover open"),
    ("bell", "flapping"),
    ("printer", "slow"),
    ("scanner", "torn"),
    ("keypad", "noise"),
    ("jack", "flapping"),
    ("scanner", "busy"),
    ("cards", "pcscd killed"),
    ("cards", "card torn out mid-read"),
}


def name(cell: Cell) -> str:
    return f"{cell.device}-{cell.fault}"


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param(
            cell, marks=() if (cell.device, cell.fault) in SHORT else pytest.mark.slow, id=name(cell)
        )
        for cell in CELLS
    ],
)
def test_a_visitor_is_served_whatever_the_device_does(qapp: QApplication, cell: Cell) -> None:
    outcome = play(cell)
    assert outcome.seconds <= 2.0, "plugged back, it serves within two seconds"


def test_the_table_in_the_docs_has_every_cell() -> None:
    rows = Path(PAGE).read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0]
    for cell in CELLS:
        assert f"| {cell.device} | {cell.fault} |" in rows
