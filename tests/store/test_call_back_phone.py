"""A phone for an answer to a low evaluation: sealed, shown with a line in the trail, gone when settled."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from kiosk.desk.difficulties import difficulties_hand
from kiosk.domain.evaluation import Complaint, Level
from kiosk.domain.kept import Kept
from kiosk.domain.private import Private
from kiosk.flows.desk.difficulties import CallBackPhone, SettleFollowUp, ShowCallBackPhone
from kiosk.flows.desk.screen import Done, Refused
from kiosk.store.database import make_engine
from kiosk.store.follow_ups import SettledAlready
from kiosk.store.sealed import CannotOpen
from kiosk.store.tickets import Store
from tests.flows.crawl import HALL
from tests.store.conftest import Opener, issue
from tests.store.trail import LI, WANG, trail

PHONE = Private("13912345678")


def rated(store: Store, level: Level = Level.DISSATISFIED, phone: Private | None = PHONE) -> str:
    ticket = issue(store, "visit")
    about = frozenset({Complaint.WAITING})
    assert store.evaluations.add(ticket.id, level, about, intent="rating", phone=phone)
    return ticket.intent


def test_it_is_sealed_on_disk_and_opens_for_staff_with_a_line_of_the_trail(
    ledger: Opener, on_disk: Callable[[], bytes]
) -> None:
    store = ledger()
    rated(store)
    (open_one,) = store.follow_ups.open_ones()
    assert open_one.has_phone and PHONE not in repr(open_one)
    shown = difficulties_hand(ShowCallBackPhone(WANG, open_one.number), store, HALL)
    assert shown == CallBackPhone(open_one.number, PHONE)
    assert PHONE not in repr(shown)
    assert trail(store)[-1] == ("志愿者小王", "follow_up_phone_shown", "evaluation 1")
    store.close()
    assert PHONE.encode() not in on_disk()


def test_settled_it_is_gone_in_the_same_moment(ledger: Opener, ledger_url: str) -> None:
    store = ledger()
    rated(store)
    assert isinstance(difficulties_hand(SettleFollowUp(LI, 1), store, HALL), Done)
    with make_engine(ledger_url).connect() as connection:
        assert connection.execute(text("SELECT phone FROM evaluations")).scalar_one() is None
    assert isinstance(difficulties_hand(ShowCallBackPhone(LI, 1), store, HALL), Refused)
    with pytest.raises(SettledAlready):
        store.follow_ups.phone(LI, 1)


def test_copied_to_another_row_it_does_not_open(ledger: Opener, ledger_url: str) -> None:
    store = ledger()
    rated(store)
    other = issue(store, "another")
    store.evaluations.add(other.id, Level.VERY_DISSATISFIED, frozenset(), phone=Private("13800000000"))
    with make_engine(ledger_url).begin() as connection:
        connection.execute(
            text("UPDATE evaluations SET phone = (SELECT phone FROM evaluations WHERE id = 1) WHERE id = 2")
        )
    with pytest.raises(CannotOpen):
        store.follow_ups.phone(LI, 2)
    assert isinstance(difficulties_hand(ShowCallBackPhone(LI, 2), store, HALL), Refused)


@pytest.mark.parametrize("level", [Level.SATISFIED, Level.FAIRLY_SATISFIED])
def test_nobody_is_rung_about_a_good_one(ledger: Opener, ledger_url: str, level: Level) -> None:
    rated(ledger(), level)
    with make_engine(ledger_url).connect() as connection:
        assert connection.execute(text("SELECT phone FROM evaluations")).scalar_one() is None


def test_the_visitor_sees_that_it_is_kept_and_takes_it_back(ledger: Opener) -> None:
    store = ledger()
    visit = rated(store)
    assert Kept.CALL_BACK_PHONE in {row.what for row in store.kept.of("rating")}
    assert Kept.CALL_BACK_PHONE in {row.what for row in store.kept.of(visit)}
    store.kept.erase("rating")
    assert store.kept.of("rating") == [] and store.follow_ups.open_ones() == []


def test_who_leaves_none_leaves_none(ledger: Opener) -> None:
    store = ledger()
    rated(store, phone=None)
    assert [its.has_phone for its in store.follow_ups.open_ones()] == [False]
    assert Kept.CALL_BACK_PHONE not in {row.what for row in store.kept.of("rating")}
