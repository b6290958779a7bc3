"""现金缴费 (policy clause 一(七)): windows write a bill, the bank's window in the hall takes the cash, or somebody of
帮办代办 carries it there. The kiosk itself takes no money; a slip in two halves is the visitor's proof meanwhile.
"""

from __future__ import annotations

from kiosk.domain.call import CallReason
from kiosk.domain.hall import Errand
from kiosk.domain.sheet import Gap
from kiosk.flows.on_paper import sheet_on_paper
from kiosk.flows.script import Choose, Line, Option, Say, Script, Tell
from kiosk.flows.sheet import Sheet, SheetItem, TearHere, ToFill, Write
from kiosk.flows.steps import wait_for_person
from kiosk.flows.ticket_words import place, way
from kiosk.flows.visit import Visit

AGENT, PRINT, OK, UNSURE = "agent", "print", "ok", "unsure"


def cash(visit: Visit) -> Script[None]:
    errand = yield from ask_what_for(visit)
    if errand is None:
        yield from pay_for_me(visit)
        return
    while True:
        answer = yield three_steps(visit, errand)
        if answer == PRINT:
            yield from sheet_on_paper(way_sheet(visit, errand), without=Say("cash-ask"))
        elif answer == AGENT:
            yield from pay_for_me(visit)
            return
        else:
            return


def ask_what_for(visit: Visit) -> Script[Errand | None]:
    """Only what can be paid in cash. None: the visitor does not know."""
    errands = {errand.id: errand for errand in visit.hall.errands if errand.cash}
    answer = yield Choose(
        "cash-for",
        options=(
            *(Option(its.id, its.name, hint=its.hint, icon=its.icon) for its in errands.values()),
            Option(UNSURE, Say("cash-unsure"), icon="hand-helping"),
        ),
    )
    return errands.get(answer)


def three_steps(visit: Visit, errand: Errand) -> Tell:
    return Tell(
        "cash-way",
        args={"errand": errand.name},
        lines=tuple(
            Line(icon, say)
            for icon, say in zip(("file-pen", "landmark", "file-check"), steps(visit, errand), strict=True)
        ),
        spoken=(way(visit.hall, errand),),
        options=(
            Option(OK, Say("understood"), icon="check", primary=True),
            Option(PRINT, Say("cash-print"), icon="printer"),
            Option(AGENT, Say("cash-agent"), icon="hand-coins"),
        ),
    )


def steps(visit: Visit, errand: Errand) -> tuple[Say, Say, Say]:
    """收款单 at the errand's window, the money at the bank's, then the receipt."""
    return (
        Say("cash-step-1", {"place": place(visit.hall, errand)}),
        Say("cash-step-2", {"place": visit.hall.cash_at}),
        Say("cash-step-3"),
    )


def way_sheet(visit: Visit, errand: Errand) -> Sheet:
    items: list[SheetItem] = [Write(errand.name)]
    for say in steps(visit, errand):
        items += [Gap(), Write(say, bold=True)]
    items += [Gap(), Write(way(visit.hall, errand))]
    return Sheet(Say("cash-sheet"), tuple(items))


def pay_for_me(visit: Visit) -> Script[None]:
    """First the slip, then the person: no money changes hands without the visitor's half."""
    yield from sheet_on_paper(two_halves(), without=Say("cash-write-slip"))
    yield Tell(
        "cash-keep-half",
        icon="hand-coins",
        lines=(Line("pencil", Say("cash-fill-in")), Line("file-check", Say("cash-until-receipt"))),
        options=(Option("call", Say("cash-call"), icon="bell-ring", primary=True),),
    )
    yield from wait_for_person(visit, CallReason.CASH)


def two_halves() -> Sheet:
    """The same to be filled in on both: bill, amount, who took it, when."""
    return Sheet(
        Say("cash-slip"),
        (
            Write(Say("cash-half-visitor"), bold=True),
            *_to_fill(),
            TearHere(Say("cash-tear")),
            Write(Say("cash-half-staff"), bold=True),
            *_to_fill(),
        ),
        foot=Say("cash-slip-foot"),
    )


def _to_fill() -> tuple[ToFill, ...]:
    return tuple(ToFill(Say(f"cash-fill-{what}")) for what in ("bill", "amount", "staff", "time"))
