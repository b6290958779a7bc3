"""What visitors found difficult: a number for each, a day by which it is mended, steps in one order."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from kiosk.domain.difficulty import Deadline, Hindrance, Mending, due_day
from kiosk.store.errors import IllegalChange
from tests.store.conftest import Clock, Opener, as_written

WEEK = frozenset({1, 2, 3, 4, 5})
DEADLINE = Deadline(15, WEEK)
REACH, WAIT = Hindrance.REACH, Hindrance.WAIT


@pytest.mark.parametrize(
    ("start", "days", "weekdays", "due"),
    [
        (date(2026, 11, 23), 15, WEEK, date(2026, 12, 14)),  # Monday, three weeks
        (date(2026, 11, 27), 1, WEEK, date(2026, 11, 30)),  # from Friday over the weekend
        (date(2026, 11, 28), 1, WEEK, date(2026, 11, 30)),  # from Saturday
        (date(2026, 11, 23), 2, frozenset({1}), date(2026, 12, 7)),  # a hall that opens on Mondays
    ],
)
def test_only_days_of_work_count(start: date, days: int, weekdays: frozenset[int], due: date) -> None:
    assert due_day(start, days, weekdays) == due


def test_a_hall_that_never_works_has_no_due_day() -> None:
    with pytest.raises(ValueError, match="day of work"):
        due_day(date(2026, 11, 23), 1, ())


def test_a_report_has_a_number_and_a_day(ledger: Opener) -> None:
    noted = ledger().difficulties.report("a", REACH, "here", DEADLINE)
    assert (noted.number, noted.step, noted.due) == (1, Mending.REPORTED, date(2026, 12, 14))


def test_the_same_telling_is_counted_once(ledger: Opener) -> None:
    difficulties = ledger().difficulties
    first = difficulties.report("a", REACH, "here", DEADLINE)
    assert difficulties.report("a", REACH, "here", DEADLINE) == first
    assert difficulties.to_mend()[0].times == 1


def test_E24_the_same_thing_told_again_joins_until_it_is_accepted(ledger: Opener) -> None:
    difficulties = ledger().difficulties
    first = difficulties.report("a", REACH, "here", DEADLINE)
    assert difficulties.report("b", REACH, "here", DEADLINE).number == first.number
    assert difficulties.report("c", WAIT, "here", DEADLINE).number != first.number
    assert difficulties.report("d", REACH, "toilet", DEADLINE).number != first.number
    difficulties.advance(first.number)
    assert difficulties.report("e", REACH, "here", DEADLINE).number > first.number


def test_many_at_once_make_one_entry(ledger: Opener) -> None:
    stores = [ledger(f"T{n}") for n in range(4)]
    with ThreadPoolExecutor(8) as pool:
        waiting = [
            pool.submit(stores[n % 4].difficulties.report, f"v{n}", WAIT, "window", DEADLINE)
            for n in range(24)
        ]
        assert {answer.result().number for answer in waiting} == {1}
    assert stores[0].difficulties.to_mend()[0].times == 24


def test_it_goes_step_by_step_and_no_further(ledger: Opener) -> None:
    difficulties = ledger().difficulties
    number = difficulties.report("a", REACH, "here", DEADLINE).number
    assert [difficulties.advance(number).step for _ in range(3)] == [
        Mending.ACCEPTED,
        Mending.MENDED,
        Mending.CHECKED,
    ]
    assert difficulties.to_mend() == []
    with pytest.raises(IllegalChange, match="no next step"):
        difficulties.advance(number)
    with pytest.raises(KeyError):
        difficulties.advance(99)


def test_what_is_late_is_known_until_it_is_mended(ledger: Opener, clock: Clock) -> None:
    difficulties = ledger().difficulties
    noted = difficulties.report("a", REACH, "here", DEADLINE)
    assert not noted.overdue(noted.due)
    assert noted.overdue(noted.due + timedelta(days=1))
    difficulties.advance(noted.number)
    assert not difficulties.advance(noted.number).overdue(noted.due + timedelta(days=1))


def test_a_number_that_was_told_is_not_given_again(ledger: Opener) -> None:
    difficulties = ledger().difficulties
    assert difficulties.report("a", REACH, "here", DEADLINE).number == 1
    difficulties.erase("a")
    assert difficulties.kept("a") == []
    assert difficulties.report("b", REACH, "here", DEADLINE).number == 2


def test_what_somebody_else_said_too_is_not_taken_back(ledger: Opener) -> None:
    difficulties = ledger().difficulties
    difficulties.report("a", REACH, "here", DEADLINE)
    difficulties.report("b", REACH, "here", DEADLINE)
    difficulties.erase("a")
    assert len(difficulties.to_mend()) == 1


def test_it_keeps_days_and_nothing_of_a_person(ledger: Opener) -> None:
    store = ledger()
    store.difficulties.report("a", REACH, "here", DEADLINE)
    with store._engine.connect() as connection:
        row = connection.execute(text("SELECT * FROM difficulties")).mappings().one()
    assert as_written(dict(row)) == {
        "id": 1,
        "intent": "a",
        "hindrance": "reach",
        "place": "here",
        "step": "reported",
        "terminal": "T1",
        "reported_on": "2026-11-23",
        "due_on": "2026-12-14",
        "times": 1,
        "photo": "",
    }
