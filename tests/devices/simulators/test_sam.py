"""The SAM, spoken to in raw frames. Those marked ★ stand verbatim in published protocol texts."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from functools import reduce
from operator import xor

import pytest
import serial

from kiosk.devices import sam_constants
from kiosk.devices.simulators.card_blocks import text_block
from kiosk.devices.simulators.personas import Persona, load_personas
from kiosk.devices.simulators.sam import SamSimulator
from kiosk.devices.simulators.sam_faults import Fault, FaultKind
from kiosk.devices.simulators.wire import PtyWire
from tests.devices.simulators.host import OpenHost

PERSONAS = load_personas()
ELDER = PERSONAS["elder-woman"]

RESET = "AA AA AA 96 69 00 03 10 FF EC"
STATUS = "AA AA AA 96 69 00 03 11 FF ED"  # ★
SAM_ID = "AA AA AA 96 69 00 03 12 FF EE"  # ★
FIND = "AA AA AA 96 69 00 03 20 01 22"  # ★
SELECT = "AA AA AA 96 69 00 03 20 02 21"  # ★
READ = "AA AA AA 96 69 00 03 30 01 32"  # ★
MANAGEMENT = "AA AA AA 96 69 00 03 30 05 36"

OK = "AA AA AA 96 69 00 04 00 00 90 94"
FOUND = "AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97"  # ★
NO_CARD = "AA AA AA 96 69 00 04 00 00 80 84"  # ★
SELECTED = "AA AA AA 96 69 00 0C 00 00 90 00 00 00 00 00 00 00 00 9C"  # ★
SELECT_FAILED = "AA AA AA 96 69 00 04 00 00 81 85"  # ★
READ_FAILED = "AA AA AA 96 69 00 04 00 00 41 45"  # ★
HOST_CHECKSUM = "AA AA AA 96 69 00 04 00 00 10 14"
HOST_LENGTH = "AA AA AA 96 69 00 04 00 00 11 15"
BAD_COMMAND = "AA AA AA 96 69 00 04 00 00 21 25"
UNKNOWN = "AA AA AA 96 69 00 04 00 00 24 20"
READ_HEAD = "AA AA AA 96 69 05 08 00 00 90 01 00 04 00"  # ★
READ_BYTES = 1295
QUICK_BAUD = 1_000_000  # no SAM is so fast; the real pace has a test of its own


def xor_of(data: bytes) -> int:
    return reduce(xor, data)


class Host:
    """A host that knows no protocol: it sends hex and collects what comes."""

    def __init__(self, port: serial.Serial) -> None:
        self.port = port

    def ask(self, frame: str, count: int = 11) -> str:
        """Send a frame; the next `count` bytes, or what came of them in time, as hex."""
        self.port.write(bytes.fromhex(frame))
        return self.port.read(count).hex(" ").upper()

    def select_card(self) -> None:
        assert self.ask(FIND, 15) == FOUND
        assert self.ask(SELECT, 19) == SELECTED

    def read_card(self) -> bytes:
        """Find, select and read; the whole reply to the read."""
        self.select_card()
        return bytes.fromhex(self.ask(READ, READ_BYTES))

    def read_card_in_part(self) -> bytes:
        """The same when the reply is known to stop before its end."""
        self.select_card()
        self.port.timeout = 0.5
        part = bytes.fromhex(self.ask(READ, READ_BYTES))
        self.port.timeout = 5.0
        return part

    def is_silent(self, seconds: float = 0.1) -> bool:
        self.port.timeout = seconds
        silent = self.port.read(1) == b""
        self.port.timeout = 5.0
        return silent


@pytest.fixture
def sam(wire: PtyWire) -> Iterator[SamSimulator]:
    with SamSimulator(wire, QUICK_BAUD, read_seconds=0.02) as simulator:
        yield simulator


@pytest.fixture
def host(wire: PtyWire, open_host: OpenHost) -> Host:
    return Host(open_host(wire.path))


def test_reset_and_status_answer_ok(sam: SamSimulator, host: Host) -> None:
    assert host.ask(RESET) == OK
    assert host.ask(STATUS) == OK
    assert [(entry.command, entry.sw3) for entry in sam.log] == [((0x10, 0xFF), 0x90), ((0x11, 0xFF), 0x90)]


def test_the_sam_id_has_sixteen_bytes(sam: SamSimulator, host: Host) -> None:
    reply = bytes.fromhex(host.ask(SAM_ID, 27))
    assert reply[:10] == bytes.fromhex("AAAAAA9669 0014 000090")
    assert reply[10:14] == bytes.fromhex("0500 0100"), "05.01, low byte first"
    assert len(reply) == 27
    assert host.is_silent()


def test_an_empty_reader_finds_no_card(sam: SamSimulator, host: Host) -> None:
    assert host.ask(FIND) == NO_CARD


@pytest.mark.parametrize("persona", PERSONAS.values(), ids=lambda persona: persona.id)
def test_everyones_card_is_read_whole(sam: SamSimulator, host: Host, persona: Persona) -> None:
    sam.place(persona)
    reply = host.read_card()
    assert len(reply) == READ_BYTES
    assert reply[:14] == bytes.fromhex(READ_HEAD)
    assert reply[14:270] == text_block(persona)
    assert xor_of(reply[5:]) == 0
    assert host.ask(STATUS) == OK, "nothing came after the reply"


def test_the_management_number_is_the_cards_and_tells_when_it_is_gone(sam: SamSimulator, host: Host) -> None:
    """How vendors' programs notice that a card is taken away."""
    sam.place(ELDER)
    host.read_card()
    first = host.ask(MANAGEMENT, 35)
    assert bytes.fromhex(first)[:10] == bytes.fromhex("AAAAAA9669 001C 000090")
    assert host.ask(MANAGEMENT, 35) == first
    sam.remove()
    assert host.ask(MANAGEMENT) == READ_FAILED
    sam.place(PERSONAS["veteran"])
    host.select_card()
    assert host.ask(MANAGEMENT, 35) != first


@pytest.mark.parametrize("command", [SELECT, READ, MANAGEMENT])
def test_a_step_before_its_turn_is_a_bad_command(sam: SamSimulator, host: Host, command: str) -> None:
    sam.place(ELDER)
    assert host.ask(command) == BAD_COMMAND


def test_a_second_select_and_a_read_after_a_new_find_are_out_of_turn(sam: SamSimulator, host: Host) -> None:
    sam.place(ELDER)
    host.select_card()
    assert host.ask(SELECT) == BAD_COMMAND
    assert host.ask(FIND, 15) == FOUND
    assert host.ask(READ) == BAD_COMMAND


def test_a_card_taken_between_two_steps(sam: SamSimulator, host: Host) -> None:
    sam.place(ELDER)
    assert host.ask(FIND, 15) == FOUND
    sam.remove()
    assert host.ask(SELECT) == SELECT_FAILED
    sam.place(ELDER)
    host.select_card()
    sam.remove()
    assert host.ask(READ) == READ_FAILED


def test_a_card_swapped_for_another_is_not_read_as_the_first(sam: SamSimulator, host: Host) -> None:
    sam.place(ELDER)
    host.select_card()
    sam.place(PERSONAS["veteran"])
    assert host.ask(READ) == READ_FAILED
    assert host.ask(FIND, 15) == FOUND
    sam.place(PERSONAS["veteran"])
    assert host.ask(SELECT) == SELECT_FAILED
    assert host.read_card()[14:270] == text_block(PERSONAS["veteran"])


def test_a_card_taken_during_the_radio_time_cannot_be_read(sam: SamSimulator, host: Host) -> None:
    sam.read_seconds = 0.3
    sam.place(ELDER)
    host.select_card()
    threading.Timer(0.1, sam.remove).start()
    assert host.ask(READ) == READ_FAILED


def test_after_a_good_read_some_modules_find_nothing_until_the_card_is_laid_again(
    sam: SamSimulator, host: Host
) -> None:
    sam.place(ELDER)
    host.read_card()
    assert host.ask(FIND) == NO_CARD
    assert bytes.fromhex(host.ask(MANAGEMENT, 35))[9] == 0x90, "it lies there all the same"
    assert sam.occupied
    sam.remove()
    sam.place(ELDER)
    host.read_card()


def test_a_reset_wakes_a_card_that_had_been_read(sam: SamSimulator, host: Host) -> None:
    sam.place(ELDER)
    host.read_card()
    assert host.ask(RESET) == OK
    assert host.ask(READ) == BAD_COMMAND, "nothing is selected any more"
    host.read_card()


def test_other_modules_find_the_same_card_over_and_over(wire: PtyWire, open_host: OpenHost) -> None:
    with SamSimulator(wire, QUICK_BAUD, finds_again=True, read_seconds=0.02) as sam:
        host = Host(open_host(wire.path))
        sam.place(ELDER)
        assert host.read_card() == host.read_card()


@pytest.mark.parametrize(
    ("frame", "answer"),
    [
        pytest.param("AA AA AA 96 69 00 03 20 01 21", HOST_CHECKSUM, id="the wrong find of public code"),
        pytest.param("AA AA AA 96 69 00 00 20 01 22", HOST_LENGTH, id="length 0"),
        pytest.param("AA AA AA 96 69 FF FF 20 01 22", HOST_LENGTH, id="length 65535"),
        pytest.param("AA AA AA 96 69 00 04 20 01 00 25", HOST_LENGTH, id="find with a byte too many"),
        pytest.param("AA AA AA 96 69 00 03 20 00 23", BAD_COMMAND, id="find with a parameter it has not"),
        pytest.param("AA AA AA 96 69 00 03 77 01 75", UNKNOWN, id="a command it has not"),
    ],
)
def test_bad_commands_are_answered_and_do_no_harm(
    sam: SamSimulator, host: Host, frame: str, answer: str
) -> None:
    assert host.ask(frame) == answer
    assert host.is_silent()
    assert host.ask(STATUS) == OK


def test_commands_are_found_in_noise_and_one_after_the_other(sam: SamSimulator, host: Host) -> None:
    assert host.ask("00 96 69 AA" + STATUS) == OK
    host.port.write(bytes.fromhex(STATUS + FIND))
    assert host.port.read(22) == bytes.fromhex(OK + NO_CARD)


def test_a_command_after_noise_may_come_byte_by_byte(wire: PtyWire) -> None:
    sam = SamSimulator(wire)  # not started: the pieces are handed to it as its thread would
    for byte in bytes.fromhex("00 96 69 AA" + STATUS):
        sam.received(bytes([byte]))
    assert [(entry.command, entry.sw3) for entry in sam.log] == [(sam_constants.GET_STATUS, 0x90)]


def test_half_a_command_is_forgotten_after_a_silence(sam: SamSimulator, host: Host) -> None:
    host.port.write(bytes.fromhex(FIND)[:7])
    assert host.is_silent(0.8)
    assert host.ask(STATUS) == OK


def test_a_read_takes_its_radio_time_and_its_time_on_the_line(sam: SamSimulator, host: Host) -> None:
    sam.baud, sam.read_seconds = 115200, 0.15
    sam.place(ELDER)
    host.select_card()
    assert sam.last_byte_at is None
    started = time.perf_counter()
    reply = host.ask(READ, READ_BYTES)
    ended = time.perf_counter()
    assert len(bytes.fromhex(reply)) == READ_BYTES
    assert ended - started >= 0.15 + READ_BYTES * 10 / 115200
    sam.stop()  # the stamp is set just after the last byte, on the simulator's thread
    assert sam.last_byte_at is not None
    assert sam.last_byte_at - started >= 0.15 + READ_BYTES * 10 / 115200


def test_the_log_tells_commands_answers_and_times_but_nothing_of_the_card(
    sam: SamSimulator, host: Host
) -> None:
    before = time.monotonic()
    sam.place(ELDER)
    host.read_card()
    host.ask("AA AA AA 96 69 00 03 20 01 21")
    assert [(entry.command, entry.sw3) for entry in sam.log] == [
        (sam_constants.FIND, 0x9F),
        (sam_constants.SELECT, 0x90),
        (sam_constants.READ_TEXT_PHOTO, 0x90),
        (None, 0x10),
    ]
    times = [entry.at for entry in sam.log]
    assert before <= times[0]
    assert times == sorted(times)
    assert ELDER.number not in repr(sam.log)


def test_a_dead_sam_hears_and_says_nothing_until_it_lives_again(sam: SamSimulator, host: Host) -> None:
    sam.order(Fault(FaultKind.NO_ANSWER))
    for frame in (STATUS, FIND, "AA AA AA 96 69 00 03 20 01 21"):
        host.port.write(bytes.fromhex(frame))
        assert host.is_silent()
    assert [entry.sw3 for entry in sam.log] == [None, None, None]
    sam.clear_faults()
    assert host.ask(STATUS) == OK


def test_a_torn_frame_stops_where_it_was_ordered_to_once(sam: SamSimulator, host: Host) -> None:
    sam.order(Fault(FaultKind.TORN_FRAME, at_byte=9))
    assert host.ask(STATUS, 9) == OK[: 9 * 3 - 1]
    assert host.is_silent()
    assert host.ask(STATUS) == OK


def test_a_torn_read_can_be_read_again_from_find(sam: SamSimulator, host: Host) -> None:
    sam.place(ELDER)
    sam.order(Fault(FaultKind.TORN_FRAME, command=sam_constants.READ_TEXT_PHOTO, at_byte=700))
    assert len(host.read_card_in_part()) == 700
    assert sam.last_byte_at is None
    assert len(host.read_card()) == READ_BYTES


def test_a_wrong_checksum_comes_once(sam: SamSimulator, host: Host) -> None:
    sam.order(Fault(FaultKind.WRONG_CHECKSUM))
    bad = bytes.fromhex(host.ask(STATUS))
    assert bad[:-1] == bytes.fromhex(OK)[:-1]
    assert xor_of(bad[5:]) != 0
    assert host.ask(STATUS) == OK


def test_noise_comes_before_the_preamble_and_the_frame_is_whole(sam: SamSimulator, host: Host) -> None:
    sam.order(Fault(FaultKind.NOISE, noise=bytes.fromhex("00 FF AA"), times=2))
    assert host.ask(STATUS, 14) == "00 FF AA " + OK
    assert host.ask(STATUS, 14) == "00 FF AA " + OK
    assert host.ask(STATUS) == OK


def test_a_card_pulled_in_the_middle_of_its_read_is_gone(sam: SamSimulator, host: Host) -> None:
    sam.place(ELDER)
    sam.order(Fault(FaultKind.PULLED_MID_READ))
    assert len(host.read_card_in_part()) == READ_BYTES // 2
    assert not sam.occupied
    assert host.ask(FIND) == NO_CARD


ERRORS = [
    value
    for name, value in vars(sam_constants).items()
    if name.startswith("SW3_") and value not in (0x90, 0x9F)
]


@pytest.mark.parametrize("sw3", ERRORS, ids=lambda sw3: f"{sw3:02X}")
def test_each_error_comes_for_as_many_reads_as_ordered(sam: SamSimulator, host: Host, sw3: int) -> None:
    error = f"AA AA AA 96 69 00 04 00 00 {sw3:02X} {sw3 ^ 0x04:02X}"
    sam.place(ELDER)
    sam.order(Fault(FaultKind.ERROR_STATUS, sw3=sw3, times=2))
    for _ in range(2):
        host.select_card()
        assert host.ask(READ) == error
    assert len(host.read_card()) == READ_BYTES


def test_after_an_error_the_host_must_start_again_from_find(sam: SamSimulator, host: Host) -> None:
    sam.place(ELDER)
    sam.order(Fault(FaultKind.ERROR_STATUS))
    host.select_card()
    assert host.ask(READ) == READ_FAILED
    assert host.ask(READ) == BAD_COMMAND


def test_an_error_may_carry_the_cards_own_status(sam: SamSimulator, host: Host) -> None:
    sam.order(Fault(FaultKind.ERROR_STATUS, sw3=0x41, command=sam_constants.FIND, card_status=b"\x6a\x82"))
    assert host.ask(FIND) == "AA AA AA 96 69 00 04 6A 82 41 AD"


def test_faults_wait_for_their_command(sam: SamSimulator, host: Host) -> None:
    sam.order(Fault(FaultKind.WRONG_CHECKSUM, command=sam_constants.SELECT))
    sam.place(ELDER)
    assert host.ask(STATUS) == OK
    assert host.ask(FIND, 15) == FOUND
    assert host.ask(SELECT, 19) != SELECTED


def test_unplugging_is_an_error_for_the_host_and_the_sam_starts_afresh(
    sam: SamSimulator, host: Host, open_host: OpenHost
) -> None:
    sam.place(ELDER)
    host.read_card()
    sam.unplug()
    with pytest.raises(OSError):
        host.ask(STATUS)
    sam.plug()
    again = Host(open_host(sam.wire.path))
    assert again.ask(READ) == BAD_COMMAND, "nothing is selected after switching on"
    assert len(again.read_card()) == READ_BYTES


def test_unplugging_in_the_middle_of_a_reply_ends_it(
    sam: SamSimulator, host: Host, open_host: OpenHost
) -> None:
    sam.baud = 9600
    sam.place(ELDER)
    host.select_card()
    assert host.ask(READ, 14) == READ_HEAD
    sam.unplug()
    sam.plug()
    again = Host(open_host(sam.wire.path))
    assert again.is_silent()
    assert again.ask(STATUS) == OK
