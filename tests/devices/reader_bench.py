"""A reader's driver on a far end, and what it tells."""

from __future__ import annotations

import time
from collections.abc import Iterator

from kiosk.devices.reader.events import CardRead, ReaderEvent
from kiosk.devices.reader.sdt_serial import SdtSerialReader
from kiosk.devices.status import DeviceState
from kiosk.devices.transport import SerialTransport
from tests.devices.far_sam import FarSam


class Bench:
    """A far end, a driver on it, and what the driver has told."""

    def __init__(self, baud: int = 115200) -> None:
        self.far = FarSam()
        self.events: list[ReaderEvent] = []
        self.told_at: list[float] = []
        self.reader = SdtSerialReader(SerialTransport(self.far.port, baud), self._hear)

    def _hear(self, event: ReaderEvent) -> None:
        self.told_at.append(time.monotonic())
        self.events.append(event)

    def poll(self, times: int = 1) -> None:
        for _ in range(times):
            assert self.reader.poll().state is DeviceState.ONLINE

    def heard(self) -> list[ReaderEvent | str]:
        """Events since the last call; a card that was read appears as its name."""
        events: list[ReaderEvent | str] = [
            event.identity.name if isinstance(event, CardRead) else event for event in self.events
        ]
        self.events.clear()
        return events


def open_bench() -> Iterator[Bench]:
    """For a fixture: the reader is open."""
    bench = Bench()
    bench.reader.open()
    yield bench
    bench.reader.close()
    bench.far.unplug()


def closed_bench() -> Iterator[Bench]:
    """For a fixture: the reader has not been opened yet."""
    bench = Bench()
    yield bench
    bench.reader.close()
    bench.far.unplug()
