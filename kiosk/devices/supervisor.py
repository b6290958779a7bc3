"""Opens, watches and reopens devices: one worker thread each, so that a hung port hurts nobody else.

The supervisor knows no protocol. A driver says what it is by returning a DeviceStatus or raising; the
supervisor turns that into one state, publishes changes only, and reopens with growing pauses: 0.25, 0.5,
then 1 s for ever, so that a device that is plugged back serves within two seconds and a dead one costs nothing.
"""

from __future__ import annotations

import errno
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import Generic, TypeVar

from kiosk.devices.driver import Driver
from kiosk.devices.ports import holders
from kiosk.devices.status import (
    DeviceFault,
    DeviceReport,
    DeviceState,
    DeviceStatus,
    WhoActs,
)

T = TypeVar("T")
D = TypeVar("D", bound=Driver)
Job = tuple[Callable[[], object], "Future[object]"]

FIRST_PAUSE, LONGEST_PAUSE = 0.25, 1.0  # seconds between two tries to open
HISTORY = 50  # states that are kept for the technician

_CAUSES = {
    errno.ENOENT: ("device-no-port", DeviceState.POWER_OFF, WhoActs.MAINTENANCE),
    errno.ENXIO: ("device-no-port", DeviceState.POWER_OFF, WhoActs.MAINTENANCE),
    errno.ENOTTY: ("device-not-a-port", DeviceState.POWER_OFF, WhoActs.CONFIGURATION),
    errno.EISDIR: ("device-not-a-port", DeviceState.POWER_OFF, WhoActs.CONFIGURATION),
    errno.ECONNREFUSED: ("device-no-port", DeviceState.POWER_OFF, WhoActs.MAINTENANCE),
    errno.EACCES: ("device-no-permission", DeviceState.POWER_OFF, WhoActs.CONFIGURATION),
    errno.EPERM: ("device-no-permission", DeviceState.POWER_OFF, WhoActs.CONFIGURATION),
    errno.EBUSY: ("device-port-in-use", DeviceState.BUSY, WhoActs.CONFIGURATION),
    errno.EAGAIN: ("device-port-in-use", DeviceState.BUSY, WhoActs.CONFIGURATION),
}


class DeviceGone(Exception):
    """A job could not be started because the device is not open."""


class Supervised(Generic[D]):
    """One device and its thread. Jobs run on that thread, between polls, in the order they came.

    on_status: called on that thread with each change.
    """

    def __init__(self, driver: D, on_status: Callable[[DeviceStatus], None]) -> None:
        self.driver = driver
        self._opens = self._errors = 0
        self._last_good: float | None = None
        self._last_fault: DeviceStatus | None = None
        self._history: deque[DeviceStatus] = deque(maxlen=HISTORY)
        self._on_status = on_status
        self._jobs: queue.Queue[Job | None] = queue.Queue()
        self._stopping = threading.Event()
        self._open = False
        self.status = DeviceStatus(
            driver.name, DeviceState.STARTING, "device-starting", since=time.monotonic()
        )
        self._thread = threading.Thread(target=self._work, name=f"device-{driver.name}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def submit(self, job: Callable[[], T]) -> Future[T]:
        """Run job on the device's thread. The future fails with DeviceGone at once when it is not open."""
        future: Future[T] = Future()
        self._jobs.put((job, future))  # pyright: ignore[reportArgumentType]
        return future

    @property
    def report(self) -> DeviceReport:
        """May be read from any thread; the parts may be a moment apart."""
        return DeviceReport(
            self.status,
            self._opens,
            self._errors,
            self.driver.traffic.read,
            self.driver.traffic.written,
            self._last_good,
            self._last_fault,
            tuple(self._history),
        )

    def stop(self, seconds: float = 3.0) -> None:
        """Leave the device harmless and end its thread."""
        self._stopping.set()
        self._jobs.put(None)
        self._thread.join(seconds)

    def _work(self) -> None:
        pause = FIRST_PAUSE
        while not self._stopping.is_set():
            try:
                self.driver.open()
                self._opens += 1
                self._open = True
                pause = FIRST_PAUSE
                self._serve()
            except (OSError, DeviceFault) as error:
                self._errors += 1
                self._publish(status_of(self.driver.name, error))
            finally:
                self._open = False
                self.driver.close()
            self._take_jobs(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        self._refuse_jobs()

    def _serve(self) -> None:
        while not self._stopping.is_set():
            self._publish(self.driver.poll())
            self._take_jobs(self.driver.poll_seconds)

    def _take_jobs(self, seconds: float) -> None:
        """Do jobs as they come until `seconds` have passed. An OSError of a job also means: reopen."""
        until = time.monotonic() + seconds
        while not self._stopping.is_set():
            try:
                entry = self._jobs.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                return
            if entry is None:
                return
            job, future = entry
            if not self._open:
                future.set_exception(DeviceGone(self.status.cause or self.status.words))
                continue
            try:
                future.set_result(job())
            except (OSError, DeviceFault) as error:
                future.set_exception(error)
                raise
            except Exception as error:  # noqa: BLE001 - a fault in a job is the caller's to see, the thread lives on
                future.set_exception(error)

    def _refuse_jobs(self) -> None:
        while True:
            try:
                entry = self._jobs.get_nowait()
            except queue.Empty:
                return
            if entry is not None:
                entry[1].set_exception(DeviceGone("the kiosk is stopping"))

    def _publish(self, status: DeviceStatus) -> None:
        """States are told when they change; the first cause is kept while the state stays."""
        if status.ready:
            self._last_good = time.monotonic()
        if status.same_as(replace(self.status, since=0.0)):
            return
        self.status = replace(status, since=time.monotonic())
        self._history.append(self.status)
        if not self.status.ready:
            self._last_fault = self.status
        self._on_status(self.status)


def status_of(device: str, error: OSError | DeviceFault) -> DeviceStatus:
    """What an exception says about a device, with the sentence for the technician."""
    if isinstance(error, DeviceFault):
        return DeviceStatus(device, error.state, error.words, error.who, error.cause)
    number = error.errno or 0
    words, state, who = _CAUSES.get(number, ("device-lost", DeviceState.POWER_OFF, WhoActs.MAINTENANCE))
    cause = error.strerror or str(error)
    if state is DeviceState.BUSY and error.filename:
        cause = ", ".join(holders(str(error.filename))) or cause
    return DeviceStatus(device, state, words, who, cause)
