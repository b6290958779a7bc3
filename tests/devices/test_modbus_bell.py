"""The bell on the simulated Modbus board: pulses that end by themselves, buttons, and every fault."""

from __future__ import annotations

import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from kiosk.devices.bell.driver import Bell
from kiosk.devices.bell.modbus import ModbusBell
from kiosk.devices.bell.patterns import THRICE
from kiosk.devices.simulators.modbus_relay import ModbusFault, ModbusRelaySimulator
from kiosk.devices.simulators.wire import PtyWire
from kiosk.devices.status import DeviceFault, DeviceState, DeviceStatus, WhoActs
from kiosk.devices.supervisor import Supervised
from kiosk.devices.transport import SerialTransport

QUICK = ((0.1, 0.1), (0.1, 0.0))
LONG = ((30.0, 0.0),)


@dataclass
class Bench:
    driver: ModbusBell
    board: ModbusRelaySimulator
    presses: queue.Queue[int]
    rung: list[bool] = field(default_factory=list[bool])

    def ring(self, channel: int, pattern: tuple[tuple[float, float], ...] = QUICK) -> None:
        self.driver.ring((channel,), pattern, lambda _: self.rung.append(True))

    @property
    def moves(self) -> list[tuple[int, bool]]:
        """What moved a relay, as (channel, on)."""
        on: set[int] = set()
        moves: list[tuple[int, bool]] = []
        for entry in self.board.log:
            if (entry["channel"] in on) != entry["on"]:
                on ^= {entry["channel"]}
                moves.append((entry["channel"], entry["on"]))
        return moves


@contextmanager
def bench(channels: int = 4, inputs: int = 0, reply_seconds: float = 0.1) -> Generator[Bench]:
    presses: queue.Queue[int] = queue.Queue()
    with PtyWire() as wire, ModbusRelaySimulator(wire, 8, 8) as board:
        driver = ModbusBell(
            SerialTransport(wire.path, 9600),
            channels,
            presses.put,
            inputs=inputs,
            poll_seconds=0.06,
            reply_seconds=reply_seconds,
        )
        driver.open()
        try:
            yield Bench(driver, board, presses)
        finally:
            driver.close()


def until(condition: Callable[[], bool], seconds: float = 5.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.005)


def fault_of(act: Callable[[], object]) -> DeviceFault:
    with pytest.raises(DeviceFault) as caught:
        act()
    return caught.value


def test_it_is_a_bell() -> None:
    bell: Bell = ModbusBell(SerialTransport("/dev/null", 9600), 1, lambda _number: None)
    assert bell.name == "bell"


def test_opening_switches_every_channel_off_and_rings_nothing() -> None:
    with bench(channels=3) as at:
        assert [(entry["channel"], entry["on"]) for entry in at.board.log] == [
            (1, False),
            (2, False),
            (3, False),
        ]
        assert at.driver.poll() == DeviceStatus("bell", DeviceState.ONLINE, "device-online")


def test_a_pattern_is_flashed_on_its_own_channel() -> None:
    with bench() as at:
        at.ring(2)
        until(lambda: len(at.moves) == 4)
        assert at.moves == [(2, True), (2, False), (2, True), (2, False)]
        assert at.rung == [True]
        assert at.driver.poll().state is DeviceState.ONLINE


def test_the_board_ends_a_pulse_by_itself() -> None:
    """The driver sends no off: what is logged after the flash is the board's own clock."""
    with bench() as at:
        at.ring(1, ((0.3, 0.0),))
        until(lambda: len(at.moves) == 2)
        on, off = at.board.log[-2:]
        assert (on["on"], off["on"]) == (True, False)
        assert 0.25 < off["t"] - on["t"] < 0.6


def test_hushing_ends_the_pulse_at_once() -> None:
    with bench(inputs=2) as at:
        ringing = threading.Thread(target=at.ring, args=(1, LONG))
        ringing.start()
        until(lambda: at.board.states[1])
        at.driver.hush()
        ringing.join(5)
        assert not ringing.is_alive()
        assert not at.board.states[1]


def test_closing_leaves_every_relay_off() -> None:
    with bench() as at:
        at.board.switches.order(4, True)
        at.driver.close()
        until(lambda: not any(at.board.states.values()))


def test_a_relay_that_somebody_else_left_on_is_switched_off() -> None:
    with bench() as at:
        at.board.switches.order(3, True)
        assert at.driver.poll().state is DeviceState.ONLINE
        assert not at.board.states[3]


def test_a_contact_that_stays_on_is_told_as_a_stuck_bell() -> None:
    with bench() as at:
        at.board.fail(ModbusFault.STUCK)
        at.ring(2, ((0.1, 0.0),))
        fault = fault_of(at.driver.poll)
        assert (fault.state, fault.words, fault.who) == (
            DeviceState.HARDWARE_ERROR,
            "bell-may-be-stuck",
            WhoActs.MAINTENANCE,
        )
        at.board.mend()


# --- buttons


def polled(at: Bench, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        at.driver.poll()
        time.sleep(at.driver.poll_seconds)


def test_one_press_is_one_call_however_long_it_lasts() -> None:
    with bench(inputs=4) as at:
        polled(at, 0.1)
        at.board.press(3, float("inf"))
        polled(at, 0.5)
        assert [at.presses.get_nowait()] == [3]
        assert at.presses.empty()
        at.board.release(3)
        polled(at, 0.2)
        at.board.press(3)
        polled(at, 0.5)
        assert at.presses.get_nowait() == 3
        assert at.presses.empty()


def test_two_buttons_at_once_are_two_calls() -> None:
    with bench(inputs=8) as at:
        polled(at, 0.1)
        at.board.press(8)
        at.board.press(1)
        polled(at, 0.4)
        assert sorted([at.presses.get_nowait(), at.presses.get_nowait()]) == [1, 8]
        assert at.presses.empty()


def test_a_button_is_heard_while_the_bell_rings() -> None:
    with bench(inputs=4) as at:
        at.driver.poll()
        ringing = threading.Thread(target=at.ring, args=(1, LONG))
        ringing.start()
        until(lambda: at.board.states[1])
        at.board.press(2)
        assert at.presses.get(timeout=5) == 2
        at.driver.hush()
        ringing.join(5)


def test_a_button_held_at_the_start_counts_from_its_next_press() -> None:
    with bench(inputs=2) as at:
        at.board.press(1, float("inf"))
        polled(at, 0.2)
        assert at.presses.empty()
        at.board.release(1)
        polled(at, 0.2)
        at.board.press(1)
        polled(at, 0.4)
        assert at.presses.get_nowait() == 1


def test_bounces_are_not_looked_at() -> None:
    """Two looks are never closer together than contacts bounce, even when polls and rings follow each other."""
    with bench(inputs=1) as at:
        polled(at, 0.1)
        at.board.press(1, 5.0)
        at.driver.poll()
        at.board.release(1)
        at.driver.poll()
        at.board.press(1, 5.0)
        polled(at, 0.3)
        assert [at.presses.get_nowait()] == [1]
        assert at.presses.empty()


# --- faults

FAULTS = {
    ModbusFault.SILENT: (DeviceState.UNKNOWN, "device-silent", WhoActs.MAINTENANCE),
    ModbusFault.NOISE: (DeviceState.UNKNOWN, "bell-garbled", WhoActs.MAINTENANCE),
    ModbusFault.WRONG_CRC: (DeviceState.UNKNOWN, "bell-garbled", WhoActs.MAINTENANCE),
    ModbusFault.TORN: (DeviceState.UNKNOWN, "bell-garbled", WhoActs.MAINTENANCE),
    ModbusFault.OTHER_ECHO: (DeviceState.UNKNOWN, "bell-garbled", WhoActs.MAINTENANCE),
    ModbusFault.EXCEPTION: (DeviceState.HARDWARE_ERROR, "bell-refused", WhoActs.CONFIGURATION),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_by_poll_ring_and_open_and_is_over_when_mended(fault: ModbusFault) -> None:
    with bench(inputs=2) as at:
        for act in (at.driver.poll, lambda: at.ring(1), at.driver.open):
            at.board.fail(fault)
            told = fault_of(act)
            assert (told.state, told.words, told.who) == FAULTS[fault]
        assert at.rung == []
        at.board.mend()
        at.driver.open()
        at.ring(1)
        assert at.rung == [True]
        assert at.driver.poll().state is DeviceState.ONLINE


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault is not ModbusFault.EXCEPTION])
def test_one_disturbance_is_no_fault(fault: ModbusFault) -> None:
    with bench() as at:
        at.board.fail(fault, times=1)
        at.ring(1)
        assert at.rung == [True]
        assert at.driver.poll().state is DeviceState.ONLINE


def test_a_disturbance_in_the_middle_of_a_pattern_leaves_the_bell_off() -> None:
    with bench() as at:
        fault = fault_of(lambda: at.driver.ring((1,), THRICE, lambda _: at.board.fail(ModbusFault.SILENT)))
        assert fault.words == "device-silent"
        until(lambda: not at.board.states[1])
        assert at.moves == [(1, True), (1, False)]


def test_a_channel_that_the_board_lacks_is_a_mistake_of_the_configuration() -> None:
    with bench() as at:
        fault = fault_of(lambda: at.ring(9))
        assert (fault.words, fault.who) == ("bell-refused", WhoActs.CONFIGURATION)
        assert "illegal data address" in fault.cause


def test_another_unit_does_not_answer() -> None:
    with PtyWire() as wire, ModbusRelaySimulator(wire, unit=2):
        driver = ModbusBell(SerialTransport(wire.path, 9600), 1, lambda _n: None, reply_seconds=0.1)
        assert fault_of(driver.open).words == "device-silent"
        driver.close()


def test_closing_beside_a_silent_board_does_not_take_long() -> None:
    with bench(channels=8, reply_seconds=0.2) as at:
        at.board.fail(ModbusFault.SILENT)
        started = time.monotonic()
        at.driver.close()
        assert time.monotonic() - started < 2.0, "the supervisor waits three seconds"


def test_a_wire_pulled_while_it_rings_loses_the_port_and_not_the_silence() -> None:
    with bench() as at:
        with pytest.raises(OSError, match=r".*"):
            at.driver.ring((1,), ((0.2, 0.2), (0.2, 0.0)), lambda _: at.board.unplug())
        until(lambda: not at.board.states[1])
        assert at.moves == [(1, True), (1, False)]


def test_a_wire_pulled_while_nothing_goes_on_is_an_oserror() -> None:
    with bench() as at:
        at.board.unplug()
        with pytest.raises(OSError, match=r".*"):
            at.driver.poll()


def test_plugged_back_it_serves_again_within_two_seconds() -> None:
    states: queue.Queue[DeviceStatus] = queue.Queue()
    presses: queue.Queue[int] = queue.Queue()
    with PtyWire() as wire, ModbusRelaySimulator(wire) as board:
        driver = ModbusBell(SerialTransport(wire.path, 9600), 4, presses.put, inputs=4)
        watched = Supervised(driver, states.put)
        watched.start()
        try:
            assert states.get(timeout=5).state is DeviceState.ONLINE
            board.unplug()
            assert states.get(timeout=5).state is DeviceState.POWER_OFF
            board.plug()
            plugged = time.monotonic()
            while states.get(timeout=5).state is not DeviceState.ONLINE:
                pass
            assert time.monotonic() - plugged < 2.5
            watched.submit(lambda: driver.ring((1,), QUICK, lambda _: None)).result(5)
            board.press(4)
            assert presses.get(timeout=5) == 4
        finally:
            watched.stop()


KILLED = """
import sys
from kiosk.devices.bell.modbus import ModbusBell
from kiosk.devices.transport import SerialTransport
bell = ModbusBell(SerialTransport(sys.argv[1], 9600), 4, lambda number: None)
bell.open()
bell.ring((1,), ((0.8, 0.0),), lambda _: print("rung", flush=True))
"""


def test_a_kiosk_killed_in_the_middle_of_a_pulse_does_not_ring_on() -> None:
    with PtyWire() as wire, ModbusRelaySimulator(wire) as board:
        kiosk = subprocess.Popen([sys.executable, "-c", KILLED, wire.path], stdout=subprocess.PIPE)
        with kiosk:
            assert kiosk.stdout is not None
            assert kiosk.stdout.readline() == b"rung\n"
            kiosk.kill()
            assert kiosk.wait(5) == -signal.SIGKILL
        assert board.states[1], "it was killed too late to prove anything"
        until(lambda: not board.states[1], 3)
        assert board.log[-1]["on"] is False
