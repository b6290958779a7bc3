"""The ledger: tickets from reserved to settled, and the calls that go with them.

Every method is one transaction and may be called from any thread; several processes may share the file.
Methods raise StoreUnavailable when the database cannot be used; nothing was changed then.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from kiosk.domain.call import OPEN, Call, CallReason, CallState
from kiosk.domain.desk_ticket import Course
from kiosk.domain.figures import Figures, Period
from kiosk.domain.staff import Actor, StaffAction
from kiosk.domain.ticket import Group, HelpMode, Need, OnBehalf, PrintState, Ticket, TicketNumber
from kiosk.store.audit import Audit
from kiosk.store.bookings import Bookings
from kiosk.store.cash import Cash
from kiosk.store.changes import Changes
from kiosk.store.database import transaction
from kiosk.store.desk_calls import DeskCalls
from kiosk.store.desk_tickets import DeskTickets
from kiosk.store.difficulties import Difficulties
from kiosk.store.emergency_tests import EmergencyTests
from kiosk.store.entries import Entries
from kiosk.store.errors import IllegalChange, StoreUnavailable
from kiosk.store.evaluations import Evaluations
from kiosk.store.facilities import Facilities
from kiosk.store.figures import count_figures
from kiosk.store.follow_ups import FollowUps
from kiosk.store.home_visits import HomeVisits
from kiosk.store.issuing import NewTicket, call_row, issued_row, issued_times
from kiosk.store.kept import KeptRows
from kiosk.store.loans import Loans
from kiosk.store.lockout import LockoutRules
from kiosk.store.numbering import business_day
from kiosk.store.of_today import OfToday
from kiosk.store.patrols import Patrols
from kiosk.store.privacy import TokenFields, make_token, read_token
from kiosk.store.self_tests import SelfTests
from kiosk.store.staff import Staff
from kiosk.store.tables import CallRow, TicketRow

USUAL_LOCKOUT = LockoutRules()
LEAST_FREE_BYTES = 20_000_000  # below this no number is given: a half-written ledger is worse than a person

OPEN_STATES = (PrintState.RESERVED, PrintState.PRINTING)
ALLOWED: dict[PrintState, frozenset[PrintState]] = {
    PrintState.RESERVED: frozenset({PrintState.PRINTING, PrintState.FAILED, PrintState.UNCERTAIN}),
    PrintState.PRINTING: frozenset({PrintState.PRINTED, PrintState.FAILED, PrintState.UNCERTAIN}),
    PrintState.FAILED: frozenset({PrintState.PRINTING, PrintState.VOID}),
    PrintState.UNCERTAIN: frozenset({PrintState.PRINTING, PrintState.PRINTED, PrintState.VOID}),
    PrintState.PRINTED: frozenset({PrintState.PRINTING}),
    PrintState.VOID: frozenset(),
}


class Store:
    """key signs the tickets. folder: where the database file lies, for the free-space check; None elsewhere.

    photos: where pictures of difficulties are stored; None: below folder.
    audit_head: where the last seal of the trail is kept too.
    """

    def __init__(
        self,
        engine: Engine,
        key: bytes,
        *,
        terminal: str,
        series: str,
        day_starts: int,
        folder: Path | None,
        audit_head: Path | None = None,
        lockout: LockoutRules = USUAL_LOCKOUT,
        seconds: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
        photos: Path | None = None,
    ) -> None:
        self._engine = engine
        self._key = key
        self._terminal = terminal
        self._series = series
        self._day_starts = day_starts
        self._folder = folder
        self._now = self.now = now  # the hall's wall time, aware
        self.photos = photos or (folder / "photos" if folder is not None else None)

        self.audit = Audit(engine, key, terminal, now, audit_head)
        self.staff = Staff(engine, self.audit, terminal, now, lockout, seconds)
        of_today = OfToday(terminal, day_starts, now)
        self.evaluations = Evaluations(engine, key, terminal, now)
        self.entries = Entries(engine, terminal, now)
        self.emergency_tests = EmergencyTests(engine, terminal, now)
        self.home_visits = HomeVisits(engine, key, terminal, now)
        self.bookings = Bookings(engine, self.audit, key, terminal, now)
        self.facilities = Facilities(engine, terminal, now)
        self.loans = Loans(engine, self.audit, of_today, now)
        self.difficulties = Difficulties(engine, self.audit, terminal, now)
        self.follow_ups = FollowUps(engine, self.audit, key, now)
        self.patrols = Patrols(engine, self.audit, terminal, now)
        self.cash = Cash(engine, self.audit, of_today, now)
        self.desk_calls = DeskCalls(engine, self.audit, terminal, now)
        self.desk_tickets = DeskTickets(engine, self.audit, of_today)
        self.self_tests = SelfTests(engine, self.audit, terminal, now)
        self.kept = KeptRows(engine, self.facilities, self.difficulties, self.home_visits)
        self.broke_off_printing = False  # the last run ended while a ticket was being printed

    @property
    def day(self) -> date:
        """The business day by the clock, without holding it for a number."""
        return (self._now() - timedelta(hours=self._day_starts)).date()

    def figures(self, period: Period) -> Figures:
        """Of these business days, as they stand now."""
        return count_figures(self._engine, period, self._now(), self._day_starts)

    def close(self) -> None:
        self._engine.dispose()

    def changes(self) -> Changes:
        """Whether others write to the ledger too, for one thread to wait on."""
        return Changes(self._engine)

    def issue(self, new: NewTicket) -> Ticket:
        """Number, row, outbox message and call in one transaction. The same intent gives the same ticket."""
        self._check_free_space()
        with transaction(self._engine) as session:
            return self._ticket(session, self._issued_in(session, new))

    def serve(self, by: Actor, news: tuple[NewTicket, ...]) -> tuple[Ticket, ...]:
        """A ticket for each errand of one visitor, by staff: all of them with their line of the trail, or none."""
        self._check_free_space()
        rows: list[TicketRow] = []

        def numbers() -> str:
            return " ".join(str(TicketNumber(row.series, row.n)) for row in rows)

        with self.audit.doing(by, StaffAction.TICKET_ISSUED, numbers) as session:
            rows += [self._issued_in(session, new) for new in news]
            return tuple(self._ticket(session, row) for row in rows)

    def _issued_in(self, session: Session, new: NewTicket) -> TicketRow:
        return issued_row(session, new, self._terminal, self._series, self._day_starts, self._now())

    def begin_print(self, ticket_id: int) -> int:
        """Say that bytes are about to be sent. Returns 0 for the first paper, n for 补打 n."""
        with transaction(self._engine) as session:
            row = _row(session, ticket_id)
            if row.print_state != PrintState.RESERVED.value:
                row.reprints += 1
            _change(row, PrintState.PRINTING)
            return row.reprints

    def end_print(self, ticket_id: int, state: PrintState) -> None:
        """What the printer said: PRINTED, FAILED or UNCERTAIN. Raises IllegalChange."""
        with transaction(self._engine) as session:
            _change(_row(session, ticket_id), state)

    def settle(self, ticket_id: int, state: PrintState) -> None:
        """A person's word about an uncertain ticket: PRINTED or VOID. Raises IllegalChange."""
        with transaction(self._engine) as session:
            _change(_row(session, ticket_id), state)

    def settle_at_start(self) -> list[Ticket]:
        """What this terminal was issuing when it stopped is uncertain until a person says. Returns those."""
        with transaction(self._engine) as session:
            rows = session.scalars(
                select(TicketRow).where(
                    TicketRow.terminal == self._terminal,
                    TicketRow.print_state.in_([state.value for state in OPEN_STATES]),
                )
            ).all()
            self.broke_off_printing |= any(row.print_state == PrintState.PRINTING.value for row in rows)
            for row in rows:
                _change(row, PrintState.UNCERTAIN)
            return [self._ticket(session, row) for row in rows]

    def unsettled(self) -> list[Ticket]:
        """Uncertain tickets, oldest first."""
        with transaction(self._engine) as session:
            rows = session.scalars(
                select(TicketRow)
                .where(TicketRow.print_state == PrintState.UNCERTAIN.value)
                .order_by(TicketRow.id)
            )
            return [self._ticket(session, row) for row in rows]

    def ticket(self, ticket_id: int) -> Ticket:
        with transaction(self._engine) as session:
            return self._ticket(session, _row(session, ticket_id))

    def by_token(self, token: str) -> Ticket | None:
        """Today's ticket whose QR this is, of any terminal with the same key; None for others and for older ones."""
        fields = read_token(self._key, token)
        if fields is None:
            return None
        with transaction(self._engine) as session:
            today = business_day(session, self._terminal, self._now(), self._day_starts).day
            if fields.day != today:
                return None
            row = session.scalar(
                select(TicketRow).where(
                    TicketRow.business_day == fields.day.isoformat(),
                    TicketRow.terminal == fields.terminal,
                    TicketRow.n == fields.n,
                )
            )
            return self._ticket(session, row) if row is not None else None

    def today(self, errand: str, holder_key: str) -> tuple[list[datetime], Ticket | None]:
        """When today's numbers for this errand were given, and the one that this holder has already."""
        with transaction(self._engine) as session:
            day = business_day(session, self._terminal, self._now(), self._day_starts).day
            own = session.scalar(
                select(TicketRow)
                .where(
                    TicketRow.business_day == day.isoformat(),
                    TicketRow.errand == errand,
                    TicketRow.holder_key == holder_key,
                    TicketRow.holder_key != "",
                    TicketRow.course != Course.CANCELLED.value,
                    TicketRow.print_state != PrintState.VOID.value,
                )
                .order_by(TicketRow.id.desc())
            )
            return issued_times(session, day, errand), self._ticket(session, own) if own else None

    def new_call(self, reason: CallReason, ticket_id: int | None, intent: str = "") -> Call:
        """intent: of the telling that calls."""
        with transaction(self._engine) as session:
            row = call_row(session, reason, ticket_id, intent, self._terminal, self._now())
            session.flush()
            return _call(row)

    def save_call(self, call: Call) -> None:
        """Write down what has become of a call."""
        with transaction(self._engine) as session:
            row = session.get_one(CallRow, call.id)
            if row.staff_id is not None and call.state in (CallState.RINGING, CallState.UNREACHED):
                return  # it was taken at a desk in the same moment: that stands
            row.state, row.station = call.state.value, call.station
            row.attempts, row.answered_by, row.changed_at = call.attempts, call.by, self._now()
            match call.state:
                case CallState.ACKNOWLEDGED:
                    row.acknowledged_at = row.acknowledged_at or row.changed_at
                case CallState.ARRIVED:
                    row.arrived_at = row.arrived_at or row.changed_at
                case CallState.DONE:
                    row.done_at = row.done_at or row.changed_at
                case _:
                    pass

    def call(self, call_id: int) -> Call:
        with transaction(self._engine) as session:
            return _call(session.get_one(CallRow, call_id))

    def open_calls(self, longest: timedelta) -> list[Call]:
        """Calls of this terminal for which somebody is still expected, oldest first.

        Those that were last touched more than `longest` ago are left out: nobody is waiting there any more.
        An emergency is never left out: only staff end it.
        """
        since = self._now() - longest
        with transaction(self._engine) as session:
            rows = session.scalars(
                select(CallRow)
                .where(CallRow.terminal == self._terminal, CallRow.state.in_([state.value for state in OPEN]))
                .order_by(CallRow.id)
            )
            calls = [(_call(row), row.changed_at) for row in rows]
            return [call for call, changed in calls if call.emergency or changed >= since]

    def _check_free_space(self) -> None:
        if self._folder is not None and shutil.disk_usage(self._folder).free < LEAST_FREE_BYTES:
            raise StoreUnavailable(f"less than {LEAST_FREE_BYTES // 1_000_000} MB free in {self._folder}")

    def _ticket(self, session: Session, row: TicketRow) -> Ticket:
        day = date.fromisoformat(row.business_day)
        call_id = session.scalar(select(func.min(CallRow.id)).where(CallRow.ticket_id == row.id))
        return Ticket(
            id=row.id,
            intent=row.intent,
            business_day=day,
            number=TicketNumber(row.series, row.n),
            errand=row.errand,
            help_mode=HelpMode(row.help_mode),
            needs=frozenset(Need(need) for need in row.needs.split(",") if need),
            group=Group(row.group) if row.group else None,
            issued_at=row.issued_at,
            print_state=PrintState(row.print_state),
            reprints=row.reprints,
            people_ahead=row.people_ahead,
            for_another=row.on_behalf != OnBehalf.SELF,
            window=row.window,
            call_id=call_id,
            token=make_token(self._key, TokenFields(row.terminal, day, row.n)),
        )


def _row(session: Session, ticket_id: int) -> TicketRow:
    return session.get_one(TicketRow, ticket_id)


def _change(row: TicketRow, state: PrintState) -> None:
    before = PrintState(row.print_state)
    if state not in ALLOWED[before]:
        raise IllegalChange(f"ticket {row.id} is {before}; it cannot become {state}")
    row.print_state = state.value


def _call(row: CallRow) -> Call:
    return Call(
        row.id,
        CallReason(row.reason),
        row.station,
        CallState(row.state),
        row.ticket_id,
        row.created_at,
        row.attempts,
        row.answered_by,
    )
