"""Tells the screen that the ledger has changed, at this terminal or at another: a thread that mostly sleeps."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk import log
from kiosk.late import Late

if TYPE_CHECKING:  # SQLAlchemy is loaded after the first screen stands
    from kiosk.store.tickets import Store

LOOK_SECONDS = 1.0  # how soon it sees that it is to end
AGAIN_SECONDS = 5.0  # until a ledger that could not be opened is tried again


class LedgerWatch:
    """on_change: called on this thread, also after the ledger was away for a while."""

    def __init__(self, store: Late[Store], on_change: Callable[[], object]) -> None:
        self._store = store
        self._on_change = on_change
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="ledger", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join(AGAIN_SECONDS)

    def _watch(self) -> None:
        while not self._stopping.is_set():
            try:
                changes = self._store.get().changes()
            except Exception as error:  # noqa: BLE001 - whoever needs the ledger tells of it; here it is waited for
                log.emit(log.Event.STORE_UNAVAILABLE, cause=type(error).__name__)
                self._stopping.wait(AGAIN_SECONDS)
                continue
            try:
                while not self._stopping.is_set():
                    if changes.wait(LOOK_SECONDS):
                        self._on_change()
            finally:
                changes.close()
