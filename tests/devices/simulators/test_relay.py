"""The relay board: LCUS frames in, states, lines and a log out."""

from __future__ import annotations

import json
import queue
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import serial

from kiosk.devices.simulators.relay import RelaySimulator
from kiosk.devices.simulators.wire import PtyWire
from tests.devices.simulators.host import OpenHost

ALL_OFF = b"CH1: OFF\r\nCH2: OFF\r\nCH3: OFF\r\nCH4: OFF\r\n"


@pytest.fixture
def moves() -> queue.Queue[tuple[int, bool]]:
    """What on_change was told."""
    return queue.Queue()


@pytest.fixture
def relay(wire: PtyWire, moves: queue.Queue[tuple[int, bool]], tmp_path: Path) -> Iterator[RelaySimulator]:
    simulator = RelaySimulator(
        wire,
        on_change=lambda channel, on: moves.put((channel, on)),
        frames_file=tmp_path / "bell.jsonl",
    )
    with simulator:
        yield simulator


@pytest.fixture
def host(wire: PtyWire, open_host: OpenHost) -> serial.Serial:
    return open_host(wire.path, 9600)


def ask(host: serial.Serial, frames: str = "") -> bytes:
    """Send frames, then the query; its answer proves that the frames were taken."""
    host.write(bytes.fromhex(frames + "FF"))
    return b"".join(host.readline() for _ in range(4))


@pytest.mark.parametrize(
    ("frame", "channel"), [("A00101A2", 1), ("A00201A3", 2), ("A00301A4", 3), ("A00401A5", 4)]
)
def test_each_published_frame_switches_its_channel_only(
    relay: RelaySimulator, host: serial.Serial, frame: str, channel: int
) -> None:
    expected = ALL_OFF.replace(b"CH%d: OFF" % channel, b"CH%d: ON" % channel)
    assert ask(host, frame) == expected
    assert relay.states == {n: n == channel for n in (1, 2, 3, 4)}


def test_off_frames_switch_off(relay: RelaySimulator, host: serial.Serial) -> None:
    assert ask(host, "A00101A2 A00201A3") == ALL_OFF.replace(b"CH1: OFF", b"CH1: ON").replace(
        b"CH2: OFF", b"CH2: ON"
    )
    assert ask(host, "A00100A1") == ALL_OFF.replace(b"CH2: OFF", b"CH2: ON")
    assert ask(host, "A00200A2") == ALL_OFF
    assert not any(relay.states.values())


def test_a_change_is_told_once_and_a_frame_is_logged_each_time(
    relay: RelaySimulator, host: serial.Serial, moves: queue.Queue[tuple[int, bool]]
) -> None:
    before = time.monotonic()
    ask(host, "A00101A2 A00101A2 A00100A1")
    assert [(entry["channel"], entry["on"]) for entry in relay.log] == [(1, True), (1, True), (1, False)]
    times = [entry["t"] for entry in relay.log]
    assert times == sorted(times)
    assert before <= times[0] <= time.monotonic()
    assert [moves.get(timeout=1), moves.get(timeout=1)] == [(1, True), (1, False)]
    assert moves.empty()


def test_the_log_file_has_one_line_a_frame_and_is_appended(
    relay: RelaySimulator, host: serial.Serial, tmp_path: Path
) -> None:
    file = tmp_path / "bell.jsonl"
    file.write_text('{"earlier": "run"}\n')
    ask(host, "A00301A4 A00300A3")
    earlier, on, off = [json.loads(line) for line in file.read_text().splitlines()]
    assert earlier == {"earlier": "run"}
    assert (on["channel"], on["on"], off["channel"], off["on"]) == (3, True, 3, False)
    assert on["t"] == relay.log[0]["t"]
    assert datetime.fromisoformat(on["time"]).utcoffset() is not None


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param("A00101A3", id="wrong checksum"),
        pytest.param("A00501A6", id="channel that is not there"),
        pytest.param("A00001A1", id="channel 0"),
        pytest.param("A00103A4", id="operation of some clones"),
        pytest.param("B00101B2", id="wrong start"),
        pytest.param("0D0A", id="line end after the query"),
    ],
)
def test_what_is_no_good_frame_moves_nothing(relay: RelaySimulator, host: serial.Serial, frame: str) -> None:
    assert ask(host, frame) == ALL_OFF
    assert relay.log == []


def test_a_good_frame_inside_a_broken_one_is_taken(relay: RelaySimulator, host: serial.Serial) -> None:
    assert ask(host, "A001 A00101A2") == ALL_OFF.replace(b"CH1: OFF", b"CH1: ON")
    assert len(relay.log) == 1


def test_half_a_frame_is_forgotten_after_a_silence(relay: RelaySimulator, host: serial.Serial) -> None:
    host.write(bytes.fromhex("A001"))
    host.timeout = 0.8
    assert host.read(1) == b""
    host.timeout = 5
    assert ask(host, "01A2") == ALL_OFF
    assert relay.log == []


def test_a_frame_that_comes_byte_by_byte_is_one_frame(wire: PtyWire) -> None:
    relay = RelaySimulator(wire)  # not started: the pieces are handed to it as its thread would
    for byte in bytes.fromhex("A00401A5"):
        relay.received(bytes([byte]))
    assert [(entry["channel"], entry["on"]) for entry in relay.log] == [(4, True)]


def test_answers_come_at_9600_baud(relay: RelaySimulator, host: serial.Serial) -> None:
    started = time.monotonic()
    assert ask(host) == ALL_OFF
    assert time.monotonic() - started >= len(ALL_OFF) * 10 / 9600


def test_a_board_without_feedback_obeys_and_stays_silent(wire: PtyWire, open_host: OpenHost) -> None:
    with RelaySimulator(wire, channels=1, answers_query=False) as relay:
        host = open_host(wire.path, 9600)
        host.timeout = 0.3
        host.write(bytes.fromhex("A00101A2FF"))
        assert host.read(1) == b""
        assert relay.states == {1: True}


def test_pulling_the_plug_silences_the_bell(
    relay: RelaySimulator, host: serial.Serial, open_host: OpenHost, moves: queue.Queue[tuple[int, bool]]
) -> None:
    ask(host, "A00201A3")
    assert moves.get(timeout=1) == (2, True)
    relay.unplug()
    assert moves.get(timeout=1) == (2, False)
    with pytest.raises(OSError):
        host.read(1)
    relay.plug()
    assert ask(open_host(relay.wire.path, 9600)) == ALL_OFF
    assert len(relay.log) == 1, "losing power is no frame"
