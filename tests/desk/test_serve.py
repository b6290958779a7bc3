"""Serving at the desk on a real ledger: a number for each errand with its line of the trail, or none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.config import load
from kiosk.desk.hands import DeskHands
from kiosk.desk.serve import serve_hand
from kiosk.domain.call import CallReason
from kiosk.domain.identity import Holder
from kiosk.domain.private import Private
from kiosk.domain.ticket import Group, HelpMode, Need, OnBehalf, TicketNote
from kiosk.flows.desk.screen import Refused
from kiosk.flows.desk.serve import AlreadyHas, ReadTyped, Served, ServeVisitor, Serving
from kiosk.late import Late
from kiosk.store.errors import StoreUnavailable
from kiosk.store.tables import CallRow, TicketRow
from kiosk.store.tickets import Store
from tests.store.conftest import Opener
from tests.store.trail import WANG

HALL = load(Path(__file__).parents[2] / "config").hall
SERVING = Serving(
    ("medical", "social"),
    HelpMode.ACCOMPANY,
    frozenset({Need.WHEELCHAIR}),
    Group.ELDER,
    OnBehalf.AGENT,
    frozenset({TicketNote.OWN_WISH}),
)
SECRET = bytes(range(32))
NUMBER = "990000194801010020"


def serve(store: Store, action: ServeVisitor, intent: str = "opening") -> Served | AlreadyHas:
    return serve_hand(action, store, HALL, intent, SECRET)


ASKED = ServeVisitor(WANG, SERVING, CallReason.ACCOMPANY, 0)


def test_each_errand_gets_a_number_one_call_and_one_line_of_the_trail(ledger: Opener) -> None:
    store = ledger()
    served = serve(store, ASKED)
    assert isinstance(served, Served)
    assert [str(ticket.number) for ticket in served.tickets] == ["绿001", "绿002"]
    assert [ticket.for_another for ticket in served.tickets] == [True, True]
    with store._engine.connect() as connection:
        rows = connection.execute(TicketRow.__table__.select()).mappings().all()
        calls = connection.execute(CallRow.__table__.select()).mappings().all()
    assert [(row["on_behalf"], row["remarks"], row["needs"]) for row in rows] == [
        ("agent", "own_wish", "wheelchair")
    ] * 2
    assert [(call["reason"], call["ticket_id"]) for call in calls] == [("accompany", rows[0]["id"])]
    assert [(line.action, line.subject) for line in store.audit.lines()] == [("ticket_issued", "绿001 绿002")]


def test_pressed_twice_gives_the_same_numbers(ledger: Opener) -> None:
    store = ledger()
    first, again = serve(store, ASKED), serve(store, ASKED)
    assert isinstance(first, Served)
    assert isinstance(again, Served)
    assert [ticket.id for ticket in first.tickets] == [ticket.id for ticket in again.tickets]
    other = serve(store, replace(ASKED, n=1))
    assert isinstance(other, Served)
    assert str(other.tickets[0].number) == "绿003"


def test_all_numbers_or_none(ledger: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    store = ledger()
    from kiosk.store import tickets

    issued = tickets.issued_row

    def second_breaks(session: object, new: object, *rest: object) -> object:
        if getattr(new, "errand", "") == "social":
            raise StoreUnavailable("disk full")
        return issued(session, new, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(tickets, "issued_row", second_breaks)
    with pytest.raises(StoreUnavailable):
        serve(store, ASKED)
    monkeypatch.undo()
    assert store.audit.lines() == []
    served = serve(store, replace(ASKED, n=1))
    assert isinstance(served, Served)
    assert str(served.tickets[0].number) == "绿001"


def test_a_card_that_has_a_number_today_is_told_until_another_is_wanted(ledger: Opener) -> None:
    store = ledger()
    with_card = replace(ASKED, holder_key="ab" * 32)
    assert isinstance(serve(store, with_card), Served)
    told = serve(store, replace(with_card, n=1))
    assert isinstance(told, AlreadyHas)
    assert str(told.ticket.number) == "绿001"
    assert isinstance(serve(store, replace(with_card, n=1, again=True)), Served)


def test_a_typed_number_is_the_same_person_as_the_card_and_is_on_no_disk(
    ledger: Opener, tmp_path: Path
) -> None:
    store = ledger()
    read = serve_hand(ReadTyped(WANG, Private(NUMBER)), store, HALL, "x", SECRET)
    assert isinstance(read, Holder)
    assert read.age is not None
    serve(store, replace(ASKED, holder_key=read.key))
    left = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert NUMBER.encode() not in left


@pytest.mark.parametrize("number", ["", "123", "990000194801010028", "99000019480101002X", "abc"])
def test_a_number_that_cannot_be_one_is_refused(ledger: Opener, number: str) -> None:
    assert isinstance(serve_hand(ReadTyped(WANG, Private(number)), ledger(), HALL, "x", SECRET), Refused)


def test_training_never_reaches_the_real_ledger(ledger: Opener) -> None:
    store = ledger()
    hands = DeskHands(Late(lambda: store), HALL, lambda: SECRET)
    try:
        served = hands.do(replace(ASKED, by=replace(WANG, training=True)), "opening")
        assert isinstance(served, Served)
        assert str(served.tickets[0].number).startswith("练")
        assert store.audit.lines() == []
        assert store.today("medical", "")[0] == []
        real = hands.do(ASKED, "opening")
        assert isinstance(real, Served)
        assert str(real.tickets[0].number) == "绿001"
    finally:
        hands.close()


def test_the_training_ledger_is_gone_when_the_kiosk_stops(ledger: Opener) -> None:
    hands = DeskHands(Late(ledger), HALL, lambda: SECRET)
    hands.do(replace(ASKED, by=replace(WANG, training=True)), "opening")
    (folder,) = [Path(made.name) for made in hands._training._folders]
    assert folder.exists()
    hands.close()
    assert not folder.exists()
