"""Amounts as they are typed and shown: fen are whole, no float is between."""

from __future__ import annotations

import pytest

from kiosk.domain.cash import fen_of, yuan


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("87", 8700),
        ("87.5", 8750),
        ("87.50", 8750),
        ("0.01", 1),
        ("0.29", 29),
        ("1.15", 115),
        ("5000", 500000),
    ],
)
def test_an_amount(typed: str, fen: int) -> None:
    assert fen_of(typed) == fen


@pytest.mark.parametrize(
    "typed", ["", "0", "0.00", ".", ".5", "5.", "1.234", "1.2.3", "-1", "1e3", "１", "一百"]
)
def test_no_amount(typed: str) -> None:
    assert fen_of(typed) is None


def test_every_fen_of_ten_yuan_comes_back() -> None:
    assert all(fen_of(yuan(fen)) == fen for fen in range(1, 1001))
