"""A ticket as the words on its paper. Nothing of the visitor but the errand and the help they chose."""

from __future__ import annotations

from kiosk.domain.hall import Errand, Hall
from kiosk.domain.ticket import Ticket, TicketFace
from kiosk.flows.resolve import Resolver
from kiosk.flows.ticket_words import errand_of, materials, next_steps, place, way


def ticket_face(ticket: Ticket, hall: Hall, words: Resolver, *, reprint: int, helper: str = "") -> TicketFace:
    """reprint: 0 for the first paper, n for 补打 n. helper: who has answered the ticket's call. Raises MissingText."""
    errand = errand_of(hall, ticket)
    where = place(hall, errand)
    somewhere = words.text(where.id, where.args)
    route = way(hall, errand)
    help_id = f"help-{ticket.help_mode.value}"
    steps = next_steps(hall, errand, ticket.help_mode)
    return TicketFace(
        hall_name=hall.name.of(words.language),
        channel=words.text("ticket-channel"),
        number=str(ticket.number),
        errand=words.text("ticket-errand", {"errand": errand.name}),
        place=somewhere,
        way=words.text(route.id, route.args),
        help_name=words.text(help_id),
        help_line=words.hint(help_id),
        people_ahead=words.text("ticket-ahead", {"count": ticket.people_ahead}),
        cash=words.text("ticket-cash", {"place": hall.cash_at}) if errand.cash else "",
        next_steps=tuple(words.text(step.id, step.args) for step in steps),
        materials=_materials(errand, words),
        helper=_helper(ticket, words, helper),
        next_steps_title=words.text("ticket-next-title"),
        hotline=words.text("ticket-hotline", {"hotline": hall.hotline}),
        time=f"{ticket.issued_at:%Y-%m-%d %H:%M}",
        qr=ticket.token,
        reprint=words.text("ticket-reprint", {"n": reprint}) if reprint else "",
    )


def _helper(ticket: Ticket, words: Resolver, who: str) -> str:
    """Policy 1.2d: a person with a name. The paper is often there first: then they write their name on it."""
    if not ticket.help_mode.needs_person:
        return ""
    return words.text("ticket-helper", {"who": who}) if who else words.text("ticket-helper-blank")


def _materials(errand: Errand, words: Resolver) -> str:
    if not errand.materials:
        return ""
    bring = materials(errand)
    return words.text(bring.id, bring.args)
