"""Today's tickets: found by number or code, printed again, moved, marked, and marks taken back. Who waits where."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.desk_ticket import Course, DeskTicket, waiting_at, windows_for
from kiosk.domain.hall import Hall
from kiosk.domain.staff import Actor, DeskTab
from kiosk.domain.ticket import Ticket
from kiosk.flows.desk.frame import desk_page, notes, told_of
from kiosk.flows.desk.screen import (
    FOUND_KEY,
    Button,
    Buttons,
    Choice,
    DeskAction,
    DeskAnswer,
    Entry,
    Note,
    Part,
    Pick,
    Pressed,
    Row,
    Rows,
    Shade,
    goes_elsewhere,
)
from kiosk.flows.script import Failed, FindTicket, Printed, PrintTicket, Say, Script
from kiosk.flows.visit import Visit

NUMBER, FILTER, WINDOW, ALL = "number", "filter", "window", "all"
SHADES = {Course.SERVED: Shade.GOOD, Course.NO_SHOW: Shade.SOON, Course.CANCELLED: Shade.LATE}


@dataclass(frozen=True)
class TicketBoard:
    """tickets: of today, the newest first."""

    tickets: tuple[DeskTicket, ...]


@dataclass(frozen=True)
class ListTickets(DeskAction):
    """Result: TicketBoard or Failed."""


@dataclass(frozen=True)
class FindByNumber(DeskAction):
    """Result: DeskTicket, Refused or Failed."""

    typed: str


@dataclass(frozen=True)
class MarkTicket(DeskAction):
    """seen: its course as this desk showed it. Result: Done, Refused (somebody was first) or Failed."""

    ticket_id: int
    seen: Course
    to: Course


@dataclass(frozen=True)
class MoveTicket(DeskAction):
    """Result: Done, Refused or Failed."""

    ticket_id: int
    window: str


@dataclass(frozen=True)
class FinishAccompany(DeskAction):
    """Result: Done, Refused or Failed."""

    ticket_id: int


@dataclass(frozen=True)
class Reprint(DeskAction):
    """Written down before it is printed. Result: Ticket or Failed."""

    ticket_id: int


def tickets(visit: Visit, by: Actor) -> Script[str]:
    told: Note | None = None
    shown, chosen, form = Course.WAITING.value, 0, 0
    while True:
        board: TicketBoard | Failed = yield ListTickets(by)
        if isinstance(board, Failed):
            told, board = told_of(board), TicketBoard(())
        ticket = next((its for its in board.tickets if its.id == chosen), None)
        parts = (*notes(told), *_form(shown), *_chosen(visit.hall, ticket), *_lists(visit.hall, board, shown))
        answer: DeskAnswer = yield desk_page(visit, by, DeskTab.TICKETS, parts, form=form)
        told = None
        if (tab := goes_elsewhere(answer)) is not None:
            return tab
        match answer:
            case Pressed(key="find") if answer.text(NUMBER):
                found = yield FindByNumber(by, answer.text(NUMBER))
                chosen, told = _found(found, chosen)
                form += 1
            case Pressed(key=key) if key == FOUND_KEY:
                found = yield FindTicket(answer.text("token"))
                chosen, told = _found(found, chosen)
            case Pressed(key=key) if key == FILTER:
                shown = answer.one(FILTER) or ALL
            case Pressed(key="open", row=row):
                chosen = int(row)
            case Pressed(key="served", row=row):
                seen = next((its.course for its in board.tickets if its.id == int(row)), Course.WAITING)
                told = told_of((yield MarkTicket(by, int(row), seen, Course.SERVED)))
            case Pressed(key=key) if ticket is not None:
                told = yield from _work_on(visit, by, ticket, key, answer.one(WINDOW))
            case _:
                pass


def _found(found: object, chosen: int) -> tuple[int, Note | None]:
    if isinstance(found, DeskTicket | Ticket):
        return found.id, None
    if isinstance(found, Failed):
        return chosen, Note(Say("desk-tickets-unknown"), Shade.LATE)
    return chosen, told_of(found)


def _work_on(visit: Visit, by: Actor, ticket: DeskTicket, key: str, window: str) -> Script[Note | None]:
    match key:
        case "reprint":
            return (yield from _print_again(by, ticket))
        case "move" if not window:
            return Note(Say("desk-tickets-which-window"), Shade.SOON)
        case "move":
            return told_of((yield MoveTicket(by, ticket.id, window)))
        case "accompanied":
            return told_of((yield FinishAccompany(by, ticket.id)))
        case _ if key in tuple(Course):
            return told_of((yield MarkTicket(by, ticket.id, ticket.course, Course(key))))
        case _:
            return None


def _print_again(by: Actor, ticket: DeskTicket) -> Script[Note]:
    number = {"number": str(ticket.number)}
    whole = yield Reprint(by, ticket.id)
    if not isinstance(whole, Ticket):
        return told_of(whole)
    if by.training:
        return Note(Say("desk-tickets-not-printed", number), Shade.GOOD)
    printed = yield PrintTicket(whole)
    if isinstance(printed, Printed):
        return Note(Say("desk-tickets-printed", number), Shade.GOOD)
    why = Say(printed.words) if isinstance(printed, Failed) else Say("print-down")
    return Note(Say("desk-serve-no-paper", {**number, "why": why}), Shade.LATE)


def _form(shown: str) -> tuple[Part, ...]:
    filters = (*(course.value for course in Course), ALL)
    return (
        Entry(NUMBER, Say("desk-tickets-number"), most=6),
        Pick(
            FILTER,
            Say("desk-tickets-show"),
            tuple(Choice(key, Say(f"desk-tickets-{key}")) for key in filters),
            chosen=frozenset({shown}),
            at_once=True,
        ),
        Buttons((Button("find", Say("desk-tickets-find"), icon="search", primary=True),)),
    )


def _chosen(hall: Hall, ticket: DeskTicket | None) -> tuple[Part, ...]:
    """What can be done with the ticket that was opened."""
    if ticket is None:
        return ()
    says = {
        "number": str(ticket.number),
        "errand": hall.errand(ticket.errand).name,
        "course": Say(f"desk-tickets-{ticket.course}"),
    }
    windows = tuple(
        Choice(its.id, Say("desk-tickets-window", {"window": its.number}))
        for its in hall.windows_of(hall.errand(ticket.errand))
    )
    marks = [
        Button(course.value, Say(f"desk-tickets-mark-{course}"), lost=course is Course.CANCELLED)
        for course in Course
        if course is not ticket.course
    ]
    along = [Button("accompanied", Say("desk-tickets-accompanied"))] if ticket.accompanied else []
    buttons = [Button("reprint", Say("desk-serve-reprint"), icon="printer"), *marks, *along]
    move = len(windows) > 1 and ticket.course is Course.WAITING
    picks = (Pick(WINDOW, Say("desk-tickets-move-to"), windows, chosen=_window(ticket)),) if move else ()
    remarks = tuple(Note(Say(f"desk-serve-note-{remark}"), Shade.SOON) for remark in sorted(ticket.remarks))
    return (
        Note(Say("desk-tickets-chosen", says), Shade.GOOD),
        *remarks,
        *picks,
        Buttons((*buttons, *((Button("move", Say("desk-tickets-move")),) if move else ()))),
    )


def _window(ticket: DeskTicket) -> frozenset[str]:
    return frozenset({ticket.window} - {""})


def _lists(hall: Hall, board: TicketBoard, shown: str) -> tuple[Rows, Rows]:
    listed = [its for its in board.tickets if shown in (ALL, its.course)]
    waiting = waiting_at(hall, board.tickets)
    windows = sorted((its for its in hall.windows if waiting[its.id]), key=lambda its: -waiting[its.id])
    return (
        Rows(
            Say("desk-tickets-heading", {"count": len(listed)}),
            tuple(
                Say(f"desk-tickets-column-{name}") for name in ("number", "errand", "window", "time", "state")
            ),
            tuple(_row(hall, its) for its in listed),
            Say("desk-tickets-none"),
        ),
        Rows(
            Say("desk-tickets-waiting-at"),
            tuple(Say(f"desk-tickets-column-{name}") for name in ("window", "floor", "waiting")),
            tuple(
                Row(
                    its.id,
                    (
                        Say("desk-tickets-window", {"window": its.number}),
                        hall.floor(its.floor).name,
                        str(waiting[its.id]),
                    ),
                )
                for its in windows
            ),
            Say("desk-tickets-nobody-waits"),
        ),
    )


def _row(hall: Hall, ticket: DeskTicket) -> Row:
    numbers = [window.number for window in hall.windows if window.id in windows_for(hall, ticket)]
    served = Button("served", Say("desk-tickets-mark-served"))
    return Row(
        str(ticket.id),
        (
            str(ticket.number),
            hall.errand(ticket.errand).name,
            "、".join(map(str, numbers)),
            f"{ticket.issued_at:%H:%M}",
            Say(f"desk-tickets-{ticket.course}"),
        ),
        (Button("open", Say("desk-tickets-open")), *((served,) if ticket.course is Course.WAITING else ())),
        SHADES.get(ticket.course, Shade.NORMAL),
    )
