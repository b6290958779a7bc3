"""评价和投诉: evaluate with one's ticket, or complain to a person."""

from __future__ import annotations

from kiosk.flows.complaint import complaint
from kiosk.flows.script import Choose, Option, Say, Script, Tell
from kiosk.flows.visit import Visit

EVALUATE = "evaluate"


def opinion(visit: Visit) -> Script[None]:
    """An evaluation belongs to a ticket, so that each is given once: it begins with the ticket's code."""
    answer = yield Choose(
        "opinion",
        options=(
            Option(EVALUATE, Say("opinion-evaluate"), icon="smile"),
            Option("complaint", Say("opinion-complain"), icon="thumbs-down"),
        ),
    )
    if answer != EVALUATE:
        yield from complaint(visit)
        return
    answer = yield Tell(
        "evaluate-how",
        icon="qr-code",
        options=(
            Option("ok", Say("understood"), icon="check", primary=True),
            Option("complaint", Say("opinion-complain"), icon="thumbs-down"),
        ),
    )
    if answer != "ok":
        yield from complaint(visit)
