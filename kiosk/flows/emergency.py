"""紧急呼叫铃 (policy, 服务设施): everybody is rung at once, and only staff end it.

Needs no card, no ticket and no page. The hardware key acts at once, as a nurse call does. A touch is asked about
once: a child presses everything, and this call is never rate-limited away.
"""

from __future__ import annotations

from kiosk.domain.call import CallReason, CallState
from kiosk.domain.hall import Words
from kiosk.flows.board import board
from kiosk.flows.script import Called, CallNews, CallPerson, Line, Option, Say, Script, Tell, Waiting
from kiosk.flows.visit import Visit

MOST_NAMED = 3  # a line that can be read at a glance


def emergency_by_touch(visit: Visit) -> Script[None]:
    answer = yield Tell(
        "emergency-sure",
        icon="triangle-alert",
        options=(
            Option("yes", Say("emergency-yes"), icon="bell-ring", primary=True),
            Option("no", Say("emergency-no"), icon="undo-2"),
        ),
    )
    if answer == "yes":
        yield from emergency(visit)


def emergency(visit: Visit) -> Script[None]:
    """Ring, and stay here until somebody of the staff is at this terminal.

    Who pressed by mistake may go on with their errand; the call stays open until staff come.
    """
    while True:
        called = yield CallPerson(CallReason.EMERGENCY)
        if isinstance(called, Called) and called.over:
            return
        again = yield from _until_staff_come(visit, called if isinstance(called, Called) else None)
        if not again:
            return


def _until_staff_come(visit: Visit, called: Called | None) -> Script[bool]:
    """True when the visitor wants it to ring again. called: None when the program itself failed."""
    call_id = called.call_id if called else 0
    screen = _ringing(visit, called) if called and called.rang else _silent(visit, call_id)
    while True:
        answer: CallNews | str = yield screen
        if isinstance(answer, CallNews):
            match answer.state:
                case CallState.RINGING:
                    screen = _ringing(visit, answer)
                case CallState.ACKNOWLEDGED:
                    screen = _coming(visit, call_id, answer.by or answer.station)
                case CallState.UNREACHED:
                    screen = _silent(visit, call_id)
                case _:
                    return False
        elif answer == "again":
            return True
        elif answer == "board":
            yield from board(visit)
        else:
            yield Tell(
                "emergency-mistake",
                icon="user-check",
                options=(Option("ok", Say("understood"), icon="check", primary=True),),
            )
            return False


def _ringing(visit: Visit, call: Called | CallNews) -> Waiting:
    """Who has been told, by name: whoever waits can look that way."""
    line = _who_is_told(call.reached or (call.station,))
    return _screen(visit, "emergency-called", call.call_id, (line,))


def _coming(visit: Visit, call_id: int, who: Words) -> Waiting:
    line = Line("footprints", Say("emergency-coming-by", {"who": who}))
    return _screen(visit, "emergency-coming", call_id, (line,), coming=True)


def _silent(visit: Visit, call_id: int) -> Waiting:
    """Where to go only when no bell rang: the others are to stay here."""
    line = Line("map-pin", Say("bell-failed-go", {"station": visit.hall.stations[0].name}))
    return _screen(visit, "emergency-silent", call_id, (line,), timed=False)


def _who_is_told(reached: tuple[Words, ...]) -> Line:
    """The first are named, all are counted."""
    named = reached[:MOST_NAMED]
    names = Words(zh="、".join(its.zh for its in named), en=", ".join(its.en for its in named))
    return Line("bell-ring", Say("emergency-reached", {"count": len(reached), "names": names}))


def _screen(
    visit: Visit,
    words: str,
    call_id: int,
    lines: tuple[Line, ...],
    *,
    coming: bool = False,
    timed: bool = True,
) -> Waiting:
    """A number to ring always."""
    phone = Line("phone", Say("emergency-phone", {"hotline": visit.hall.hotline}))
    return Waiting(
        words,
        call_id=call_id,
        coming=coming,
        timed=timed,
        emergency=True,
        lines=(*lines, phone),
        options=(
            Option("again", Say("emergency-again"), icon="bell-ring", primary=True),
            Option("board", Say("called-board"), icon="message-square-text"),
            Option("mistake", Say("emergency-mistaken"), icon="undo-2", costly=True),
        ),
    )
