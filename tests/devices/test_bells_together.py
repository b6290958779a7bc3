"""Several stations at the same time, on each kind of board: within a second, and a dead one hurts no other."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from kiosk.devices.bell.driver import Bell
from kiosk.devices.bell.lcus import LcusBell
from kiosk.devices.bell.modbus import ModbusBell
from kiosk.devices.bell.patterns import PATTERNS
from kiosk.devices.bell.template import TemplateBell
from kiosk.devices.simulators.modbus_relay import ModbusRelaySimulator
from kiosk.devices.simulators.pager_host import PagerHostSimulator
from kiosk.devices.simulators.relay import RelaySimulator
from kiosk.devices.simulators.switches import RelayFrame
from kiosk.devices.simulators.wire import PtyWire
from kiosk.devices.status import DeviceFault
from kiosk.devices.transport import SerialTransport
from kiosk.domain.call import CallReason

EIGHT = tuple(range(1, 9))
ALARM = PATTERNS[CallReason.EMERGENCY]
QUICK = ((0.2, 0.1), (0.2, 0.0))


@dataclass
class At:
    driver: Bell
    board: RelaySimulator | ModbusRelaySimulator | PagerHostSimulator

    def moved(self, *, on: bool) -> list[RelayFrame]:
        """What switched a relay over, in the order of time."""
        state: dict[int, bool] = {}
        moves: list[RelayFrame] = []
        for entry in list(self.board.log):
            if state.get(entry["channel"], False) != entry["on"] == on:
                moves.append(entry)
            state[entry["channel"]] = entry["on"]
        return moves

    def until(self, ready: Callable[[], bool]) -> None:
        end = time.monotonic() + 5
        while not ready():
            assert time.monotonic() < end, self.board.log
            time.sleep(0.005)


@contextmanager
def lcus(*, readback: bool = False) -> Generator[At]:
    with PtyWire() as wire, RelaySimulator(wire, 8) as board:
        driver = LcusBell(SerialTransport(wire.path, 9600), 8, readback=readback)
        driver.open()
        yield At(driver, board)
        driver.close()


@contextmanager
def modbus() -> Generator[At]:
    with PtyWire() as wire, ModbusRelaySimulator(wire, 8, 8) as board:
        driver = ModbusBell(SerialTransport(wire.path, 9600), 8, lambda _: None)
        driver.open()
        yield At(driver, board)
        driver.close()


@contextmanager
def pager(**frames: str) -> Generator[At]:
    with PtyWire() as wire, PagerHostSimulator(wire, 9) as board:
        driver = TemplateBell(
            SerialTransport(wire.path, 9600),
            9,
            lambda _: None,
            style="text",
            reply_pattern=r"OK (?P<channel>\d+)\r\n",
            reply_seconds=0.2,
            **frames,  # pyright: ignore[reportArgumentType]
        )
        driver.open()
        yield At(driver, board)
        driver.close()


@contextmanager
def pager_on_off() -> Generator[At]:
    with pager(on="ON {channel}\r\n", off="OFF {channel}\r\n") as at:
        yield at


@contextmanager
def pager_pulse() -> Generator[At]:
    with pager(pulse="CALL {channel}\r\n") as at:
        yield at


BOARDS = {"lcus": lcus, "modbus": modbus, "on and off": pager_on_off, "pulse": pager_pulse}


@pytest.mark.parametrize("kind", BOARDS)
def test_eight_stations_ring_within_a_second_of_each_other(kind: str) -> None:
    taken: list[frozenset[int]] = []
    with BOARDS[kind]() as at:
        at.driver.ring(EIGHT, ALARM[:2], taken.append)
        at.until(lambda: {entry["channel"] for entry in at.moved(on=True)} == set(EIGHT))
        first = at.moved(on=True)[:8]
        assert [entry["channel"] for entry in first] == list(EIGHT), "no one rings twice before all have once"
        assert first[-1]["t"] - first[0]["t"] < 1.0
        assert taken == [frozenset(EIGHT)]
        if kind != "pulse":  # such a host ends its calls by itself
            at.until(lambda: not any(at.board.states.values()))


def test_each_relay_of_an_lcus_board_is_on_before_the_first_goes_off() -> None:
    with lcus() as at:
        at.driver.ring((1, 2, 3), QUICK, lambda _: None)
        at.until(lambda: len(at.moved(on=False)) == 6)
        last_on = at.moved(on=True)[2]
        assert at.moved(on=False)[0]["t"] > last_on["t"]


def test_a_relay_that_is_dead_keeps_no_other_from_ringing() -> None:
    taken: list[frozenset[int]] = []
    with modbus() as at:
        with pytest.raises(DeviceFault) as fault:
            at.driver.ring((9, 1, 2), QUICK, taken.append)  # the board has no relay 9
        assert fault.value.words == "bell-refused"
        assert taken == [frozenset({1, 2})]
        assert len(at.moved(on=True)) == 4, "the whole pattern, on both"


def test_a_board_that_took_nothing_has_not_rung() -> None:
    taken: list[frozenset[int]] = []
    with modbus() as at:
        with pytest.raises(DeviceFault):
            at.driver.ring((9, 10), QUICK, taken.append)
        assert taken == []


def test_a_pager_that_does_not_answer_keeps_no_other_from_ringing() -> None:
    taken: list[frozenset[int]] = []
    with pager_on_off() as at:
        with pytest.raises(DeviceFault) as fault:
            del at.board.switches._states[9]  # the host has lost this pager
            at.driver.ring((1, 9, 2), QUICK, taken.append)
        assert fault.value.words == "device-silent"
        assert taken == [frozenset({1, 2})]
        assert len(at.moved(on=True)) == 4, "the whole pattern, on both"
        assert not any(at.board.states.values())


def test_what_the_board_says_is_off_is_told_and_the_others_ring() -> None:
    taken: list[frozenset[int]] = []
    moved: list[tuple[int, bool]] = []
    with lcus(readback=True) as at:

        def first_is_on(channel: int, on: bool) -> None:
            moved.append((channel, on))
            at.board.switches.dead = on  # the second contact does not close

        at.board.switches._on_change = first_is_on
        with pytest.raises(DeviceFault) as fault:
            at.driver.ring((1, 2), QUICK, taken.append)
        assert (fault.value.words, fault.value.cause) == ("bell-did-not-switch", "relay 2 stays off")
        assert taken == [frozenset({1})]
        assert moved == [(1, True), (1, False)] * 2, "the whole pattern"
