"""The reader's driver and cards on a (pseudo) serial line: reading, moving, leaving, giving up."""

from __future__ import annotations

import pytest

from kiosk.devices.reader.events import CardProblem, CardReading, CardRemoved, CardTrouble, ReaderEvent
from tests.devices import far_sam
from tests.devices.far_sam import FOUND, MOVED, NO_CARD, SELECTED, SILENCE, UNKNOWN_TYPE, status
from tests.devices.reader_bench import Bench, open_bench
from tests.devices.text_block import LI, WANG, block

WANG_TEXT, LI_TEXT = block(WANG), block(LI)
READ_WANG = far_sam.card(WANG_TEXT)
UNREADABLE = CardTrouble(CardProblem.UNREADABLE)
TOLD_MOVED = CardTrouble(CardProblem.MOVED)

bench_fixture = pytest.fixture(open_bench, name="bench")


def test_a_card_is_read_once_while_it_lies_there_and_its_leaving_is_told(bench: Bench) -> None:
    bench.poll()
    bench.far.put(WANG_TEXT)
    bench.poll(4)
    assert bench.heard() == [CardReading(), "王小明"]
    bench.far.take()
    bench.poll(3)
    assert bench.heard() == [CardRemoved()]
    bench.far.put(WANG_TEXT)
    bench.poll(2)
    assert bench.heard() == [CardReading(), "王小明"]


def test_find_select_and_read_follow_each_other_and_then_only_the_card_is_watched(bench: Bench) -> None:
    bench.far.asked.clear()
    bench.far.put(WANG_TEXT)
    bench.poll(3)
    assert bench.far.asked == ["find", "select", "read", "watch", "watch"]


def test_the_card_is_told_at_its_last_byte(bench: Bench) -> None:
    bench.far.put(WANG_TEXT)
    bench.far.on("read", [READ_WANG[:700], 0.1, READ_WANG[700:-1], 0.1, READ_WANG[-1:]])
    bench.poll()
    assert bench.heard() == [CardReading(), "王小明"]
    assert bench.told_at[-1] - bench.far.last_byte_at < 0.3, "it waits for nothing after the last byte"


def test_a_module_that_knows_no_management_number_is_not_read_over_and_over(bench: Bench) -> None:
    bench.far.put(WANG_TEXT)
    bench.far.on("watch", status(0x21))
    bench.poll(10)
    assert bench.heard() == [CardReading(), "王小明"]
    bench.far.take()
    bench.poll(3)
    assert bench.heard() == [CardRemoved()]


def test_one_disturbed_watch_does_not_remove_the_card(bench: Bench) -> None:
    bench.far.put(WANG_TEXT)
    bench.poll()
    bench.far.on("find", NO_CARD)
    bench.far.on("watch", MOVED, status(0x90), MOVED, status(0x91), MOVED, status(0x90))
    bench.poll(6)
    assert bench.heard() == [CardReading(), "王小明"]


def test_cards_swapped_between_two_rounds_are_two_cards(bench: Bench) -> None:
    bench.far.put(WANG_TEXT)
    bench.poll()
    bench.far.put(LI_TEXT)
    bench.far.on("watch", MOVED, MOVED, status(0x90))
    bench.poll(3)
    assert bench.heard() == [CardReading(), "王小明", CardRemoved(), CardReading(), "李红"]


def test_a_read_card_that_becomes_unreadable_is_let_go(bench: Bench) -> None:
    bench.far.put(WANG_TEXT)
    bench.poll()
    bench.far.on("watch", MOVED)
    bench.far.on("read", status(0x33))
    bench.poll(4)
    assert bench.heard() == [CardReading(), "王小明", CardRemoved()]


@pytest.mark.parametrize("step", ["select", "read"])
@pytest.mark.parametrize("sw3", [0x31, 0x32, 0x33, 0x47, 0x21, 0x23, 0x24, 0x91, 0x80])
def test_a_failed_try_starts_again_at_find(bench: Bench, step: str, sw3: int) -> None:
    bench.far.put(WANG_TEXT)
    good = SELECTED if step == "select" else READ_WANG
    bench.far.on(step, status(sw3), status(sw3), good)
    bench.far.asked.clear()
    bench.poll(3)
    assert bench.heard() == [CardReading(), "王小明"]
    assert bench.far.asked.count("find") == 3


@pytest.mark.parametrize("step", ["select", "read"])
def test_after_three_tries_the_card_is_given_up_once_until_it_leaves(bench: Bench, step: str) -> None:
    bench.far.put(WANG_TEXT)
    bench.far.on(step, status(0x33))
    bench.poll(6)
    assert bench.heard() == [CardReading(), UNREADABLE]
    assert bench.far.asked.count(step) == 3
    bench.far.take()
    bench.poll(3)
    assert bench.heard() == [CardRemoved()]
    bench.far.put(WANG_TEXT)
    bench.poll()
    assert bench.heard() == [CardReading(), "王小明"]


def test_a_find_that_fails_on_the_way_is_a_failed_try_too(bench: Bench) -> None:
    bench.far.put(WANG_TEXT)
    bench.far.on("find", status(0x24), FOUND, status(0x24))
    bench.far.on("select", status(0x31))
    bench.poll(5)
    assert bench.heard() == [CardReading(), UNREADABLE]


@pytest.mark.parametrize(("step", "sw3"), [("select", 0x81), ("read", 0x41), ("select", 0x41)])
def test_a_moved_card_is_told_once_and_then_read(bench: Bench, step: str, sw3: int) -> None:
    bench.far.put(WANG_TEXT)
    good = SELECTED if step == "select" else READ_WANG
    bench.far.on(step, status(sw3), status(sw3), good)
    bench.poll(3)
    assert bench.heard() == [CardReading(), TOLD_MOVED, "王小明"]


def test_a_card_that_always_moves_is_told_as_moved_and_then_given_up(bench: Bench) -> None:
    bench.far.put(WANG_TEXT)
    bench.far.on("read", MOVED)
    bench.poll(5)
    assert bench.heard() == [CardReading(), TOLD_MOVED, UNREADABLE]


def test_a_trembling_hand_is_never_called_an_unreadable_card(bench: Bench) -> None:
    bench.far.put(WANG_TEXT)
    bench.far.on("find", *[FOUND, NO_CARD] * 4, FOUND)
    bench.far.on("read", *[MOVED] * 4, READ_WANG)
    bench.poll(9)
    assert bench.heard() == [CardReading(), TOLD_MOVED, "王小明"]


def test_a_card_error_in_front_of_the_status_byte_is_not_judged(bench: Bench) -> None:
    bench.far.put(WANG_TEXT)
    bench.far.on("select", far_sam.framed(bytes.fromhex("6A8290") + bytes(8)))
    bench.poll()
    assert bench.heard() == [CardReading(), "王小明"]


@pytest.mark.parametrize("step", ["find", "select", "read"])
def test_a_bus_card_is_told_once(bench: Bench, step: str) -> None:
    bench.far.put(WANG_TEXT)
    bench.far.on(step, UNKNOWN_TYPE)
    bench.poll(3)
    found: list[ReaderEvent | str] = [] if step == "find" else [CardReading()]
    assert bench.heard() == [*found, CardTrouble(CardProblem.NOT_AN_IDENTITY_CARD)]
    bench.far.take()
    bench.poll(2)
    assert bench.heard() == [CardRemoved()]


@pytest.mark.parametrize("reply_to_read", [MOVED, SILENCE, READ_WANG[:400]], ids=["41", "silence", "torn"])
def test_a_card_pulled_while_it_is_read_leaves_an_idle_reader(bench: Bench, reply_to_read: bytes) -> None:
    bench.far.put(WANG_TEXT)
    bench.far.on("read", reply_to_read)
    bench.far.on("find", FOUND, NO_CARD)
    bench.poll(6)
    assert bench.heard() == [CardReading(), TOLD_MOVED, CardRemoved()]


def test_a_card_that_names_nobody_is_unreadable(bench: Bench) -> None:
    bench.far.put(block({}))
    bench.poll(3)
    assert bench.heard() == [CardReading(), UNREADABLE]


def test_a_late_reply_of_another_command_is_never_taken_for_a_card(bench: Bench) -> None:
    bench.far.put(WANG_TEXT)
    bench.far.on("read", SELECTED, far_sam.SAM_ID, READ_WANG)
    bench.poll(3)
    assert bench.heard() == [CardReading(), "王小明"]


def test_nothing_of_the_person_is_in_the_drivers_repr_or_state(bench: Bench) -> None:
    bench.far.put(WANG_TEXT)
    bench.poll()
    kept = f"{bench.reader!r} {vars(bench.reader)} {bench.events}"
    for secret in ("小明", "990000194803150019", "19480315", "虚构路"):
        assert secret not in kept
