"""评价服务: one evaluation for one ticket, by whoever holds it. Not to evaluate is as large as any answer.

The terminal rates this visit, not a case of an office, whose number it does not know (facts/services.md 3).
"""

from __future__ import annotations

from kiosk.domain.call import CallReason
from kiosk.domain.evaluation import Complaint, Level
from kiosk.domain.private import Private
from kiosk.domain.ticket import Ticket
from kiosk.flows.phone import ask_phone
from kiosk.flows.script import (
    AlreadyEvaluated,
    Choose,
    ChooseSeveral,
    Evaluate,
    Failed,
    Option,
    Say,
    Script,
    Tell,
)
from kiosk.flows.steps import wait_for_person
from kiosk.flows.visit import Visit

SKIP = "skip"
LEVEL_ICONS = {
    Level.VERY_SATISFIED: "laugh",
    Level.SATISFIED: "smile",
    Level.FAIRLY_SATISFIED: "meh",
    Level.DISSATISFIED: "frown",
    Level.VERY_DISSATISFIED: "angry",
}
COMPLAINT_ICONS = {
    Complaint.WAITING: "hourglass",
    Complaint.ATTITUDE: "user",
    Complaint.UNCLEAR: "circle-question-mark",
    Complaint.REPEATED: "repeat",
    Complaint.ACCESS: "accessibility",
    Complaint.OTHER: "ellipsis",
}


def evaluate(visit: Visit, ticket: Ticket) -> Script[None]:
    assisted = (yield from alone(ticket)) is False
    answer = yield Choose(
        "evaluate",
        options=(
            *(
                Option(level.value, Say(f"level-{level.value}"), icon=icon)
                for level, icon in LEVEL_ICONS.items()
            ),
            Option(SKIP, Say("evaluate-skip"), icon="x"),
        ),
    )
    if answer == SKIP:
        return
    level = Level(answer)
    complaints: frozenset[str] = frozenset()
    if level.low:
        complaints = yield ChooseSeveral(
            "complaints",
            options=tuple(
                Option(its.value, Say(f"complaint-{its.value}"), icon=icon)
                for its, icon in COMPLAINT_ICONS.items()
            ),
        )
    phone = (yield from call_back(visit)) if level.low else None
    about = frozenset(Complaint(key) for key in complaints)
    result = yield Evaluate(ticket.id, level, about, assisted, phone)
    if (yield told(level, result)) == "call":
        yield from wait_for_person(visit, CallReason.HELP)


def alone(ticket: Ticket) -> Script[bool]:
    """Whoever helped must not press for the visitor: they are asked aside, and an assisted answer is marked."""
    if not ticket.help_mode.needs_person:
        return True
    answer = yield Tell(
        "evaluate-alone",
        icon="user",
        options=(
            Option("alone", Say("evaluate-alone-yes"), icon="user", primary=True),
            Option("helped", Say("evaluate-alone-no"), icon="users"),
        ),
    )
    return answer == "alone"


def call_back(visit: Visit) -> Script[Private | None]:
    """Whoever wants an answer may leave a phone; not to leave one is as large, and nothing is lost by it."""
    answer = yield Tell(
        "evaluate-phone",
        icon="phone",
        options=(
            Option("leave", Say("evaluate-phone-leave"), icon="phone"),
            Option(SKIP, Say("evaluate-phone-none"), icon="arrow-right"),
        ),
    )
    return (yield from ask_phone(visit)) if answer == "leave" else None


def told(level: Level, result: object) -> Tell:
    """What became of it. A person can be called from a bad experience, and when nothing could be written."""
    ok = Option("ok", Say("understood"), icon="check", primary=True)
    call = Option("call", Say("card-staff"), icon="hand-helping")
    if isinstance(result, Failed):
        return Tell("evaluate-failed", icon="heart-handshake", options=(ok, call))
    if isinstance(result, AlreadyEvaluated):
        return Tell("evaluate-already", icon="check", options=(ok,))
    if level.low:
        return Tell("evaluate-heard", icon="heart-handshake", options=(ok, call))
    return Tell("evaluate-thanks", icon="smile", options=(ok,))
