"""The ten most frequent tasks of staff, done on a real ledger: how many presses each takes (docs/staff-touches.md)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.desk.hands import DeskHands
from kiosk.desk_previews import LEADER
from kiosk.domain.call import CallReason
from kiosk.domain.patrol import Found
from kiosk.flows.desk.patrol import FOUND
from kiosk.late import Late
from kiosk.store.tickets import Store
from tests.desk.person import Person
from tests.flows.crawl import ELDER, HALL
from tests.ledgers import SQLITE_ONLY
from tests.store.conftest import Opener, issue

DOC = Path(__file__).parents[2] / "docs" / "staff-touches.md"
SECONDS_A_PRESS = (
    1.5  # of somebody practised: to look, to decide, to reach and to press (keystroke-level model)
)
MOST_SECONDS = 15.0  # issue: a visitor is served in less than that


def serve(person: Person, store: Store) -> None:
    person.lay_card(ELDER)
    person.tick("errand", "medical")
    person.press("issue")
    assert "desk-serve-done" in person.notes


def serve_two(person: Person, store: Store) -> None:
    person.tick("errand", "medical")
    person.tick("errand", "social")
    person.tick("help", "accompany")
    person.tick("behalf", "relative")
    person.press("issue")
    assert "desk-serve-done-all" in person.notes


def take(person: Person, store: Store) -> None:
    store.new_call(CallReason.GUIDE, None)
    person.tab("calls")
    person.press("take", row="first")
    assert "desk-calls-taken" in person.notes


def finish(person: Person, store: Store) -> None:
    person.press("done", row="first")
    assert "desk-calls-finished" in person.notes


def reprint(person: Person, store: Store) -> None:
    person.tab("tickets")
    person.type("number", "1")
    person.press("find")
    person.press("reprint")
    assert "desk-tickets-printed" in person.notes


def served(person: Person, store: Store) -> None:
    person.press("served", row="first")
    assert "desk-tickets-is-served" in person.notes


def lend(person: Person, store: Store) -> None:
    person.tab("loans")
    person.tick("thing", "wheelchair")
    person.tick("tag", "1")
    person.type("ticket", "1")
    person.press("lend")
    assert "desk-loans-lent" in person.notes, person.notes


def back(person: Person, store: Store) -> None:
    person.press("back", row="first")


def cash(person: Person, store: Store) -> None:
    person.tab("cash")
    person.type("ticket", "1")
    person.type("bill", "120")
    person.type("handed", "200")
    person.press("take")


def look_round(person: Person, store: Store) -> None:
    person.tab("patrol")
    person.press(FOUND + Found.OK, row="first")
    assert "desk-patrol-marked" in person.notes


TASKS: tuple[tuple[str, str, Callable[[Person, Store], None]], ...] = (
    ("刷身份证，一件事，出票", "card, one errand, ticket", serve),
    ("没带证，替亲友办两件事，要人陪，出两张票", "no card, two errands for a relative, company", serve_two),
    ("接一个呼叫", "take a call", take),
    ("呼叫办结", "finish it", finish),
    ("按号码补打小票", "find a ticket by its number and print it again", reprint),
    ("把一张票标为已办", "mark a ticket as served", served),
    ("借出轮椅", "lend a wheelchair", lend),
    ("收回借出的东西", "take back what was lent", back),
    ("现金代缴：收下 120 元的单和 200 元", "cash help: a bill of 120, 200 handed over", cash),
    ("每周巡查的一项", "one item of the weekly round", look_round),
)


@pytest.fixture
def at_desk(ledger: Opener) -> Iterator[tuple[Person, Store]]:
    store = ledger()
    issue(store, "before")
    hands = DeskHands(Late(lambda: store), HALL, lambda: bytes(32))
    yield Person(hands, LEADER), store
    hands.close()


@SQLITE_ONLY
def test_the_ten_most_frequent_tasks_are_counted(at_desk: tuple[Person, Store]) -> None:
    """One database is enough to count presses; the rooms are tested on both."""
    person, store = at_desk
    rows: list[str] = []
    for chinese, english, task in TASKS:
        person.begin()
        task(person, store)
        seconds = person.presses * SECONDS_A_PRESS
        assert seconds < MOST_SECONDS or task is cash, f"{english}: {person.presses} presses"
        rows.append(f"| {chinese} | {english} | {person.presses} | {seconds:.1f} |")
    words = HEAD + "\n".join(rows) + "\n"
    if os.environ.get("KIOSK_WRITE_GOLDEN"):
        DOC.write_text(words, encoding="utf-8")
    assert DOC.read_text(encoding="utf-8") == words, "KIOSK_WRITE_GOLDEN=1 writes it anew"


HEAD = """# The ten most frequent tasks of staff

Counted by `tests/desk/test_touches.py` on a real ledger: every toggle, figure and button is a press, and so is the tab
where the page is not up already. Seconds are an estimate, 1.5 a press for somebody practised (look, decide, reach,
press), as the keystroke-level model has it; no volunteer has been timed. Printing is not counted.

| 事情 | task | presses | seconds, estimated |
| --- | --- | --- | --- |
"""
