"""Devices that have a driver, as checks: from what the supervisor reports, or why there is nothing to report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from kiosk.device_settings import DeviceSettings, KeyboardScannerSettings, PrinterSettings, TcpPort
from kiosk.devices.status import DeviceState, PaperState
from kiosk.domain.check import BELL, Check, PastState, Verdict
from kiosk.domain.hall import Hall

Json = dict[str, Any]
COUNTERS = ("opens", "errors", "bytes_read", "bytes_written")
NOT_YET = frozenset({"jack-state-unknown"})  # known after the first plug: nothing is broken


def device_checks(reports: Iterable[Json], settings: DeviceSettings, hall: Hall) -> list[Check]:
    """reports: as kiosk.diagnostics.reports.ReportWriter writes them, of this kiosk or of the running one."""
    known = {report["device"]: report for report in reports}
    found = [
        _check(known[name], by_network=name == "printer" and _by_network(settings))
        if name in known
        else _absent(name, settings)
        for name in ("reader", "cards", "scanner", "printer", "bell")
    ]
    keypads = [
        f"keypad-{number}" if number > 1 else "keypad" for number in range(1, len(settings.keypads) + 1)
    ]
    stations = _stations(next(check for check in found if check.id == "bell"), hall)
    last = [
        _check(known[name]) if name in known else _absent(name, settings) for name in keypads or ["keypad"]
    ]
    jack = _check(known["jack"]) if "jack" in known else _absent("jack", settings)
    return [*found, *stations, *last, jack]


def _by_network(settings: DeviceSettings) -> bool:
    printer = settings.printer
    return isinstance(printer, PrinterSettings) and isinstance(printer.connection, TcpPort)


def _check(report: Json, *, by_network: bool = False) -> Check:
    state, words = DeviceState(report["state"]), report["words_id"]
    if state is DeviceState.STARTING or words in NOT_YET:
        verdict = Verdict.NOT_CHECKED
    else:
        verdict = Verdict.PASS if report["ready"] else Verdict.FAIL
    low = report["paper"] == PaperState.LOW.value
    step = "next-device-no-port-network" if by_network and words == "device-no-port" else f"next-{words}"
    return Check(
        report["device"],
        report["device"],
        verdict,
        state.value,
        words,
        next_step=step if verdict is Verdict.FAIL or low or words in NOT_YET else "",
        since=_moment(report["since"]),
        cause=report["cause"],
        identity=report["identity"],
        counters={name: report[name] for name in COUNTERS},
        history=tuple(
            PastState(
                _moment(past["since"]) or datetime.now().astimezone(),
                past["state"],
                past["words_id"],
                past["cause"],
            )
            for past in report["history"]
        ),
    )


def _absent(name: str, settings: DeviceSettings) -> Check:
    """No driver watches it: it is not configured, or it is the window that listens to it."""
    if name == "scanner" and isinstance(settings.scanner, KeyboardScannerSettings):
        return Check(
            name,
            name,
            Verdict.NOT_CHECKED,
            DeviceState.UNKNOWN.value,
            "diagnose-types",
            "next-diagnose-types",
        )
    return Check(name, name, Verdict.NOT_CHECKED, DeviceState.NO_DEVICE.value, "device-not-configured")


def _stations(board: Check, hall: Hall) -> list[Check]:
    """What hangs on the board. That the board answers does not mean that anybody hears a bell."""
    if board.verdict is Verdict.PASS:
        words, step, state = "diagnose-station-unheard", "next-diagnose-station-unheard", board.state
    elif board.state == DeviceState.NO_DEVICE.value:
        words, step, state = "device-not-configured", "", board.state
    else:
        words, step, state = "diagnose-station-behind", "", DeviceState.UNKNOWN.value
    return [
        Check(BELL + station.id, "bell", Verdict.NOT_CHECKED, state, words, step, since=board.since)
        for station in hall.stations
    ]


def _moment(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None
