"""What a driver told, waited for with a deadline; and a driver under the real supervisor."""

from __future__ import annotations

import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import Generic, TypeVar

from kiosk.devices.driver import Driver
from kiosk.devices.supervisor import Supervised
from tests.devices.test_supervisor import Watch

T = TypeVar("T")
DEADLINE_SECONDS = 5.0


class Told(Generic[T]):
    """A callback that collects. Wait for what must come; for what must not, let something later come first."""

    def __init__(self) -> None:
        self._told: list[T] = []
        self._changed = threading.Condition()

    def __call__(self, thing: T) -> None:
        with self._changed:
            self._told.append(thing)
            self._changed.notify_all()

    @property
    def all(self) -> list[T]:
        with self._changed:
            return list(self._told)

    def wait(self, count: int) -> list[T]:
        """Everything told, once there are at least `count`."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self._told) >= count, DEADLINE_SECONDS), self._told
            return list(self._told)


@contextmanager
def supervised(driver: Driver) -> Generator[Watch]:
    """The driver on its own thread until the end of the block; that thread must end."""
    watch = Watch()
    device = Supervised(driver, watch)
    device.start()
    try:
        yield watch
    finally:
        device.stop()
        assert f"device-{driver.name}" not in {thread.name for thread in threading.enumerate()}
