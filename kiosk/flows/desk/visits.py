"""预约上门 and 便民热线 (policy clause 一(六)): whom to visit on which day, who goes, what the grid workers get.

A phone is not on the page: 显示 tells it once, and that is a line in the trail.
"""

from __future__ import annotations

from datetime import date

from kiosk.domain.hall import Hall
from kiosk.domain.home_visit import BookedVisit, Team, visit_number
from kiosk.domain.phone import groups
from kiosk.domain.staff import Actor, DeskTab
from kiosk.flows.desk.day_sheet import print_day_sheet
from kiosk.flows.desk.frame import desk_page, kept, notes, told_of
from kiosk.flows.desk.phone_booking import book_by_phone
from kiosk.flows.desk.screen import (
    Button,
    Buttons,
    Choice,
    DeskAnswer,
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
from kiosk.flows.desk.visit_asks import (
    AssignVisit,
    FinishVisit,
    ListVisits,
    PassOnVisit,
    PhoneShown,
    ShowPhone,
    TakeDaySheet,
    VisitBoard,
)
from kiosk.flows.script import Failed, Say, Script
from kiosk.flows.visit import Visit

DAY, STAFF = "day", "staff"
MASKED = "●●●"


def visits(visit: Visit, by: Actor) -> Script[str]:
    told: Note | None = None
    day = ""  # chosen; '' for the first on which there is anything
    while True:
        board: VisitBoard | Failed = yield ListVisits(by)
        if isinstance(board, Failed):
            told, board = told_of(board), VisitBoard((), (), (), date.min)
        day = day if day in days_of(board) else next(iter(days_of(board)), "")
        answer: DeskAnswer = yield desk_page(
            visit, by, DeskTab.VISITS, (*notes(told), *_parts(visit.hall, board, day))
        )
        told = kept(told, answer)
        if (tab := goes_elsewhere(answer)) is not None:
            return tab
        if not isinstance(answer, Pressed):
            continue
        day = answer.one(DAY) or day
        chosen = next((its for its in board.staff if str(its.id) == answer.one(STAFF)), None)
        row = next((its for its in board.visits if str(its.number) == answer.row), None)
        match answer.key:
            case "new":
                ended = yield from book_by_phone(visit, by, board)
                if isinstance(ended, str):
                    return ended
                told = ended
            case "assign" | "sheet" if chosen is None:
                told = Note(Say("desk-visits-who-first"), Shade.SOON)
            case "assign" if row and chosen:
                seen = row.assigned[0] if row.assigned else None
                told = told_of((yield AssignVisit(by, row.number, chosen, seen)))
            case "sheet" if chosen and day:
                sheet = TakeDaySheet(by, date.fromisoformat(day), member=chosen)
                told = yield from print_day_sheet(visit, by, sheet)
            case "grid-sheet" if row:
                sheet = TakeDaySheet(by, row.when.day, area=row.area)
                told = yield from print_day_sheet(visit, by, sheet)
            case "pass-on" if row:
                told = told_of((yield PassOnVisit(by, row.number)))
            case "done" if row:
                told = told_of((yield FinishVisit(by, row.number)))
            case "phone" if row:
                told = _phone_told((yield ShowPhone(by, row.number)))
            case _:
                pass


def days_of(board: VisitBoard) -> list[str]:
    """Days on which somebody is to be visited, the earliest first: what is left from before stands first."""
    return sorted({its.when.day.isoformat() for its in board.visits})


def _phone_told(result: object) -> Note:
    """On the page until the next key."""
    if isinstance(result, PhoneShown):
        phone = " ".join(groups(result.phone))
        return Note(
            Say("desk-visits-phone", {"number": visit_number(result.number), "phone": phone}), Shade.SOON
        )
    return told_of(result)


def _parts(hall: Hall, board: VisitBoard, day: str) -> tuple[Part, ...]:
    of_day = [its for its in board.visits if its.when.day.isoformat() == day]
    days = tuple(Choice(its, _day(its, board.today)) for its in days_of(board))
    return (
        *((Pick(DAY, Say("desk-visits-day"), days, chosen=frozenset({day}), at_once=True),) if days else ()),
        Pick(
            STAFF,
            Say("desk-visits-staff"),
            tuple(Choice(str(its.id), its.name) for its in board.staff),
        ),
        Buttons(
            (
                Button("new", Say("desk-visits-new"), icon="phone", primary=True),
                Button("sheet", Say("desk-visits-sheet"), icon="printer", enabled=bool(days)),
            )
        ),
        _list(hall, [its for its in of_day if its.team is Team.HALL], "hall"),
        _list(hall, [its for its in of_day if its.team is Team.GRID], "grid"),
    )


def _day(day: str, today: date) -> Text:
    if day == today.isoformat():
        return Say("desk-visits-today")
    return Say("desk-visits-late", {"day": day[5:]}) if day < today.isoformat() else day[5:]


def _list(hall: Hall, visits: list[BookedVisit], team: str) -> Rows:
    return Rows(
        Say(f"desk-visits-{team}"),
        tuple(Say(f"desk-visits-column-{name}") for name in ("number", "where", "what", "phone", "who")),
        tuple(_row(hall, its) for its in visits),
        Say("desk-visits-none"),
    )


def _row(hall: Hall, its: BookedVisit) -> Row:
    area = next((area for area in hall.areas if area.id == its.area), None)
    errand = next((errand for errand in hall.errands if errand.id == its.errand), None)
    half = Say("half-morning" if its.when.morning else "half-afternoon")
    who: Text = Say("desk-visits-nobody")
    if its.assigned is not None:
        who = its.assigned[1]
    elif its.passed_on:
        who = Say("desk-visits-passed")
    cells: tuple[Text, ...] = (
        Say("desk-visits-when", {"number": visit_number(its.number), "half": half}),
        area.name if area else its.area,
        errand.name if errand else its.errand,
        MASKED if its.has_phone else Say("desk-visits-no-phone"),
        who,
    )
    return Row(str(its.number), cells, _buttons(its), Shade.SOON if its.waits else Shade.NORMAL)


def _buttons(its: BookedVisit) -> tuple[Button, ...]:
    next_step = Button("assign", Say("desk-visits-assign"), primary=True)
    if its.team is Team.GRID:
        next_step = (
            Button("grid-sheet", Say("desk-visits-grid-sheet"))
            if its.passed_on
            else Button("pass-on", Say("desk-visits-pass-on"), primary=True)
        )
    return (
        next_step,
        *((Button("phone", Say("desk-visits-show")),) if its.has_phone else ()),
        Button("done", Say("desk-visits-done"), lost=True),
    )
