"""Which page's hand does what staff ask for, and on which ledger: the real one, or the one for training."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kiosk.desk.calls import calls_hand
from kiosk.desk.cash import cash_hand
from kiosk.desk.devices import devices_hand
from kiosk.desk.difficulties import difficulties_hand
from kiosk.desk.figures import figures_hand
from kiosk.desk.loans import loans_hand
from kiosk.desk.patrol import patrol_hand
from kiosk.desk.serve import serve_hand
from kiosk.desk.settings import settings_hand
from kiosk.desk.sign_in import sign_in, sign_in_hand
from kiosk.desk.tickets import tickets_hand
from kiosk.desk.tools import TechnicianTools
from kiosk.desk.training import TrainingLedger
from kiosk.desk.visits import visits_hand
from kiosk.domain.hall import Hall
from kiosk.flows.desk import calls as calls_page
from kiosk.flows.desk import cash_asks, device_asks, loan_asks, serve, setting_asks, visit_asks
from kiosk.flows.desk import difficulties as difficulties_page
from kiosk.flows.desk import figures as figures_page
from kiosk.flows.desk import patrol as patrol_page
from kiosk.flows.desk import sign_in as sign_in_page
from kiosk.flows.desk import tickets as tickets_page
from kiosk.flows.desk.screen import DeskAction
from kiosk.flows.desk.sign_in import SignInByPin
from kiosk.flows.script import Failed
from kiosk.late import Late

if TYPE_CHECKING:  # SQLAlchemy is loaded after the first screen stands
    from kiosk.store.tickets import Store

Hand = Callable[[DeskAction, "Store", Hall], Any]
# By the module in which a page's actions stand.
HANDS: dict[str, Hand] = {
    asks.__name__: hand
    for asks, hand in (
        (sign_in_page, sign_in_hand),
        (calls_page, calls_hand),
        (tickets_page, tickets_hand),
        (loan_asks, loans_hand),
        (difficulties_page, difficulties_hand),
        (visit_asks, visits_hand),
        (cash_asks, cash_hand),
        (patrol_page, patrol_hand),
        (figures_page, figures_hand),
    )
}


class DeskHands:
    """secret: the terminal's key. Used on worker threads."""

    def __init__(
        self,
        store: Late[Store],
        hall: Hall,
        secret: Callable[[], bytes],
        tools: TechnicianTools | None = None,
    ) -> None:
        """tools: None where no terminal stands behind the desk: the technician's pages are told so."""
        self._store = store
        self._tools = tools
        self._hall = hall
        self._secret = secret
        self._training = TrainingLedger(hall)

    def do(self, action: DeskAction, intent: str) -> Any:
        """The action's result. Raises StoreUnavailable, and KeyError for a page that has no hand."""
        page = type(action).__module__
        ledger = self._training.get() if action.by.training else self._store.get()
        if page == serve.__name__:
            return serve_hand(action, ledger, self._hall, intent, self._secret())
        if page == device_asks.__name__:
            return devices_hand(action, ledger, self._tools) if self._tools else Failed("desk-failed")
        if page == setting_asks.__name__:
            return settings_hand(action, ledger, self._tools.site) if self._tools else Failed("desk-failed")
        return HANDS[page](action, ledger, self._hall)

    def sign_in(self, action: SignInByPin) -> Any:
        """Raises StoreUnavailable."""
        return sign_in(action, self._store.get())

    def close(self) -> None:
        self._training.close()
        if self._tools is not None:
            self._tools.site.stop_ports()
