"""Steps that several flows share: identify, call a person, get a ticket onto paper."""

from __future__ import annotations

from kiosk.domain.call import CallReason, CallState
from kiosk.domain.identity import Holder
from kiosk.domain.ticket import Ticket
from kiosk.flows.board import board
from kiosk.flows.script import (
    DEVICE_READY,
    Args,
    Called,
    CallNews,
    CallPerson,
    EndCall,
    Failed,
    Line,
    Option,
    PresentCard,
    Printed,
    PrintTicket,
    Say,
    Script,
    Tell,
    Trouble,
    Waiting,
)
from kiosk.flows.visit import Visit

NO_CARD = "no_card"
STAFF = "staff"
PRINTS_BY_ITSELF = 3


def identify(visit: Visit, step: tuple[int, int] | None) -> Script[Holder | None]:
    """By card, without a card, or with a person's help. None: not known, and that is fine."""
    answer = yield PresentCard(
        "card",
        step=step,
        options=(
            Option(NO_CARD, Say("card-none"), icon="id-card-lanyard"),
            Option(STAFF, Say("card-staff"), icon="hand-helping"),
        ),
    )
    if isinstance(answer, Holder):
        if answer.needs_manual_check:
            yield Tell(
                "card-check",
                icon="id-card",
                options=(Option("ok", Say("go-on"), icon="arrow-right", primary=True),),
            )
        return answer
    if answer == STAFF:
        yield from wait_for_person(visit, CallReason.HELP)
    return None


def wait_for_person(visit: Visit, reason: CallReason, ticket: Ticket | None = None) -> Script[None]:
    """Ring, tell the truth about it at every step, and stay until somebody is there.

    Calling again rings the next station: the guide desk first, then the volunteers (policy clause 三).
    """
    call_id = 0
    while True:
        result = yield CallPerson(reason, ticket, again=call_id)
        if isinstance(result, Called):
            call_id = result.call_id
            answer = yield from stay_with_call(visit, result, who_is_missing(visit, reason))
        else:
            answer = yield no_bell(visit, result)
        if answer not in ("again", DEVICE_READY):
            return


def who_is_missing(visit: Visit, reason: CallReason) -> tuple[Line, ...]:
    """Nobody here signs: said at once, with what can be done instead; somebody comes all the same."""
    if reason is CallReason.INTERPRETER and not any(
        its.role == "sign_language" for its in visit.hall.stations
    ):
        return (Line("message-square-text", Say("no-interpreter")),)
    return ()


def stay_with_call(visit: Visit, called: Called, lines: tuple[Line, ...] = ()) -> Script[str]:
    """One screen for each step of the call. Returns "again", or anything else when the waiting is over."""
    if called.over:
        return "came"
    title = Say("called", {"station": called.station})
    coming = False
    while True:
        answer: CallNews | str = yield waiting_screen(title, called.call_id, lines, coming=coming)
        if answer == "board":
            yield from board(visit)
            continue
        if isinstance(answer, CallNews) and answer.state is CallState.UNREACHED:
            answer = yield nobody_answers(visit)
        if not isinstance(answer, CallNews):
            if answer != "again":
                yield EndCall(called.call_id, came=answer == "came")
            return str(answer)
        say = call_sentence(answer)
        if say is None:  # somebody is there, or staff have closed the call
            return "came"
        title = say
        coming = answer.state is CallState.ACKNOWLEDGED


def call_sentence(news: CallNews) -> Say | None:
    """What the visitor is told about a call that is going on; None when there is nothing left to wait for."""
    args: Args = {"station": news.station, "by": news.by or news.station}
    match news.state:
        case CallState.RINGING:
            return Say("called-next", args)
        case CallState.ACKNOWLEDGED:
            return Say("called-answered-by" if news.by else "called-answered", args)
        case CallState.UNREACHED:
            return Say("nobody-answers")
        case _:
            return None


def waiting_screen(title: Say, call_id: int, lines: tuple[Line, ...] = (), *, coming: bool) -> Waiting:
    return Waiting(
        title.id,
        args=title.args,
        call_id=call_id,
        coming=coming,
        lines=lines,
        options=(
            Option("came", Say("called-came"), icon="user-check", primary=True),
            Option("again", Say("called-again"), icon="bell-ring"),
            Option("board", Say("called-board"), icon="message-square-text"),
            Option("cancel", Say("called-cancel"), icon="x", costly=True),
        ),
    )


def nobody_answers(visit: Visit) -> Trouble:
    """Every station was rung and none answered: where people are, and the number to ring."""
    return Trouble(
        "nobody-answers",
        lines=_where_people_are(visit),
        options=(
            Option("again", Say("called-again"), icon="bell-ring", primary=True),
            Option("came", Say("called-came"), icon="user-check"),
        ),
    )


def no_bell(visit: Visit, failed: Failed) -> Trouble:
    """No bell could be rung: say where people are, and let the visitor try again."""
    return Trouble(
        "bell-failed",
        until="bell",
        lines=_where_people_are(visit),
        options=(
            Option("again", Say("called-again"), icon="bell-ring", primary=True),
            Option("came", Say("understood"), icon="check"),
        ),
    )


def _where_people_are(visit: Visit) -> tuple[Line, Line]:
    return (
        Line("map-pin", Say("bell-failed-go", {"station": visit.hall.stations[0].name})),
        Line("phone", Say("bell-failed-phone", {"hotline": visit.hall.hotline})),
    )


def put_on_paper(visit: Visit, ticket: Ticket) -> Script[bool]:
    """Print; when that fails show the number huge, call a person to write it down, print when paper is back.

    Returns True when the visitor holds the paper, by the printer's or the visitor's own word.
    """
    called = False
    spoken_number = {"series": ticket.number.series, "n": ticket.number.digits}
    by_itself = 0  # a printer that comes and goes must not print for ever
    while True:
        result = yield PrintTicket(ticket)
        if isinstance(result, Printed):
            return True
        if result.uncertain:
            answer = yield Trouble(
                "print-uncertain",
                args=spoken_number,
                number=str(ticket.number),
                options=(
                    Option("have", Say("print-have"), icon="check"),
                    Option("print", Say("print-again"), icon="printer"),
                ),
            )
            if answer == "have":
                return True
            continue
        if not called:
            reached = yield CallPerson(CallReason.WRITE_DOWN, ticket)
            called = isinstance(reached, Called)
        line = (
            Say("print-called") if called else Say("bell-failed-go", {"station": visit.hall.stations[0].name})
        )
        answer = yield Trouble(
            "print-failed",
            args={"why": Say(result.words), **spoken_number},
            number=str(ticket.number),
            until="printer" if by_itself < PRINTS_BY_ITSELF else "",
            lines=(Line("bell-ring", line), Line("pencil", Say("print-write-down"))),
            options=(
                Option("noted", Say("print-noted"), icon="check", primary=True),
                Option("print", Say("print-again"), icon="printer"),
            ),
        )
        by_itself += answer == DEVICE_READY
        if answer not in (DEVICE_READY, "print"):
            return False
