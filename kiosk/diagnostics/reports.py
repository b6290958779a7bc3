"""What every device reports, as JSON: for `kiosk devices --json` and for the file of the running kiosk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from kiosk.devices.status import DeviceReport, DeviceStatus
from kiosk.text import Catalogue

Json = dict[str, Any]


class ReportWriter:
    """Turns reports into JSON in one language. monotonic, now: the same moment on both clocks."""

    def __init__(self, catalogue: Catalogue, language: str, monotonic: float, now: datetime) -> None:
        self._catalogue = catalogue
        self._language = language
        self._monotonic = monotonic
        self._now = now

    def devices(self, reports: Iterable[DeviceReport]) -> list[Json]:
        return [self._device(report) for report in reports]

    def _device(self, report: DeviceReport) -> Json:
        return {
            **self._status(report.status),
            "name": self._catalogue.text(f"device-{report.status.device}", self._language),
            "identity": report.status.identity,
            "opens": report.opens,
            "errors": report.errors,
            "bytes_read": report.bytes_read,
            "bytes_written": report.bytes_written,
            "last_good": self._when(report.last_good),
            "last_fault": self._status(report.last_fault) if report.last_fault else None,
            "history": [self._status(status) for status in report.history],
        }

    def _status(self, status: DeviceStatus) -> Json:
        return {
            "device": status.device,
            "state": status.state.value,
            "ready": status.ready,
            "paper": status.paper.value if status.paper else None,
            "since": self._when(status.since),
            "words": self._catalogue.text(status.words, self._language),
            "words_id": status.words,
            "cause": status.cause,
            "who": status.who.value,
        }

    def _when(self, moment: float | None) -> str | None:
        """A moment of the monotonic clock as local wall time, whole seconds."""
        if moment is None:
            return None
        then = self._now - timedelta(seconds=self._monotonic - moment)
        return then.isoformat(timespec="seconds")
