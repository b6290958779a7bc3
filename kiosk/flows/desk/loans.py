"""爱心设施 (policy clause 四): a piece lent against a ticket, brought back, damaged, mended; what each floor has left.

A label's code, scanned, chooses its piece; a ticket's code, scanned, fills in its number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.domain.facility import Facility
from kiosk.domain.hall import Hall
from kiosk.domain.loan import Out, Stock, most_urgent_first, piece_of, stock_of
from kiosk.domain.staff import Actor, DeskTab
from kiosk.domain.ticket import Ticket
from kiosk.flows.desk.frame import desk_page, kept, notes, told_of
from kiosk.flows.desk.labels import print_labels
from kiosk.flows.desk.loan_asks import (
    BringBackPiece,
    DamagePiece,
    LendPiece,
    ListLoans,
    LoanBoard,
    MendPiece,
)
from kiosk.flows.desk.screen import (
    FOUND_KEY,
    Button,
    Buttons,
    Choice,
    DeskAnswer,
    Done,
    Entry,
    Note,
    Part,
    Pick,
    Pressed,
    Row,
    Rows,
    Shade,
    Text,
    goes_elsewhere,
)
from kiosk.flows.script import Failed, FindTicket, Say, Script
from kiosk.flows.visit import Visit

FLOOR, THING, TAG, TICKET = "floor", "thing", "tag", "ticket"
NUMBER_LENGTH = 6


@dataclass(frozen=True)
class Asked:
    """What is chosen on the page. tag: 0 for none. ticket: what stands in its field."""

    floor: str
    thing: str = ""
    tag: int = 0
    ticket: str = ""


def loans(visit: Visit, by: Actor) -> Script[str]:
    """What is lent first of all: who comes to the desk brings something back or wants it longer."""
    told: Note | None = None
    asked, form = Asked(visit.hall.floor_here), 0
    while True:
        board: LoanBoard | Failed = yield ListLoans(by)
        if isinstance(board, Failed):
            told, board = told_of(board), LoanBoard((), datetime.min)
        parts = (
            *notes(told),
            *_form(visit.hall, asked, board),
            _outs(visit.hall, asked, board),
            _stock(visit.hall, asked.floor, board),
        )
        answer: DeskAnswer = yield desk_page(visit, by, DeskTab.LOANS, parts, form=form)
        told = kept(told, answer)
        if (tab := goes_elsewhere(answer)) is not None:
            return tab
        if not isinstance(answer, Pressed):
            continue
        if answer.key == FOUND_KEY:
            asked, told = yield from _found(visit.hall, asked, board, answer.text("token"))
            form += 1
            continue
        asked = _chosen(asked, answer)
        match answer:
            case Pressed(key="lend" | "damaged" | "label") if not asked.thing:
                told = Note(Say("desk-loans-which"), Shade.SOON)
            case Pressed(key="lend" | "damaged") if not asked.tag:
                told = Note(Say("desk-loans-which-tag"), Shade.SOON)
            case Pressed(key="lend") if not asked.ticket:
                told = Note(Say("desk-loans-which-ticket"), Shade.SOON)
            case Pressed(key="lend"):
                result = yield LendPiece(by, asked.thing, asked.tag, asked.ticket)
                told, asked = _after(result, asked)
            case Pressed(key="damaged"):
                result = yield DamagePiece(by, asked.thing, asked.tag)
                told, asked = _after(result, asked)
            case Pressed(key="label"):
                told = yield from print_labels(visit, by, visit.hall.facility(asked.thing), asked.tag)
            case Pressed(key="back", row=row):
                told = told_of((yield BringBackPiece(by, int(row))))
            case Pressed(key="broken", row=row):
                out = next(out for out in board.outs if out.id == int(row))
                told = told_of((yield DamagePiece(by, out.facility, out.tag)))
            case Pressed(key="mended", row=row):
                told = told_of((yield MendPiece(by, int(row))))
            case _:
                pass
        form += 1


def _chosen(asked: Asked, answer: Pressed) -> Asked:
    """Another floor has other things, another thing other numbers."""
    floor = answer.one(FLOOR) or asked.floor
    thing = answer.one(THING) if floor == asked.floor else ""
    tag = int(answer.one(TAG) or 0) if thing == asked.thing else 0
    return Asked(floor, thing, tag, answer.text(TICKET))


def _after(result: object, asked: Asked) -> tuple[Note, Asked]:
    """Once it is done the page is empty again; what was refused can be set right."""
    return told_of(result), Asked(asked.floor, asked.thing) if isinstance(result, Done) else asked


def _found(hall: Hall, asked: Asked, board: LoanBoard, token: str) -> Script[tuple[Asked, Note | None]]:
    piece = piece_of(token)
    if piece is None:
        ticket: Ticket | Failed = yield FindTicket(token)
        if isinstance(ticket, Failed):
            return asked, Note(Say("desk-loans-unknown-code"), Shade.LATE)
        return replace(asked, ticket=str(ticket.number)), None
    place = next((its for its in hall.facilities if its.id == piece[0] and piece[1] in its.tags), None)
    if place is None:
        return asked, Note(Say("desk-loans-unknown-piece"), Shade.LATE)
    chosen = Asked(place.floor, place.id, piece[1], asked.ticket)
    out = next((out for out in board.outs if (out.facility, out.tag) == piece), None)
    if out is None:
        return chosen, None
    words = "desk-loans-is-damaged" if out.damaged else "desk-loans-is-lent"
    return chosen, Note(Say(words, {"name": place.name, "n": out.tag}), Shade.SOON)


def _form(hall: Hall, asked: Asked, board: LoanBoard) -> tuple[Part, ...]:
    things = [its for its in hall.facilities if its.tags and its.floor == asked.floor]
    out_tags = {out.tag for out in board.outs if out.facility == asked.thing}
    free = [tag for its in things if its.id == asked.thing for tag in its.tags if tag not in out_tags]
    tags = tuple(Choice(str(tag), Say("desk-loans-n", {"n": tag})) for tag in free)
    return (
        Pick(
            FLOOR,
            Say("desk-loans-floor"),
            tuple(Choice(its.id, its.name) for its in hall.floors),
            chosen=frozenset({asked.floor}),
            at_once=True,
        ),
        Pick(
            THING,
            Say("desk-loans-thing"),
            tuple(Choice(its.id, its.name) for its in things),
            chosen=frozenset({asked.thing} - {""}),
            at_once=True,
        ),
        *(
            (Pick(TAG, Say("desk-loans-tag"), tags, chosen=frozenset({str(asked.tag)} - {"0"})),)
            if tags
            else ()
        ),
        Entry(TICKET, Say("desk-loans-ticket"), value=asked.ticket, most=NUMBER_LENGTH),
        Buttons(
            (
                Button("lend", Say("desk-loans-lend"), icon="hand-helping", primary=True),
                Button("damaged", Say("desk-loans-damaged"), icon="triangle-alert", lost=True),
                Button("label", Say("desk-loans-label"), icon="printer"),
            )
        ),
    )


def _outs(hall: Hall, asked: Asked, board: LoanBoard) -> Rows:
    """Of the whole hall: what is lent upstairs may come back downstairs. A scanned piece stands first."""
    outs = most_urgent_first(board.outs, board.now) if board.outs else []
    outs.sort(key=lambda out: (out.facility, out.tag) != (asked.thing, asked.tag))
    return Rows(
        Say("desk-loans-out"),
        tuple(Say(f"desk-loans-column-{name}") for name in ("thing", "ticket", "back", "state")),
        tuple(_row(hall, out, board.now) for out in outs),
        Say("desk-loans-none-out"),
    )


def _row(hall: Hall, out: Out, now: datetime) -> Row:
    known = next((its for its in hall.facilities if its.id == out.facility), None)
    name: Text = known.name if known else out.facility
    piece = Say("desk-loans-piece", {"name": name, "n": out.tag})
    if out.damaged:
        cells = (piece, "", f"{out.lent_on:%m-%d}", Say("desk-loans-state-damaged"))
        return Row(str(out.id), cells, (Button("mended", Say("desk-loans-mended")),), Shade.SOON)
    overdue = out.overdue(now)
    state = Say("desk-loans-state-overdue" if overdue else "desk-loans-state-lent")
    buttons = (
        Button("back", Say("desk-loans-back"), primary=True),
        Button("broken", Say("desk-loans-broken"), lost=True),
    )
    back = _until(out, now)
    ticket = out.ticket or Say("desk-loans-himself")
    return Row(str(out.id), (piece, ticket, back, state), buttons, Shade.LATE if overdue else Shade.NORMAL)


def _until(out: Out, now: datetime) -> Text:
    """The time of today, the day of any other."""
    if out.back_by is None:
        return f"{out.lent_on:%m-%d}" if out.lent_on != now.date() else Say("desk-loans-today")
    return f"{out.back_by:%H:%M}" if out.back_by.date() == now.date() else f"{out.back_by:%m-%d %H:%M}"


def _stock(hall: Hall, floor: str, board: LoanBoard) -> Rows:
    things = [its for its in hall.facilities if its.tags and its.floor == floor]
    stocks: Sequence[tuple[Facility, Stock]] = [(its, stock_of(its, board.outs)) for its in things]
    return Rows(
        Say("desk-loans-stock", {"floor": hall.floor(floor).name}),
        tuple(Say(f"desk-loans-column-{name}") for name in ("thing", "free", "lent", "damaged", "all")),
        tuple(
            Row(
                its.id,
                (its.name, str(stock.free), str(stock.lent), str(stock.damaged), str(stock.all)),
                shade=Shade.NORMAL if stock.free else Shade.SOON,
            )
            for its, stock in stocks
        ),
        Say("desk-loans-no-stock"),
    )
