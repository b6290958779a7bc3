"""The reader's driver and its wire: opening, health, noise, torn frames, silence, a pulled plug."""

from __future__ import annotations

import time

import pytest

from kiosk.devices.driver import Driver
from kiosk.devices.reader import sdt_serial
from kiosk.devices.reader.events import CardReading, CardRemoved
from kiosk.devices.reader.sam_link import BYTE_GAP
from kiosk.devices.reader.sdt_serial import SdtSerialReader, sam_id_text
from kiosk.devices.status import DeviceFault, DeviceState, WhoActs
from kiosk.devices.transport import SerialTransport
from tests.devices import far_sam
from tests.devices.far_sam import FOUND, MOVED, NO_CARD, SELECTED, SILENCE, status
from tests.devices.reader_bench import Bench, closed_bench, open_bench
from tests.devices.text_block import WANG, block

WANG_TEXT = block(WANG)
READ_WANG = far_sam.card(WANG_TEXT)

bench_fixture = pytest.fixture(open_bench, name="bench")
closed_fixture = pytest.fixture(closed_bench, name="closed")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where silence is waited for: shorter waits for the same story."""
    for wait in ("SHORT_WAIT", "WATCH_WAIT", "READ_WAIT"):
        monkeypatch.setattr(sdt_serial, wait, 0.15)


def test_a_healthy_reader_tells_its_sam_id(closed: Bench) -> None:
    driver: Driver = closed.reader
    driver.open()
    ready = driver.poll()
    assert (ready.device, ready.state, ready.words) == ("reader", DeviceState.ONLINE, "device-online")
    assert ready.identity == "05.01-20100731-0001234567-0000000890"
    assert closed.heard() == []


@pytest.mark.usefixtures("impatient")
def test_a_module_that_boots_slowly_is_waited_for(closed: Bench) -> None:
    closed.far.on("status", SILENCE, SILENCE, far_sam.OK)
    closed.reader.open()
    assert closed.far.asked == ["status", "status", "status", "id"]


@pytest.mark.usefixtures("impatient")
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
    bench.far.on("find", [NO_CARD, 0.05, FOUND], NO_CARD)
    bench.poll()
    time.sleep(0.15)  # the stray reply is in the port's buffer now
    bench.poll()
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


@pytest.mark.usefixtures("impatient")
def test_a_reader_that_answers_again_is_not_doubted_any_more(bench: Bench) -> None:
    bench.far.on("find", SILENCE, SILENCE, NO_CARD, SILENCE, SILENCE, NO_CARD)
    bench.far.asked.clear()
    bench.poll(6)
    assert bench.far.asked == ["find"] * 6


@pytest.mark.usefixtures("impatient")
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


@pytest.mark.usefixtures("impatient")
def test_at_9600_baud_the_long_reply_gets_the_time_it_needs() -> None:
    """1295 bytes take 1.3 s: told although the reply is longer on the line than the SAM may think."""
    slow = Bench(baud=9600)
    slow.reader.open()
    slow.far.put(WANG_TEXT)
    pieces = [piece for at in range(0, len(READ_WANG), 260) for piece in (READ_WANG[at : at + 260], 0.2)]
    slow.far.on("read", pieces)
    slow.poll()
    assert slow.heard() == [CardReading(), "王小明"]
    slow.reader.close()
    slow.far.unplug()
