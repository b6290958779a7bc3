"""Clause 二 of the policy: a volunteer for guidance, company, copies, a wheelchair or sign language."""

from __future__ import annotations

from kiosk.domain.call import CallReason
from kiosk.flows.script import Choose, Option, Say, Script, Tell
from kiosk.flows.steps import wait_for_person
from kiosk.flows.visit import Visit

REASONS: tuple[tuple[CallReason, str], ...] = (
    (CallReason.GUIDE, "map-pin"),
    (CallReason.ACCOMPANY, "users"),
    (CallReason.COPY_PRINT, "printer"),
    (CallReason.WHEELCHAIR, "accessibility"),
    (CallReason.INTERPRETER, "hand"),
    (CallReason.LANGUAGE, "languages"),
    (CallReason.MASK, "heart-pulse"),
    (CallReason.CASH, "banknote"),
    (CallReason.HELP, "ellipsis"),
)


def volunteer(visit: Visit) -> Script[None]:
    why = yield Choose(
        "volunteer",
        options=tuple(
            Option(reason.value, Say(f"reason-{reason.value}"), icon=icon) for reason, icon in REASONS
        ),
    )
    yield from wait_for_person(visit, CallReason(why))
    yield Tell(
        "thanks",
        icon="heart-handshake",
        options=(Option("ok", Say("understood"), icon="check", primary=True),),
    )


def help_here(visit: Visit) -> Script[None]:
    """叫人帮忙 of the fixed bar: rings at once; afterwards the visitor is back where they were."""
    yield from wait_for_person(visit, CallReason.HELP)
