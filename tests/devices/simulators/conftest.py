"""A host at the near end of a simulated wire, and a guard against what a test leaves behind."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import serial

from kiosk.devices.simulators.wire import PtyWire
from tests.devices.simulators.host import OpenHost, open_port


@pytest.fixture(autouse=True)
def nothing_is_left_behind() -> Iterator[None]:
    """After each test: no thread and no file descriptor more than before."""
    fds, threads = count_fds(), set(threading.enumerate())
    yield
    assert set(threading.enumerate()) <= threads
    assert count_fds() <= fds


def count_fds() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.fixture
def wire() -> Iterator[PtyWire]:
    with PtyWire() as made:
        yield made


@pytest.fixture
def open_host() -> Iterator[OpenHost]:
    """Opens ports and closes them when the test is over."""
    ports: list[serial.Serial] = []

    def open_and_keep(path: str, baud: int = 115200) -> serial.Serial:
        ports.append(open_port(path, baud))
        return ports[-1]

    yield open_and_keep
    for port in ports:
        port.close()
