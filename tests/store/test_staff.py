"""PINs, badges and lockouts, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.domain.hall import Words
from kiosk.domain.staff import LockedOut, StaffAction, StaffMember, StaffRole, WrongPin
from kiosk.store.errors import PinTaken
from kiosk.store.tables import StaffRow
from kiosk.store.tickets import Store
from tests.store.conftest import Clock, Opener

PIN, OTHER = "260817", "493052"


def wang(store: Store, pin: str = PIN) -> StaffMember:
    member = store.staff.add(Words(zh="志愿者小王", en="Wang"), StaffRole.VOLUNTEER, None)
    store.staff.set_pin(member.id, pin)
    return member


def wrong(store: Store, number: int, times: int) -> list[object]:
    return [store.staff.sign_in(number, "111112") for _ in range(times)]


def test_the_right_pin_gives_the_person(ledger: Opener) -> None:
    store = ledger()
    member = wang(store)
    assert store.staff.sign_in(member.id, PIN) == member


def test_no_pin_is_on_the_disk(ledger: Opener) -> None:
    store = ledger()
    member = wang(store)
    with store._engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT pin_hash FROM staff").scalar_one()
    assert PIN not in kept
    assert kept.startswith("$argon2id$")
    assert store.staff.ways_in(member.id) == (True, False)


def test_nobody_shares_a_pin(ledger: Opener) -> None:
    store = ledger()
    wang(store)
    other = store.staff.add(Words(zh="老李", en="Li"), StaffRole.DUTY_LEADER, None)
    with pytest.raises(PinTaken):
        store.staff.set_pin(other.id, PIN)
    store.staff.set_pin(other.id, OTHER)
    store.staff.set_pin(other.id, OTHER)  # one's own may stay


def test_five_wrong_ones_lock_that_person_out_and_nobody_else(ledger: Opener, clock: Clock) -> None:
    store = ledger()
    member, other = wang(store), store.staff.add(Words(zh="老李", en="Li"), StaffRole.DUTY_LEADER, None)
    store.staff.set_pin(other.id, OTHER)
    assert wrong(store, member.id, 5) == [*(WrongPin(left) for left in (4, 3, 2, 1)), LockedOut(300)]
    assert isinstance(store.staff.sign_in(member.id, PIN), LockedOut), "the right one too"
    assert store.staff.sign_in(other.id, OTHER) == other
    assert [line.action for line in store.audit.lines()][-1] == StaffAction.LOCKED_OUT


def test_a_right_one_forgives_the_wrong_ones_before(ledger: Opener) -> None:
    store = ledger()
    member = wang(store)
    for _ in range(3):
        assert not any(isinstance(result, LockedOut) for result in wrong(store, member.id, 4))
        assert store.staff.sign_in(member.id, PIN) == member


def test_numbers_that_nobody_has_are_told_alike_and_lock_the_terminal(ledger: Opener) -> None:
    store = ledger()
    member = wang(store)
    results = [store.staff.sign_in(number, "111112") for number in range(100, 115)]
    assert isinstance(results[0], WrongPin)
    assert isinstance(results[-1], LockedOut)
    assert isinstance(store.staff.sign_in(member.id, PIN), LockedOut)
    assert ledger("T2").staff.sign_in(member.id, PIN) == member, "another terminal is not locked"


def test_a_lockout_survives_a_restart(ledger: Opener) -> None:
    store = ledger()
    member = wang(store)
    wrong(store, member.id, 5)
    assert isinstance(ledger().staff.sign_in(member.id, PIN), LockedOut)


def test_a_clock_put_forward_opens_no_lockout(ledger: Opener, clock: Clock) -> None:
    store = ledger()
    member = wang(store)
    wrong(store, member.id, 5)
    clock.now += timedelta(days=1)
    assert isinstance(store.staff.sign_in(member.id, PIN), LockedOut)


def test_a_clock_put_back_locks_nobody_out_for_longer(ledger: Opener, clock: Clock) -> None:
    store = ledger()
    member = wang(store)
    wrong(store, member.id, 5)
    clock.now -= timedelta(days=30)
    result = ledger().staff.sign_in(member.id, PIN)
    assert isinstance(result, LockedOut)
    assert result.seconds <= 300


def test_after_a_clock_was_put_back_the_time_runs_out_all_the_same(ledger: Opener, clock: Clock) -> None:
    store = ledger()
    member = wang(store)
    wrong(store, member.id, 5)
    clock.now -= timedelta(days=30)
    after = ledger()  # started again: only the ledger knows
    assert after.staff.sign_in(member.id, PIN) == LockedOut(300)
    clock.now += timedelta(seconds=200)
    assert after.staff.sign_in(member.id, PIN) == LockedOut(100)
    clock.now += timedelta(seconds=101)
    assert after.staff.sign_in(member.id, PIN) == member


def test_after_the_time_the_right_pin_opens_again(ledger: Opener, clock: Clock) -> None:
    seconds = [1000.0]
    store = ledger()
    store.staff._lockout._monotonic = lambda: seconds[0]
    member = wang(store)
    wrong(store, member.id, 5)
    clock.now += timedelta(seconds=301)
    seconds[0] += 301
    assert store.staff.sign_in(member.id, PIN) == member


def test_who_has_left_cannot_sign_in_and_stays_in_the_trail(ledger: Opener) -> None:
    store = ledger()
    member = wang(store)
    store.staff.remove(member.id)
    assert isinstance(store.staff.sign_in(member.id, PIN), WrongPin)
    assert [line.action for line in store.audit.lines()] == ["staff_added", "pin_set", "staff_removed"]


def test_a_pin_hashed_with_older_parameters_is_hashed_anew(ledger: Opener) -> None:
    from argon2 import PasswordHasher
    from sqlalchemy.orm import Session

    store = ledger()
    member = wang(store)
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PIN)
    with Session(store._engine) as session, session.begin():
        session.get_one(StaffRow, member.id).pin_hash = weak
    assert store.staff.sign_in(member.id, PIN) == member
    with Session(store._engine) as session:
        assert session.get_one(StaffRow, member.id).pin_hash != weak


def test_a_number_is_never_somebody_elses(ledger: Opener) -> None:
    """The trail names people by it, and a lockout too."""
    store = ledger()
    gone = wang(store)
    store.staff.remove(gone.id)
    assert wang(store).id > gone.id
