"""What a visitor has chosen so far, as staff find it when they take over, and how the visit is given back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from kiosk.domain.hall import Hall
from kiosk.domain.identity import Holder
from kiosk.domain.ticket import HelpMode, Ticket
from kiosk.flows.desk.access import Handed
from kiosk.flows.help_modes import FOR_ANOTHER
from kiosk.flows.kept import what_is_kept
from kiosk.flows.needs import SKIP
from kiosk.flows.run import Run
from kiosk.flows.script import IssueTicket, PresentCard, Script
from kiosk.flows.ticket_words import KEPT, errand_of, farewell
from kiosk.flows.visit import Flow, Visit


def handed_over(tellings: Iterable[Run], hall: Hall, holder: Holder | None) -> Handed:
    """From the answers of every telling that is not over; after a ticket staff begin anew.

    holder: of the card that lies there, if any.
    """
    handed = Handed(holder=holder)
    errands = {errand.id for errand in hall.errands}
    for telling in tellings:
        handed = replace(handed, begun=True)
        for entry in telling.entries:
            if isinstance(entry.step, IssueTicket) and isinstance(entry.value, Ticket):
                handed = Handed(begun=True, holder=holder)
            else:
                handed = _with(
                    handed, entry.step.__class__ is PresentCard, _id(entry.step), entry.value, errands
                )
    return handed


def _id(step: Any) -> str:
    return str(getattr(step, "id", ""))


def _with(handed: Handed, card: bool, screen: str, answer: Any, errands: set[str]) -> Handed:
    match screen:
        case _ if card and isinstance(answer, Holder):
            return replace(handed, holder=answer)
        case "needs":
            return replace(handed, needs=frozenset(answer))
        case "group" if answer != SKIP:
            return replace(handed, group=str(answer))
        case "errand" | "errand-more" if answer in errands:
            return replace(handed, errand=str(answer))
        case "help" if answer == FOR_ANOTHER:
            return replace(handed, for_another=True)
        case "help" if answer in tuple(HelpMode):
            return replace(handed, help_mode=str(answer))
        case _:
            return handed


def hand_back(tickets: tuple[Ticket, ...], holder: Holder | None) -> Flow:
    """The visitor's own screen again, with what was made for them: each number, where to go, what is kept."""

    def handed_back(visit: Visit) -> Script[None]:
        for ticket in tickets:
            errand = errand_of(visit.hall, ticket)
            while (yield farewell(visit.hall, ticket, errand, None, True, holder)) == KEPT:
                yield from what_is_kept(visit, ticket)

    return handed_back
