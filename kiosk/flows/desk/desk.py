"""The staff's desk: who it is, one page after another, training on and off, and the way out.

It lies over whatever a visitor was doing; when staff leave it, the visitor is where they were, or has the ticket
that was made for them meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kiosk.domain.staff import MAY, Actor, DeskTab, StaffMember, StaffRole
from kiosk.domain.ticket import Ticket
from kiosk.flows.desk.access import Handed
from kiosk.flows.desk.calls import calls
from kiosk.flows.desk.cash import cash
from kiosk.flows.desk.devices import devices
from kiosk.flows.desk.difficulties import difficulties
from kiosk.flows.desk.figures import figures
from kiosk.flows.desk.handed import hand_back
from kiosk.flows.desk.loans import loans
from kiosk.flows.desk.patrol import patrol
from kiosk.flows.desk.screen import LEAVE, TRAINING, Note
from kiosk.flows.desk.serve import serve
from kiosk.flows.desk.settings import settings
from kiosk.flows.desk.sign_in import NoteSignIn, NoteSignOut, sign_in
from kiosk.flows.desk.tickets import tickets
from kiosk.flows.desk.visits import visits
from kiosk.flows.script import Script
from kiosk.flows.visit import Instead, Visit

Page = Callable[[Visit, Actor], Script[str]]
PAGES: dict[DeskTab, Page] = {
    DeskTab.CALLS: calls,
    DeskTab.TICKETS: tickets,
    DeskTab.LOANS: loans,
    DeskTab.VISITS: visits,
    DeskTab.CASH: cash,
    DeskTab.DIFFICULTIES: difficulties,
    DeskTab.PATROL: patrol,
    DeskTab.FIGURES: figures,
    DeskTab.DEVICES: devices,
    DeskTab.SETTINGS: settings,
}
# Where somebody begins, when it is not the first tab: a technician comes because something is wrong.
FIRST = {StaffRole.TECHNICIAN: DeskTab.DEVICES}


def desk(visit: Visit, member: StaffMember | None, handed: Handed) -> Script[Instead | None]:
    """member: whose badge lies there; None: a PIN is asked for. Instead: what the visitor gets in return."""
    if member is None:
        member = yield from sign_in(visit)
        if member is None:
            return None
    by = Actor(member)
    first: object = yield NoteSignIn(by)
    told = first if isinstance(first, Note) else None
    tab = FIRST.get(member.role) or next(tab for tab in DeskTab if tab in MAY[member.role])
    made: tuple[Ticket, ...] = ()
    holder, form = handed.holder, 0
    while True:
        if tab is DeskTab.SERVE:
            wanted, form, issued = yield from serve(visit, by, handed, form, told)
            told = None
            if issued:
                made, holder, handed = issued, handed.holder, Handed()
        else:
            wanted = yield from PAGES[tab](visit, by)
        if wanted == LEAVE:
            break
        if wanted == TRAINING:
            by = replace(by, training=not by.training)
        else:
            tab = DeskTab(wanted)
    yield NoteSignOut(Actor(member))
    return Instead(hand_back(made, holder)) if made else None
