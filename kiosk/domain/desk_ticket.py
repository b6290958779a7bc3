"""A ticket of today as the staff's desk lists it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.domain.hall import Errand, Hall
from kiosk.domain.ticket import HelpMode, TicketNote, TicketNumber


class Course(StrEnum):
    """What has become of a visit, as staff marked it."""

    WAITING = "waiting"
    SERVED = "served"
    NO_SHOW = "no_show"  # 过号
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class DeskTicket:
    """window: id of the one that it was moved to, '' for the errand's own. marked_by: who set the course last.

    accompanied: somebody goes along, and nobody has said yet that it is over.
    """

    id: int
    number: TicketNumber
    errand: str
    help_mode: HelpMode
    course: Course
    window: str
    issued_at: datetime
    marked_by: str = ""
    accompanied: bool = False
    remarks: frozenset[TicketNote] = frozenset()


def windows_for(hall: Hall, ticket: DeskTicket) -> tuple[str, ...]:
    """Ids of the windows at which it may be served now."""
    return (ticket.window,) if ticket.window else hall.errand(ticket.errand).windows


def waiting_at(hall: Hall, tickets: tuple[DeskTicket, ...]) -> dict[str, int]:
    """By window id, how many wait there. One that several windows serve counts at each."""
    counts = dict.fromkeys((window.id for window in hall.windows), 0)
    for ticket in tickets:
        if ticket.course is Course.WAITING:
            for window in windows_for(hall, ticket):
                counts[window] = counts.get(window, 0) + 1
    return counts


def moved(errand: Errand, window: str) -> Errand:
    """The errand as this ticket has it: at the window that it was moved to."""
    return errand.model_copy(update={"windows": (window,)}) if window else errand
