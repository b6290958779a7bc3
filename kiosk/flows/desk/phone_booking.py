"""便民热线: a visit at home written down for somebody who rings, on one page. No name, no street is asked for."""

from __future__ import annotations

from kiosk.domain.home_visit import HalfDay
from kiosk.domain.phone import MOST, is_phone
from kiosk.domain.private import Private
from kiosk.domain.staff import Actor, DeskTab
from kiosk.flows.desk.frame import desk_page, kept, notes, told_of
from kiosk.flows.desk.screen import (
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
    Shade,
    goes_elsewhere,
)
from kiosk.flows.desk.visit_asks import BookByPhone, VisitBoard
from kiosk.flows.home_visit_words import half_day
from kiosk.flows.script import Say, Script
from kiosk.flows.visit import Visit

AREA, ERRAND, WHEN, PHONE = "area", "errand", "when", "phone"


def book_by_phone(visit: Visit, by: Actor, board: VisitBoard) -> Script[Note | str | None]:
    """What is told of it, None when it was not booked, or the tab that was pressed."""
    told: Note | None = None
    phone = Private("")  # gone from the screen with the first press; what is missing must not cost it
    while True:
        answer: DeskAnswer = yield desk_page(
            visit, by, DeskTab.VISITS, (*notes(told), *_form(visit, board, bool(phone))), form=1
        )
        told = kept(told, answer)
        if (tab := goes_elsewhere(answer)) is not None:
            return tab
        match answer:
            case Pressed(key="back"):
                return None
            case Pressed(key="book"):
                phone = answer.private(PHONE) or phone
                wanted = _wanted(visit, by, board, answer, phone)
                if not is_phone(phone):
                    phone = Private("")
                if isinstance(wanted, Note):
                    told = wanted
                    continue
                result = yield wanted
                told = told_of(result)
                if isinstance(result, Done):
                    return told
            case _:
                pass


def _wanted(
    visit: Visit, by: Actor, board: VisitBoard, answer: Pressed, phone: Private
) -> BookByPhone | Note:
    """What is to be written down, or what is still missing. A phone that cannot be one is not written down."""
    area = next((its for its in visit.hall.areas if its.id == answer.one(AREA)), None)
    when = next((its for its in board.half_days if its.key == answer.one(WHEN)), None)
    errand = answer.one(ERRAND)
    if phone and not is_phone(phone):
        return Note(Say("desk-visits-bad-phone"), Shade.LATE)
    if area is None:
        return Note(Say("desk-visits-which-area"), Shade.SOON)
    if not errand:
        return Note(Say("desk-visits-which-errand"), Shade.SOON)
    if when is None:
        return Note(Say("desk-visits-which-half"), Shade.SOON)
    return BookByPhone(by, area.id, errand, when, area.team, phone or None)


def _form(visit: Visit, board: VisitBoard, has_phone: bool) -> tuple[Part, ...]:
    hall = visit.hall
    kept = (Note(Say("desk-visits-phone-kept"), Shade.GOOD),) if has_phone else ()
    return (
        *kept,
        Pick(AREA, Say("desk-visits-area"), tuple(Choice(its.id, its.name) for its in hall.areas)),
        Pick(ERRAND, Say("desk-visits-errand"), tuple(Choice(its.id, its.name) for its in hall.errands)),
        Pick(WHEN, Say("desk-visits-half"), tuple(_choice(half) for half in board.half_days)),
        Entry(PHONE, Say("desk-visits-their-phone"), most=MOST, once=True),
        Buttons(
            (
                Button("book", Say("desk-visits-book"), icon="check", primary=True),
                Button("back", Say("desk-visits-back"), icon="arrow-left"),
            )
        ),
    )


def _choice(half: HalfDay) -> Choice:
    return Choice(half.key, half_day(half))
