"""The ledger's database and the clock, as checks. The ledger is looked at beside a running kiosk: nothing is made."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.config import StoreSettings
from kiosk.devices.status import DeviceState
from kiosk.diagnostics.machine import Machine
from kiosk.domain.check import Check, Verdict

if TYPE_CHECKING:  # loaded with the ledger
    from kiosk.store.check import LedgerClock

MOST_AHEAD = 2.0  # seconds between this clock and the server's; NTP keeps both within some milliseconds
EARLIEST = datetime(2026, 1, 1).astimezone()  # before this program was written
BACK = timedelta(hours=1)  # by which a clock may be behind its own last number: summer time


def ledger_folder(url: str) -> Path:
    """Where an SQLite file lies; the working folder for a server, whose disk is not ours to watch."""
    return Path(url.removeprefix("sqlite:///")).absolute().parent if url.startswith("sqlite") else Path.cwd()


def ledger_checks(
    settings: StoreSettings, terminal: str, machine: Machine, now: datetime
) -> tuple[Check, Check]:
    """(clock, database): a wrong clock is the nearer cause."""
    from kiosk.store.check import LedgerClock, clock_of, look_at  # SQLAlchemy costs a third of a second
    from kiosk.store.database import DAMAGED, make_engine
    from kiosk.store.errors import StoreUnavailable

    clock = LedgerClock(None, None)
    file = settings.url.removeprefix("sqlite:///")
    if settings.url.startswith("sqlite") and not Path(file).exists():
        database = Check(
            "database", "database", Verdict.NOT_CHECKED, DeviceState.NO_DEVICE.value, "diagnose-no-ledger"
        )
        return _clock_check(clock, machine, now), database
    try:
        engine = make_engine(settings.url)
        try:
            clock = clock_of(engine, terminal)
            state = look_at(engine)
        finally:
            engine.dispose()
    except StoreUnavailable as error:
        damaged = any(word in str(error) for word in DAMAGED)
        words = "diagnose-database-damaged" if damaged else "diagnose-database-down"
        return _clock_check(clock, machine, now), _database_bad(words, str(error))
    if state.todo:
        words = "diagnose-database-damaged" if "damaged" in state.todo[0] else "diagnose-database-wrong"
        return _clock_check(clock, machine, now), _database_bad(words, "; ".join(state.todo), state.version)
    took = round(state.write_ms or 0)
    good = Check(
        "database",
        "database",
        Verdict.PASS,
        DeviceState.ONLINE.value,
        "diagnose-database-good",
        args={"ms": took},
        identity=f"{state.version}, {state.revision}",
        counters={"write_ms": took},
    )
    return _clock_check(clock, machine, now), good


def _database_bad(words: str, cause: str, identity: str = "") -> Check:
    state = DeviceState.OFFLINE if words == "diagnose-database-down" else DeviceState.HARDWARE_ERROR
    return Check(
        "database",
        "database",
        Verdict.FAIL,
        state.value,
        words,
        f"next-{words}",
        cause=cause,
        identity=identity,
    )


def _clock_check(clock: LedgerClock, machine: Machine, now: datetime) -> Check:
    told = f"{now:%Y-%m-%d %H:%M}"
    if now < EARLIEST:
        return _clock_bad("diagnose-clock-lost", {"now": told})
    if clock.last_seen is not None and now < clock.last_seen - BACK:
        return _clock_bad("diagnose-clock-back", {"now": told, "last": f"{clock.last_seen:%Y-%m-%d %H:%M}"})
    if clock.ahead is not None and abs(clock.ahead) > MOST_AHEAD:
        return _clock_bad("diagnose-clock-apart", {"seconds": round(clock.ahead)})
    if machine.clock_set_by_network() is False:
        return Check(
            "clock",
            "clock",
            Verdict.PASS,
            DeviceState.ONLINE.value,
            "diagnose-clock-own",
            "next-diagnose-clock-own",
            {"now": told},
        )
    return Check(
        "clock", "clock", Verdict.PASS, DeviceState.ONLINE.value, "diagnose-clock-good", args={"now": told}
    )


def _clock_bad(words: str, args: dict[str, str | int]) -> Check:
    return Check(
        "clock", "clock", Verdict.FAIL, DeviceState.HARDWARE_ERROR.value, words, f"next-{words}", args
    )
