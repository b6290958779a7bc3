"""The labels on the pieces that the hall lends: name, number, where it belongs, and a code for the desk's scanner."""

from __future__ import annotations

from kiosk.domain.facility import Facility
from kiosk.domain.hall import Hall
from kiosk.domain.loan import piece_code
from kiosk.domain.sheet import Code, Size
from kiosk.domain.staff import Actor
from kiosk.flows.desk.screen import Note, Shade
from kiosk.flows.script import Failed, Say, Script
from kiosk.flows.sheet import PrintSheet, Sheet, Write
from kiosk.flows.visit import Visit


def print_labels(visit: Visit, by: Actor, place: Facility, tag: int) -> Script[Note]:
    """One paper for each piece. tag: 0 for every piece of this facility. Stops at the first that does not come out."""
    tags = (tag,) if tag else place.tags
    if by.training:
        return Note(Say("desk-loans-labels-training"), Shade.GOOD)
    for number in tags:
        result = yield PrintSheet(label(visit.hall, place, number))
        if isinstance(result, Failed):
            words = {"name": place.name, "n": number, "why": Say(result.words)}
            return Note(Say("desk-loans-label-failed", words), Shade.LATE)
    return Note(Say("desk-loans-labels-done", {"name": place.name, "count": len(tags)}), Shade.GOOD)


def label(hall: Hall, place: Facility, tag: int) -> Sheet:
    where = {"floor": hall.floor(place.floor).name, "place": place.place}
    return Sheet(
        Say("desk-loans-label-title", {"name": place.name, "n": tag}),
        (
            Code(piece_code(place.id, tag)),
            Write(Say("desk-loans-label-where", where), Size.LARGE),
        ),
        dated=False,
    )
