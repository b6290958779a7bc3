"""The slip of cash help: a half for the visitor and a half for the helper, both with the amounts and two signatures.

Who they are is written by hand; the machine prints and keeps no visitor's name.
"""

from __future__ import annotations

from kiosk.domain.cash import CashHelp, cash_number, yuan
from kiosk.domain.sheet import Size
from kiosk.domain.staff import Actor
from kiosk.flows.desk.screen import Note, Shade
from kiosk.flows.script import Failed, Say, Script
from kiosk.flows.sheet import PrintSheet, Sheet, SheetItem, TearHere, ToFill, Write


def print_slip(by: Actor, its: CashHelp) -> Script[Note]:
    """Written down it is already: without paper the helper writes the slip by hand."""
    number = cash_number(its.number)
    if by.training:
        return Note(Say("desk-cash-slip-training", {"number": number}), Shade.GOOD)
    result = yield PrintSheet(slip(its))
    if isinstance(result, Failed):
        words = {"number": number, "why": Say(result.words)}
        return Note(Say("desk-cash-no-slip", words), Shade.LATE)
    return Note(Say("desk-cash-taken", {"number": number}), Shade.GOOD)


def slip(its: CashHelp) -> Sheet:
    return Sheet(
        Say("cash-slip"),
        (
            Write(Say("cash-half-visitor"), bold=True),
            *_half(its),
            TearHere(Say("cash-tear")),
            Write(Say("cash-half-staff"), bold=True),
            *_half(its),
            ToFill(Say("desk-cash-sign-receipt")),
        ),
        foot=Say("cash-slip-foot"),
    )


def _half(its: CashHelp) -> tuple[SheetItem, ...]:
    return (
        Write(Say("desk-cash-slip-number", {"number": cash_number(its.number), "ticket": its.ticket})),
        Write(Say("desk-cash-slip-bill", {"yuan": yuan(its.bill)}), Size.LARGE, True),
        Write(Say("desk-cash-slip-handed", {"yuan": yuan(its.handed), "change": yuan(its.change)})),
        Write(
            Say("desk-cash-slip-helper", {"who": its.helper, "time": f"{its.taken_at:%m-%d %H:%M}"}),
            Size.SMALL,
        ),
        ToFill(Say("desk-cash-sign-visitor")),
        ToFill(Say("desk-cash-sign-helper")),
    )
