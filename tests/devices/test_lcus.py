"""The bell against the simulated relay board: pulses that always end."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.bell.driver import Bell
from kiosk.devices.bell.lcus import LcusBell, frame, states
from kiosk.devices.bell.patterns import PATTERNS
from kiosk.devices.simulators.relay import RelaySimulator
from kiosk.devices.simulators.wire import PtyWire
from kiosk.devices.status import DeviceFault, DeviceState
from kiosk.devices.transport import SerialTransport
from kiosk.domain.call import CallReason

QUICK = ((0.02, 0.02), (0.02, 0.0))


@contextmanager
def bell(
    channels: int = 4, *, readback: bool = False
) -> Generator[tuple[LcusBell, RelaySimulator, threading.Condition]]:
    changed = threading.Condition()

    def on_change(_channel: int, _on: bool) -> None:
        with changed:
            changed.notify_all()

    with PtyWire() as wire, RelaySimulator(wire, channels, on_change=on_change) as board:
        driver = LcusBell(SerialTransport(wire.path, 9600), channels, readback=readback)
        driver.open()
        try:
            yield driver, board, changed
        finally:
            driver.close()


def switched(board: RelaySimulator) -> list[tuple[int, bool]]:
    """Frames that moved a relay, as (channel, on)."""
    state: dict[int, bool] = {}
    moves: list[tuple[int, bool]] = []
    for entry in board.log:
        if state.get(entry["channel"], False) != entry["on"]:
            moves.append((entry["channel"], entry["on"]))
        state[entry["channel"]] = entry["on"]
    return moves


def test_frames_are_those_of_the_boards_makers() -> None:
    assert frame(1, 1) == bytes.fromhex("A00101A2")
    assert frame(1, 0) == bytes.fromhex("A00100A1")
    assert frame(3, 1) == bytes.fromhex("A00301A4")


def test_opening_the_port_rings_nothing() -> None:
    with bell() as (driver, board, _):
        driver.poll()
        assert switched(board) == []


def test_a_pattern_is_pulsed_on_its_own_channel() -> None:
    rung: list[bool] = []
    with bell() as (driver, board, changed):
        driver.ring((2,), QUICK, lambda _: rung.append(True))
        with changed:
            assert changed.wait_for(lambda: len(switched(board)) == 4, 5)
        assert switched(board) == [(2, True), (2, False), (2, True), (2, False)]
        assert rung == [True]


def test_hushing_ends_the_pulse_and_leaves_the_relay_off() -> None:
    with bell() as (driver, board, changed):
        rung: list[frozenset[int]] = []
        ringing = threading.Thread(target=driver.ring, args=((1,), ((30.0, 0.0),), rung.append))
        ringing.start()
        with changed:
            assert changed.wait_for(lambda: board.states[1], 5)
        driver.hush()
        ringing.join(5)
        assert not ringing.is_alive()
        with changed:
            assert changed.wait_for(lambda: not board.states[1], 5)


def test_closing_leaves_every_relay_off() -> None:
    with bell() as (driver, board, changed):
        driver._transport.write(frame(4, 1))
        with changed:
            assert changed.wait_for(lambda: board.states[4], 5)
        driver.close()
        with changed:
            assert changed.wait_for(lambda: not any(board.states.values()), 5)


def test_a_wire_pulled_while_it_rings_is_told_as_a_stuck_bell() -> None:
    with bell() as (driver, board, _):
        with pytest.raises(DeviceFault) as fault:
            driver.ring((1,), ((0.05, 0.0),), lambda _: board.unplug())
        assert fault.value.words == "bell-may-be-stuck"


def test_a_wire_pulled_before_is_an_oserror() -> None:
    with bell() as (driver, board, _):
        board.unplug()
        with pytest.raises(OSError, match=r".*"):
            driver.ring((1,), QUICK, lambda _: None)


def test_every_reason_has_a_pattern_that_can_be_borne() -> None:
    assert set(PATTERNS) == set(CallReason)
    for pattern in PATTERNS.values():
        assert 0 < sum(on + off for on, off in pattern) <= 3


# --- readback


def test_it_is_a_bell() -> None:
    either: Bell = LcusBell(SerialTransport("/dev/null", 9600), 1)
    assert either.name == "bell"


@pytest.mark.parametrize("channels", [1, 4, 8])
def test_a_board_that_answers_is_online_and_rings(channels: int) -> None:
    rung: list[bool] = []
    with bell(channels, readback=True) as (driver, board, _):
        assert driver.poll().state is DeviceState.ONLINE
        driver.ring((channels,), QUICK, lambda _: rung.append(True))
        assert switched(board) == [(channels, True), (channels, False)] * 2
        assert rung == [True]


def test_a_board_without_feedback_is_unknown_when_it_is_asked_for_some() -> None:
    rung: list[bool] = []
    with bell(readback=True) as (driver, board, _):
        board.answers_query = False
        for act in (driver.poll, lambda: driver.ring((1,), QUICK, lambda _: rung.append(True))):
            with pytest.raises(DeviceFault) as fault:
                act()
            assert (fault.value.state, fault.value.words) == (DeviceState.UNKNOWN, "device-silent")
        assert rung == []
        assert not any(board.states.values()), "what did not answer is switched off all the same"


def test_a_board_without_feedback_is_online_when_none_is_asked_for() -> None:
    with bell() as (driver, board, _):
        board.answers_query = False
        assert driver.poll().state is DeviceState.ONLINE


def test_a_relay_that_stays_on_is_told_as_a_stuck_bell() -> None:
    with bell(readback=True) as (driver, board, _):
        board.switches.stuck = True
        for act in (lambda: driver.ring((3,), QUICK, lambda _: None), driver.poll):
            with pytest.raises(DeviceFault) as fault:
                act()
            assert (fault.value.state, fault.value.words) == (
                DeviceState.HARDWARE_ERROR,
                "bell-may-be-stuck",
            )
        assert "relay 3" in fault.value.cause


def test_a_relay_that_stays_off_is_not_told_as_rung() -> None:
    rung: list[bool] = []
    with bell(readback=True) as (driver, board, _):
        board.switches.dead = True
        with pytest.raises(DeviceFault) as fault:
            driver.ring((1,), QUICK, lambda _: rung.append(True))
        assert fault.value.words == "bell-did-not-switch"
        assert rung == []


def test_a_wire_pulled_while_it_is_asked_is_an_oserror() -> None:
    with bell(readback=True) as (driver, board, _):
        board.unplug()
        with pytest.raises(OSError, match=r".*"):
            driver.poll()


def test_states_are_read_from_whole_lines_only() -> None:
    assert states(b"CH1: ON\r\nCH2: OFF\r\nCH3: O") == {1: True, 2: False}
    assert states(b"\x00CH1:OFF\n") == {1: False}
    assert states(b"CH9: ON\r\n") == {}


@given(st.binary(max_size=200))
def test_noise_tells_of_no_channel_that_cannot_be(noise: bytes) -> None:
    assert set(states(noise)) <= set(range(1, 9))
