"""One thread per device: opening, reopening, jobs, and a state that tells the first cause."""

from __future__ import annotations

import errno
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
import serial

from kiosk.devices.bus import StatusBus
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
        self.traffic = self.port.traffic
        self.closed = 0

    def open(self) -> None:
        self.port.open()

    def poll(self) -> DeviceStatus:
        self.port.read(1, 0.0)
        return DeviceStatus(self.name, DeviceState.ONLINE, "device-online")

    def close(self) -> None:
        self.closed += 1
        self.port.close()


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


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


def test_a_program_that_holds_the_port_is_named() -> None:
    """Another process, opened as minicom does: locked. The technician reads its name."""
    with PtyWire() as wire:
        program = (
            "import serial, sys; port = serial.Serial(sys.argv[1], exclusive=True); "
            "print('open', flush=True); sys.stdin.read()"
        )
        other = subprocess.Popen(
            [sys.executable, "-c", program, wire.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert other.stdout is not None
            assert other.stdout.readline() == "open\n"
            with supervised(EchoDriver(wire.path)) as (_, watch):
                busy = watch.wait_for(DeviceState.BUSY)
                assert busy.words == "device-port-in-use"
                assert f"(pid {other.pid})" in busy.cause
                other.communicate(timeout=5)
                watch.wait_for(DeviceState.ONLINE)
        finally:
            other.kill()
            other.communicate()


@pytest.mark.parametrize("what", ["folder", "file"])
def test_a_name_that_is_no_port_has_its_own_sentence(tmp_path: Path, what: str) -> None:
    place = tmp_path / "x"
    place.mkdir() if what == "folder" else place.touch()
    with supervised(EchoDriver(str(place))) as (_, watch):
        assert watch.wait_for(DeviceState.POWER_OFF).words == "device-not-a-port"


def test_what_is_counted_is_there_for_the_technician() -> None:
    with PtyWire() as wire, supervised(EchoDriver(wire.path)) as (device, watch):
        watch.wait_for(DeviceState.ONLINE)
        device.submit(lambda: device.driver.port.write(b"12345")).result(2)
        wire.write(b"abc")
        device.submit(lambda: device.driver.port.read(3, 1.0)).result(2)
        wire.unplug()
        watch.wait_for(DeviceState.POWER_OFF)
        wire.plug()
        watch.wait_for(DeviceState.ONLINE, times=2)
        report = device.report
    assert (report.opens, report.bytes_written, report.bytes_read) == (2, 5, 3)
    assert report.errors >= 1
    assert report.last_good is not None
    assert report.last_fault is not None
    assert report.last_fault.words in ("device-lost", "device-no-port")
    assert [status.state for status in report.history][:2] == [DeviceState.ONLINE, DeviceState.POWER_OFF]


def test_a_listener_that_fails_stops_neither_the_device_nor_the_others() -> None:
    heard = Watch()
    bus = StatusBus()

    def broken(_: DeviceStatus) -> None:
        raise ValueError("a listener's mistake")

    bus.subscribe(broken)
    bus.subscribe(heard)
    with PtyWire() as wire:
        device = Supervised(EchoDriver(wire.path), bus.publish)
        device.start()
        heard.wait_for(DeviceState.ONLINE)
        wire.unplug()
        heard.wait_for(DeviceState.POWER_OFF)
        device.stop()


@pytest.mark.parametrize("times", [30, pytest.param(1000, marks=pytest.mark.slow)])
@pytest.mark.timeout(3600)
def test_replugging_leaks_neither_threads_nor_files(times: int) -> None:
    with PtyWire() as wire, supervised(EchoDriver(wire.path)) as (_, watch):
        watch.wait_for(DeviceState.ONLINE)
        threads, files = threading.active_count(), open_files()
        for number in range(times):
            wire.unplug()
            watch.wait_for(DeviceState.POWER_OFF, times=number + 1)
            wire.plug()
            watch.wait_for(DeviceState.ONLINE, times=number + 2)
        assert threading.active_count() == threads
        assert open_files() == files
