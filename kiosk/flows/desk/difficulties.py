"""留意不方便之处，及时上报整改 (policy clause 三之一): what staff see is written down and moves on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from kiosk.domain.difficulty import Difficulty, Hindrance, Mending
from kiosk.domain.evaluation import FollowUp
from kiosk.domain.hall import Hall
from kiosk.domain.phone import groups
from kiosk.domain.private import Private
from kiosk.domain.staff import Actor, DeskTab
from kiosk.flows.desk.frame import desk_page, kept, notes, told_of
from kiosk.flows.desk.places import place_words, places_on
from kiosk.flows.desk.screen import (
    Button,
    Buttons,
    Choice,
    DeskAction,
    DeskAnswer,
    Done,
    Note,
    Part,
    Pick,
    Pressed,
    Row,
    Rows,
    Shade,
    goes_elsewhere,
)
from kiosk.flows.script import Failed, Say, Script
from kiosk.flows.visit import Visit

FLOOR, KIND, PLACE, PHOTO = "floor", "kind", "place", "photo"
LIST, TO_MEND, TO_SETTLE = "list", "to-mend", "to-settle"
NO_PHOTO = "no-photo"
SETTLE, PHONE, BEGIN, END = "settle", "phone", "begin", "end"
STEP = "step:"  # before the step that was seen, in the key of the button that goes on from it


@dataclass(frozen=True)
class PhotoChoice:
    """One that may be chosen. key: names its file, which a person may have called anything. at: 11-23 10:32."""

    key: str = field(repr=False)
    at: str


@dataclass(frozen=True)
class DifficultyBoard:
    """difficulties: what is not checked yet, what is due first before the rest.

    photos: None when there is no folder to choose from just now. follow_ups: 差评 that are not set right yet.
    """

    difficulties: tuple[Difficulty, ...]
    today: date
    photos: tuple[PhotoChoice, ...] | None = None
    follow_ups: tuple[FollowUp, ...] = ()


@dataclass(frozen=True)
class ListDifficulties(DeskAction):
    """Result: DifficultyBoard or Failed."""


@dataclass(frozen=True)
class NoteDifficulty(DeskAction):
    """photo: key of a PhotoChoice, '' for none. Result: Done; Refused: the picture cannot be used; Failed."""

    hindrance: Hindrance
    place: str
    photo: str = field(default="", repr=False)


@dataclass(frozen=True)
class MoveDifficulty(DeskAction):
    """One step on from what was seen. Result: Done; Refused: another desk was first; Failed."""

    number: int
    seen: Mending


@dataclass(frozen=True)
class SettleFollowUp(DeskAction):
    """Result: Done; Refused: another desk was first; Failed."""

    number: int


@dataclass(frozen=True)
class ShowCallBackPhone(DeskAction):
    """Result: CallBackPhone; Refused: it is gone or cannot be opened; Failed. A line in the trail."""

    number: int


@dataclass(frozen=True)
class CallBackPhone:
    number: int
    phone: Private = field(repr=False)


def difficulties(visit: Visit, by: Actor) -> Script[str]:
    """The lists; behind a button the form, which stays filled until what it says is written down."""
    told: Note | None = None
    floor, form, writing, listed = visit.hall.floor_here, 0, False, TO_MEND
    while True:
        board: DifficultyBoard | Failed = yield ListDifficulties(by)
        if isinstance(board, Failed):
            told, board = told_of(board), DifficultyBoard((), date.min)
        shown = _form(visit.hall, floor, board) if writing else _lists(visit.hall, board, listed)
        answer: DeskAnswer = yield desk_page(
            visit, by, DeskTab.DIFFICULTIES, (*notes(told), *shown), form=form
        )
        told = kept(told, answer)
        if (tab := goes_elsewhere(answer)) is not None:
            return tab
        if not isinstance(answer, Pressed):
            continue
        if answer.key in (BEGIN, END):
            writing = answer.key == BEGIN
        elif answer.key == LIST:
            listed = answer.one(LIST) or listed
        elif answer.key == FLOOR:
            floor = answer.one(FLOOR) or floor
        elif answer.key == "note":
            action = _noted(answer, visit.hall, floor, by)
            if isinstance(action, Note):
                told = action
                continue
            result = yield action
            told = told_of(result)
            if isinstance(result, Done):
                form, writing = form + 1, False
        elif answer.key.startswith(STEP):
            seen = Mending(answer.key.removeprefix(STEP))
            told = told_of((yield MoveDifficulty(by, int(answer.row), seen)))
        elif answer.key == PHONE:
            told = _phone_told((yield ShowCallBackPhone(by, int(answer.row))))
        elif answer.key == SETTLE:
            told = told_of((yield SettleFollowUp(by, int(answer.row))))


def _phone_told(result: object) -> Note:
    """On the page until the next press, and nowhere else."""
    if isinstance(result, CallBackPhone):
        phone = Private(" ".join(groups(result.phone)))
        return Note(Say("desk-follow-ups-phone", {"n": result.number, "phone": phone}), Shade.SOON)
    return told_of(result)


def _noted(answer: Pressed, hall: Hall, floor: str, by: Actor) -> NoteDifficulty | Note:
    """What is to be written down, or what is still missing for it."""
    kind, place, photo = answer.one(KIND), answer.one(PLACE), answer.one(PHOTO)
    if not kind:
        return Note(Say("desk-difficulties-which-kind"), Shade.SOON)
    if place not in {choice.key for choice in places_on(hall, floor)}:
        return Note(Say("desk-difficulties-which-place"), Shade.SOON)
    return NoteDifficulty(by, Hindrance(kind), place, "" if photo == NO_PHOTO else photo)


def _form(hall: Hall, floor: str, board: DifficultyBoard) -> tuple[Part, ...]:
    return (
        Pick(
            KIND,
            Say("desk-difficulties-kind"),
            tuple(Choice(its.value, Say(f"hindrance-{its}")) for its in Hindrance),
        ),
        *_photo(board),
        Pick(
            FLOOR,
            Say("desk-difficulties-floor"),
            tuple(Choice(its.id, its.name) for its in hall.floors),
            chosen=frozenset({floor}),
            at_once=True,
        ),
        Pick(PLACE, Say("desk-difficulties-place"), places_on(hall, floor)),
        Buttons(
            (
                Button("note", Say("desk-difficulties-note"), icon="check", primary=True),
                Button(END, Say("desk-difficulties-end")),
            )
        ),
    )


def _photo(board: DifficultyBoard) -> tuple[Part, ...]:
    if board.photos is None:
        return ()
    if not board.photos:
        return (Note(Say("desk-difficulties-no-photos")),)
    choices = (
        Choice(NO_PHOTO, Say("desk-difficulties-no-photo")),
        *(Choice(photo.key, photo.at) for photo in board.photos),
    )
    return (Pick(PHOTO, Say("desk-difficulties-photo"), choices, chosen=frozenset({NO_PHOTO})),)


def _lists(hall: Hall, board: DifficultyBoard, listed: str) -> tuple[Part, ...]:
    """One list at a time, so that it is long enough to be read: 差评 behind a choice, where there are some."""
    begin = Buttons((Button(BEGIN, Say("desk-difficulties-begin"), icon="triangle-alert", primary=True),))
    if not board.follow_ups:
        return begin, _list(hall, board)
    choices = (
        Choice(TO_MEND, Say("desk-difficulties-open", {"n": len(board.difficulties)})),
        Choice(TO_SETTLE, Say("desk-follow-ups", {"n": len(board.follow_ups)})),
    )
    which = Pick(LIST, Say("desk-difficulties-list"), choices, chosen=frozenset({listed}), at_once=True)
    return begin, which, _follow_ups(board) if listed == TO_SETTLE else _list(hall, board)


def _list(hall: Hall, board: DifficultyBoard) -> Rows:
    return Rows(
        Say("desk-difficulties-open", {"n": len(board.difficulties)}),
        (
            Say("desk-difficulties-column-number"),
            Say("desk-difficulties-column-what"),
            Say("desk-difficulties-column-where"),
            Say("desk-difficulties-column-step"),
            Say("desk-difficulties-column-due"),
        ),
        tuple(_row(hall, its, board.today) for its in board.difficulties),
        Say("desk-difficulties-none"),
    )


def _row(hall: Hall, its: Difficulty, today: date) -> Row:
    late = its.overdue(today)
    due = Say("desk-difficulties-late" if late else "desk-difficulties-due", {"day": f"{its.due:%m-%d}"})
    step = Say(f"mending-{its.step}")
    return Row(
        str(its.number),
        (
            str(its.number),
            Say(f"hindrance-{its.hindrance}"),
            place_words(hall, its.place),
            Say("desk-difficulties-with-photo", {"step": step}) if its.photo else step,
            due if its.step in (Mending.REPORTED, Mending.ACCEPTED) else Say("desk-difficulties-to-check"),
        ),
        (Button(STEP + its.step, Say(f"desk-difficulties-to-{its.step.next}")),) if its.step.next else (),
        Shade.LATE if late else Shade.GOOD if its.step is Mending.MENDED else Shade.NORMAL,
    )


def _follow_ups(board: DifficultyBoard) -> Rows:
    """差评: answered within a day, set right within fifteen."""
    columns = ("number", "level", "about", "given", "due")
    return Rows(
        Say("desk-follow-ups", {"n": len(board.follow_ups)}),
        tuple(Say(f"desk-follow-ups-{column}") for column in columns),
        tuple(_follow_up(its, board.today) for its in board.follow_ups),
        Say("desk-follow-ups-none"),
    )


def _follow_up(its: FollowUp, today: date) -> Row:
    late = today > its.settle_by
    due = Say(
        "desk-difficulties-late" if late else "desk-difficulties-due", {"day": f"{its.settle_by:%m-%d}"}
    )
    about = sorted(its.complaints)
    return Row(
        str(its.number),
        (
            str(its.number),
            Say(f"level-{its.level}"),
            Say(f"complaint-{about[0]}")
            if len(about) == 1
            else Say("desk-follow-ups-several", {"n": len(about)}),
            f"{its.given:%m-%d}",
            due,
        ),
        (
            *((Button(PHONE, Say("desk-follow-ups-show")),) if its.has_phone else ()),
            Button(SETTLE, Say("desk-follow-ups-settle")),
        ),
        Shade.LATE if late else Shade.NORMAL,
    )
