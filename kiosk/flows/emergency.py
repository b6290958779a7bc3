"""紧急呼叫铃 (policy, 服务设施): everybody is rung at once, and only staff end it.

Needs no card, no ticket and no page. The hardware key acts at once, as a nurse call does. A touch is asked about
once: a child presses everything, and this call is never rate-limited away.
"""

from __future__ import annotations

from kiosk.domain.call import CallReason, CallState
from kiosk.flows.board import board
from kiosk.flows.script import Called, CallNews, CallPerson, Line, Option, Say, Script, Tell, Waiting
from kiosk.flows.visit import Visit


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
        again = yield from _until_staff_come(visit, called if isinstance(called, Called) else None)
        if not again:
            return


def _until_staff_come(visit: Visit, called: Called | None) -> Script[bool]:
    """True when the visitor wants it to ring again. called: None when the program itself failed."""
    call_id = called.call_id if called else 0
    words, coming = ("emergency-called" if called and called.rang else "emergency-silent"), False
    while True:
        answer: CallNews | str = yield _screen(visit, words, call_id, coming=coming)
        if isinstance(answer, CallNews):
            match answer.state:
                case CallState.RINGING:
                    words, coming = "emergency-called", False
                case CallState.ACKNOWLEDGED:
                    words, coming = "emergency-coming", True
                case CallState.UNREACHED:
                    words, coming = "emergency-silent", False
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


def _screen(visit: Visit, words: str, call_id: int, *, coming: bool) -> Waiting:
    """A number to ring always; where to go only when no bell rang: the others are to stay here."""
    desk = Line("map-pin", Say("bell-failed-go", {"station": visit.hall.stations[0].name}))
    phone = Line("phone", Say("emergency-phone", {"hotline": visit.hall.hotline}))
    return Waiting(
        words,
        call_id=call_id,
        coming=coming,
        endless=True,
        lines=(desk, phone) if words == "emergency-silent" else (phone,),
        options=(
            Option("again", Say("emergency-again"), icon="bell-ring", primary=True),
            Option("board", Say("called-board"), icon="message-square-text"),
            Option("mistake", Say("emergency-mistaken"), icon="undo-2", costly=True),
        ),
    )
