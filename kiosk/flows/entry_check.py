"""无健康码通道 (policy clause 一): by card instead of a phone, then temperature, mask, and straight on to the ticket.

Nothing here is red and nobody is stopped: whatever the lookup says, a person is at hand and the way goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kiosk.domain.call import CallReason
from kiosk.domain.entry import Outcome
from kiosk.domain.identity import Holder
from kiosk.flows.green_channel import green_channel
from kiosk.flows.script import Action, Option, PresentCard, Say, Script, Tell
from kiosk.flows.steps import NO_CARD, wait_for_person
from kiosk.flows.visit import Visit

CALL, ON = "call", "on"


@dataclass(frozen=True)
class AskEntry(Action):
    """What the lookup says of the card that was read. Result: Outcome; Failed counts as a source that is down."""

    working: ClassVar[str] = "working-entry"
    holder_key: str = ""


@dataclass(frozen=True)
class NoteEntry(Action):
    """The gate's log: the minute and the outcome, nothing of whose it was."""

    beside: ClassVar[bool] = True
    outcome: Outcome


def entry_check(visit: Visit) -> Script[None]:
    outcome = yield from looked_up(visit)
    yield from step_with_person(visit, outcome)
    yield from temperature(visit)
    yield from mask(visit)
    yield NoteEntry(outcome)
    yield from green_channel(visit)


def looked_up(visit: Visit) -> Script[Outcome]:
    """By card, or by a person: 由志愿者指导或者代为查验."""
    answer = yield PresentCard(
        "entry-card",
        options=(
            Option(NO_CARD, Say("card-none"), icon="id-card-lanyard"),
            Option(CALL, Say("entry-by-person"), icon="hand-helping"),
        ),
    )
    if not isinstance(answer, Holder):
        if answer == CALL:
            yield from wait_for_person(visit, CallReason.HEALTH)
        return Outcome.NO_CARD
    told = yield AskEntry(answer.key)
    return told if isinstance(told, Outcome) else Outcome.SOURCE_DOWN


def step_with_person(visit: Visit, outcome: Outcome) -> Script[None]:
    """Found: go on. Anything else: a person looks; whoever has been looked at goes on just the same."""
    go_on = Option(ON, Say("go-on" if outcome is Outcome.VALID else "entry-seen"), icon="arrow-right")
    call = Option(CALL, Say("card-staff"), icon="hand-helping")
    first, second = (go_on, call) if outcome is Outcome.VALID else (call, go_on)
    screen = f"entry-{outcome.replace('_', '-')}"
    picture = "check" if outcome is Outcome.VALID else "heart-handshake"
    answer = yield Tell(screen, icon=picture, options=(first, second))
    if answer == CALL:
        yield from wait_for_person(visit, CallReason.HEALTH)


def temperature(visit: Visit) -> Script[None]:
    """Taken by a volunteer; neither the number nor what it means is shown, said or stored."""
    answer = yield Tell(
        "entry-temperature",
        icon="user-check",
        options=(
            Option(ON, Say("entry-temperature-ok"), icon="check"),
            Option(CALL, Say("entry-temperature-other"), icon="hand-helping"),
        ),
    )
    if answer == CALL:
        yield from wait_for_person(visit, CallReason.HEALTH)


def mask(visit: Visit) -> Script[None]:
    answer = yield Tell(
        "entry-mask",
        icon="face-cover",
        options=(
            Option(ON, Say("entry-mask-on"), icon="check"),
            Option(CALL, Say("entry-mask-get"), icon="hand-helping"),
        ),
    )
    if answer == CALL:
        yield from wait_for_person(visit, CallReason.MASK)
