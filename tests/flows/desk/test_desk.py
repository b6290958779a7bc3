"""The desk over a visit: who may open what, handing over and back, training, and how it closes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from kiosk.domain.call import CallReason, CallState
from kiosk.domain.desk_call import DeskCall, OnDuty
from kiosk.domain.hall import Words
from kiosk.domain.private import Private
from kiosk.domain.staff import MAY, DeskTab, StaffMember, StaffRole
from kiosk.domain.ticket import Group, HelpMode, Need, OnBehalf, TicketNote, TicketNumber
from kiosk.flows.desk.calls import BeOnDuty, CallBoard, ListCalls
from kiosk.flows.desk.device_asks import Diagnosis
from kiosk.flows.desk.screen import TAB, Done, Note, Pick, Pressed, Shade
from kiosk.flows.desk.serve import AlreadyHas, ReadTyped, Served, ServeVisitor
from kiosk.flows.desk.sign_in import NoteSignIn, NoteSignOut
from kiosk.flows.script import CallPerson, Failed, IssueTicket, Printed, PrintTicket, Say
from kiosk.flows.view import Kind
from tests.flows.bench import TIMES, Bench
from tests.flows.crawl import ANY_ISSUE, ELDER, ticket_for

WANG = StaffMember(1, Words(zh="志愿者小王", en="volunteer Xiao Wang"), StaffRole.VOLUNTEER)
LEADER = replace(WANG, id=2, role=StaffRole.DUTY_LEADER)
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
CALL = DeskCall(7, CallReason.GUIDE, CallState.RINGING, "T1", "guide-desk", "", NOW)
TICKET = ticket_for(replace(ANY_ISSUE, errand="medical"))


@pytest.fixture
def bench() -> Bench:
    return Bench()


def opened(bench: Bench, member: StaffMember = WANG) -> Bench:
    """By badge; the sign-in is written down."""
    bench.runner.staff(member)
    assert isinstance(bench.finish(object()), NoteSignIn)
    assert bench.shown[-1].kind is Kind.DESK
    return bench


def picks(bench: Bench) -> dict[str, Pick]:
    assert bench.shown[-1].desk
    return {part.id: part for part in bench.shown[-1].desk.parts if isinstance(part, Pick)}


def told(bench: Bench) -> list[tuple[str, Shade]]:
    assert bench.shown[-1].desk
    return [(str(part.words), part.shade) for part in bench.shown[-1].desk.parts if isinstance(part, Note)]


def pressed(key: str, **values: Any) -> Pressed:
    return Pressed(key, values=values)


def issue(bench: Bench, key: str = "issue", **values: Any) -> ServeVisitor:
    bench.answers(pressed(key, **{"errand": frozenset({"medical"}), **values}))
    action = bench.pending[0][0]
    assert isinstance(action, ServeVisitor)
    return action


@pytest.mark.parametrize("role", StaffRole)
def test_each_role_sees_its_own_tabs(bench: Bench, role: StaffRole) -> None:
    bench.runner.staff(replace(WANG, role=role))
    bench.finish(object())
    if bench.pending:
        bench.finish(Diagnosis(()) if role is StaffRole.TECHNICIAN else CallBoard((), (), NOW))
    assert bench.shown[-1].desk
    assert {tab.key for tab in bench.shown[-1].desk.tabs} == {TAB + tab for tab in MAY[role]}


def test_the_desk_says_nothing_aloud(bench: Bench) -> None:
    before = len(bench.said)
    opened(bench)
    assert "".join(bench.said[before:]) == ""
    assert bench.hushed > 0


def test_a_visitor_is_served_with_one_press_after_the_errand(bench: Bench) -> None:
    opened(bench)
    action = issue(bench)
    assert action.serving.errands == ("medical",)
    assert (action.serving.help_mode, action.serving.on_behalf) == (HelpMode.SEAT, OnBehalf.SELF)
    bench.finish(Served((TICKET,)))
    assert isinstance(bench.finish(Printed()), PrintTicket)
    assert ("绿007 已出票" in told(bench)[0][0], told(bench)[0][1]) == (True, Shade.GOOD)


def test_everything_that_was_ticked_is_on_the_ticket(bench: Bench) -> None:
    opened(bench)
    action = issue(
        bench,
        errand=frozenset({"social", "medical"}),
        help=frozenset({"accompany"}),
        company=frozenset({"bell"}),
        needs=frozenset({"wheelchair"}),
        group=frozenset({"disabled"}),
        behalf=frozenset({"agent"}),
        remarks=frozenset({"own_wish"}),
    )
    assert action.serving.errands == ("medical", "social"), "in the hall's order"
    assert action.serving.needs == {Need.WHEELCHAIR}
    assert (action.serving.group, action.serving.on_behalf) == (Group.DISABLED, OnBehalf.AGENT)
    assert action.serving.remarks == {TicketNote.OWN_WISH}
    assert action.call is CallReason.ACCOMPANY
    bench.finish(Served((TICKET, TICKET)))
    assert [type(bench.finish()) for _ in range(3)] == [PrintTicket, PrintTicket, CallPerson]


def test_whoever_goes_along_rings_for_nobody(bench: Bench) -> None:
    opened(bench)
    assert issue(bench, help=frozenset({"accompany"}), company=frozenset({"myself"})).call is None


def test_without_an_errand_nothing_is_issued(bench: Bench) -> None:
    opened(bench)
    bench.answers(pressed("issue", errand=frozenset()))
    assert bench.pending == []
    assert told(bench)[0] == ("先选办什么", Shade.SOON)


def test_a_card_on_the_reader_gives_the_group_by_age_and_the_key(bench: Bench) -> None:
    opened(bench)
    bench.runner.card_read(ELDER)
    assert any("老年人" in words for words, _ in told(bench))
    action = issue(bench)
    assert (action.serving.group, action.holder_key) == (Group.ELDER, ELDER.key)


def test_a_typed_number_is_private_and_serves_as_the_card(bench: Bench) -> None:
    opened(bench)
    bench.answers(pressed("typed", card=Private("990000194801010028")))
    action = bench.pending[0][0]
    assert isinstance(action, ReadTyped)
    assert "9900" not in repr(action)
    bench.finish(ELDER)
    assert issue(bench).holder_key == ELDER.key


def test_somebody_who_has_a_number_today_is_offered_the_reprint(bench: Bench) -> None:
    opened(bench)
    bench.runner.card_read(ELDER)
    issue(bench)
    bench.finish(AlreadyHas(TICKET))
    assert "绿007" in told(bench)[0][0]
    bench.answers(pressed("reprint"))
    assert isinstance(bench.finish(), PrintTicket)
    assert issue(bench, "again").again


@pytest.mark.parametrize("result", [Failed("print-paper-out"), Failed("print-down", uncertain=True)])
def test_a_ticket_that_did_not_print_is_told_with_its_number(bench: Bench, result: Failed) -> None:
    opened(bench)
    issue(bench)
    bench.finish(Served((TICKET,)))
    bench.finish(result)
    assert ("绿007" in told(bench)[0][0], told(bench)[0][1]) == (True, Shade.LATE)


def test_a_ledger_that_is_away_is_told_and_nothing_typed_is_lost(bench: Bench) -> None:
    opened(bench)
    form = bench.shown[-1].desk
    issue(bench)
    bench.finish(Failed("ticket-store-down"))
    assert told(bench)[0][1] is Shade.LATE
    assert form and bench.shown[-1].desk
    assert bench.shown[-1].desk.form == form.form


def test_after_a_ticket_the_form_is_empty_and_the_next_serving_is_another_one(bench: Bench) -> None:
    opened(bench)
    first = issue(bench)
    bench.finish(Served((TICKET,)))
    bench.finish()
    assert issue(bench).n != first.n


def test_a_visit_that_was_begun_is_taken_over_with_all_answers(bench: Bench) -> None:
    bench.answers("no_card", frozenset({"wheelchair"}), "disabled", frozenset[str](), "medical", "accompany")
    assert bench.up == "confirm"
    opened(bench)
    chosen = {name: pick.chosen for name, pick in picks(bench).items()}
    assert chosen["errand"] == {"medical"}
    assert chosen["help"] == {"accompany"}
    assert chosen["needs"] == {"wheelchair"}
    assert chosen["group"] == {"disabled"}


def test_leaving_gives_the_visitor_their_screen_back_with_nothing_lost(bench: Bench) -> None:
    bench.answers("no_card", frozenset[str](), "medical")
    before = bench.shown[-1]
    opened(bench)
    bench.answers(pressed("leave"))
    assert isinstance(bench.finish(object()), NoteSignOut)
    assert bench.shown[-1] == before
    bench.answers("seat")
    assert bench.up == "confirm"


def test_a_visit_that_staff_finished_goes_on_with_its_ticket(bench: Bench) -> None:
    bench.answers("no_card", frozenset[str](), "medical")
    opened(bench)
    issue(bench)
    bench.finish(Served((TICKET,)))
    bench.finish()
    bench.answers(pressed("leave"))
    bench.finish(object())
    assert bench.up == "farewell"
    assert bench.shown[-1].number == "绿007"
    bench.answers("ok")
    assert bench.up == "home"


def test_only_the_tickets_of_whoever_was_handed_over_are_shown_to_them(bench: Bench) -> None:
    bench.answers("no_card", frozenset[str](), "medical")
    opened(bench)
    issue(bench)
    bench.finish(Served((TICKET,)))
    bench.finish()
    issue(bench)
    bench.finish(Served((replace(TICKET, id=8, number=TicketNumber("绿", 8)),)))
    bench.finish()
    bench.answers(pressed("leave"))
    bench.finish(object())
    assert bench.shown[-1].number == "绿007"
    bench.answers("ok")
    assert bench.up == "home"


def test_after_the_visitors_ticket_staff_begin_anew(bench: Bench) -> None:
    bench.answers("no_card", frozenset[str](), "medical", "seat", "yes")
    bench.finish(ticket_for(bench.pending[0][0]))  # type: ignore[arg-type]
    bench.finish(Printed())
    assert bench.up == "farewell"
    opened(bench)
    assert not picks(bench)["errand"].chosen


def test_an_untouched_desk_closes_by_itself_and_asks_nobody(bench: Bench) -> None:
    opened(bench)
    bench.pass_time(TIMES.staff + 1)
    assert isinstance(bench.finish(object()), NoteSignOut)
    assert bench.up == "home"
    assert "still-there" not in [view.id for view in bench.shown]


def test_the_desk_closes_with_the_badge_even_while_it_works(bench: Bench) -> None:
    bench.answers("no_card", frozenset[str](), "medical")
    opened(bench)
    issue(bench)
    bench.runner.badge_taken()
    bench.pass_time(1)
    bench.finish(Served((TICKET,)))
    bench.finish(Printed())
    bench.pass_time(1)
    assert isinstance(bench.finish(object()), NoteSignOut)
    bench.pass_time(1)
    assert bench.up == "farewell", "what was begun for the visitor is theirs"


def test_a_badge_that_is_taken_away_elsewhere_closes_nothing(bench: Bench) -> None:
    bench.answers("no_card")
    bench.runner.badge_taken()
    bench.pass_time(1)
    assert bench.up == "needs"


def test_training_marks_every_page_and_prints_nothing(bench: Bench) -> None:
    opened(bench)
    bench.answers(pressed("training"))
    assert bench.shown[-1].desk
    assert bench.shown[-1].desk.training_words
    action = issue(bench, help=frozenset({"accompany"}), company=frozenset({"bell"}))
    assert action.by.training
    bench.finish(Served((TICKET,)))
    assert bench.pending == []
    bench.answers(pressed("training"))
    assert bench.shown[-1].desk
    assert not bench.shown[-1].desk.training_words


def test_a_screen_made_black_for_a_visitor_is_no_black_desk(bench: Bench) -> None:
    bench.answers("no_card")
    bench.runner.adjust("toggle:curtain")
    assert bench.runner.look.curtain
    opened(bench)
    assert not bench.runner.look.curtain
    assert not bench.looks[-1].curtain
    bench.answers(pressed("leave"))
    bench.finish(object())
    assert bench.runner.look.curtain
    assert bench.looks[-1].curtain


def test_an_emergency_lies_over_the_desk_and_the_desk_is_there_again(bench: Bench) -> None:
    opened(bench)
    from kiosk.flows.emergency import emergency

    bench.runner.help(emergency)
    assert isinstance(bench.pending[0][0], CallPerson)
    bench.pending.clear()


def test_another_badge_is_another_person(bench: Bench) -> None:
    opened(bench)
    opened(bench, LEADER)
    assert bench.shown[-1].desk
    assert TAB + DeskTab.FIGURES in {tab.key for tab in bench.shown[-1].desk.tabs}
    bench.answers(pressed("leave"))
    bench.finish(object())
    assert bench.up == "home"


def at_calls(bench: Bench) -> Bench:
    opened(bench)
    bench.answers(pressed("tab:calls"))
    bench.finish(CallBoard((), (), NOW))
    assert bench.up == "desk-calls"
    return bench


def test_what_changes_elsewhere_is_asked_for_anew_and_shown(bench: Bench) -> None:
    at_calls(bench)
    bench.runner.ledger_changed()
    assert isinstance(bench.finish(CallBoard((), (OnDuty(1, "志愿者小王", NOW),), NOW)), ListCalls)
    assert bench.shown[-1].desk
    assert "志愿者小王" in bench.shown[-1].desk.texts()


def test_a_press_while_the_page_is_being_renewed_is_not_lost(bench: Bench) -> None:
    at_calls(bench)
    bench.runner.ledger_changed()
    bench.answers(pressed("on"))
    bench.finish(CallBoard((), (), NOW))
    assert isinstance(bench.pending[0][0], BeOnDuty)


def test_a_busy_hall_keeps_no_forgotten_desk_open(bench: Bench) -> None:
    at_calls(bench)
    for _ in range(int(TIMES.staff) + 2):
        bench.runner.ledger_changed()
        if bench.pending and isinstance(bench.pending[0][0], ListCalls):
            bench.finish(CallBoard((), (), NOW))
        bench.pass_time(1)
    assert any(isinstance(action, NoteSignOut) for action, _, _ in bench.pending)


def test_minutes_of_waiting_run_on_while_nothing_happens(bench: Bench) -> None:
    at_calls(bench)
    bench.pass_time(21)
    assert isinstance(bench.pending[0][0], ListCalls)


def test_a_new_call_is_said_and_an_old_one_is_not(bench: Bench) -> None:
    at_calls(bench)
    before = len(bench.said)
    for calls in ((CALL,), (CALL,), (CALL, replace(CALL, id=9))):
        bench.runner.ledger_changed()
        bench.finish(CallBoard(calls, (), NOW))
    assert [words for words in bench.said[before:] if words] == ["有新的呼叫。"] * 2


def test_visitors_issue_is_never_used_by_the_desk(bench: Bench) -> None:
    opened(bench)
    issue(bench)
    bench.finish(Served((TICKET,)))
    assert not any(isinstance(action, IssueTicket) for action in bench.performed)


def test_what_was_told_stands_until_somebody_presses_something(bench: Bench) -> None:
    """The ledger changes in the very moment in which it was written to."""
    at_calls(bench)
    bench.answers(pressed("on"))
    bench.finish(Done(Say("desk-calls-is-on")))
    bench.finish(CallBoard((), (), NOW))
    assert told(bench) == [("已上岗", Shade.GOOD)]
    bench.runner.ledger_changed()
    bench.finish(CallBoard((), (), NOW))
    assert told(bench) == [("已上岗", Shade.GOOD)]
    bench.answers(pressed("off"))
    bench.finish(Done(Say("desk-calls-is-off")))
    bench.finish(CallBoard((), (), NOW))
    assert told(bench) == [("已下岗", Shade.GOOD)]
