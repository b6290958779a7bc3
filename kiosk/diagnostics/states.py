"""The list of device states for a technician: each device opened and asked once, in words.

Used by `kiosk diagnose` while the kiosk itself is not running: a port belongs to one program at a time.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kiosk.devices.driver import Driver
from kiosk.devices.status import DeviceFault, DeviceReport, DeviceState, DeviceStatus
from kiosk.devices.supervisor import status_of
from kiosk.text import Catalogue


@dataclass(frozen=True)
class StateLine:
    """One device as a technician reads it. `next_step` is the sentence of its state."""

    device: str
    name: str
    ready: bool
    state: DeviceState
    next_step: str
    cause: str
    identity: str


def ask_once(driver: Driver) -> DeviceStatus:
    """Open, one round, close. A fault is a state, not an exception."""
    try:
        driver.open()
        return driver.poll()
    except (OSError, DeviceFault) as error:
        return status_of(driver.name, error)
    finally:
        driver.close()


def report_once(driver: Driver) -> DeviceReport:
    """The same as a report without a history, for a device that no kiosk watches now."""
    now = time.monotonic()
    status = replace(ask_once(driver), since=now)
    fault = None if status.ready else status
    return DeviceReport(
        status, 1, int(fault is not None), 0, 0, now if status.ready else None, fault, (status,)
    )


def state_lines(statuses: Iterable[DeviceStatus], catalogue: Catalogue, language: str) -> list[StateLine]:
    """Statuses in the language's words. Raises MissingText."""
    return [
        StateLine(
            status.device,
            catalogue.text(f"device-{status.device}", language),
            status.ready,
            status.state,
            catalogue.text(status.words, language),
            status.cause,
            status.identity,
        )
        for status in statuses
    ]
