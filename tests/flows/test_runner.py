"""The runner with one visitor after another, on an injected clock."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.call import CallReason, CallState
from kiosk.domain.hall import Words
from kiosk.domain.ticket import HelpMode, Ticket
from kiosk.flows.profiles import PROFILES, Profile
from kiosk.flows.script import (
    CallNews,
    CallPerson,
    EndCall,
    Failed,
    FindTicket,
    IssueTicket,
    PrintTicket,
)
from tests.flows.bench import LOOK, TIMES, Bench, to_confirm
from tests.flows.crawl import ELDER, HALL, ticket_for


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_the_home_screen_is_silent_until_asked(bench: Bench) -> None:
    assert bench.up == "home"
    assert bench.said == []
    bench.runner.repeat()
    assert "今天来办什么" in bench.said[-1]


def test_a_card_on_the_home_screen_starts_the_visit(bench: Bench) -> None:
    bench.runner.card_reading()
    assert bench.up == "card"
    assert bench.shown[-1].notice == "正在读，请不要拿走"
    bench.runner.card_read(ELDER)
    assert bench.up == "needs"
    assert bench.shown[-1].notice.startswith("好了")


def test_a_whole_visit_without_a_card(bench: Bench) -> None:
    to_confirm(bench)
    bench.answers("yes")
    assert bench.up == "working-ticket"
    bench.finish()
    assert bench.up == "working-print"
    bench.finish()
    assert bench.up == "farewell"
    assert bench.shown[-1].number == "绿007"
    assert "零零七" in bench.said[-1]
    bench.answers("ok")
    assert bench.up == "home"
    assert bench.ended == ["started", "done"]


def test_taps_while_a_ticket_is_on_its_way_do_nothing(bench: Bench) -> None:
    to_confirm(bench)
    bench.answers("yes", "yes", "yes")
    bench.runner.back()
    bench.runner.home()
    assert len(bench.pending) == 1
    assert bench.up == "working-ticket"


def test_one_telling_has_one_intent(bench: Bench) -> None:
    to_confirm(bench)
    bench.answers("yes")
    first = bench.pending[0][1]
    bench.finish()
    assert bench.pending[0][1] == first


def test_back_from_the_first_question_is_home(bench: Bench) -> None:
    bench.answers("ticket")
    assert bench.up == "card"
    bench.runner.back()
    assert bench.up == "home"


def test_help_from_anywhere_comes_back_to_the_same_question(bench: Bench) -> None:
    bench.answers("no_card", frozenset({"sign"}), "skip")
    assert bench.up == "errand"
    bench.runner.help()
    action = bench.finish()
    assert isinstance(action, CallPerson)
    assert action.reason is CallReason.HELP
    assert bench.up == "called"
    assert bench.shown[-1].since == bench.now
    bench.answers("came")
    assert bench.up == "errand"


def test_help_twice_is_one_call(bench: Bench) -> None:
    bench.runner.help()
    bench.runner.help()
    assert len(bench.pending) == 1


def test_calling_again_rings_the_next_station(bench: Bench) -> None:
    bench.runner.help()
    bench.finish()
    bench.answers("again")
    action = bench.finish()
    assert isinstance(action, CallPerson)
    assert action.again == 1


def test_help_while_a_ticket_is_printed_loses_nothing(bench: Bench) -> None:
    to_confirm(bench)
    bench.answers("yes")
    bench.finish()  # issued; now printing
    bench.runner.help()
    assert bench.up == "working-call"
    bench.finish()  # printed, underneath
    assert bench.up == "working-call"
    bench.finish()  # the call
    bench.answers("came")
    assert bench.up == "farewell"


def test_paper_out_then_back_prints_the_same_ticket_by_itself(bench: Bench) -> None:
    to_confirm(bench)
    bench.answers("yes")
    bench.finish()
    bench.finish(Failed("print-paper-out"))
    bench.finish()  # the call to write the number down
    assert bench.up == "print-failed"
    assert bench.shown[-1].number == "绿007"
    assert "打印纸用完了" in bench.said[-1]
    bench.runner.device_changed("printer", ready=False)
    bench.runner.device_changed("printer", ready=True)
    action = bench.finish()
    assert isinstance(action, PrintTicket)
    assert str(action.ticket.number) == "绿007"
    assert bench.up == "farewell"


def test_no_number_is_no_dead_end(bench: Bench) -> None:
    to_confirm(bench)
    bench.answers("yes")
    bench.finish(Failed("ticket-store-down"))
    assert bench.up == "no-ticket"
    bench.answers("call")
    bench.finish()
    assert bench.up == "called"


def test_silence_is_asked_about_and_then_ends_the_visit(bench: Bench) -> None:
    bench.answers("ticket")
    bench.pass_time(TIMES.idle + 1)
    assert bench.up == "still-there"
    bench.pass_time(TIMES.warning + 1)
    assert bench.up == "home"
    assert bench.ended[-1] == "timeout"


def test_the_question_can_be_answered_ten_times(bench: Bench) -> None:
    bench.answers("no_card")
    for _ in range(10):
        bench.pass_time(TIMES.idle + 1)
        assert bench.up == "still-there"
        bench.answers("yes")
        assert bench.up == "needs"


def test_the_clock_stands_still_while_the_kiosk_speaks(bench: Bench) -> None:
    bench.answers("ticket")
    bench.speaking = True
    bench.pass_time(TIMES.idle * 2)
    assert bench.up == "card"


def test_who_asked_for_slowness_gets_more_time(bench: Bench) -> None:
    bench.answers("no_card", frozenset({"slowly"}))
    assert bench.runner.look.rate_percent == 75
    bench.pass_time(TIMES.idle + 1)
    assert bench.up == "group"
    bench.pass_time(TIMES.idle_slow - TIMES.idle + 1)
    assert bench.up == "still-there"


def test_nobody_is_hurried_while_they_wait_for_a_person(bench: Bench) -> None:
    bench.runner.help()
    bench.finish()
    bench.pass_time(TIMES.idle_slow + 1)
    assert bench.up == "called"


def test_the_ticket_screen_ends_quietly(bench: Bench) -> None:
    to_confirm(bench)
    bench.answers("yes")
    bench.finish()
    bench.finish()
    bench.pass_time(TIMES.farewell + 1)
    assert bench.up == "home"


def test_a_card_left_behind_is_spoken_of_until_it_is_taken(bench: Bench) -> None:
    bench.runner.card_read(ELDER)
    bench.runner.home()
    assert bench.up == "card-left"
    before = len(bench.said)
    bench.pass_time(25)
    assert len(bench.said) - before == 2
    bench.pass_time(40)
    assert isinstance(bench.pending[0][0], CallPerson)
    bench.runner.card_removed()
    assert bench.up == "home"


def test_the_next_visitor_starts_from_nothing(bench: Bench) -> None:
    bench.runner.card_read(ELDER)
    bench.answers(frozenset({"large_type"}))
    bench.runner.settings()
    bench.answers("language:en")
    bench.answers("scheme:light")
    assert bench.runner.look == replace(LOOK, size="huge", scheme="light")
    bench.runner.card_removed()
    bench.answers("home")
    assert bench.up == "home"
    assert bench.runner.look == LOOK
    assert bench.runner.view().language == "zh-CN"
    bench.answers("ticket")
    assert bench.up == "card"


def test_the_screen_speaks_the_language_asked_for(bench: Bench) -> None:
    bench.answers("language")
    assert bench.shown[-1].language == "en"
    bench.answers("ticket")
    assert "ID card" in bench.shown[-1].title
    bench.pass_time(TIMES.idle + TIMES.warning + 2)
    assert bench.shown[-1].language == "zh-CN"


def test_a_card_that_moved_is_said_on_the_card_screen(bench: Bench) -> None:
    bench.answers("ticket")
    bench.runner.card_trouble("moved")
    assert bench.shown[-1].notice == "卡动了，请重新放一次，放稳"
    assert bench.said[-1].rstrip("。") == bench.shown[-1].notice


def test_a_reader_out_of_order_is_said_and_the_visit_goes_on(bench: Bench) -> None:
    bench.runner.device_changed("reader", ready=False)
    bench.answers("ticket")
    assert "读卡器暂时不能用" in bench.shown[-1].notice
    bench.answers("no_card")
    assert bench.up == "needs"


def test_the_focus_is_spoken_with_its_position(bench: Bench) -> None:
    bench.answers("no_card", frozenset[str]())
    view = bench.shown[-1]
    bench.runner.focused(2, len(view.options), view.options[1])
    assert (bench.said[-1], bench.after) == ("社保，按钮，第二项，共六项。", "养老金、社保卡。")


def chosen(bench: Bench) -> set[str]:
    return {option.key for option in bench.shown[-1].options if option.chosen}


def test_settings_mark_what_is_in_force(bench: Bench) -> None:
    bench.runner.settings()
    assert bench.up == "settings"
    bench.answers("page:settings-size")
    assert chosen(bench) == {"size:normal"}
    bench.answers("size:large")
    assert chosen(bench) == {"size:large"}
    bench.runner.back()
    assert (bench.up, bench.shown[-1].options[0].hint) == ("settings", "大字")
    bench.answers("page:settings-scheme", "scheme:contrast", "done")
    assert bench.up == "home"
    assert (bench.runner.look.size, bench.runner.look.scheme) == ("large", "contrast")


@pytest.mark.parametrize("its", PROFILES, ids=lambda its: its.key)
def test_a_profile_is_one_tap_on_the_home_screen_and_is_taken_back_by_another(
    bench: Bench, its: Profile
) -> None:
    key = f"profile:{its.key}"
    bench.answers(key)
    assert bench.up == "home"
    assert bench.runner.look == replace(LOOK, **its.changes)
    assert bench.shown[-1].notice and bench.shown[-1].notice.rstrip("。") in bench.said[-1]
    if not chosen(bench):  # few answers on a screen: the profiles are behind one of them
        bench.answers("page:settings-uses")
    assert chosen(bench) == {key}
    bench.answers(key)
    assert (chosen(bench), bench.runner.look) == (set(), LOOK)


def test_profiles_may_be_mixed_and_are_forgotten_with_the_visit(bench: Bench) -> None:
    bench.answers("profile:low-vision", "profile:unhurried", "profile:seated")
    look = bench.runner.look
    assert (look.size, look.slow, look.low, look.rate_percent) == ("huge", True, True, 75)
    bench.answers("profile:low-vision")
    assert (bench.runner.look.size, bench.runner.look.low) == ("normal", True)
    bench.answers("no_card")
    bench.runner.home()
    assert bench.runner.look == LOOK


def test_profiles_are_offered_to_those_who_say_they_are_disabled_and_never_forced(bench: Bench) -> None:
    bench.answers("no_card", frozenset({"company"}), "disabled")
    assert bench.up == "uses"
    bench.answers(frozenset({"blind"}))
    assert bench.up == "errand"
    assert bench.runner.look.curtain
    bench.runner.home()
    bench.answers("no_card", frozenset({"company"}), "disabled", frozenset[str]())
    assert (bench.up, bench.runner.look) == ("errand", LOOK)


def test_an_unsteady_hand_is_asked_again_before_something_is_lost(bench: Bench) -> None:
    bench.answers("profile:unsteady", "volunteer", "guide")
    bench.finish()
    bench.answers("cancel")
    assert bench.up == "sure"
    bench.answers("no")
    assert bench.up == "called"
    bench.answers("cancel", "yes")
    assert bench.up == "thanks"


def test_the_question_whether_one_is_sure_can_be_left_by_back(bench: Bench) -> None:
    bench.answers("profile:unsteady", "no_card")
    bench.runner.settings()
    bench.answers("page:settings-more", "home")
    assert bench.up == "sure"
    bench.runner.back()
    assert bench.up == "settings-more"
    bench.answers("home", "yes")
    assert bench.up == "home"


def test_a_listener_who_touches_the_home_screen_first_hears_where_they_are(bench: Bench) -> None:
    options = bench.shown[-1].options
    bench.runner.focused(1, len(options), options[0])
    assert "今天来办什么" in bench.said[-1] and "我要办事，按钮，第一项" in bench.said[-1]
    bench.runner.focused(2, len(options), options[1])
    assert bench.said[-1].startswith("没带身份证，按钮，第二项")


def test_every_answer_is_read_to_those_who_asked_for_it(bench: Bench) -> None:
    bench.answers("profile:low-vision", "volunteer")
    assert all(option.title in bench.said[-1] for option in bench.shown[-1].options)


def test_the_curtain_is_lifted_with_a_word(bench: Bench) -> None:
    bench.answers("profile:blind", "no_card")
    bench.runner.adjust("toggle:curtain")
    assert not bench.runner.look.curtain and bench.runner.look.explore
    assert bench.said[-1].startswith("画面已打开")


def test_those_who_need_time_get_it(bench: Bench) -> None:
    bench.answers("profile:unhurried", "no_card")
    bench.pass_time(TIMES.idle + 1)
    assert bench.up == "needs"
    bench.pass_time(TIMES.idle_slow - TIMES.idle)
    assert bench.up == "still-there"


def test_the_time_can_be_extended_at_least_ten_times(bench: Bench) -> None:
    bench.answers("no_card")
    for _ in range(12):
        bench.pass_time(TIMES.idle + 1)
        assert bench.up == "still-there" and bench.shown[-1].alert
        bench.answers("yes")
        assert bench.up == "needs"


def test_a_result_for_a_visit_that_ended_is_dropped(bench: Bench) -> None:
    bench.runner.help()
    ticket_free = [view.number for view in bench.shown]
    bench.runner._end("timeout")
    bench.finish()
    assert bench.up == "home"
    assert not any(ticket_free)
    assert not any(isinstance(entry, Ticket) for entry in bench.performed)


STATION, WANG = HALL.stations[-1].name, Words(zh="志愿者小王", en="volunteer Xiao Wang")


def test_each_step_of_a_call_is_shown_and_spoken(bench: Bench) -> None:
    bench.runner.help()
    bench.finish()
    began = bench.shown[-1].since
    bench.pass_time(5)
    bench.runner.call_news(CallNews(1, CallState.RINGING, STATION))
    assert bench.shown[-1].title == "还没有人回应"
    assert STATION.zh in bench.said[-1]
    bench.runner.call_news(CallNews(1, CallState.ACKNOWLEDGED, STATION, WANG))
    assert bench.shown[-1].title == "志愿者小王已收到"
    assert "正在过来" in bench.said[-1]
    assert bench.shown[-1].since == began, "the time since the call goes on counting"
    bench.runner.call_news(CallNews(1, CallState.ARRIVED, STATION, WANG))
    assert bench.up == "home"


def test_nobody_answers_and_the_visitor_asks_again(bench: Bench) -> None:
    bench.runner.help()
    bench.finish()
    bench.runner.call_news(CallNews(1, CallState.UNREACHED, STATION))
    assert bench.up == "nobody-answers"
    assert HALL.hotline in bench.shown[-1].lines[1].text
    bench.answers("again")
    action = bench.finish()
    assert isinstance(action, CallPerson)
    assert action.again == 1


def test_the_visitors_word_reaches_the_desk(bench: Bench) -> None:
    for key, came in (("came", True), ("cancel", False)):
        bench.runner.help()
        bench.finish()
        bench.answers(key)
        action, _, _ = bench.pending.pop(0)
        assert action == EndCall(1, came=came)
        assert bench.up == "home"


def test_somebody_answers_while_the_visitor_reads_the_ticket(bench: Bench) -> None:
    bench.answers("no_card", frozenset[str](), "medical", "accompany", "yes")
    for _ in range(3):
        bench.finish()
    assert bench.up == "farewell"
    bench.runner.call_news(CallNews(1, CallState.ACKNOWLEDGED, STATION, WANG))
    assert bench.up == "farewell"
    assert bench.shown[-1].notice == "志愿者小王已收到"
    assert bench.said[-1] == "志愿者小王已收到，正在过来，请在这里等。"


def test_news_of_somebody_elses_call_is_not_told_to_this_visitor(bench: Bench) -> None:
    bench.answers("no_card")
    said = len(bench.said)
    bench.runner.call_news(CallNews(9, CallState.ACKNOWLEDGED, STATION, WANG))
    assert (len(bench.said), bench.up) == (said, "needs")


def test_help_answered_under_the_settings_comes_up_when_they_close(bench: Bench) -> None:
    bench.runner.help()
    bench.finish()
    bench.runner.settings()
    bench.runner.call_news(CallNews(1, CallState.ACKNOWLEDGED, STATION, WANG))
    assert bench.up == "settings"
    bench.answers("done")
    assert bench.up == "called-answered-by"


def test_a_bell_that_comes_back_rings_by_itself(bench: Bench) -> None:
    bench.runner.help()
    bench.finish(Failed("bell-failed"))
    assert bench.up == "bell-failed"
    bench.runner.device_changed("bell", ready=True)
    assert isinstance(bench.finish(), CallPerson)
    assert bench.up == "called"


TOKEN = "GC1.T1.20261123.7.00112233445566778899AABBCCDDEEFF"


def test_a_scanned_ticket_opens_its_own_conversation(bench: Bench) -> None:
    bench.runner.scanned(TOKEN)
    assert bench.up == "working-find"
    action, _, done = bench.pending.pop(0)
    assert action == FindTicket(TOKEN)
    done(ticket_for(IssueTicket("medical", HelpMode.SEAT, frozenset(), None, None)))
    assert bench.up == "found"
    assert bench.shown[-1].number == "绿007"
    bench.answers("more", "print")
    assert isinstance(bench.finish(), PrintTicket)
    assert bench.up == "farewell"


def test_a_scan_in_the_middle_of_a_visit_answers_nothing(bench: Bench) -> None:
    to_confirm(bench)
    bench.runner.scanned(TOKEN)
    assert bench.up == "confirm"
    assert bench.shown[-1].notice == "先办完这一步，再扫小票"
    assert bench.pending == []


def test_anything_else_that_is_scanned_only_gets_a_sentence(bench: Bench) -> None:
    bench.runner.scanned(None)
    assert bench.up == "home"
    assert bench.said[-1].startswith("请扫今天在这里取的小票")
    assert bench.pending == []


def test_the_keys_for_volume_and_rate_hold_for_this_visit_only(bench: Bench) -> None:
    bench.answers("no_card")
    for key in ("volume:louder", "rate:slower", "rate:slower"):
        bench.runner.adjust(key)
    assert (bench.runner.look.volume_percent, bench.runner.look.rate_percent) == (125, 50)
    for _ in range(9):
        bench.runner.adjust("volume:louder")
    assert bench.runner.look.volume_percent == 200
    bench.runner.home()
    assert bench.runner.look == LOOK
