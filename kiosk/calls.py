"""The promise of a call, kept: ring, wait, ring the next, and tell the visitor what comes of it.

One thread watches the deadlines. Calls live here and are written down beside: a broken ledger must not keep a
person from coming, and a restart of the kiosk takes up what was written. Rules: kiosk/domain/call.py.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from kiosk import log
from kiosk.call_bell import RING_SECONDS, CallBell
from kiosk.devices.bell.driver import Bell
from kiosk.devices.supervisor import Supervised
from kiosk.domain.call import Call, CallReason, CallState, next_station, ring_order
from kiosk.domain.hall import Hall, Station, Words
from kiosk.flows.script import Called, CallNews, CallPerson, Failed
from kiosk.late import Late
from kiosk.open_calls import NEVER, OpenCalls

if TYPE_CHECKING:  # SQLAlchemy is loaded after the first screen stands
    from kiosk.store.tickets import Store

TAKE_UP_SECONDS = 2.0  # a ledger that opens more slowly keeps nobody waiting
STILL_WAITING = timedelta(minutes=30)  # after a restart, older calls have nobody waiting any more
EMERGENCY_AGAIN_SECONDS = 3.0  # an emergency that no bell took is tried again
NO_BELL = Failed("bell-failed")


class CallDesk:
    """bell: None when this terminal has none. on_news: called on the desk's or a caller's thread.

    All methods may be called from any thread.
    """

    def __init__(
        self,
        hall: Hall,
        store: Late[Store],
        bell: Supervised[Bell] | None,
        on_news: Callable[[CallNews], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._hall = hall
        self._store = store
        self._bell = CallBell(bell)
        self._on_news = on_news
        self._open = OpenCalls(clock)
        self._finding = threading.Lock()  # or two presses at once would open two emergencies
        self._writing = threading.Lock()  # or an older state of a call could be written last
        self._taken_up = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="calls", daemon=True)

    def start(self) -> None:
        """Take up the calls that were open when the kiosk stopped; each rings its station once more."""
        try:
            left = self._store.get().open_calls(STILL_WAITING)
        except Exception as error:  # noqa: BLE001 - without its ledger the desk serves the calls to come
            log.emit(log.Event.STORE_UNAVAILABLE, cause=type(error).__name__)
            left = []
        for call in left:
            self._open.add(replace(call, attempts=max(0, call.attempts - 1)), seconds=0)
        self._taken_up.set()
        self._thread.start()

    def stop(self) -> None:
        self._open.close()
        if self._thread.ident is not None:
            self._thread.join(RING_SECONDS + 1)

    def ring(self, action: CallPerson, intent: str = "") -> Called | Failed:
        """Ring for a visitor: a new call, or the next station of theirs. Returns when a bell took it or none can."""
        self._taken_up.wait(TAKE_UP_SECONDS)  # or a new call could be mistaken for one of before the start
        with self._finding:
            call = self._known(action) or self._new(action, intent)
        order = self._order(call)
        # Held while it rings: the watch goes on from the moment at which the bell has taken it.
        held = self._open.change(
            call.id, lambda now: now if next_station(now, order) else replace(now, attempts=0)
        )
        stations = self._to_ring(held or call, order)
        reached = self._rings(held, stations) if held else ()
        if self._open.find(call.id) is None:  # staff came to this terminal in this very moment
            return Called(call.id, stations[0].name, over=True)
        if reached:
            return Called(call.id, reached[0].name, reached=_names(reached))
        # An emergency is tried again and again: whoever pressed is told when a bell takes it.
        return Called(call.id, stations[0].name, rang=False) if call.emergency else NO_BELL

    def acknowledge(self, by: Words | None = None, station: str = "") -> None:
        """Somebody is coming: to an unanswered emergency, else to the oldest unanswered call of that station.

        by: who; None when only the station is known. station: '' for any.
        """
        for call in sorted(self.open_calls, key=lambda call: not call.emergency):
            if call.state is CallState.ACKNOWLEDGED:
                continue
            if call.emergency or station in ("", call.station):
                self._change(call.id, lambda call: call.acknowledged(by.zh if by else "", station), by)
                return

    def acknowledge_input(self, number: int) -> None:
        """A button on the bell's board was pressed: input `number` belongs to one of the stations."""
        for station in self._hall.stations:
            if station.ack_input == number:
                self.acknowledge(station=station.id)

    def acknowledge_channel(self, channel: int) -> None:
        """A paging host tells that whoever wears receiver `channel` has answered."""
        for station in self._hall.stations:
            if station.channel == channel:
                self.acknowledge(station=station.id)

    def arrived(self, by: Words) -> None:
        """A member of staff is at this terminal: everybody who waits here is served now. All that ends an emergency."""
        for call in self.open_calls:
            self._change(call.id, lambda call: call.arrived(by.zh), by)

    def end(self, call_id: int, *, came: bool) -> None:
        """The visitor's word: somebody came, or nobody is needed any more. Does not end an emergency."""
        call = self._open.find(call_id)
        if call is not None and not call.emergency:
            self._change(call_id, lambda call: call.arrived() if came else call.cancelled())

    def heed(self, call_id: int, step: Callable[[Call], Call], by: Words) -> None:
        """What somebody has done to a call of this terminal at a desk, here or elsewhere."""
        self._change(call_id, step, by)

    def pass_on(self, call_id: int, station_id: str) -> None:
        """Ring it at this station now, by a desk's word; the others are asked again when nobody answers there."""
        station = self._hall.station(station_id)
        call = self._open.change(
            call_id, lambda now: replace(now, state=CallState.RINGING, by="", attempts=0), self._patience
        )
        if station is not None and call is not None:
            self._rings(call, (station,))
            self._tell(self._open.latest(call_id))

    @property
    def open_calls(self) -> list[Call]:
        """Oldest first."""
        return self._open.all

    # Inside

    def _order(self, call: Call) -> list[Station]:
        return ring_order(self._hall.stations, call.reason, self._hall.floor_here)

    def _to_ring(self, call: Call, order: Sequence[Station]) -> list[Station]:
        """Everybody for an emergency, else the next station; the first when all were asked."""
        return list(order) if call.emergency else [next_station(call, order) or order[0]]

    def _known(self, action: CallPerson) -> Call | None:
        """The call that this action goes on with: one of the visitor's, or the one written with their ticket.

        An emergency joins the one that is open, whoever pressed for it.
        """
        if action.reason is CallReason.EMERGENCY:
            return next((call for call in self.open_calls if call.emergency), None)
        wanted = action.again or (action.ticket.call_id if action.ticket else None)
        if not wanted:
            return None
        if call := self._open.find(wanted):
            return call
        try:
            call = self._store.get().call(wanted)
        except Exception as error:  # noqa: BLE001 - ring all the same
            log.emit(log.Event.STORE_UNAVAILABLE, cause=type(error).__name__)
            return None
        return call if call.open and self._open.add(call) else None

    def _new(self, action: CallPerson, intent: str) -> Call:
        try:
            call = self._store.get().new_call(
                action.reason, action.ticket.id if action.ticket else None, intent
            )
        except Exception as error:  # noqa: BLE001 - a call that cannot be written down is rung all the same
            log.emit(log.Event.STORE_UNAVAILABLE, cause=type(error).__name__)
            now = datetime.now().astimezone()
            call = Call(self._open.new_id(), action.reason, "", CallState.RINGING, None, now)
        self._open.add(call)
        return call

    def _rings(self, call: Call, stations: Sequence[Station]) -> tuple[Station, ...]:
        """The bell first, the ledger afterwards. Who answers while it rings is not rung away."""
        reached = self._bell.ring(stations, call.reason)

        def tried(now: Call) -> Call:
            if now.state is not call.state:
                return now
            return now.rung(reached[0]) if reached else now.unreached()

        self._apply(call.id, tried, tuple(station.id for station in reached))
        return reached

    def _apply(
        self, call_id: int, step: Callable[[Call], Call], reached: tuple[str, ...] | None = None
    ) -> Call | None:
        """Take a step of a call that is still open, with its next deadline, and write it down."""
        call = self._open.change(call_id, step, self._patience, reached)
        if call is not None and call_id > 0:
            try:
                with self._writing:
                    self._store.get().save_call(self._open.latest(call_id))
            except Exception as error:  # noqa: BLE001 - the person is on the way; the ledger is the technician's trouble
                log.emit(log.Event.STORE_UNAVAILABLE, cause=type(error).__name__)
        return call

    def _patience(self, call: Call) -> float:
        """Seconds until it rings again. An emergency never waits for ever, whoever said that they come."""
        calls = self._hall.calls
        seconds = {CallState.RINGING: calls.answer, CallState.ACKNOWLEDGED: calls.arrive}
        if call.emergency:
            seconds = {
                CallState.RINGING: calls.emergency_answer,
                CallState.ACKNOWLEDGED: calls.emergency_arrive,
                CallState.UNREACHED: EMERGENCY_AGAIN_SECONDS,
            }
        return seconds.get(call.state, NEVER)

    def _change(self, call_id: int, step: Callable[[Call], Call], by: Words | None = None) -> None:
        call = self._apply(call_id, step)
        if call is not None:
            log.emit(log.Event.CALL_CHANGED, reason=call.reason, state=call.state, station=call.station)
            self._tell(call, by)

    def _tell(self, call: Call, by: Words | None = None) -> None:
        station = self._hall.station(call.station) or self._hall.stations[0]
        reached = self._open.reached(call.id)
        names = _names([its for its in self._order(call) if its.id in reached])
        self._on_news(CallNews(call.id, call.state, station.name, by, names))

    def _watch(self) -> None:
        while due := self._open.next_due():
            self._escalate(due)

    def _escalate(self, call: Call) -> None:
        """Nobody answered in time, or who answered did not come: the next station, or the visitor is told."""
        order = self._order(call)
        if not call.emergency and next_station(call, order) is None:
            log.emit(log.Event.CALL_UNREACHED, reason=call.reason, cause="nobody answered at any station")
            self._change(call.id, lambda call: call.unreached())
            return
        before = self._open.reached(call.id)
        reached = self._rings(call, self._to_ring(call, order))
        now = self._open.find(call.id)
        # A further round of an emergency is no news, unless others hear it now or nobody comes after all.
        same = now is None or (now.state is call.state and before == tuple(its.id for its in reached))
        if now is not None and now.state is not CallState.ACKNOWLEDGED and not (now.emergency and same):
            self._tell(now)


def _names(stations: Sequence[Station]) -> tuple[Words, ...]:
    return tuple(station.name for station in stations)
