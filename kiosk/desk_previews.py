"""Pages of the desk as they stand on the ledger for training: for the gallery, the tests and the guide's pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kiosk.desk.hands import DeskHands
from kiosk.domain.hall import Hall, Words
from kiosk.domain.staff import MAY, Actor, DeskTab, StaffMember, StaffRole
from kiosk.flows.desk.access import Handed
from kiosk.flows.desk.desk import PAGES, desk
from kiosk.flows.desk.screen import TAB, Desk, Pressed
from kiosk.flows.desk.sign_in import NoteSignIn
from kiosk.flows.script import Printed, PrintTicket
from kiosk.flows.visit import Visit
from kiosk.late import Late
from kiosk.store.tickets import Store

LEADER = StaffMember(2, Words(zh="值班长老李", en="duty leader Lao Li"), StaffRole.DUTY_LEADER)


def desk_pages(hall: Hall) -> Iterator[tuple[str, Desk]]:
    """(tab, page) of every tab of a duty leader, then the page for serving with a visitor taken over."""
    hands = DeskHands(Late(no_ledger), hall, lambda: bytes(32))
    try:
        handed = Handed(begun=True, errand=hall.errands[0].id, needs=frozenset({"wheelchair"}))
        for name, its in (("", Handed()), ("handed", handed)):
            told = desk(Visit(hall), LEADER, its)
            page = stand(told, next(told), hands)
            for tab in DeskTab if not name else (DeskTab.SERVE,):
                if tab not in MAY[LEADER.role] or tab not in (DeskTab.SERVE, *PAGES):
                    continue
                page = stand(told, told.send(Pressed(TAB + tab)), hands)
                yield name or tab.value, replace(page, training=False)
    finally:
        hands.close()


def stand(told: Any, step: Any, hands: DeskHands) -> Desk:
    """Go on until a page stands; everything is done on the ledger for training."""
    while not isinstance(step, Desk):
        step = told.send(_done(step, hands))
    return step


def _done(step: Any, hands: DeskHands) -> Any:
    match step:
        case NoteSignIn():
            return None
        case PrintTicket():
            return Printed()
        case _:
            return hands.do(replace(step, by=Actor(step.by.member, training=True)), "preview")


def no_ledger() -> Store:
    raise RuntimeError("a preview reads the ledger for training only")
