"""紧急呼叫 on the screen: reached from anywhere, kept for as long as nobody has come."""

from __future__ import annotations

import pytest

from kiosk.domain.call import CallReason, CallState
from kiosk.domain.hall import Words
from kiosk.flows.emergency import emergency
from kiosk.flows.script import Called, CallNews, CallPerson
from tests.flows.bench import Bench, to_confirm
from tests.flows.crawl import HALL

STATION = HALL.stations[0].name
WANG = Words(zh="志愿者小王", en="volunteer Xiao Wang")


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


def test_who_was_told_and_how_long_ago(bench: Bench) -> None:
    bench.runner.help(emergency)
    bench.finish(Called(1, STATION, reached=(STATION, WANG)))
    assert next(line.text for line in bench.shown[-1].lines) == f"已通知 2 处：{STATION.zh}、{WANG.zh}"
    assert bench.shown[-1].since == bench.now
    assert "已通知两处：" in bench.said[-1]
    bench.pass_time(185)
    bench.runner.repeat()
    assert "已经在叫人" in bench.said[-1]
    assert "已通知三分钟" in bench.said[-1]


def test_the_time_runs_on_over_the_board_and_another_ring(bench: Bench) -> None:
    bench.runner.help(emergency)
    bench.finish()
    began = bench.shown[-1].since
    bench.pass_time(10)
    bench.answers("board")
    bench.pass_time(10)
    bench.runner.back()
    assert bench.shown[-1].id == "emergency-called"
    assert bench.shown[-1].since == began
    bench.answers("again")
    bench.finish()
    assert bench.shown[-1].since == began


def test_who_comes_is_told_and_so_is_that_they_did_not(bench: Bench) -> None:
    bench.runner.help(emergency)
    bench.finish(Called(1, STATION, reached=(STATION,)))
    bench.runner.call_news(CallNews(1, CallState.ACKNOWLEDGED, STATION, WANG))
    assert bench.up == "emergency-coming"
    assert any("志愿者小王已收到" in line.text for line in bench.shown[-1].lines)
    bench.runner.call_news(CallNews(1, CallState.RINGING, STATION, reached=(STATION, WANG, WANG, WANG)))
    assert bench.up == "emergency-called"
    assert any(line.text.startswith("已通知 4 处") for line in bench.shown[-1].lines)


def test_many_stations_are_counted_and_three_are_named(bench: Bench) -> None:
    bench.runner.help(emergency)
    bench.finish(Called(1, STATION, reached=(STATION,) * 9))
    assert bench.shown[-1].lines[0].text.count(STATION.zh) == 3


def test_staff_who_come_while_it_rings_end_it(bench: Bench) -> None:
    bench.runner.help(emergency)
    bench.finish(Called(1, STATION, over=True))
    assert bench.up == "home"


def test_it_is_loud_with_its_own_tone_until_somebody_comes(bench: Bench) -> None:
    bench.runner.help(emergency)
    assert not bench.loud, "nothing has been done yet"
    bench.finish()
    assert (bench.loud, bench.chime) == (True, True)
    assert bench.shown[-1].alert
    bench.runner.repeat()
    assert (bench.loud, bench.chime) == (True, False)
    bench.runner.call_news(CallNews(1, CallState.ACKNOWLEDGED, STATION, WANG))
    assert (bench.loud, bench.chime) == (True, False)
    bench.runner.call_news(CallNews(1, CallState.ARRIVED, STATION, WANG))
    bench.runner.help()
    bench.finish()
    assert (bench.loud, bench.chime) == (False, False)


def test_an_ordinary_call_is_neither_loud_nor_has_its_tone(bench: Bench) -> None:
    bench.runner.help()
    bench.finish()
    bench.runner.repeat()
    assert (bench.loud, bench.chime) == (False, False)
