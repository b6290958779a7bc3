"""The weekly round: one a week for all desks, saved item by item, one winner where two say something else."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from kiosk.domain.difficulty import Deadline, Hindrance, Mending
from kiosk.domain.facility import FacilityState
from kiosk.domain.hall import Words
from kiosk.domain.patrol import Found, PatrolItem, unsettled, week_of
from kiosk.store.errors import IllegalChange
from kiosk.store.patrols import FoundOtherwise, PatrolOver
from tests.store.conftest import Clock, Opener
from tests.store.trail import LI, WANG, trail, with_trail

DEADLINE = Deadline(15, frozenset({1, 2, 3, 4, 5}))
WEEK = "2026-W48"
LIFT = PatrolItem(id="lift-runs", words=Words(zh="电梯能用", en="the lift runs"), where="lift")
RAMP = PatrolItem(id="ramp-free", words=Words(zh="坡道没堵", en="ramp free"), where="ramp")
OK, NOT_OK, NOT_CHECKED = Found.OK, Found.NOT_OK, Found.NOT_CHECKED


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2026, 11, 24), "2026-W48"),
        (date(2026, 12, 31), "2026-W53"),
        (date(2027, 1, 3), "2026-W53"),
        (date(2027, 1, 4), "2027-W01"),
        (date(2025, 12, 29), "2026-W01"),
    ],
)
def test_weeks_are_those_of_iso_8601(day: date, week: str) -> None:
    assert week_of(day) == week


def test_each_item_is_kept_at_once_and_seen_at_every_desk(ledger: Opener) -> None:
    one, other = with_trail(ledger("T1")), ledger("T2")
    one.patrols.mark(WANG, WEEK, LIFT.id, OK, seen=None)
    one.close()  # the power goes in the middle of the round
    seen = other.patrols.of(WEEK)
    check = seen.of(LIFT.id)
    assert check is not None and (check.found, check.by, check.on) == (OK, "志愿者小王", date(2026, 11, 23))
    assert not seen.done and seen.of(RAMP.id) is None
    other.patrols.mark(LI, WEEK, RAMP.id, NOT_CHECKED, seen=None)
    assert len(other.patrols.of(WEEK).checks) == 2


def test_of_two_desks_the_first_wins_and_the_other_is_told_what(ledger: Opener) -> None:
    one, other = with_trail(ledger("T1")), ledger("T2")
    one.patrols.mark(WANG, WEEK, LIFT.id, OK, seen=None)
    with pytest.raises(FoundOtherwise) as told:
        other.patrols.mark(LI, WEEK, LIFT.id, NOT_OK, seen=None)
    assert told.value.now is not None and told.value.now.by == "志愿者小王"
    assert trail(other) == []  # what was not done is not in the trail
    other.patrols.mark(LI, WEEK, LIFT.id, NOT_OK, seen=OK)
    assert trail(other) == [("值班长老李", "patrol_checked", "2026-W48 lift-runs not_ok")]


def test_many_desks_at_once_have_one_winner(ledger: Opener) -> None:
    stores = [ledger(f"T{n}") for n in range(6)]
    with_trail(stores[0])

    def mark(n: int) -> bool:
        try:
            stores[n].patrols.mark(WANG, WEEK, LIFT.id, OK if n % 2 else NOT_OK, seen=None)
        except FoundOtherwise:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(mark, range(6))) == [False] * 5 + [True]
    assert len(stores[0].patrols.of(WEEK).checks) == 1


def test_what_is_not_well_becomes_one_difficulty(ledger: Opener) -> None:
    one, other = with_trail(ledger("T1")), ledger("T2")
    with pytest.raises(FoundOtherwise):
        one.patrols.write_down(WANG, WEEK, LIFT, DEADLINE)  # nobody has said that it is not well
    one.patrols.mark(WANG, WEEK, LIFT.id, NOT_OK, seen=None)
    check = one.patrols.write_down(WANG, WEEK, LIFT, DEADLINE, FacilityState.FAULT)
    assert (check.difficulty, check.step) == (1, Mending.REPORTED)
    with pytest.raises(FoundOtherwise) as told:
        other.patrols.write_down(LI, WEEK, LIFT, DEADLINE, FacilityState.FAULT)
    assert told.value.now is not None and told.value.now.difficulty == 1
    [noted] = one.difficulties.to_mend()
    assert (noted.hindrance, noted.place, noted.times) == (Hindrance.BROKEN, "lift", 1)
    assert one.facilities.standings()["lift"].state is FacilityState.FAULT  # visitors are told so from now on


def test_what_is_well_is_fresh_for_visitors(ledger: Opener) -> None:
    store = with_trail(ledger())
    store.patrols.mark(WANG, WEEK, LIFT.id, OK, seen=None, facility="lift")
    standing = store.facilities.standings()["lift"]
    assert (standing.state, standing.days) == (FacilityState.AVAILABLE, 0)


def test_a_round_that_is_over_stays_as_it_is(ledger: Opener) -> None:
    one, other = with_trail(ledger("T1")), ledger("T2")
    one.patrols.mark(WANG, WEEK, LIFT.id, OK, seen=None)
    done = one.patrols.finish(LI, WEEK)
    assert done.done and (done.by, done.on) == ("值班长老李", date(2026, 11, 23))
    with pytest.raises(PatrolOver) as told:
        other.patrols.finish(WANG, WEEK)
    assert told.value.now.by == "值班长老李"
    with pytest.raises(PatrolOver):
        other.patrols.mark(WANG, WEEK, RAMP.id, OK, seen=None)
    assert one.patrols.of(WEEK) == done
    assert trail(one)[-1] == ("值班长老李", "patrol_done", WEEK)


def test_what_the_last_round_left_is_known_until_it_is_put_right(ledger: Opener, clock: Clock) -> None:
    store = with_trail(ledger())
    items = (LIFT, RAMP, PatrolItem(id="new", words=Words(zh="新", en="new"), where="lift"))
    assert unsettled(items, store.patrols.before(WEEK)) == frozenset()  # no round before: nothing is left
    store.patrols.mark(WANG, WEEK, LIFT.id, NOT_OK, seen=None)
    store.patrols.write_down(WANG, WEEK, LIFT, DEADLINE)
    store.patrols.mark(WANG, WEEK, RAMP.id, OK, seen=None)
    clock.now += timedelta(days=14)  # a week was missed
    later = week_of(clock.now.date())
    assert unsettled(items, store.patrols.before(later)) == {LIFT.id, "new"}
    for seen in (Mending.REPORTED, Mending.ACCEPTED, Mending.MENDED):
        store.difficulties.move_on(LI, 1, seen)
    assert unsettled(items, store.patrols.before(later)) == {"new"}


def test_a_difficulty_goes_one_step_for_one_press(ledger: Opener) -> None:
    from kiosk.store.difficulties import StepTaken

    stores = [ledger(f"T{n}") for n in range(4)]
    store = with_trail(stores[0])
    number = store.difficulties.note(WANG, "a", Hindrance.REACH, "w12", DEADLINE, "ab.jpg").number

    def move(desk: int) -> bool:
        try:
            stores[desk].difficulties.move_on(LI, number, Mending.REPORTED)
        except StepTaken as taken:
            assert taken.now.step is Mending.ACCEPTED
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(move, range(4))) == [False, False, False, True]
    [noted] = store.difficulties.to_mend()
    assert (noted.step, noted.photo) == (Mending.ACCEPTED, "ab.jpg")
    with pytest.raises(KeyError):
        store.difficulties.move_on(LI, 99, Mending.REPORTED)
    with pytest.raises(IllegalChange):
        store.difficulties.move_on(LI, number, Mending.CHECKED)


def test_the_first_picture_of_what_is_told_twice_stays(ledger: Opener) -> None:
    store = with_trail(ledger())
    store.difficulties.note(WANG, "a", Hindrance.REACH, "w12", DEADLINE)
    assert store.difficulties.note(WANG, "b", Hindrance.REACH, "w12", DEADLINE, "one.jpg").photo == "one.jpg"
    again = store.difficulties.note(WANG, "c", Hindrance.REACH, "w12", DEADLINE, "two.jpg")
    assert (again.photo, again.times) == ("one.jpg", 3)
    assert trail(store)[0] == ("志愿者小王", "difficulty_reported", "reach w12")
