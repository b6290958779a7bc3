"""One thread per device: opening, reopening, jobs, and a state that tells the first cause."""

from __future__ import annotations

import errno
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
import serial

from kiosk.devices.simulators.wire import PtyWire
from kiosk.devices.status import DeviceFault, DeviceState, DeviceStatus, WhoActs
from kiosk.devices.supervisor import DeviceGone, Supervised, status_of
from kiosk.devices.transport import SerialTransport


class EchoDriver:
    """The smallest real driver: a serial port that is open."""

    def __init__(self, path: str) -> None:
        self.name = "echo"
        self.poll_seconds = 0.02
        self.port = SerialTransport(path, 9600)
        self.closed = 0

    def open(self) -> None:
        self.port.open()

    def poll(self) -> DeviceStatus:
        self.port.read(1, 0.0)
        return DeviceStatus(self.name, DeviceState.ONLINE, "device-online")

    def close(self) -> None:
        self.closed += 1
        self.port.close()


class Watch:
    """Collects states and lets a test wait for one."""

    def __init__(self) -> None:
        self.states: list[DeviceStatus] = []
        self._changed = threading.Condition()

    def __call__(self, status: DeviceStatus) -> None:
        with self._changed:
            self.states.append(status)
            self._changed.notify_all()

    def wait_for(self, state: DeviceState, times: int = 1) -> DeviceStatus:
        def seen() -> list[DeviceStatus]:
            return [status for status in self.states if status.state is state]

        with self._changed:
            assert self._changed.wait_for(lambda: len(seen()) >= times, 5), self.states
            return seen()[-1]


@contextmanager
def supervised(driver: EchoDriver) -> Generator[tuple[Supervised[EchoDriver], Watch]]:
    watch = Watch()
    device = Supervised(driver, watch)
    device.start()
    try:
        yield device, watch
    finally:
        device.stop()


def test_a_port_that_is_missing_is_named_and_found_later(tmp_path: Path) -> None:
    link = tmp_path / "port"
    with supervised(EchoDriver(str(link))) as (_, watch):
        assert watch.wait_for(DeviceState.POWER_OFF).words == "device-no-port"
        with PtyWire(link):
            watch.wait_for(DeviceState.ONLINE)


def test_unplugged_and_plugged_back_it_serves_again() -> None:
    with PtyWire() as wire, supervised(EchoDriver(wire.path)) as (device, watch):
        watch.wait_for(DeviceState.ONLINE)
        wire.unplug()
        watch.wait_for(DeviceState.POWER_OFF)
        wire.plug()
        watch.wait_for(DeviceState.ONLINE, times=2)
        assert device.submit(lambda: 7).result(2) == 7


def test_a_state_is_told_when_it_changes_and_only_then() -> None:
    with PtyWire() as wire, supervised(EchoDriver(wire.path)) as (device, watch):
        watch.wait_for(DeviceState.ONLINE)
        for _ in range(5):
            device.submit(lambda: None).result(2)
        assert [status.state for status in watch.states] == [DeviceState.ONLINE]


def test_jobs_run_in_order_on_the_device_thread() -> None:
    done: list[tuple[int, str]] = []
    with PtyWire() as wire, supervised(EchoDriver(wire.path)) as (device, watch):
        watch.wait_for(DeviceState.ONLINE)
        jobs = [
            device.submit(lambda n=n: done.append((n, threading.current_thread().name))) for n in range(5)
        ]
        for job in jobs:
            job.result(2)
    assert done == [(n, "device-echo") for n in range(5)]


def test_a_job_for_a_device_that_is_gone_fails_at_once(tmp_path: Path) -> None:
    with supervised(EchoDriver(str(tmp_path / "nothing"))) as (device, watch):
        watch.wait_for(DeviceState.POWER_OFF)
        with pytest.raises(DeviceGone):
            device.submit(lambda: None).result(5)


def test_a_job_that_loses_the_port_reopens_it() -> None:
    def lose() -> None:
        raise OSError(errno.EIO, "gone")

    with PtyWire() as wire, supervised(EchoDriver(wire.path)) as (device, watch):
        watch.wait_for(DeviceState.ONLINE)
        with pytest.raises(OSError, match="gone"):
            device.submit(lose).result(5)
        watch.wait_for(DeviceState.ONLINE, times=2)


def test_a_mistake_in_a_job_is_the_callers_and_the_device_lives() -> None:
    def mistake() -> None:
        raise ValueError("mine")

    with PtyWire() as wire, supervised(EchoDriver(wire.path)) as (device, watch):
        watch.wait_for(DeviceState.ONLINE)
        with pytest.raises(ValueError, match="mine"):
            device.submit(mistake).result(5)
        assert device.submit(lambda: "alive").result(5) == "alive"


def test_stopping_closes_the_driver_and_its_thread() -> None:
    with PtyWire() as wire:
        driver = EchoDriver(wire.path)
        with supervised(driver) as (_, watch):
            watch.wait_for(DeviceState.ONLINE)
        assert driver.closed == 1
        assert "device-echo" not in {thread.name for thread in threading.enumerate()}


def test_a_port_used_by_another_program_is_named() -> None:
    with (
        PtyWire() as wire,
        serial.Serial(wire.path, exclusive=True),
        supervised(EchoDriver(wire.path)) as (_, watch),
    ):
        assert watch.wait_for(DeviceState.BUSY).words == "device-port-in-use"


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.EACCES, "no"), "device-no-permission"),
        (OSError(errno.ENOENT, "no"), "device-no-port"),
        (OSError(errno.EIO, "no"), "device-lost"),
        (TimeoutError("no"), "device-lost"),
        (DeviceFault(DeviceState.UNKNOWN, "device-silent", WhoActs.MAINTENANCE, "x"), "device-silent"),
    ],
)
def test_every_cause_has_its_sentence(error: OSError | DeviceFault, words: str) -> None:
    status = status_of("reader", error)
    assert status.words == words
    assert not status.ready
