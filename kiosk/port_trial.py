"""Whether a device answers at a port: its real driver opens it and asks once, before the setting is taken over."""

from __future__ import annotations

from kiosk.config import Config
from kiosk.devices.status import DeviceStatus
from kiosk.diagnostics.states import ask_once
from kiosk.drivers import NO_KEY, NOBODY, make_drivers


def try_port(changed: Config, device: str) -> DeviceStatus:
    """changed: the configuration with the port that is to be tried. Raises KeyError when it has no such device.

    The running kiosk must not have the port open: its own device's status says more than a second opening could.
    """
    drivers = {its.name: its for its in make_drivers(changed.settings.devices, NOBODY, lambda: NO_KEY)}
    return ask_once(drivers[device])
