"""Number and PIN at the corner: in, wrong, locked out, and a visitor who pressed it by mistake."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.private import Private
from kiosk.domain.staff import LockedOut, NoPin, WrongPin, why_no_pin
from kiosk.flows.desk.sign_in import SignInByPin
from kiosk.flows.script import Failed
from kiosk.flows.view import Kind
from tests.flows.bench import Bench
from tests.flows.desk.test_desk import WANG


@pytest.fixture
def bench() -> Bench:
    bench = Bench()
    bench.runner.staff()
    assert bench.up == "staff-number"
    return bench


def typed(bench: Bench, pin: str = "260817") -> None:
    bench.answers(Private("1"), Private(pin))
    action = bench.pending[0][0]
    assert isinstance(action, SignInByPin)
    assert pin not in repr(action)


def test_the_right_pin_opens_the_desk(bench: Bench) -> None:
    typed(bench)
    bench.finish(WANG)
    bench.finish(object())
    assert bench.shown[-1].kind is Kind.DESK


def test_nobody_goes_back_to_the_pin_of_somebody_else(bench: Bench) -> None:
    typed(bench)
    bench.finish(WANG)
    bench.finish(object())
    assert not bench.shown[-1].can_back
    bench.runner.back()
    assert bench.shown[-1].kind is Kind.DESK


def test_a_wrong_one_is_told_with_the_tries_that_are_left(bench: Bench) -> None:
    typed(bench, "111111")
    bench.finish(WrongPin(2))
    assert bench.up == "staff-wrong"
    assert "两" in bench.shown[-1].hint or "2" in bench.shown[-1].hint
    bench.answers("again")
    assert bench.up == "staff-number"


def test_locked_out_says_for_how_long_and_offers_no_other_try(bench: Bench) -> None:
    typed(bench, "111111")
    bench.finish(LockedOut(130))
    assert bench.up == "staff-locked"
    assert "3" in bench.shown[-1].hint or "三" in bench.shown[-1].hint
    assert [option.key for option in bench.shown[-1].options] == ["back"]


def test_a_ledger_that_is_away_is_told(bench: Bench) -> None:
    typed(bench)
    bench.finish(Failed("ticket-store-down"))
    assert bench.up == "staff-unknown"


@pytest.mark.parametrize("place", [0, 1])
def test_a_visitor_who_pressed_it_is_back_where_they_were(place: int) -> None:
    bench = Bench()
    bench.answers("no_card")
    bench.runner.staff()
    bench.answers(*[Private("1")] * place, "back")
    assert bench.up == "needs"


def test_the_pin_is_neither_shown_nor_said(bench: Bench) -> None:
    bench.answers(Private("1"))
    pad = bench.shown[-1].digits
    assert pad
    assert pad.counts[3] == "已输四位" or "4" in pad.counts[3]


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("260817", None),
        ("26081", NoPin.LENGTH),
        ("2608171", NoPin.LENGTH),
        ("26081x", NoPin.LENGTH),
        ("２６０８１７", NoPin.LENGTH),
        ("000000", NoPin.EASY),
        ("123456", NoPin.EASY),
        ("876543", NoPin.EASY),
    ],
)
def test_a_pin_that_is_guessed_first_is_none(pin: str, why: NoPin | None) -> None:
    assert why_no_pin(pin, 6) is why


def test_names_of_staff_and_their_role_are_what_the_desk_shows(bench: Bench) -> None:
    typed(bench)
    bench.finish(replace(WANG, id=9))
    bench.finish(object())
    assert bench.shown[-1].desk
    assert bench.shown[-1].desk.who == "志愿者小王"


def test_no_module_of_the_desk_is_loaded_before_somebody_wants_it() -> None:
    """Start-up is a promise: the runner knows the desk by kiosk/flows/desk/access.py alone."""
    import subprocess
    import sys

    code = "import sys, kiosk.app; print('kiosk.flows.desk.desk' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert done.stdout.strip() == "False"
