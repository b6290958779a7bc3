"""保留线下支付方式 (policy clause 七): cash is taken, and somebody carries it to the bank window for whoever cannot.

The terminal takes no money. Amount and number of the bill are written by hand, on both halves of the slip.
"""

from __future__ import annotations

from kiosk.domain.call import CallReason
from kiosk.domain.sheet import Gap
from kiosk.flows.on_paper import sheet_on_paper
from kiosk.flows.script import Line, Option, Say, Script, Tell
from kiosk.flows.sheet import Sheet, SheetItem, TearHere, ToFill, Write
from kiosk.flows.steps import wait_for_person
from kiosk.flows.visit import Visit

AGENT, PRINT = "agent", "print"


def cash(visit: Visit) -> Script[None]:
    answer = yield Tell(
        "cash-way",
        lines=tuple(
            Line(icon, way)
            for icon, way in zip(("file-pen", "banknote", "check"), _steps(visit), strict=True)
        ),
        options=(
            Option("ok", Say("understood"), icon="check", primary=True),
            Option(AGENT, Say("cash-agent"), icon="hand-coins"),
            Option(PRINT, Say("print-list"), icon="printer"),
        ),
    )
    if answer == PRINT:
        yield from sheet_on_paper(way_sheet(visit), without=Say("cash-ask"))
    elif answer == AGENT:
        yield from sheet_on_paper(two_part_slip(), without=Say("cash-slip-by-hand"))
        yield from wait_for_person(visit, CallReason.CASH)


def way_sheet(visit: Visit) -> Sheet:
    steps = tuple(
        Write(Say("cash-numbered", {"n": n, "step": step}), bold=True)
        for n, step in enumerate(_steps(visit), 1)
    )
    return Sheet(Say("cash-way"), steps, foot=Say("farewell-hotline", {"hotline": visit.hall.hotline}))


def two_part_slip() -> Sheet:
    """One half goes with the money, the other stays with the visitor until the receipt is there."""
    return Sheet(
        Say("cash-slip"),
        (
            Write(Say("cash-half-agent"), bold=True),
            *_half(),
            TearHere(Say("cash-tear")),
            Write(Say("cash-half-visitor"), bold=True),
            *_half(),
        ),
        foot=Say("cash-slip-foot"),
    )


def _half() -> tuple[SheetItem, ...]:
    return (
        ToFill(Say("cash-bill")),
        ToFill(Say("cash-amount")),
        ToFill(Say("cash-staff")),
        ToFill(Say("cash-visitor")),
        Gap(),
    )


def _steps(visit: Visit) -> tuple[Say, Say, Say]:
    return (
        Say("cash-step-bill"),
        Say("cash-step-pay", {"place": visit.hall.cash_at}),
        Say("cash-step-receipt"),
    )
