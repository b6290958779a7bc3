"""现金缴费代办 at the desk: the window's slip and the money, to the bank's window, the receipt given back.

Whose money is in somebody's hand stands first, whatever day it is from.
"""

from __future__ import annotations

from datetime import date

from kiosk.domain.cash import FEN, CashHelp, CashStep, cash_number, fen_of, sum_of, yuan
from kiosk.domain.hall import Hall
from kiosk.domain.staff import Actor, DeskTab
from kiosk.domain.ticket import Ticket
from kiosk.flows.desk.cash_asks import CashBoard, CashTaken, ListCash, StepCash, TakeCash
from kiosk.flows.desk.cash_slip import print_slip
from kiosk.flows.desk.frame import desk_page, kept, notes, told_of
from kiosk.flows.desk.screen import (
    FOUND_KEY,
    Button,
    Buttons,
    DeskAnswer,
    Done,
    Entry,
    Note,
    Part,
    Pressed,
    Row,
    Rows,
    Shade,
    goes_elsewhere,
)
from kiosk.flows.script import Failed, FindTicket, Say, Script
from kiosk.flows.visit import Visit

TICKET, BILL, HANDED = "ticket", "bill", "handed"
SHADES = {CashStep.TAKEN: Shade.SOON, CashStep.PAID: Shade.SOON, CashStep.RETURNED: Shade.GOOD}


def cash(visit: Visit, by: Actor) -> Script[str]:
    """scanned: the ticket whose code was read; used where no number is typed."""
    told: Note | None = None
    scanned, form = "", 0
    while True:
        board: CashBoard | Failed = yield ListCash(by)
        if isinstance(board, Failed):
            told, board = told_of(board), CashBoard((), date.min)
        parts = (*notes(told), *_form(visit.hall, board, scanned), _open(board), _over(board))
        answer: DeskAnswer = yield desk_page(visit, by, DeskTab.CASH, parts, form=form)
        told = kept(told, answer)
        if (tab := goes_elsewhere(answer)) is not None:
            return tab
        if not isinstance(answer, Pressed):
            continue
        row = next((its for its in board.helps if str(its.number) == answer.row), None)
        match answer.key:
            case key if key == FOUND_KEY:
                found: Ticket | Failed = yield FindTicket(answer.text("token"))
                if isinstance(found, Failed):
                    told = Note(Say("desk-cash-unknown-code"), Shade.LATE)
                else:
                    scanned = str(found.number)
            case "take":
                wanted = _wanted(visit.hall, by, answer, scanned)
                if isinstance(wanted, Note):
                    told = wanted
                    continue
                result = yield wanted
                if isinstance(result, CashTaken):
                    told = yield from print_slip(by, result.help)
                    scanned, form = "", form + 1
                else:
                    told = told_of(result)
            case "slip" if row:
                told = yield from print_slip(by, row)
            case "paid" | "returned" | "cancelled" if row:
                result = yield StepCash(by, row.number, CashStep(answer.key))
                told = told_of(result)
                if isinstance(result, Done) and answer.key == "paid" and row.change:
                    told = Note(Say("desk-cash-paid-change", _words(row)), Shade.GOOD)
            case _:
                pass


def _wanted(hall: Hall, by: Actor, answer: Pressed, scanned: str) -> TakeCash | Note:
    """What is to be written down, or what is still missing. Nothing typed as handed: exactly the bill was."""
    ticket, bill, handed = answer.text(TICKET) or scanned, fen_of(answer.text(BILL)), answer.text(HANDED)
    given = fen_of(handed) if handed else bill
    if not ticket:
        return Note(Say("desk-cash-which-ticket"), Shade.SOON)
    if bill is None or given is None:
        return Note(Say("desk-cash-which-amount"), Shade.SOON)
    if given < bill:
        return Note(Say("desk-cash-too-little", {"yuan": yuan(bill - given)}), Shade.LATE)
    if given > hall.cash_help_most * FEN:
        return Note(Say("desk-cash-too-much", {"yuan": str(hall.cash_help_most)}), Shade.LATE)
    return TakeCash(by, ticket, bill, given)


def _form(hall: Hall, board: CashBoard, scanned: str) -> tuple[Part, ...]:
    today = sum_of(board.helps, board.today)
    words = {
        "count": today.paid,
        "yuan": yuan(today.paid_fen),
        "open": today.open,
        "hand": yuan(today.in_hand),
    }
    found = (Note(Say("desk-cash-scanned", {"ticket": scanned}), Shade.GOOD),) if scanned else ()
    return (
        Note(Say("desk-cash-sum", words), Shade.SOON if today.open else Shade.NORMAL),
        *found,
        Entry(TICKET, Say("desk-cash-ticket"), most=6),
        Entry(BILL, Say("desk-cash-bill"), most=8, point=True),
        Entry(HANDED, Say("desk-cash-handed"), most=8, point=True),
        Buttons((Button("take", Say("desk-cash-take"), icon="hand-coins", primary=True),)),
    )


def _open(board: CashBoard) -> Rows:
    columns = ("number", "bill", "change", "helper", "step")
    return Rows(
        Say("desk-cash-open"),
        tuple(Say(f"desk-cash-column-{name}") for name in columns),
        tuple(_open_row(its, board.today) for its in board.helps if its.open),
        Say("desk-cash-none-open"),
    )


def _open_row(its: CashHelp, today: date) -> Row:
    old = its.day != today
    since = f"{its.taken_at:%m-%d}" if old else f"{its.taken_at:%H:%M}"
    step = Say(f"desk-cash-step-{its.step}" + ("-old" if old else ""), {"since": since})
    return Row(
        str(its.number),
        (Say("desk-cash-which", _words(its)), yuan(its.bill), yuan(its.change), its.helper, step),
        _buttons(its),
        Shade.LATE if old else SHADES[its.step],
    )


def _buttons(its: CashHelp) -> tuple[Button, ...]:
    again = Button("slip", Say("desk-cash-slip-again"))
    if its.step is CashStep.PAID:
        return Button("returned", Say("desk-cash-returned"), primary=True), again
    return (
        Button("paid", Say("desk-cash-paid"), primary=True),
        again,
        Button("cancelled", Say("desk-cash-cancelled"), lost=True),
    )


def _over(board: CashBoard) -> Rows:
    over = [its for its in reversed(board.helps) if not its.open]
    return Rows(
        Say("desk-cash-over"),
        tuple(Say(f"desk-cash-column-{name}") for name in ("number", "bill", "helper", "step")),
        tuple(
            Row(
                str(its.number),
                (
                    Say("desk-cash-which", _words(its)),
                    yuan(its.bill),
                    its.helper,
                    Say(f"desk-cash-step-{its.step}"),
                ),
                shade=SHADES.get(its.step, Shade.NORMAL),
            )
            for its in over
        ),
        Say("desk-cash-none-over"),
    )


def _words(its: CashHelp) -> dict[str, str]:
    return {"number": cash_number(its.number), "ticket": its.ticket, "yuan": yuan(its.change)}
