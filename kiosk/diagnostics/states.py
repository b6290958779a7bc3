"""Each device opened and asked once, for a technician's list.

Used by `kiosk diagnose` while the kiosk itself is not running: a port belongs to one program at a time.
"""

from __future__ import annotations

import time
from dataclasses import replace

from kiosk.devices.driver import Driver
from kiosk.devices.status import DeviceFault, DeviceReport, DeviceStatus
from kiosk.devices.supervisor import status_of


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
