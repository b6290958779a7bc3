"""What the technician's pages work with beside the ledger: the bench, the watch, and this terminal's own site."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.config import Config
from kiosk.devices.ports import PortKind
from kiosk.devices.status import DeviceStatus
from kiosk.diagnostics.engine import Watch
from kiosk.domain.site_settings import BY_KEY, Ask
from kiosk.self_tests.bench import Bench
from kiosk.self_tests.ports import PortWatch
from kiosk.speech.outputs import sound_outputs
from kiosk.text import Catalogue

KINDS: dict[Ask, PortKind] = {Ask.SERIAL: "serial", Ask.NODE: "node", Ask.INPUT: "input"}
TryPort = Callable[[Config, str], DeviceStatus]


class SiteTools:
    """config: as the running kiosk has read it; its folder is where kiosk.toml is changed.

    statuses: of the kiosk's own devices: a port that one of them has open is not opened again. try_port: opens the
    device of a changed configuration and asks it once. restart: None where nothing would start the kiosk again.
    on_change: a port has come, gone or been pressed. dev: /dev, but in tests.
    """

    def __init__(
        self,
        config: Config,
        try_port: TryPort,
        statuses: Callable[[], list[DeviceStatus]] = list,
        on_change: Callable[[], None] = lambda: None,
        restart: Callable[[], None] | None = None,
        dev: Path = Path("/dev"),
    ) -> None:
        self.config = config
        self.restart = restart
        self._try_port = try_port
        self._statuses = statuses
        self._on_change = on_change
        self._dev = dev
        self._watch: tuple[str, PortWatch] | None = None

    def outputs(self) -> list[str]:
        return sound_outputs()

    def ports(self, key: str) -> PortWatch:
        """The watch of this setting's ports; begun when another was watched before, or none."""
        if self._watch is None or self._watch[0] != key or not self._watch[1].watching:
            self.stop_ports()
            kind, own = KINDS[BY_KEY[key].ask], frozenset(_ports_of(self.config))
            watch = PortWatch(kind, self._on_change, own=own, dev=self._dev)
            watch.start()
            self._watch = (key, watch)
        return self._watch[1]

    def stop_ports(self) -> None:
        watch, self._watch = self._watch, None
        if watch is not None:
            watch[1].stop()

    def try_port(self, key: str, port: str) -> DeviceStatus:
        """What the setting's device says there. Raises ConfigError when it cannot be that port."""
        from kiosk.settings_file import SettingsFile, value_at

        device = BY_KEY[key].device
        if value_at(self.config, key) == port:
            return next(status for status in self._statuses() if status.device == device)
        assert self.config.folder is not None, "without a file there is no list of settings"
        return self._try_port(SettingsFile(self.config.folder).check(key, port), device)


@dataclass(frozen=True)
class TechnicianTools:
    config: Config
    catalogue: Catalogue
    bench: Bench
    watch: Watch
    site: SiteTools


def _ports_of(config: Config) -> list[str]:
    """Of every device of this configuration."""
    found: list[str] = []
    for _, device in config.settings.devices:
        for its in device if isinstance(device, tuple) else (device,):
            where: Any = getattr(its, "connection", its)
            found += [
                str(name) for name in (getattr(where, "port", None), getattr(where, "path", None)) if name
            ]
    return found
