"""Opening the ledger: key, engine, schema, and what the last run left open."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from kiosk import log
from kiosk.config import StaffSettings, StoreSettings, TerminalSettings
from kiosk.store.database import make_engine, migrate
from kiosk.store.errors import BadKeyFile
from kiosk.store.lockout import LockoutRules
from kiosk.store.privacy import load_or_create_key
from kiosk.store.shared_key import key_is_the_ledgers
from kiosk.store.tickets import Store

USUAL_STAFF_RULES = StaffSettings.model_validate({})


def open_store(
    store: StoreSettings, terminal: TerminalSettings, staff: StaffSettings = USUAL_STAFF_RULES
) -> Store:
    """As the kiosk opens it when it starts. Raises StoreUnavailable, BadKeyFile or OSError."""
    ledger = open_beside(store, terminal, staff)
    for ticket in ledger.settle_at_start():
        log.emit(
            log.Event.TICKET_UNCERTAIN, number=str(ticket.number), cause="the kiosk stopped while issuing it"
        )
    return ledger


def open_beside(
    store: StoreSettings, terminal: TerminalSettings, staff: StaffSettings = USUAL_STAFF_RULES
) -> Store:
    """For commands while the kiosk may be running: a ticket that it is printing stays as it is.

    Raises StoreUnavailable, BadKeyFile or OSError.
    """
    engine = engine_of(store)
    key = load_or_create_key(store.key_file)
    migrate(engine)
    check_key(engine, key, store.key_file)
    return Store(
        engine,
        key,
        terminal=terminal.id,
        series=terminal.series,
        day_starts=store.day_starts,
        folder=folder_of(engine),
        audit_head=store.key_file.with_suffix(".audit"),
        lockout=LockoutRules(staff.attempts, staff.lockout),
        photos=(folder_of(engine) or store.key_file.absolute().parent) / "photos",
    )


def engine_of(store: StoreSettings) -> Engine:
    """The folder of an SQLite file is made. Raises StoreUnavailable or OSError."""
    engine = make_engine(store.url)
    folder = folder_of(engine)
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    return engine


def check_key(engine: Engine, key: bytes, file: Path) -> None:
    """Raises BadKeyFile where terminals share the ledger and this one brings another key.

    A terminal that is alone may lose its key and go on: yesterday's tickets are worth nothing.
    """
    if engine.dialect.name == "postgresql" and not key_is_the_ledgers(engine, key):
        raise BadKeyFile(f"{file}: another key than the other terminals'; copy their key file to this place")


def folder_of(engine: Engine) -> Path | None:
    """Where an SQLite file lies; None for a server, whose disk is not ours to watch."""
    file = engine.url.database
    return Path(file).absolute().parent if engine.dialect.name == "sqlite" and file else None
