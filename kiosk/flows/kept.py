"""我刚才留下了什么: exactly the rows that were written, with erasing where the law allows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from kiosk.domain.call import CallReason
from kiosk.domain.kept import Kept, KeptRow
from kiosk.domain.ticket import Ticket
from kiosk.flows.script import Action, Confirm, Failed, Line, Option, Say, Script, Tell
from kiosk.flows.steps import wait_for_person
from kiosk.flows.visit import Visit

ERASE, CALL, KEPT = "erase", "call", "kept"
KEPT_OPTION = Option(KEPT, Say("farewell-kept"), icon="eye", compact=True)
ICONS = {
    Kept.TICKET: "ticket",
    Kept.NEEDS: "heart",
    Kept.SAME_CARD: "id-card",
    Kept.CALL: "bell-ring",
    Kept.EVALUATION: "smile",
    Kept.CALL_BACK_PHONE: "phone",
    Kept.LOAN: "accessibility",
    Kept.HOME_VISIT: "house",
    Kept.DIFFICULTY: "triangle-alert",
}


@dataclass(frozen=True)
class ListKept(Action):
    """intent: of the ticket's telling; '' for the telling that asks. Result: tuple of KeptRow, or Failed."""

    brief: ClassVar[bool] = True
    working: ClassVar[str] = "working-find"
    intent: str = ""


@dataclass(frozen=True)
class EraseKept(Action):
    """Result: Erased or Failed."""

    working: ClassVar[str] = "working-erase"
    intent: str = ""


@dataclass(frozen=True)
class Erased:
    pass


def what_is_kept(visit: Visit, ticket: Ticket | None = None) -> Script[None]:
    """ticket: whose rows are shown; without one, those of this telling."""
    intent = ticket.intent if ticket else ""
    rows: tuple[KeptRow, ...] | Failed = yield ListKept(intent)
    if isinstance(rows, Failed):
        yield from not_now(visit)
        return
    answer = yield kept_screen(rows)
    if answer != ERASE or not (yield from sure()):
        return
    result = yield EraseKept(intent)
    if isinstance(result, Failed):
        yield from not_now(visit)
        return
    yield Tell("kept-erased", icon="check", options=(_ok(),))


def until_understood(visit: Visit, ending: Tell) -> Script[str]:
    """An ending from which what was written down can be looked at. Returns the answer that ends it."""
    ending = replace(ending, options=(*ending.options, KEPT_OPTION))
    while (answer := (yield ending)) == KEPT:
        yield from what_is_kept(visit)
    return str(answer)


def kept_screen(rows: tuple[KeptRow, ...]) -> Tell:
    if not rows:
        return Tell("kept-nothing", icon="check", options=(_ok(),))
    kinds = dict.fromkeys((row.what, row.mark) for row in rows)
    erase = Option(ERASE, Say("kept-erase"), icon="x")
    return Tell(
        "kept",
        lines=tuple(Line(ICONS[what], Say(f"kept-{what.value}", {"mark": mark})) for what, mark in kinds),
        options=(_ok(), *([erase] if any(row.erasable for row in rows) else [])),
    )


def sure() -> Script[bool]:
    answer = yield Confirm(
        "kept-sure",
        lines=(Line("ticket", Say("kept-sure-stays")),),
        options=(
            Option("no", Say("sure-no"), icon="undo-2", primary=True),
            Option("yes", Say("kept-erase"), icon="x"),
        ),
    )
    return answer == "yes"


def kept_in_general(visit: Visit) -> Script[None]:
    """Before or after a visit, without a ticket at hand: what is written down and what never is."""
    yield Tell(
        "kept-here",
        lines=(
            Line("ticket", Say("kept-here-ticket")),
            Line("id-card", Say("kept-here-card")),
            Line("qr-code", Say("kept-here-scan")),
        ),
        options=(_ok(),),
    )


def not_now(visit: Visit) -> Script[None]:
    answer = yield Tell(
        "kept-unknown",
        icon="heart-handshake",
        options=(_ok(), Option(CALL, Say("card-staff"), icon="hand-helping")),
    )
    if answer == CALL:
        yield from wait_for_person(visit, CallReason.HELP)


def _ok() -> Option:
    return Option("ok", Say("understood"), icon="check", primary=True)
