"""The bell on a simulated paging host, by frames of the configuration: rung, answered, acknowledged, silent."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

import pytest

from kiosk.devices.bell.driver import Bell
from kiosk.devices.bell.template import TemplateBell
from kiosk.devices.simulators.pager_host import Dialect, PagerFault, PagerHostSimulator
from kiosk.devices.simulators.wire import PtyWire
from kiosk.devices.status import DeviceFault, DeviceState, DeviceStatus
from kiosk.devices.supervisor import Supervised
from kiosk.devices.transport import SerialTransport

QUICK = ((0.1, 0.1), (0.1, 0.0))
LONG = ((30.0, 0.0),)
CALL: dict[str, Any] = {"style": "text", "pulse": "CALL {channel}\r\n"}
ON_OFF: dict[str, Any] = {"style": "text", "on": "ON {channel}\r\n", "off": "OFF {channel}\r\n"}
ANSWERS: dict[str, Any] = {"reply_pattern": r"OK (?P<channel>\d+)\r\n", "reply_seconds": 0.2}
ACK: dict[str, Any] = {"ack_pattern": r"ACK (?P<channel>\d+)\r\n"}
RADIO: dict[str, Any] = {  # easydoc ZasQ4mWD, in the fact sheet
    "style": "hex",
    "on": "68 0A 00 FF 10 00 {channel} 01 {sum:3} 16",
    "off": "68 0A 00 FF 10 00 {channel} 02 {sum:3} 16",
}


class Bench:
    def __init__(self, wire: PtyWire, host: PagerHostSimulator, settings: dict[str, Any], channels: int):
        self.host = host
        self.presses: queue.Queue[int] = queue.Queue()
        self.rung: list[bool] = []
        self.driver = TemplateBell(SerialTransport(wire.path, 9600), channels, self.presses.put, **settings)

    def ring(self, channel: int, pattern: tuple[tuple[float, float], ...] = QUICK) -> None:
        self.driver.ring((channel,), pattern, lambda _: self.rung.append(True))

    @property
    def orders(self) -> list[tuple[int, bool]]:
        return [(entry["channel"], entry["on"]) for entry in self.host.log]

    def polled_until(self, count: int) -> list[int]:
        """Presses, polled for until there are `count` of them, and a moment longer to see that no more come."""
        deadline = time.monotonic() + 5
        while self.presses.qsize() < count:
            assert time.monotonic() < deadline, "nobody was heard"
            self.driver.poll()
            time.sleep(0.02)
        for _ in range(5):
            time.sleep(0.05)
            self.driver.poll()
        return [self.presses.get_nowait() for _ in range(self.presses.qsize())]


@contextmanager
def bench(dialect: Dialect = "text", channels: int = 12, **settings: Any) -> Generator[Bench]:
    with PtyWire() as wire, PagerHostSimulator(wire, dialect=dialect) as host:
        at = Bench(wire, host, settings, channels)
        at.driver.open()
        try:
            yield at
        finally:
            at.driver.close()


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
    bell: Bell = TemplateBell(SerialTransport("/dev/null", 9600), 1, lambda _number: None, **CALL)
    assert bell.name == "bell"


# --- ringing


def test_a_host_that_ends_calls_itself_is_sent_nothing_but_calls() -> None:
    with bench(**CALL) as at:
        at.ring(12)
        until(lambda: len(at.orders) >= 2)
        assert at.orders[:2] == [(12, True), (12, True)]
        assert at.rung == [True]
        assert at.driver.poll() == DeviceStatus("bell", DeviceState.ONLINE, "device-online")
    assert all(on for _, on in at.orders[:2])


def test_once_is_one_call_whatever_the_pattern() -> None:
    with bench(**CALL, **ANSWERS, once=True) as at:
        at.ring(5)
        at.ring(6)
        assert [order for order in at.orders if order[1]] == [(5, True), (6, True)]


def test_on_and_off_follow_the_pattern() -> None:
    with bench(channels=3, **ON_OFF, **ANSWERS) as at:
        assert at.orders == [(channel, False) for channel in (1, 2, 3)]
        at.ring(2)
        assert at.orders[3:] == [(2, True), (2, False)] * 2


def test_frames_of_a_published_protocol_switch_its_board() -> None:
    with bench("hex", **RADIO) as at:
        until(lambda: len(at.orders) == 12)
        at.ring(1)
        until(lambda: len(at.orders) == 16)
        assert at.orders[12:] == [(1, True), (1, False)] * 2


def test_at_the_start_everything_that_may_ring_is_switched_off_and_later_only_what_rang() -> None:
    with bench(channels=3, **ON_OFF) as at:
        until(lambda: len(at.orders) == 3)
        assert at.orders == [(1, False), (2, False), (3, False)]
        at.driver.close()
        at.driver.open()
        at.ring(2, ((0.05, 0.0),))
        until(lambda: len(at.orders) == 5)
        assert at.orders[3:] == [(2, True), (2, False)]


def test_hushing_ends_the_pulse_at_once() -> None:
    with bench(**ON_OFF) as at:
        ringing = threading.Thread(target=at.ring, args=(1, LONG))
        ringing.start()
        until(lambda: at.host.states[1])
        at.driver.hush()
        ringing.join(5)
        assert not ringing.is_alive()
        until(lambda: not at.host.states[1])


# --- answers


def test_a_host_that_answers_at_the_start_is_online() -> None:
    with bench(channels=2, **ON_OFF, **ANSWERS) as at:
        assert at.driver.poll().state is DeviceState.ONLINE


def test_a_host_is_unknown_until_it_has_answered_once() -> None:
    with bench(**CALL, **ANSWERS) as at:
        assert at.driver.poll() == DeviceStatus("bell", DeviceState.UNKNOWN, "device-unknown")
        at.ring(3)
        assert at.rung == [True]
        assert at.driver.poll().state is DeviceState.ONLINE


@pytest.mark.parametrize("fault", PagerFault)
def test_no_fitting_answer_is_unknown_and_nobody_was_called(fault: PagerFault) -> None:
    for frames in (CALL, ON_OFF) if fault is PagerFault.SILENT else (CALL,):
        with bench(channels=3, **frames, **ANSWERS) as at:
            at.host.fault = fault
            told = fault_of(lambda: at.ring(3))
            assert (told.state, told.words) == (DeviceState.UNKNOWN, "device-silent")
            assert at.rung == []
            at.driver.close()
            if frames is CALL:
                at.driver.open()
                assert at.driver.poll() == DeviceStatus("bell", DeviceState.UNKNOWN, "device-silent")
            else:
                assert fault_of(at.driver.open).words == "device-silent"
            at.host.fault = None
            at.driver.open()
            at.ring(3)
            assert at.driver.poll().state is DeviceState.ONLINE
            assert not at.host.states[3] or frames is CALL


def test_a_host_that_falls_silent_while_it_rings_may_be_ringing_on() -> None:
    with bench(channels=4, **ON_OFF, **ANSWERS) as at:

        def silenced(_: object) -> None:
            at.host.fault = PagerFault.SILENT

        told = fault_of(lambda: at.driver.ring((4,), QUICK, silenced))
        assert (told.state, told.words) == (DeviceState.HARDWARE_ERROR, "bell-may-be-stuck")
        assert at.host.states[4]
        at.host.fault = None
        at.driver.close()
        until(lambda: not at.host.states[4])


# --- acknowledging


def test_a_press_is_told_with_its_channel() -> None:
    with bench(**CALL, **ACK) as at:
        at.host.press(12)
        assert at.polled_until(1) == [12]


def test_a_press_that_the_radio_repeats_is_one_press() -> None:
    with bench(**CALL, **ACK) as at:
        at.host.press(5, repeats=4)
        at.host.press(6)
        assert at.polled_until(2) == [5, 6]


def test_a_press_is_heard_while_it_rings_and_before_the_answer() -> None:
    with bench(channels=3, **ON_OFF, **ANSWERS, **ACK) as at:
        ringing = threading.Thread(target=at.ring, args=(1, LONG))
        ringing.start()
        until(lambda: at.host.states[1])
        at.host.press(1)
        assert at.presses.get(timeout=5) == 1
        at.driver.hush()
        ringing.join(5)
        at.host.press(2)
        at.ring(3)
        assert at.presses.get(timeout=5) == 2


def test_a_number_is_not_believed_before_it_is_whole() -> None:
    with bench(**CALL, ack_pattern=r"ACK (?P<channel>\d+)") as at:
        for byte in b"ACK 12":
            at.host.send(bytes([byte]))
            at.driver.poll()
        assert at.polled_until(1) == [12]


@pytest.mark.parametrize(
    "said", ["ACK 0\r\n", "ACK 13\r\n", "ACK 99999999999999\r\n", "NACK\r\n", "\xff" * 520]
)
def test_what_is_no_channel_is_no_press(said: str) -> None:
    with bench(**CALL, **ACK) as at:
        at.host.send(said.encode("latin-1"))
        at.host.press(2)
        assert at.polled_until(1) == [2]


def test_a_channel_in_bytes() -> None:
    """Hex frames: the group holds the number itself. The frame is this test's own, no document's."""
    with bench("hex", **RADIO, ack_pattern=r"\x68\x0b(?P<channel>[\x01-\xff])\x16") as at:
        at.host.send(bytes.fromhex("00 68 0B 0A 16"))
        assert at.polled_until(1) == [10]


# --- the wire


def test_a_wire_pulled_while_it_rings_is_told_as_a_stuck_bell_and_put_right_afterwards() -> None:
    with bench(**ON_OFF) as at:

        def pulled(_: object) -> None:
            until(lambda: at.host.states[1])
            at.host.unplug()

        told = fault_of(lambda: at.driver.ring((1,), QUICK, pulled))
        assert told.words == "bell-may-be-stuck"
        at.driver.close()
        assert at.host.states[1]
        at.host.plug()
        at.driver.open()
        until(lambda: not at.host.states[1])


def test_a_wire_pulled_after_a_call_is_an_oserror() -> None:
    with bench(**CALL) as at, pytest.raises(OSError, match=r".*"):
        at.driver.ring((1,), QUICK, lambda _: at.host.unplug())


def test_a_wire_pulled_while_nothing_goes_on_is_noticed_by_poll() -> None:
    with bench(**CALL) as at:
        at.host.unplug()
        with pytest.raises(OSError, match=r".*"):
            at.driver.poll()


def test_plugged_back_it_serves_again() -> None:
    states: queue.Queue[DeviceStatus] = queue.Queue()
    with PtyWire() as wire, PagerHostSimulator(wire) as host:
        at = Bench(wire, host, CALL | ACK, 12)
        watched = Supervised(at.driver, states.put)
        watched.start()
        try:
            assert states.get(timeout=5).state is DeviceState.ONLINE
            host.unplug()
            assert states.get(timeout=5).state is DeviceState.POWER_OFF
            host.plug()
            plugged = time.monotonic()
            while states.get(timeout=5).state is not DeviceState.ONLINE:
                pass
            assert time.monotonic() - plugged < 2.5
            host.press(9)
            assert at.presses.get(timeout=5) == 9
        finally:
            watched.stop()


@pytest.mark.parametrize(
    "keys", [{}, {"on": "1"}, {"off": "0"}, {"pulse": "1", "off": "0"}, {"pulse": "1", "on": "1", "off": "0"}]
)
def test_a_bell_that_cannot_be_rung_or_ended_is_not_made(keys: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="either pulse, or on and off"):
        TemplateBell(SerialTransport("/dev/null", 9600), 1, lambda _number: None, style="text", **keys)
