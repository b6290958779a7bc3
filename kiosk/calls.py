"""The promise of a call, kept: ring, wait, ring the next, and tell the visitor what comes of it.

One thread watches the deadlines. Calls live here and are written down beside: a broken ledger must not keep a
person from coming, and a restart of the kiosk takes up what was written. Rules: kiosk/domain/call.py.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from kiosk import log
from kiosk.devices.bell.driver import Bell
from kiosk.devices.bell.patterns import PATTERNS
from kiosk.devices.status import DeviceFault
from kiosk.devices.supervisor import DeviceGone, Supervised
from kiosk.domain.call import Call, CallReason, CallState, next_station, ring_order
from kiosk.domain.hall import Hall, Station, Words
from kiosk.flows.script import Called, CallNews, CallPerson, Failed
from kiosk.late import Late

if TYPE_CHECKING:  # SQLAlchemy is loaded after the first screen stands
    from kiosk.store.tickets import Store

RING_SECONDS = 6.0  # the driver's own deadlines are shorter
TAKE_UP_SECONDS = 2.0  # a ledger that opens more slowly keeps nobody waiting
STILL_WAITING = timedelta(minutes=30)  # after a restart, older calls have nobody waiting any more
EMERGENCY_AGAIN_SECONDS = 3.0  # a bell that could not be rung for an emergency is tried again
NEVER = float("inf")
NO_BELL = Failed("bell-failed")


@dataclass
class _Live:
    """A call that somebody is expected for, and when (monotonic seconds) the next station is to be rung."""

    call: Call
    due: float


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
        self._bell = bell
        self._on_news = on_news
        self._clock = clock
        self._changed = threading.Condition()
        self._live: dict[int, _Live] = {}
        self._finding = threading.Lock()  # or two presses at once would open two emergencies
        self._unwritten = 0  # ids of calls that the ledger does not know count down from here
        self._stopping = False
        self._taken_up = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="calls", daemon=True)

    def start(self) -> None:
        """Take up the calls that were open when the kiosk stopped; each rings its station once more."""
        try:
            left = self._store.get().open_calls(STILL_WAITING)
        except Exception as error:  # noqa: BLE001 - without its ledger the desk serves the calls to come
            log.emit(log.Event.STORE_UNAVAILABLE, cause=type(error).__name__)
            left = []
        with self._changed:
            for call in left:
                if call.id in self._live:
                    continue  # a visitor was quicker
                attempts = 0 if call.emergency else max(0, call.attempts - 1)
                station_again = replace(call, attempts=attempts)
                self._live[call.id] = _Live(station_again, self._clock())
        self._taken_up.set()
        self._thread.start()

    def stop(self) -> None:
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._thread.ident is not None:
            self._thread.join(RING_SECONDS + 1)

    def ring(self, action: CallPerson, intent: str = "") -> Called | Failed:
        """Ring for a visitor: a new call, or the next station of theirs. Returns when a bell took it or none can."""
        self._taken_up.wait(TAKE_UP_SECONDS)  # or a new call could be mistaken for one of before the start
        with self._finding:
            call = self._known(action) or self._new(action, intent)
            with self._changed:
                self._live.setdefault(call.id, _Live(call, NEVER))
        order = self._order(call)
        station = next_station(call, order)
        if station is None or call.emergency:  # asked again after everybody was, or for everybody: begin anew
            with self._changed:
                call = replace(call, attempts=0)
                self._live[call.id] = _Live(call, NEVER)  # the watch goes on when the first has been rung
            station = order[0]
        if self._rings(call, station):
            return Called(call.id, station.name)
        # An emergency is tried again and again: whoever pressed is told when a bell takes it.
        return Called(call.id, station.name, rang=False) if call.emergency else NO_BELL

    def acknowledge(self, by: Words | None = None, station: str = "") -> None:
        """Somebody is coming: to the oldest unanswered call, of that station where one is named.

        by: who; None when only the station is known.
        """
        for call in self.open_calls:
            if call.state is not CallState.ACKNOWLEDGED and station in ("", call.station):
                self._change(call.id, lambda call: call.acknowledged(by.zh if by else ""), by)
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
        """A member of staff is at this terminal: everybody who waits here is served now."""
        for call in self.open_calls:
            self._change(call.id, lambda call: call.arrived(by.zh), by)

    def end(self, call_id: int, *, came: bool) -> None:
        """The visitor's word: somebody came, or nobody is needed any more. Does not end an emergency."""
        if any(call.id == call_id and call.emergency for call in self.open_calls):
            return
        self._change(call_id, lambda call: call.arrived() if came else call.cancelled())

    @property
    def open_calls(self) -> list[Call]:
        """Oldest first."""
        with self._changed:
            return sorted((live.call for live in self._live.values()), key=lambda call: call.created)

    # Inside

    def _order(self, call: Call) -> list[Station]:
        return ring_order(self._hall.stations, call.reason, self._hall.floor_here)

    def _known(self, action: CallPerson) -> Call | None:
        """The call that this action goes on with: one of the visitor's, or the one written with their ticket.

        An emergency joins the one that is open, whoever pressed for it.
        """
        if action.reason is CallReason.EMERGENCY:
            return next((call for call in self.open_calls if call.emergency), None)
        wanted = action.again or (action.ticket.call_id if action.ticket else None)
        if not wanted:
            return None
        with self._changed:
            if wanted in self._live:
                return self._live[wanted].call
        try:
            call = self._store.get().call(wanted)
        except Exception as error:  # noqa: BLE001 - ring all the same
            log.emit(log.Event.STORE_UNAVAILABLE, cause=type(error).__name__)
            return None
        return call if call.open else None

    def _new(self, action: CallPerson, intent: str) -> Call:
        try:
            return self._store.get().new_call(
                action.reason, action.ticket.id if action.ticket else None, intent
            )
        except Exception as error:  # noqa: BLE001 - a call that cannot be written down is rung all the same
            log.emit(log.Event.STORE_UNAVAILABLE, cause=type(error).__name__)
        with self._changed:
            self._unwritten -= 1
            return Call(
                self._unwritten, action.reason, "", CallState.RINGING, None, datetime.now().astimezone()
            )

    def _rings(self, call: Call, station: Station) -> bool:
        """The bell first, the ledger afterwards. Who answers while it rings is not rung away."""

        def rung(now: Call) -> Call:
            return now.rung(station) if now.state is call.state else now

        try:
            self._pulse(station, call.reason)
        except (DeviceGone, OSError, DeviceFault) as error:
            log.emit(log.Event.CALL_UNREACHED, reason=call.reason, cause=str(error))
            self._apply(call.id, _passed_over)
            return False
        log.emit(log.Event.CALL_RUNG, reason=call.reason, station=station.id)
        self._apply(call.id, rung)
        return True

    def _pulse(self, station: Station, reason: CallReason) -> None:
        """Returns when the board has taken the first frame; the rest of the pattern goes on by itself."""
        bell = self._bell
        if bell is None:
            raise DeviceGone("no bell is configured")
        rung: Future[None] = Future()

        def ring() -> None:
            bell.driver.ring(station.channel, PATTERNS[reason], lambda: rung.set_result(None))

        def ended(job: Future[None]) -> None:
            error = job.exception()
            if error is not None and not rung.done():
                rung.set_exception(error)

        bell.submit(ring).add_done_callback(ended)
        rung.result(RING_SECONDS)

    def _apply(self, call_id: int, step: Callable[[Call], Call]) -> Call | None:
        """Take a step of a call that is still open, with its next deadline, and write it down."""
        with self._changed:
            live = self._live.get(call_id)
            if live is None:
                return None
            call = step(live.call)
            if call.open:
                self._live[call_id] = _Live(call, self._clock() + self._patience(call))
            else:
                del self._live[call_id]
            self._changed.notify_all()
        if call_id > 0:
            try:
                self._store.get().save_call(call)
            except Exception as error:  # noqa: BLE001 - the person is on the way; the ledger is the technician's trouble
                log.emit(log.Event.STORE_UNAVAILABLE, cause=type(error).__name__)
        return call

    def _patience(self, call: Call) -> float:
        """Seconds until the next station is rung. An emergency goes through all of them without a pause."""
        if call.emergency and call.state is CallState.RINGING and next_station(call, self._order(call)):
            return 0.0
        if call.emergency and call.state is CallState.UNREACHED:
            return EMERGENCY_AGAIN_SECONDS
        seconds = {
            CallState.RINGING: self._hall.calls.answer,
            CallState.ACKNOWLEDGED: self._hall.calls.arrive,
        }
        return seconds.get(call.state, NEVER)

    def _change(self, call_id: int, step: Callable[[Call], Call], by: Words | None = None) -> None:
        call = self._apply(call_id, step)
        if call is not None:
            log.emit(log.Event.CALL_CHANGED, reason=call.reason, state=call.state, station=call.station)
            self._tell(call, by)

    def _tell(self, call: Call, by: Words | None = None) -> None:
        station = self._hall.station(call.station) or self._hall.stations[0]
        self._on_news(CallNews(call.id, call.state, station.name, by))

    def _watch(self) -> None:
        while due := self._next_due():
            self._escalate(due)

    def _next_due(self) -> Call | None:
        """Waits for the next call whose deadline has passed; None when the desk closes."""
        with self._changed:
            while not self._stopping:
                nearest = min(self._live.values(), key=lambda live: live.due, default=None)
                wait = nearest.due - self._clock() if nearest else NEVER
                if nearest and wait <= 0:
                    nearest.due = NEVER
                    return nearest.call
                self._changed.wait(None if wait == NEVER else wait)
        return None

    def _escalate(self, call: Call) -> None:
        """Nobody answered in time, or who answered did not come: the next station, or the visitor is told."""
        order = self._order(call)
        station = next_station(call, order)
        if station is None and call.emergency:  # begin anew: it is never given up
            self._apply(call.id, lambda call: replace(call, attempts=0))
            station = order[0]
        if station is None:
            log.emit(log.Event.CALL_UNREACHED, reason=call.reason, cause="nobody answered at any station")
            self._change(call.id, lambda call: call.unreached())
            return
        if not self._rings(call, station):
            if call.state is not CallState.UNREACHED:  # told once
                self._change(call.id, lambda call: call.unreached())
            return
        with self._changed:
            live = self._live.get(call.id)
        if live is None or live.call.state is not CallState.RINGING:
            return
        if (
            not call.emergency or call.state is CallState.UNREACHED
        ):  # the stations of one round are not told singly
            self._tell(live.call)


def _passed_over(call: Call) -> Call:
    """No bell took it. An emergency tries the next station: one that is broken must not keep the rest silent."""
    missed = call.unreached()
    return replace(missed, attempts=call.attempts + 1) if call.emergency else missed
