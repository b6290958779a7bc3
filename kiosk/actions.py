"""The hands of the kiosk: what flows ask to be done, done with the store, the printer and the bell.

Runs on worker threads and ends within bounded time. A failure is an answer (`Failed`), never an exception
that a visitor could meet. Printing is told to the store before and after, so that a power cut in between
leaves a ticket uncertain, never lost.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kiosk import log
from kiosk.calls import NO_BELL, CallDesk
from kiosk.devices.printer.driver import PrintOutcome, PrintResult
from kiosk.devices.printer.ticket_printer import TicketPrinter
from kiosk.devices.status import DeviceFault
from kiosk.devices.supervisor import DeviceGone, Supervised
from kiosk.domain.hall import Hall
from kiosk.domain.ticket import OnBehalf, PrintState
from kiosk.entry_desk import EntryDesk
from kiosk.flows.desk.screen import DeskAction
from kiosk.flows.desk.sign_in import SignInByPin
from kiosk.flows.entry_check import AskEntry
from kiosk.flows.resolve import Resolver
from kiosk.flows.script import (
    Action,
    CallPerson,
    EndCall,
    Failed,
    FindTicket,
    IssueTicket,
    Printed,
    PrintTicket,
)
from kiosk.flows.sheet import PrintSheet, sheet_face
from kiosk.flows.ticket_face import ticket_face
from kiosk.late import Late
from kiosk.services import serve
from kiosk.text import Catalogue

if TYPE_CHECKING:  # SQLAlchemy is loaded after the first screen stands
    from kiosk.desk.hands import DeskHands
    from kiosk.store.tickets import Store

PRINT_SECONDS = 90.0  # the longest wait; the driver's own deadlines are shorter

PRINT_STATES = {
    PrintOutcome.PRINTED: PrintState.PRINTED,
    PrintOutcome.FAILED: PrintState.FAILED,
    PrintOutcome.UNCERTAIN: PrintState.UNCERTAIN,
}
VISITOR_WORDS = {  # what staff read -> what the visitor reads
    "printer-paper-out": "print-paper-out",
    "printer-cover-open": "print-cover-open",
    "printer-cutter": "print-jammed",
}

NO_STORE = Failed("ticket-store-down")
FAILED: dict[type[Action], Failed] = {CallPerson: NO_BELL, PrintSheet: Failed("print-down")}


class Actions:
    """store: opened beside the first screen; when that failed, tried again at each need, so that it recovers.

    printer: None when this terminal has none configured.
    """

    def __init__(
        self,
        hall: Hall,
        catalogue: Catalogue,
        store: Late[Store],
        printer: Supervised[TicketPrinter] | None,
        desk: CallDesk,
        entry: EntryDesk,
        at_desk: Late[DeskHands],
    ) -> None:
        self._hall = hall
        self._catalogue = catalogue
        self._store = store
        self._printer = printer
        self._desk = desk
        self._entry = entry
        self._at_desk = at_desk
        self._pool = ThreadPoolExecutor(3, thread_name_prefix="action")

    def perform(self, action: Action, intent: str, language: str, done: Callable[[Any], None]) -> None:
        """Do it on a worker thread; `done` is called there with the result."""
        self._pool.submit(lambda: done(self._do(action, intent, language)))

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)
        if (at_desk := self._at_desk.made) is not None:
            at_desk.close()

    def _do(self, action: Action, intent: str, language: str) -> Any:
        try:
            match action:
                case IssueTicket():
                    return self._issue(action, intent)
                case PrintTicket():
                    return self._print(action, Resolver(self._catalogue, language))
                case PrintSheet():
                    return self._print_sheet(action, Resolver(self._catalogue, language))
                case FindTicket():
                    return self._store.get().by_token(action.token) or Failed("ticket-unknown")
                case CallPerson():
                    return self._desk.ring(action, intent)
                case AskEntry(holder_key):
                    return self._entry.outcome(holder_key)
                case DeskAction():
                    return self._at_desk.get().do(action, intent)
                case SignInByPin():
                    return self._at_desk.get().sign_in(action)
                case EndCall():
                    return self._desk.end(action.call_id, came=action.came)
                case _:
                    return serve(action, self._store.get(), self._hall, intent)
        except Exception as error:  # noqa: BLE001 - the visitor must get an answer whatever broke
            log.unexpected(f"action {type(action).__name__}", error)
            return FAILED.get(type(action), NO_STORE)

    def _issue(self, action: IssueTicket, intent: str) -> Any:
        from kiosk.store.issuing import NewTicket

        try:
            ticket = self._store.get().issue(
                NewTicket(
                    intent,
                    errand=action.errand,
                    help_mode=action.help_mode,
                    needs=action.needs,
                    group=action.group,
                    call=action.call,
                    holder_key=action.holder_key,
                    pace=self._hall.errand(action.errand).pace,
                    on_behalf=OnBehalf.RELATIVE if action.for_another else OnBehalf.SELF,
                )
            )
        except Exception as error:  # noqa: BLE001 - whatever the store's trouble, the visitor is told and a person called
            log.emit(log.Event.STORE_UNAVAILABLE, cause=type(error).__name__)
            return NO_STORE
        log.emit(
            log.Event.TICKET_ISSUED,
            number=str(ticket.number),
            errand=ticket.errand,
            help_mode=ticket.help_mode,
        )
        return ticket

    def _print(self, action: PrintTicket, words: Resolver) -> Any:
        """The store knows before the first byte and after the printer's answer."""
        ticket, printer = action.ticket, self._printer
        store = self._store.get()
        reprint = store.begin_print(ticket.id)
        if printer is None:
            store.end_print(ticket.id, PrintState.FAILED)
            return Failed("print-down")
        helper = store.call(ticket.call_id).by if ticket.call_id else ""
        face = ticket_face(ticket, self._hall, words, reprint=reprint, helper=helper)
        if store.broke_off_printing:
            store.broke_off_printing = False
            printer.driver.distrust()
        try:
            job = printer.driver.new_job(face)
            result = printer.submit(lambda: printer.driver.print_job(job)).result(PRINT_SECONDS)
        except (DeviceGone, OSError, DeviceFault) as error:
            # The port is not open, so nothing was sent; but a job that timed out may still come out.
            state = PrintState.UNCERTAIN if isinstance(error, TimeoutError) else PrintState.FAILED
            store.end_print(ticket.id, state)
            log.emit(
                log.Event.TICKET_PRINT_FAILED,
                number=str(ticket.number),
                words="device-lost",
                cause=str(error),
            )
            return Failed("print-down", uncertain=state is PrintState.UNCERTAIN)
        store.end_print(ticket.id, PRINT_STATES[result.outcome])
        return self._printed(str(ticket.number), reprint, result)

    def _print_sheet(self, action: PrintSheet, words: Resolver) -> Any:
        """Nothing of it is stored or logged."""
        printer = self._printer
        if printer is None:
            return Failed("print-down")
        try:
            time = f"{datetime.now():%Y-%m-%d %H:%M}"
            job = printer.driver.new_sheet(sheet_face(action.sheet, self._hall, words, time))
            result = printer.submit(lambda: printer.driver.print_job(job)).result(PRINT_SECONDS)
        except (DeviceGone, OSError, DeviceFault) as error:
            return Failed("print-down", uncertain=isinstance(error, TimeoutError))
        if result.outcome is PrintOutcome.PRINTED:
            return Printed()
        uncertain = result.outcome is PrintOutcome.UNCERTAIN
        return Failed(VISITOR_WORDS.get(result.words, "print-down"), uncertain=uncertain)

    def _printed(self, number: str, reprint: int, result: PrintResult) -> Any:
        if result.outcome is PrintOutcome.PRINTED:
            log.emit(log.Event.TICKET_PRINTED, number=number, reprint=reprint)
            return Printed()
        if result.outcome is PrintOutcome.UNCERTAIN:
            log.emit(log.Event.TICKET_UNCERTAIN, number=number, cause=result.cause)
            return Failed("print-down", uncertain=True)
        log.emit(log.Event.TICKET_PRINT_FAILED, number=number, words=result.words, cause=result.cause)
        return Failed(VISITOR_WORDS.get(result.words, "print-down"))
