"""One diagnosis for the technician's screens, the running kiosk's file, the support bundle and `kiosk diagnose`.

Order is meaning: what is listed first is nearer to the cause. A full disk comes before the database that cannot
write, the network before the printer that is reached over it, the board before the stations that hang on it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from kiosk.config import Config
from kiosk.device_settings import CupsSettings, PrinterSettings, TcpPort
from kiosk.diagnostics.device_checks import device_checks
from kiosk.diagnostics.ledger_checks import ledger_checks, ledger_folder
from kiosk.diagnostics.machine import Machine
from kiosk.diagnostics.machine_checks import (
    disk_check,
    display_check,
    headphones_check,
    memory_check,
    microphone_check,
    network_check,
    power_check,
    queue_check,
    speaker_check,
    temperature_check,
    touch_check,
)
from kiosk.domain.check import Check, PastState, SelfTest, TestRecord, Verdict, self_tests_of
from kiosk.domain.hall import Words
from kiosk.text import Catalogue

HISTORY = 50
Json = dict[str, Any]


@dataclass
class _Past:
    since: datetime
    events: deque[PastState]


class Watch:
    """Looks at everything. Used from several threads; a look replaces the list whole.

    devices: reports as ReportWriter writes them. records: the last record of each self test; must not raise.
    """

    def __init__(
        self,
        config: Config,
        machine: Machine,
        devices: Callable[[], list[Json]],
        records: Callable[[], Sequence[TestRecord]] = tuple,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        self._config = config
        self._machine = machine
        self._devices = devices
        self._records_now = records
        self._now = now
        self._past: dict[str, _Past] = {}
        self._ground: tuple[Check, ...] = ()
        self._sound_and_glass: tuple[Check, ...] = ()
        self._records: Sequence[TestRecord] = ()

    def look(self) -> None:
        """Look at the machine, the ledger and the records; takes some milliseconds, or a server's time-out."""
        settings, machine, now = self._config.settings, self._machine, self._now()
        self._records = self._records_now()
        clock, database = ledger_checks(settings.store, settings.terminal.id, machine, now)
        ground = (
            power_check(machine),
            disk_check(machine, ledger_folder(settings.store.url)),
            memory_check(machine),
            temperature_check(machine),
            clock,
            network_check(machine, needs_network(self._config)),
            database,
            queue_check(),
        )
        seen = (
            speaker_check(machine, settings),
            headphones_check(machine, settings),
            microphone_check(machine),
            touch_check(machine),
            display_check(machine),
        )
        self._ground = tuple(self._with_past(check, now) for check in ground)
        self._sound_and_glass = tuple(self._with_past(check, now) for check in seen)

    def checks(self) -> tuple[Check, ...]:
        """Devices as they are this moment, the rest as of the last look, in the order of causes.

        Whoever asks before the first look waits for it: half a list would look like a good terminal.
        """
        if not self._ground:
            self.look()
        devices = device_checks(self._devices(), self._config.settings.devices, self._config.hall)
        found = (*self._ground, *devices, *self._sound_and_glass)
        return tuple(judged(check, self._records) for check in found)

    def _with_past(self, check: Check, now: datetime) -> Check:
        """What a person would act on makes a new state; figures that move do not."""
        past = self._past.get(check.id)
        if past is None:
            past = self._past[check.id] = _Past(now, deque(maxlen=HISTORY))
        last = past.events[-1] if past.events else None
        if last is None or (last.state, last.words) != (check.state, check.words):
            past.since = now
            past.events.append(PastState(now, check.state, check.words, check.cause))
        return replace(check, since=past.since, history=tuple(past.events))


def judged(check: Check, records: Iterable[TestRecord]) -> Check:
    """With what persons have found: a failed last test is a fault; all passed is a pass where only they can tell."""
    of_it = {record.test: record for record in records if record.check == check.id}
    if check.verdict is Verdict.FAIL or not of_it:
        return check
    failed = [record for record in of_it.values() if record.verdict is Verdict.FAIL]
    if failed:
        last = max(failed, key=lambda record: record.at)
        return replace(
            check,
            verdict=Verdict.FAIL,
            words="diagnose-test-failed",
            next_step="next-diagnose-test-failed",
            args=_who(last),
        )
    wanted = set(self_tests_of(check.id)) - {SelfTest.RULER}
    passed = {test for test, record in of_it.items() if record.verdict is Verdict.PASS}
    if check.verdict is Verdict.NOT_CHECKED and check.state == "online" and wanted <= passed:
        last = max(of_it.values(), key=lambda record: record.at)
        return replace(
            check, verdict=Verdict.PASS, words="diagnose-test-passed", next_step="", args=_who(last)
        )
    return check


def _who(record: TestRecord) -> dict[str, str | int]:
    return {"by": record.by, "at": f"{record.at:%Y-%m-%d %H:%M}"}


def needs_network(config: Config) -> tuple[str, ...]:
    """What is reached over the network, as it is named in the configuration."""
    settings, found = config.settings, list[str]()
    if settings.store.url.startswith("postgresql"):
        found.append("store.url")
    printer = settings.devices.printer
    over_tcp = isinstance(printer, PrinterSettings) and isinstance(printer.connection, TcpPort)
    if over_tcp or (isinstance(printer, CupsSettings) and printer.server):
        found.append("devices.printer")
    if config.hall.entry_check.on and config.hall.entry_check.url:
        found.append("entry_check.url")
    return tuple(found)


class CheckWriter:
    """Checks as JSON with their words, for `kiosk diagnose --json` and the file of the running kiosk."""

    def __init__(self, config: Config, catalogue: Catalogue, language: str) -> None:
        self._stations = {station.id: station.name for station in config.hall.stations}
        self._catalogue = catalogue
        self._language = language

    def json(self, checks: Iterable[Check]) -> list[Json]:
        return [self._one(check) for check in checks]

    def name(self, check: str) -> str:
        """Of the part, as staff call it."""
        device, _, station = check.partition(":")
        if not station:
            return self._catalogue.text(f"device-{device}", self._language)
        told = self._stations.get(station, Words(zh=station, en=station)).of(self._language)
        return self._catalogue.text("diagnose-station", self._language, {"station": told})

    def _one(self, check: Check) -> Json:
        def text(id: str) -> str:
            return self._catalogue.text(id, self._language, check.args) if id else ""

        return {
            "id": check.id,
            "device": check.device,
            "name": self.name(check.id),
            "verdict": check.verdict.value,
            "state": check.state,
            "since": check.since.isoformat(timespec="seconds") if check.since else None,
            "words": text(check.words),
            "next_step": text(check.next_step),
            "cause": check.cause,
            "identity": check.identity,
            "counters": dict(check.counters),
            "history": [
                {
                    "at": past.at.isoformat(timespec="seconds"),
                    "state": past.state,
                    "words": self._catalogue.text(past.words, self._language, check.args)
                    if past.words == check.words
                    else self._past(past),
                    "cause": past.cause,
                }
                for past in check.history
            ],
        }

    def _past(self, past: PastState) -> str:
        """Figures of a state that has passed are not kept: its sentence stands for it without them."""
        return self._catalogue.text(f"diagnose-state-{past.state}", self._language)
