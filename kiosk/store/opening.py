"""Opening the ledger: key, engine, schema, and what the last run left open."""

from __future__ import annotations

from pathlib import Path

from kiosk import log
from kiosk.config import StoreSettings, TerminalSettings
from kiosk.store.database import make_engine, migrate
from kiosk.store.privacy import load_or_create_key
from kiosk.store.tickets import Store


def open_store(store: StoreSettings, terminal: TerminalSettings) -> Store:
    """Raises StoreUnavailable, BadKeyFile or OSError."""
    engine = make_engine(store.url)
    file = engine.url.database
    folder = Path(file).absolute().parent if engine.dialect.name == "sqlite" and file else None
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    key = load_or_create_key(store.key_file)
    migrate(engine)
    ledger = Store(
        engine,
        key,
        terminal=terminal.id,
        series=terminal.series,
        day_starts=store.day_starts,
        folder=folder,
        photos=(folder or store.key_file.absolute().parent) / "photos",
    )
    for ticket in ledger.settle_at_start():
        log.emit(
            log.Event.TICKET_UNCERTAIN, number=str(ticket.number), cause="the kiosk stopped while issuing it"
        )
    return ledger
