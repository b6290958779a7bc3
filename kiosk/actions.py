"""The hands of the kiosk: what flows ask to be done, done with the store, the printer and the bell.

Runs on worker threads and ends within bounded time. A failure is an answer (`Failed`), never an exception
that a visitor could meet. Printing is told to the store before and after, so that a power cut in between
leaves a ticket uncertain, never lost.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from kiosk import log
from kiosk.devices.bell.lcus import LcusBell
from kiosk.devices.printer.driver import EscPosPrinter
from kiosk.devices.supervisor import Supervised
from kiosk.domain.hall import Hall
from kiosk.flows.resolve import Resolver
from kiosk.flows.script import Action, CallPerson, Failed, IssueTicket, PrintTicket
from kiosk.text import Catalogue

if TYPE_CHECKING:  # SQLAlchemy is loaded after the first screen stands
    from kiosk.store.tickets import Store

PRINT_SECONDS, RING_SECONDS = 90.0, 6.0  # longest waits; the drivers' own deadlines are shorter

NO_STORE, NO_BELL = Failed("ticket-store-down"), Failed("bell-failed")


class Actions:
    """store: ready when the store has been opened and migrated, failed when it could not be.

    printer, bell: None when this terminal has none configured.
    """

    def __init__(
        self,
        hall: Hall,
        catalogue: Catalogue,
        store: Future[Store],
        printer: Supervised[EscPosPrinter] | None,
        bell: Supervised[LcusBell] | None,
    ) -> None:
        self._hall = hall
        self._catalogue = catalogue
        self._store = store
        self._printer = printer
        self._bell = bell
        self._pool = ThreadPoolExecutor(3, thread_name_prefix="action")

    def perform(self, action: Action, intent: str, language: str, done: Callable[[Any], None]) -> None:
        """Do it on a worker thread; `done` is called there with the result."""
        self._pool.submit(lambda: done(self._do(action, intent, language)))

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _do(self, action: Action, intent: str, language: str) -> Any:
        try:
            match action:
                case IssueTicket():
                    return self._issue(action, intent)
                case PrintTicket():
                    return self._print(action, Resolver(self._catalogue, language))
                case CallPerson():
                    return self._call(action)
                case _:
                    raise TypeError(f"no hand for {action!r}")
        except Exception as error:  # noqa: BLE001 - the visitor must get an answer whatever broke
            log.unexpected(f"action {type(action).__name__}", error)
            return NO_BELL if isinstance(action, CallPerson) else NO_STORE
