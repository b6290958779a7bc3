"""A ticket's QR under the scanner: how it stands, printed again when it was lost half way, or a person called.

Nothing that is scanned acts by itself: it only opens this conversation, and only for a ticket of today that
this hall has signed.
"""

from __future__ import annotations

from kiosk.domain.call import CallReason
from kiosk.domain.ticket import Ticket
from kiosk.flows.evaluate import evaluate
from kiosk.flows.kept import what_is_kept
from kiosk.flows.script import (
    Choose,
    Failed,
    FindTicket,
    Line,
    Option,
    Say,
    Script,
    Tell,
    TicketReady,
)
from kiosk.flows.steps import put_on_paper, wait_for_person
from kiosk.flows.ticket_words import KEPT, errand_of, farewell, place, rest_of_ticket, way
from kiosk.flows.visit import Flow, Visit

MORE = "more"


def scanned(token: str) -> Flow:
    """The conversation about what was scanned."""

    def found_ticket(visit: Visit) -> Script[None]:
        ticket = yield FindTicket(token)
        if isinstance(ticket, Failed):
            yield from unknown_ticket(visit, ticket)
            return
        if (yield ticket_status(visit, ticket)) == MORE:
            yield from with_ticket(visit, ticket)

    return found_ticket


def with_ticket(visit: Visit, ticket: Ticket) -> Script[None]:
    """What can be done with a ticket in hand."""
    answer = yield Choose(
        "found-more",
        options=(
            Option("print", Say("found-print"), icon="printer"),
            Option("evaluate", Say("found-evaluate"), icon="smile"),
            Option(KEPT, Say("farewell-kept"), icon="eye"),
        ),
    )
    if answer == KEPT:
        yield from what_is_kept(visit, ticket)
    elif answer == "evaluate":
        yield from evaluate(visit, ticket)
    else:
        has_paper = yield from put_on_paper(visit, ticket)
        errand = errand_of(visit.hall, ticket)
        while (yield farewell(visit.hall, ticket, errand, None, has_paper, None)) == KEPT:
            yield from what_is_kept(visit, ticket)


def ticket_status(visit: Visit, ticket: Ticket) -> TicketReady:
    errand = errand_of(visit.hall, ticket)
    where = {"errand": errand.name, "place": place(visit.hall, errand)}
    return TicketReady(
        "found",
        args={"series": ticket.number.series, "n": ticket.number.digits, "count": ticket.people_ahead},
        number=str(ticket.number),
        lines=(
            Line(errand.icon, Say("farewell-place", where)),
            Line("map-pin", way(visit.hall, errand)),
        ),
        spoken=rest_of_ticket(visit.hall, ticket, errand),
        options=(
            Option("ok", Say("understood"), icon="check", primary=True),
            Option(MORE, Say("found-more-open"), icon="ellipsis"),
        ),
    )


def unknown_ticket(visit: Visit, failed: Failed) -> Script[None]:
    answer = yield Tell(
        "found-nothing",
        args={"why": Say(failed.words)},
        icon="qr-code",
        options=(
            Option("ok", Say("understood"), icon="check", primary=True),
            Option("call", Say("card-staff"), icon="hand-helping"),
        ),
    )
    if answer == "call":
        yield from wait_for_person(visit, CallReason.HELP)
