"""Which page's hand does what staff ask for, and on which ledger: the real one, or the one for training."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kiosk.desk.serve import serve_hand
from kiosk.desk.training import TrainingLedger
from kiosk.domain.hall import Hall
from kiosk.flows.desk import serve
from kiosk.flows.desk.screen import DeskAction
from kiosk.late import Late

if TYPE_CHECKING:  # SQLAlchemy is loaded after the first screen stands
    from kiosk.store.tickets import Store

Hand = Callable[[DeskAction, "Store", Hall], Any]
# By the module of a page, for an action stands in the file of the page that asks for it.
HANDS: dict[str, Hand] = {}


class DeskHands:
    """secret: the terminal's key. Used on worker threads."""

    def __init__(self, store: Late[Store], hall: Hall, secret: Callable[[], bytes]) -> None:
        self._store = store
        self._hall = hall
        self._secret = secret
        self._training = TrainingLedger(hall)

    def do(self, action: DeskAction, intent: str) -> Any:
        """The action's result. Raises StoreUnavailable, and KeyError for a page that has no hand."""
        page = type(action).__module__
        ledger = self._training.get() if action.by.training else self._store.get()
        if page == serve.__name__:
            return serve_hand(action, ledger, self._hall, intent, self._secret())
        return HANDS[page](action, ledger, self._hall)

    def close(self) -> None:
        self._training.close()
