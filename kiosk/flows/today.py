"""What today is like for an errand: a number already taken, the hall closed, the day nearly over.

Nobody is refused. The worst that happens is an ordinary number and a person on the way (policy: 让其能办事).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import Enum
from typing import ClassVar

from kiosk.domain.call import CallReason
from kiosk.domain.hall import Errand
from kiosk.domain.ticket import Ticket
from kiosk.domain.waiting import DayState, Wait
from kiosk.flows.on_paper import GO_ON
from kiosk.flows.script import Action, Line, Option, Say, Script, Tell, TicketReady
from kiosk.flows.steps import put_on_paper, wait_for_person
from kiosk.flows.visit import Visit

CALL, AGAIN, NEW = "call", "print", "new"


@dataclass(frozen=True)
class AskToday(Action):
    """How an errand stands at this moment. Result: Today or Failed."""

    brief: ClassVar[bool] = True
    working: ClassVar[str] = "working-find"
    errand: str
    holder_key: str = ""


@dataclass(frozen=True)
class Today:
    """now: when it was asked. next_opening: None when it is not known. own: this holder's number for this errand."""

    now: datetime
    state: DayState
    waiting: Wait
    closes: time | None
    next_opening: datetime | None
    own: Ticket | None = None


class Course(Enum):
    """How the telling goes on."""

    NUMBER = "number"
    NUMBER_AND_PERSON = "number and person"
    OVER = "over"


def look_at_today(visit: Visit, errand: Errand, today: object) -> Script[Course]:
    """today: a Today; when it could not be asked the number is given as ever."""
    if not isinstance(today, Today):
        return Course.NUMBER
    if today.own and not (yield from wants_another(visit, today.own)):
        return Course.OVER
    if today.state is DayState.CLOSED:
        yield from closed(visit, today)
        return Course.OVER
    if today.state is DayState.OPEN:
        return Course.NUMBER
    return (yield from late(visit, errand, today))


def wants_another(visit: Visit, own: Ticket) -> Script[bool]:
    """A lost ticket is printed again; a second number is the visitor's own choice."""
    answer = yield TicketReady(
        "own-ticket",
        args={"series": own.number.series, "n": own.number.digits},
        number=str(own.number),
        lines=(Line("ticket", Say("own-ticket-valid")),),
        options=(
            Option(GO_ON, Say("understood"), icon="check", primary=True),
            Option(AGAIN, Say("found-print"), icon="printer"),
            Option(NEW, Say("own-ticket-new"), icon="ticket"),
        ),
    )
    if answer == AGAIN:
        yield from put_on_paper(visit, own)
        yield Tell("own-ticket-there", icon="ticket", options=(_ok(),))
    return answer == NEW


def closed(visit: Visit, today: Today) -> Script[None]:
    """When the windows open again, whom to ring, and a person for whoever stands here now."""
    answer = yield Tell(
        "closed",
        icon="clock",
        lines=(
            Line("clock", when(today)),
            Line("phone", Say("closed-phone", {"hotline": visit.hall.hotline})),
        ),
        options=(
            Option(GO_ON, Say("understood"), icon="check", primary=True),
            Option(CALL, Say("card-staff"), icon="hand-helping"),
        ),
    )
    if answer == CALL:
        yield from wait_for_person(visit, CallReason.HELP)


def late(visit: Visit, errand: Errand, today: Today) -> Script[Course]:
    """It may not be done today: told before the number is drawn, never a refusal."""
    full = today.state is DayState.FULL
    answer = yield Tell(
        "day-full" if full else "day-late",
        args={"errand": errand.name},
        icon="hourglass",
        lines=(
            *([] if full else [Line("users", Say("day-late-ahead", {"count": today.waiting.ahead}))]),
            *([Line("clock", Say("day-closes", {"time": clock(today.closes)}))] if today.closes else []),
            Line("phone", Say("closed-phone", {"hotline": visit.hall.hotline})),
        ),
        options=(
            Option(CALL, Say("day-late-number"), icon="hand-helping", primary=True),
            Option(GO_ON, Say("day-late-another-day"), icon="arrow-right"),
        ),
    )
    return Course.NUMBER_AND_PERSON if answer == CALL else Course.OVER


def when(today: Today) -> Say:
    """The next opening, as people say it."""
    opens = today.next_opening
    if opens is None:
        return Say("opens-unknown")
    days = (opens.date() - today.now.date()).days
    ids = {0: "opens-today", 1: "opens-tomorrow"}
    return Say(
        ids.get(days, "opens-on"), {"time": clock(opens.time()), "month": opens.month, "day": opens.day}
    )


def clock(at: time) -> Say:
    """13:30, said 十三点三十分; the full hour is said without minutes."""
    return Say("clock" if at.minute else "clock-hour", {"hour": at.hour, "minute": f"{at.minute:02d}"})


def _ok() -> Option:
    return Option("ok", Say("understood"), icon="check", primary=True)
