"""The reader's driver on a real (pseudo) serial line, against answers written down byte by byte."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from kiosk.devices.driver import Driver
from kiosk.devices.reader.events import (
    CardProblem,
    CardRead,
    CardReading,
    CardRemoved,
    CardTrouble,
    ReaderEvent,
)
from kiosk.devices.reader.sam_link import BYTE_GAP
from kiosk.devices.reader.sdt_serial import SdtSerialReader, sam_id_text
from kiosk.devices.status import DeviceFault, DeviceState, WhoActs
from kiosk.devices.transport import SerialTransport
from tests.devices import far_sam
from tests.devices.far_sam import FOUND, MOVED, NO_CARD, SELECTED, SILENCE, UNKNOWN_TYPE, FarSam, status
from tests.devices.text_block import LI, WANG, block

WANG_TEXT, LI_TEXT = block(WANG), block(LI)
READ_WANG = far_sam.card(WANG_TEXT)
UNREADABLE = CardTrouble(CardProblem.UNREADABLE)
TOLD_MOVED = CardTrouble(CardProblem.MOVED)


class Bench:
    """A far end, a driver on it, and what the driver has told."""

    def __init__(self) -> None:
        self.far = FarSam()
        self.events: list[ReaderEvent] = []
        self.told_at: list[float] = []
        self.reader = SdtSerialReader(SerialTransport(self.far.port, 115200), self._hear)

    def _hear(self, event: ReaderEvent) -> None:
        self.told_at.append(time.monotonic())
        self.events.append(event)

    def poll(self, times: int = 1) -> None:
        for _ in range(times):
            assert self.reader.poll().state is DeviceState.ONLINE

    def heard(self) -> list[ReaderEvent | str]:
        """Events since the last call; a card that was read appears as its name."""
        events: list[ReaderEvent | str] = [
            event.identity.name if isinstance(event, CardRead) else event for event in self.events
        ]
        self.events.clear()
        return events


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    bench.reader.open()
    yield bench
    bench.reader.close()
    bench.far.unplug()


@pytest.fixture
def closed() -> Iterator[Bench]:
    """A bench whose reader has not been opened yet."""
    bench = Bench()
    yield bench
    bench.reader.close()
    bench.far.unplug()


# Opening


def test_a_healthy_reader_tells_its_sam_id(closed: Bench) -> None:
    driver: Driver = closed.reader
    driver.open()
    ready = driver.poll()
    assert (ready.device, ready.state, ready.words) == ("reader", DeviceState.ONLINE, "device-online")
    assert ready.identity == "05.01-20100731-0001234567-0000000890"
    assert closed.heard() == []


def test_a_module_that_boots_slowly_is_waited_for(closed: Bench) -> None:
    closed.far.on("status", SILENCE, SILENCE, far_sam.OK)
    closed.reader.open()
    assert closed.far.asked == ["status", "status", "status", "id"]


def test_a_silent_port_is_unknown_and_never_fine(closed: Bench) -> None:
    closed.far.on("status", SILENCE)
    with pytest.raises(DeviceFault) as caught:
        closed.reader.open()
    assert (caught.value.state, caught.value.words) == (DeviceState.UNKNOWN, "device-silent")
    assert caught.value.who is WhoActs.MAINTENANCE


@pytest.mark.parametrize(
    ("sw3", "words"), [(0x60, "reader-self-test-failed"), (0x66, "reader-not-authorised")]
)
@pytest.mark.parametrize("command", ["status", "id"])
def test_a_defective_or_unauthorised_sam_is_a_fault(
    closed: Bench, command: str, sw3: int, words: str
) -> None:
    closed.far.on(command, status(sw3))
    with pytest.raises(DeviceFault) as caught:
        closed.reader.open()
    assert (caught.value.state, caught.value.words) == (DeviceState.HARDWARE_ERROR, words)


def test_a_missing_port_is_an_os_error() -> None:
    reader = SdtSerialReader(SerialTransport("/dev/no-such-reader", 115200), lambda _: None)
    with pytest.raises(OSError):
        reader.open()
    reader.close()


def test_a_sam_id_of_another_size_is_left_blank() -> None:
    assert sam_id_text(bytes(15)) == ""
    assert sam_id_text(bytes(16)) == "00.00-00000000-0000000000-0000000000"


# One good read


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
    assert bench.told_at[-1] - bench.far.last_byte_at < 0.05


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


# Trouble with a card


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
    bench.far.take()
    bench.poll(3)
    assert bench.heard() == [CardRemoved()]
    bench.far.put(WANG_TEXT)
    bench.poll()
    assert bench.heard() == [CardReading(), "王小明"]


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
    moved = [TOLD_MOVED] if reply_to_read == MOVED else []
    assert bench.heard() == [CardReading(), *moved, CardRemoved()]


def test_a_card_that_names_nobody_is_unreadable(bench: Bench) -> None:
    bench.far.put(block({}))
    bench.poll(3)
    assert bench.heard() == [CardReading(), UNREADABLE]


def test_a_late_reply_of_another_command_is_never_taken_for_a_card(bench: Bench) -> None:
    bench.far.put(WANG_TEXT)
    bench.far.on("read", SELECTED, far_sam.SAM_ID, READ_WANG)
    bench.poll(3)
    assert bench.heard() == [CardReading(), "王小明"]


# Trouble on the wire


@pytest.mark.parametrize("sw3", [0x10, 0x11])
@pytest.mark.parametrize("step", ["find", "select", "read"])
def test_a_command_that_came_broken_is_sent_once_more(bench: Bench, step: str, sw3: int) -> None:
    bench.far.put(WANG_TEXT)
    good = {"find": FOUND, "select": SELECTED, "read": READ_WANG}[step]
    bench.far.on(step, status(sw3), good)
    bench.poll()
    assert bench.heard() == [CardReading(), "王小明"]
    assert bench.far.asked.count(step) == 2


def test_a_reply_torn_at_any_byte_is_put_together(bench: Bench) -> None:
    for cut in (*range(1, 24), 255, 256, 511, 1024, len(READ_WANG) - 1):
        bench.far.put(WANG_TEXT)
        bench.far.on("read", [READ_WANG[:cut], 0.01, READ_WANG[cut:]])
        if cut < len(FOUND):
            bench.far.on("find", [FOUND[:cut], 0.01, FOUND[cut:]])
        bench.poll()
        assert bench.heard() == [CardReading(), "王小明"], f"torn after {cut} bytes"
        bench.far.take()
        bench.poll(2)
        assert bench.heard() == [CardRemoved()]


@pytest.mark.parametrize(
    "broken",
    [READ_WANG[:-1] + bytes([READ_WANG[-1] ^ 1]), READ_WANG[:300] + b"\x00" + READ_WANG[301:], READ_WANG[:9]],
    ids=["checksum", "text", "torn"],
)
def test_a_broken_reply_is_given_up_after_the_byte_gap_and_read_again(bench: Bench, broken: bytes) -> None:
    bench.far.put(WANG_TEXT)
    bench.far.on("read", broken, READ_WANG)
    began = time.monotonic()
    bench.poll(2)
    assert bench.heard() == [CardReading(), "王小明"]
    assert time.monotonic() - began < 3 * BYTE_GAP


@pytest.mark.parametrize("noise", ["00", "AA", "AAAAAA", "FFFFFFFF00", "AAAAAA96690003", "AAAAAA96690400"])
def test_noise_before_a_reply_costs_nothing_but_a_moment(bench: Bench, noise: str) -> None:
    bench.far.put(WANG_TEXT)
    bench.far.on("select", bytes.fromhex(noise) + SELECTED)
    bench.poll()
    assert bench.heard() == [CardReading(), "王小明"]


def test_noise_long_before_a_reply_does_not_end_the_waiting(bench: Bench) -> None:
    bench.far.put(WANG_TEXT)
    bench.far.on("read", [b"\x00\xff", 2 * BYTE_GAP, READ_WANG])
    bench.poll()
    assert bench.heard() == [CardReading(), "王小明"]


def test_what_arrived_before_a_command_is_not_its_reply(bench: Bench) -> None:
    bench.far.on("find", NO_CARD + FOUND, NO_CARD)
    bench.poll(3)
    assert bench.heard() == []


def test_a_line_that_never_stops_talking_ends_at_the_deadline(bench: Bench) -> None:
    bench.far.on("find", [piece for _ in range(60) for piece in (b"\x55" * 20, 0.01)])
    began = time.monotonic()
    bench.poll()
    assert time.monotonic() - began < 0.7


def test_a_handheld_that_answers_find_with_a_broken_frame_has_no_card_and_no_fault(bench: Bench) -> None:
    bench.far.put(WANG_TEXT)
    bench.poll()
    bench.far.on("find", far_sam.HANDHELD_TIMEOUT)
    bench.far.on("watch", far_sam.HANDHELD_TIMEOUT)
    bench.poll(4)
    assert bench.heard() == [CardReading(), "王小明", CardRemoved()]
    assert bench.far.asked.count("status") > 1


def test_a_reader_that_falls_silent_is_unknown_within_three_seconds(bench: Bench) -> None:
    for command in ("find", "status"):
        bench.far.on(command, SILENCE)
    began = time.monotonic()
    bench.poll(2)
    with pytest.raises(DeviceFault) as caught:
        bench.reader.poll()
    assert (caught.value.state, caught.value.words) == (DeviceState.UNKNOWN, "device-silent")
    assert time.monotonic() - began < 3.0


def test_silence_is_not_taken_for_a_removed_card(bench: Bench) -> None:
    bench.far.put(WANG_TEXT)
    bench.poll()
    for command in ("find", "watch", "status"):
        bench.far.on(command, SILENCE)
    bench.poll()
    with pytest.raises(DeviceFault):
        bench.reader.poll()
    assert bench.heard() == [CardReading(), "王小明"]


@pytest.mark.parametrize("command", ["find", "select", "read", "watch"])
def test_a_sam_that_fails_while_it_serves_is_a_fault(bench: Bench, command: str) -> None:
    bench.far.put(WANG_TEXT)
    bench.far.on(command, status(0x66))
    with pytest.raises(DeviceFault) as caught:
        bench.poll(2)
    assert caught.value.state is DeviceState.HARDWARE_ERROR


def test_an_unplugged_reader_is_an_os_error(bench: Bench) -> None:
    bench.poll()
    bench.far.unplug()
    with pytest.raises(OSError):
        bench.reader.poll()
    bench.reader.close()


def test_a_card_that_lay_there_while_the_port_was_away_is_not_read_twice(bench: Bench) -> None:
    bench.far.put(WANG_TEXT)
    bench.poll()
    bench.reader.close()
    bench.far.on("watch", MOVED, MOVED, status(0x90))  # after a restart the card is not selected
    bench.reader.open()
    bench.poll(4)
    assert bench.heard() == [CardReading(), "王小明"]


def test_a_card_taken_while_the_port_was_away_is_told_as_removed(bench: Bench) -> None:
    bench.far.put(WANG_TEXT)
    bench.poll()
    bench.reader.close()
    bench.far.take()
    bench.reader.open()
    bench.poll(3)
    assert bench.heard() == [CardReading(), "王小明", CardRemoved()]


def test_at_9600_baud_the_long_reply_gets_the_time_it_needs() -> None:
    """The card is told although its last byte comes after 3 s of thinking and 1 s on the line."""
    bench = Bench()
    bench.reader = SdtSerialReader(SerialTransport(bench.far.port, 9600), bench._hear)
    bench.reader.open()
    bench.far.put(WANG_TEXT)
    pieces = [piece for at in range(0, 1295, 260) for piece in (READ_WANG[at : at + 260], 0.2)]
    bench.far.on("read", [2.8, *pieces])
    bench.poll()
    assert bench.heard() == [CardReading(), "王小明"]
    bench.reader.close()
    bench.far.unplug()


def test_nothing_of_the_person_is_in_the_drivers_repr_or_state(bench: Bench) -> None:
    bench.far.put(WANG_TEXT)
    bench.poll()
    kept = f"{bench.reader!r} {vars(bench.reader)} {bench.events}"
    for secret in ("小明", "990000194803150019", "19480315", "虚构路"):
        assert secret not in kept
