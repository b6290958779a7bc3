"""The running kiosk's device states in a file, so that a technician can read them by ssh: `kiosk devices`."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk import log
from kiosk.devices.status import DeviceReport, DeviceStatus
from kiosk.diagnostics.reports import ReportWriter
from kiosk.text import Catalogue

EVERY_SECONDS = 5.0  # counters move without a change of state
STALE_SECONDS = 3 * EVERY_SECONDS


class StateFile:
    """Written when a state changes and every few seconds, by a thread of its own: a slow disk stops no device."""

    def __init__(
        self,
        path: Path,
        reports: Callable[[], list[DeviceReport]],
        checks: Callable[[], list[dict[str, Any]]],
        catalogue: Catalogue,
        language: str,
    ) -> None:
        """checks: as kiosk.diagnostics.engine.CheckWriter writes them."""
        self._path = path
        self._reports = reports
        self._checks = checks
        self._catalogue = catalogue
        self._language = language
        self._writing = threading.Lock()
        self._wake = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._work, name="state-file", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def changed(self, _: DeviceStatus) -> None:
        """A listener of the status bus."""
        self._wake.set()

    def stop(self) -> None:
        """Ends the thread and removes the file: nobody is to read the states of a kiosk that has stopped."""
        self._stopping = True
        self._wake.set()
        self._thread.join(EVERY_SECONDS)
        self._path.unlink(missing_ok=True)

    def _work(self) -> None:
        failed = False
        while not self._stopping:
            try:
                self._write()
                failed = False
            except OSError as error:
                if not failed:  # said once: a full disk is not filled further with its own complaints
                    log.unexpected("state file", error)
                failed = True
            self._wake.wait(EVERY_SECONDS)
            self._wake.clear()

    def _write(self) -> None:
        """Whole or not at all: written aside, then put in place. One at a time, whoever asks."""
        with self._writing:
            self._write_alone()

    def _write_alone(self) -> None:
        now = datetime.now().astimezone()
        writer = ReportWriter(self._catalogue, self._language, time.monotonic(), now)
        content = {
            "pid": os.getpid(),
            "written": now.isoformat(timespec="seconds"),
            "devices": writer.devices(self._reports()),
            "checks": self._checks(),
        }
        aside = self._path.with_name(f"{self._path.name}.new")
        aside.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
        aside.replace(self._path)


def read_running(path: Path) -> list[dict[str, Any]] | None:
    """The devices of the kiosk that runs now; None when none does. Raises OSError when the file cannot be read."""
    return _read(path, "devices")


def read_checks(path: Path) -> list[dict[str, Any]] | None:
    """Its whole diagnosis; None when none runs. Raises OSError when the file cannot be read."""
    return _read(path, "checks")


def _read(path: Path, what: str) -> list[dict[str, Any]] | None:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    stale = time.time() - path.stat().st_mtime > STALE_SECONDS
    if stale or not _runs(content["pid"]):
        return None
    found: list[dict[str, Any]] = content[what]
    return found


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True  # as another user
    return True
