"""紧急呼叫 on the screen: reached from anywhere, kept for as long as nobody has come."""

from __future__ import annotations

import pytest

from kiosk.domain.call import CallReason, CallState
from kiosk.flows.emergency import emergency
from kiosk.flows.script import Called, CallNews, CallPerson
from tests.flows.bench import Bench, to_confirm
from tests.flows.crawl import HALL

STATION = HALL.stations[0].name


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_from_home_nothing_is_asked_first(bench: Bench) -> None:
    bench.runner.help(emergency)
    assert bench.finish() == CallPerson(CallReason.EMERGENCY)
    assert bench.up == "emergency-called"
    assert "已经在叫人" in bench.said[-1]


def test_while_something_else_is_done_and_back_to_it(bench: Bench) -> None:
    to_confirm(bench)
    bench.answers("yes")
    assert bench.up == "working-ticket"
    bench.runner.help(emergency)
    bench.finish()  # the ticket
    bench.finish(Called(7, STATION))
    assert bench.up == "emergency-called"
    bench.answers("mistake")
    assert bench.up == "emergency-mistake"
    bench.answers("ok")
    assert bench.up == "working-print"


def test_from_settings_and_from_the_card_that_was_left(bench: Bench) -> None:
    bench.runner.card_reading()
    bench.runner.home()
    assert bench.up == "card-left"
    bench.runner.help(emergency)
    bench.finish()
    assert bench.up == "emergency-called"


def test_it_does_not_time_out(bench: Bench) -> None:
    bench.runner.help(emergency)
    bench.finish()
    bench.pass_time(3600)
    assert bench.up == "emergency-called"


def test_pressing_again_while_it_is_open_is_one_screen(bench: Bench) -> None:
    bench.runner.help(emergency)
    bench.finish()
    bench.runner.help(emergency)
    assert bench.pending.pop()[0] == CallPerson(CallReason.EMERGENCY)  # it rings again


def test_a_silent_bell_is_told_and_so_is_its_return(bench: Bench) -> None:
    bench.runner.help(emergency)
    bench.finish(Called(1, STATION, rang=False))
    assert bench.up == "emergency-silent"
    assert any("120" in line.text for line in bench.shown[-1].lines)
    bench.runner.call_news(CallNews(1, CallState.RINGING, STATION))
    assert bench.up == "emergency-called"
    bench.runner.call_news(CallNews(1, CallState.ACKNOWLEDGED, STATION))
    assert bench.up == "emergency-coming"
    bench.runner.call_news(CallNews(1, CallState.ARRIVED, STATION))
    assert bench.up == "home"
