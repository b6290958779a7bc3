"""The figures of a day and of a week: business days, small groups, waits, and what is open at this moment."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from kiosk.domain.call import CallReason
from kiosk.domain.difficulty import Deadline, Hindrance, Mending
from kiosk.domain.evaluation import Complaint, Level
from kiosk.domain.figures import (
    Groups,
    Loans,
    Period,
    Span,
    ToDo,
    Waits,
    day_period,
    grouped,
    read_period,
    week_period,
)
from kiosk.domain.ticket import Group, HelpMode, PrintState, Ticket
from kiosk.store.follow_ups import SettledAlready
from kiosk.store.issuing import NewTicket
from kiosk.store.tickets import Store
from tests.store.conftest import HALL_TIME, Clock, Opener
from tests.store.trail import LI, trail, with_trail

MONDAY = date(2026, 11, 23)
DEADLINE = Deadline(1, frozenset({1, 2, 3, 4, 5}))


def visit(
    store: Store, n: int, group: Group | None = None, call: CallReason | None = None, *, void: bool = False
) -> Ticket:
    ticket = store.issue(
        NewTicket(
            f"v{n}", errand="medical", help_mode=HelpMode.SEAT, needs=frozenset(), group=group, call=call
        )
    )
    store.begin_print(ticket.id)
    if void:
        store.end_print(ticket.id, PrintState.UNCERTAIN)
        store.settle(ticket.id, PrintState.VOID)
    else:
        store.end_print(ticket.id, PrintState.PRINTED)
    return ticket


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-11-24", date(2026, 11, 24), date(2026, 11, 24)),
        ("2026-W48", date(2026, 11, 23), date(2026, 11, 29)),
        ("2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
    ],
)
def test_a_period_is_read_and_named_the_same(text: str, first: date, last: date) -> None:
    period = read_period(text)
    assert (period.first, period.last, period.name) == (first, last, text)
    assert period.span is (Span.WEEK if "W" in text else Span.DAY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-13-01",
        "2026-02-29",
        "2026-W54",
        "2025-W53",
        "2026-W00",
        "24.11.2026",
        "2026-W4",
        "1999-01-01",
    ],
)
def test_what_is_no_day_and_no_week_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_period(text)


def test_earlier_days_and_weeks() -> None:
    assert day_period(MONDAY).back(1) == day_period(date(2026, 11, 22))
    assert week_period(date(2026, 11, 29)).back(2) == week_period(date(2026, 11, 9))


def test_a_group_of_fewer_than_three_is_not_told_and_cannot_be_worked_out() -> None:
    groups = grouped({Group.ELDER: 3, Group.PREGNANT: 2, Group.MILITARY: 1, None: 5})
    assert groups.told == {Group.ELDER: 3, Group.DISABLED: 0, Group.OTHER: 0}
    assert groups.few == {Group.PREGNANT, Group.MILITARY}
    assert (groups.rest, groups.total) == (8, 11)
    assert grouped({Group.PREGNANT: 1}) == Groups(
        {group: 0 for group in Group if group is not Group.PREGNANT}, frozenset({Group.PREGNANT}), 1
    )


def test_visits_by_hour_day_and_group(ledger: Opener, clock: Clock) -> None:
    store = ledger()
    visit(store, 1, Group.ELDER)
    visit(store, 2, void=True)
    clock.now += timedelta(hours=2)
    for n in (3, 4):
        visit(store, n, Group.ELDER)
    clock.now += timedelta(days=1)
    visit(store, 5, Group.DISABLED)
    monday = store.figures(day_period(MONDAY))
    assert (monday.visits, monday.by_hour) == (3, {9: 1, 11: 2})
    assert monday.groups.told[Group.ELDER] == 3 and not monday.groups.few
    week = store.figures(week_period(MONDAY))
    assert week.visits == 4 and list(week.by_day.values()) == [3, 1, 0, 0, 0, 0, 0]
    assert week.groups.few == {Group.DISABLED} and week.groups.rest == 1
    assert store.figures(day_period(MONDAY).back(1)).empty
    assert not monday.empty


def test_a_business_day_may_begin_after_midnight(ledger: Opener, clock: Clock) -> None:
    store = ledger(day_starts=4)
    clock.now = datetime(2026, 11, 24, 2, 30, tzinfo=HALL_TIME)  # still Monday's business
    visit(store, 1, call=CallReason.HELP)
    clock.now = datetime(2026, 11, 24, 4, 0, tzinfo=HALL_TIME)
    visit(store, 2, call=CallReason.HELP)
    for day in (MONDAY, date(2026, 11, 24)):
        figures = store.figures(day_period(day))
        assert (figures.visits, figures.waits.calls) == (1, 1), day
    assert store.figures(day_period(MONDAY)).by_hour == {2: 1}


def test_how_long_people_waited_for_somebody(ledger: Opener, clock: Clock) -> None:
    store = ledger()
    made = clock.now
    calls = [store.new_call(CallReason.HELP, None) for _ in range(6)]
    clock.now = made + timedelta(seconds=30)
    answered = [call.acknowledged("志愿者小王") for call in calls[:4]]
    for call in answered:
        store.save_call(call)
    for call, seconds in zip(answered[:3], (60, 90, 600), strict=True):
        clock.now = made + timedelta(seconds=seconds)
        store.save_call(call.arrived())
        clock.now += timedelta(minutes=20)
        store.save_call(call.arrived().done())  # how long the help took is no wait
    store.save_call(calls[4].unreached())
    store.save_call(calls[5].cancelled())
    waits = store.figures(day_period(MONDAY)).waits
    assert waits == Waits(calls=6, arrived=3, nobody=1, median=90, worst=600)
    clock.now += timedelta(days=1)  # who said that they come and did not has left somebody alone
    assert store.figures(day_period(MONDAY)).waits == Waits(6, 3, 2, 90, 600)
    assert store.figures(day_period(clock.now.date())).waits == Waits()


def test_a_clock_that_was_put_back_makes_no_wait_of_less_than_nothing(ledger: Opener, clock: Clock) -> None:
    store = ledger()
    call = store.new_call(CallReason.HELP, None)
    clock.now -= timedelta(minutes=5)
    store.save_call(call.arrived("志愿者小王"))
    assert store.figures(day_period(MONDAY)).waits.median == 0


def test_what_is_lent_and_what_is_still_out(ledger: Opener, clock: Clock) -> None:
    store = ledger()
    for tag in (1, 2, 3):
        assert store.facilities.lend(f"l{tag}", "wheelchair", tag)
    store.facilities.bring_back("wheelchair", 1)
    loans = store.figures(day_period(MONDAY)).loans
    assert (loans.lent, loans.back, loans.out) == (3, 1, 2)
    clock.now += timedelta(days=1)
    store.facilities.bring_back("wheelchair", 2)
    tuesday = store.figures(day_period(MONDAY + timedelta(days=1))).loans
    assert (tuesday.lent, tuesday.back, tuesday.out, tuesday.overdue) == (0, 1, 1, 1)


def test_a_loan_at_the_desk_is_overdue_at_its_time_and_what_is_damaged_is_no_loan(
    ledger: Opener, clock: Clock
) -> None:
    store = with_trail(ledger())
    number = str(visit(store, 1).number)
    store.loans.lend(LI, "wheelchair", 1, number, clock.now + timedelta(hours=2))
    store.loans.damage(LI, "wheelchair", 2, DEADLINE)
    assert store.figures(day_period(MONDAY)).loans == Loans(lent=1, back=0, out=1, overdue=0)
    clock.now += timedelta(hours=2, minutes=1)
    assert store.figures(day_period(MONDAY)).loans == Loans(lent=1, back=0, out=1, overdue=1)


def test_evaluations_with_staff_beside_are_told_apart(ledger: Opener, clock: Clock) -> None:
    store = with_trail(ledger())
    given = [
        (Level.VERY_SATISFIED, False), (Level.VERY_SATISFIED, True),
        (Level.DISSATISFIED, False), (Level.VERY_DISSATISFIED, True),
    ]  # fmt: skip
    for n, (level, assisted) in enumerate(given):
        store.evaluations.add(visit(store, n).id, level, frozenset({Complaint.WAITING}), assisted=assisted)
    figures = store.figures(day_period(MONDAY))
    assert [figures.evaluations.alone[level] for level in Level] == [1, 0, 0, 1, 0]
    assert [figures.evaluations.assisted[level] for level in Level] == [1, 0, 0, 0, 1]
    assert figures.complaints == ToDo(new=2, open=2, overdue=0)
    clock.now += timedelta(days=16)
    assert store.figures(day_period(MONDAY)).complaints == ToDo(new=2, open=2, overdue=2)
    first, _ = store.follow_ups.open_ones()
    assert (first.level, first.given, first.complaints) == (Level.DISSATISFIED, MONDAY, {Complaint.WAITING})
    store.follow_ups.settle(LI, first.number)
    with pytest.raises(SettledAlready):
        store.follow_ups.settle(LI, first.number)
    assert store.figures(day_period(MONDAY)).complaints == ToDo(new=2, open=1, overdue=1)
    assert trail(store) == [("值班长老李", "follow_up_settled", f"evaluation {first.number}")]


def test_what_is_to_be_mended(ledger: Opener, clock: Clock) -> None:
    store = ledger()
    for place in ("lift", "ramp", "w12"):
        store.difficulties.report(place, Hindrance.REACH, place, DEADLINE)
    assert store.figures(day_period(MONDAY)).difficulties == ToDo(new=3, open=3, overdue=0)
    clock.now += timedelta(days=2)
    for number in (1, 1, 1, 2, 2):
        store.difficulties.advance(number)
    assert [its.step for its in store.difficulties.to_mend()] == [Mending.MENDED, Mending.REPORTED]
    now = store.figures(day_period(clock.now.date()))
    assert now.difficulties == ToDo(new=0, open=2, overdue=1)


def test_a_period_is_days_from_first_to_last() -> None:
    assert len(Period(MONDAY, MONDAY + timedelta(days=6)).days) == 7
