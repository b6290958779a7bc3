"""The staff's desk: who it is, one page after another, training on and off, and the way out.

It lies over whatever a visitor was doing; when staff leave it, the visitor is where they were, or has the ticket
that was made for them meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kiosk.domain.staff import MAY, Actor, DeskTab, StaffMember
from kiosk.domain.ticket import Ticket
from kiosk.flows.desk.access import Handed
from kiosk.flows.desk.handed import hand_back
from kiosk.flows.desk.screen import LEAVE, TRAINING
from kiosk.flows.desk.serve import serve
from kiosk.flows.desk.sign_in import NoteSignIn, NoteSignOut, sign_in
from kiosk.flows.script import Script
from kiosk.flows.visit import Instead, Visit

Page = Callable[[Visit, Actor], Script[str]]
PAGES: dict[DeskTab, Page] = {}


def desk(visit: Visit, member: StaffMember | None, handed: Handed) -> Script[Instead | None]:
    """member: whose badge lies there; None: a PIN is asked for. Instead: what the visitor gets in return."""
    if member is None:
        member = yield from sign_in(visit)
        if member is None:
            return None
    by = Actor(member)
    yield NoteSignIn(by)
    tab = next(tab for tab in DeskTab if tab in MAY[member.role])
    made: tuple[Ticket, ...] = ()
    while True:
        if tab is DeskTab.SERVE:
            wanted, issued = yield from serve(visit, by, handed)
            if issued:
                made, handed = (*made, *issued), Handed()
        else:
            wanted = yield from PAGES[tab](visit, by)
        if wanted == LEAVE:
            break
        if wanted == TRAINING:
            by = replace(by, training=not by.training)
        else:
            tab = DeskTab(wanted)
    yield NoteSignOut(by)
    return Instead(hand_back(made, handed.holder)) if made else None
