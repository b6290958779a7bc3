"""Requests for a visit at home: written once, phones sealed on disk, gone when closed; unfinished ones survive."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kiosk.domain.home_visit import HalfDay, Team
from kiosk.domain.kept import Kept, KeptRow
from kiosk.domain.private import Private
from kiosk.domain.ticket import Need
from kiosk.store.sealed import CannotOpen, Seal
from kiosk.store.tickets import Store
from tests.store.test_calls_and_staff import Clock, open_at

PHONE = Private("13912345678")
MORNING = HalfDay(date(2026, 11, 24), True)
AFTERNOON = HalfDay(date(2026, 11, 24), False)


def book(store: Store, intent: str, when: HalfDay = MORNING, phone: Private | None = PHONE) -> int:
    return store.home_visits.add(
        intent,
        area="kecheng-fushan",
        errand="medical",
        when=when,
        team=Team.HALL,
        needs=frozenset({Need.SIGN, Need.SLOWLY}),
        phone=phone,
    )


def test_one_telling_books_once(ledger_url: str) -> None:
    store = open_at(ledger_url, Clock())
    assert book(store, "a") == book(store, "a")
    assert book(store, "b") == book(store, "a") + 1
    assert len(store.home_visits.open_ones()) == 2


def test_E21_an_unfinished_request_survives_the_night_with_its_phone(ledger_url: str) -> None:
    store = open_at(ledger_url, Clock())
    book(store, "late", AFTERNOON)
    book(store, "early", phone=None)
    store.close()
    early, late = open_at(ledger_url, Clock()).home_visits.open_ones()
    assert (early.when, early.phone) == (MORNING, "")
    assert (late.when, late.phone, late.team) == (AFTERNOON, PHONE, Team.HALL)
    assert late.needs == {Need.SIGN, Need.SLOWLY}


def test_the_phone_is_nowhere_on_disk_and_in_no_repr(ledger_url: str, on_disk: Callable[[], bytes]) -> None:
    store = open_at(ledger_url, Clock())
    book(store, "a")
    (wanted,) = store.home_visits.open_ones()
    assert PHONE not in repr(wanted)
    store.close()
    assert PHONE.encode() not in on_disk()
    assert b"kecheng-fushan" in on_disk(), "the search itself works"


def test_another_terminals_key_does_not_open_it(ledger_url: str) -> None:
    store = open_at(ledger_url, Clock())
    book(store, "a")
    store.close()
    with pytest.raises(CannotOpen):
        open_at(ledger_url, Clock(), key=b"x" * 32).home_visits.open_ones()


def test_a_sealed_number_belongs_to_its_row() -> None:
    seal = Seal(b"k" * 32)
    sealed = seal.close(PHONE, "a")
    assert seal.open(sealed, "a") == PHONE
    assert sealed != seal.close(PHONE, "a"), "the same number does not look the same twice"
    for other, where in ((sealed, "b"), (sealed[:-1], "a"), (b"", "a")):
        with pytest.raises(CannotOpen):
            seal.open(other, where)


def test_closing_removes_the_phone_and_happens_once(ledger_url: str) -> None:
    store = open_at(ledger_url, Clock())
    number = book(store, "a")
    assert store.home_visits.close(number)
    assert not store.home_visits.close(number)
    assert not store.home_visits.close(99)
    assert store.home_visits.open_ones() == []
    with store._engine.connect() as connection:
        phone, closed = connection.exec_driver_sql("SELECT phone, closed_at FROM home_visits").one()
    assert phone is None and closed is not None


def test_the_visitor_sees_it_and_takes_it_back(ledger_url: str) -> None:
    store = open_at(ledger_url, Clock())
    book(store, "a")
    book(store, "b")
    assert store.home_visits.kept("a") == store.kept.of("a") == [KeptRow(Kept.HOME_VISIT, "访001")]
    store.home_visits.erase("a")
    assert store.home_visits.kept("a") == []
    store.kept.erase("b")
    assert store.home_visits.open_ones() == []
