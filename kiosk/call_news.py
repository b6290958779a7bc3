"""What desks, here or at other terminals, have done to the calls that ring here.

The ledger is where desks meet; the call desk of the terminal that a call came from follows it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk import log
from kiosk.calls import CallDesk
from kiosk.domain.call import Call, CallState
from kiosk.domain.desk_call import DeskCall
from kiosk.domain.hall import Words
from kiosk.late import Late

if TYPE_CHECKING:  # SQLAlchemy is loaded after the first screen stands
    from kiosk.store.tickets import Store


class CallNewsReader:
    """reread() is called whenever the ledger has changed, on one thread."""

    def __init__(self, desk: CallDesk, store: Late[Store]) -> None:
        self._desk = desk
        self._store = store

    def reread(self) -> None:
        """Follow what has become of every call that is open here. A ledger that is away is tried at its next change."""
        live = {call.id: call for call in self._desk.open_calls if call.id > 0}
        if not live:
            return
        try:
            store = self._store.get()
            for its, passed_to in store.desk_calls.seen(live):
                if passed_to:
                    store.desk_calls.passed(its.id)
                    self._desk.pass_on(its.id, passed_to)
                elif its.taken_by is not None:
                    self._follow(live[its.id], its)
        except Exception as error:  # noqa: BLE001 - the bells ring on without the ledger
            log.emit(log.Event.STORE_UNAVAILABLE, cause=type(error).__name__)

    def _follow(self, call: Call, its: DeskCall) -> None:
        by = self._named(its)
        if its.state is CallState.ACKNOWLEDGED and (call.state, call.by) != (its.state, its.by):
            self._desk.heed(call.id, lambda now: now.acknowledged(its.by), by)
        elif its.state is CallState.ARRIVED:
            self._desk.heed(call.id, lambda now: now.arrived(its.by), by)
        elif its.state is CallState.DONE:
            self._desk.heed(call.id, lambda now: now.arrived(its.by).done(), by)

    def _named(self, its: DeskCall) -> Words:
        """As visitors read it, in both languages."""
        staff = self._store.get().staff.everybody()
        return next((one.name for one in staff if one.id == its.taken_by), Words(zh=its.by, en=its.by))
