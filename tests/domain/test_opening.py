"""Opening hours, holidays, and whether it can still be one's turn today (facts/services.md E19, E20, E33, E37)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import pytest
from pydantic import ValidationError

from kiosk.domain.opening import Calendar, Hours, opening_at
from kiosk.domain.waiting import DayState, Pace, Wait, day_state, waiting_for

CHINA = timezone(timedelta(hours=8))
HOURS = (Hours(opens=time(8, 30), closes=time(12)), Hours(opens=time(13, 30), closes=time(17)))
NONE = Calendar()


def monday(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 23, hour, minute, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("now", "is_open", "left", "next_opening"),
    [
        (monday(8, 29), False, 420, monday(8, 30)),
        (monday(8, 30), True, 420, monday(13, 30)),
        (monday(11, 59), True, 211, monday(13, 30)),
        (monday(12), False, 210, monday(13, 30)),
        (monday(16, 55), True, 5, monday(8, 30) + timedelta(days=1)),
        (monday(17), False, 0, monday(8, 30) + timedelta(days=1)),
        (monday(20) + timedelta(days=4), False, 0, monday(8, 30) + timedelta(days=7)),
    ],
)
def test_a_day_has_two_sessions_and_a_break(
    now: datetime, is_open: bool, left: int, next_opening: datetime
) -> None:
    opening = opening_at(HOURS, NONE, now)
    assert (opening.open, opening.minutes_left, opening.next_opening) == (is_open, left, next_opening)


def test_a_holiday_is_closed_and_a_moved_saturday_is_worked() -> None:
    calendar = Calendar(holidays=frozenset({date(2026, 11, 23)}), workdays=frozenset({date(2026, 11, 28)}))
    assert not opening_at(HOURS, calendar, monday(9)).open
    assert opening_at(HOURS, calendar, monday(9)).next_opening == monday(8, 30) + timedelta(days=1)
    assert opening_at(HOURS, calendar, monday(9) + timedelta(days=5)).open


def test_a_hall_that_never_opens_says_that_it_does_not_know() -> None:
    never = (Hours(opens=time(8), closes=time(9), weekdays=frozenset()),)
    assert opening_at(never, NONE, monday(9)).next_opening is None


def test_a_session_must_open_before_it_closes() -> None:
    with pytest.raises(ValidationError, match="opens 12:00 is not before closes 09:00"):
        Hours(opens=time(12), closes=time(9))


def came(*minutes_ago: int) -> list[datetime]:
    return [monday(10) - timedelta(minutes=ago) for ago in minutes_ago]


def test_nobody_ahead_is_nobody_to_wait_for() -> None:
    assert waiting_for([], Pace(10, 1), monday(10)) == Wait(0, 0, 0)


def test_those_who_were_served_long_ago_are_not_ahead() -> None:
    assert waiting_for(came(120, 100), Pace(10, 1), monday(10)).ahead == 0


def test_the_line_is_played_through_window_by_window() -> None:
    four_now = came(0, 0, 0, 0)
    assert waiting_for(four_now, Pace(10, 1), monday(10)) == Wait(4, 30, 55)
    assert waiting_for(four_now, Pace(10, 2), monday(10)) == Wait(4, 15, 30)
    assert waiting_for(came(0), Pace(10, 2), monday(10)) == Wait(1, 0, 0)


def test_E37_what_cannot_be_done_before_closing_is_said_before_the_number() -> None:
    free = Wait(0, 0, 0)
    at = opening_at(HOURS, NONE, monday(16, 55))
    assert day_state(at, free, Pace(10, 1), 0, None) is DayState.LATE
    assert day_state(at, free, Pace(5, 1), 0, None) is DayState.OPEN
    noon = opening_at(HOURS, NONE, monday(11, 50))
    assert day_state(noon, Wait(3, 20, 40), Pace(10, 1), 3, None) is DayState.OPEN, (
        "it goes on after the break"
    )


def test_E37_a_quota_and_closed_windows() -> None:
    at = opening_at(HOURS, NONE, monday(9))
    assert day_state(at, Wait(0, 0, 0), Pace(10, 1), 20, 20) is DayState.FULL
    assert day_state(at, Wait(0, 0, 0), Pace(10, 1), 19, 20) is DayState.OPEN
    assert (
        day_state(opening_at(HOURS, NONE, monday(12)), Wait(0, 0, 0), Pace(1, 1), 0, None) is DayState.CLOSED
    )
