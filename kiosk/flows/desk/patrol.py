"""每周值周巡查 (policy clause 三之一): the checklist of the week, what the last round has left first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.domain.hall import Hall
from kiosk.domain.patrol import Check, Found, Patrol, PatrolItem, days_of, unsettled
from kiosk.domain.staff import Actor, DeskTab
from kiosk.flows.desk.frame import desk_page, kept, notes, told_of
from kiosk.flows.desk.places import floor_of
from kiosk.flows.desk.screen import (
    Button,
    Buttons,
    DeskAction,
    DeskAnswer,
    Note,
    Part,
    Pressed,
    Row,
    Rows,
    Shade,
    Text,
    goes_elsewhere,
)
from kiosk.flows.script import Failed, Say, Script
from kiosk.flows.visit import Visit

FOUND = "found:"  # before what was found, in the key of its button
SHADES = {Found.OK: Shade.GOOD, Found.NOT_OK: Shade.LATE, Found.NOT_CHECKED: Shade.SOON}


@dataclass(frozen=True)
class PatrolBoard:
    """now: the round of this week. before: the last one before it, None when there was none."""

    now: Patrol
    before: Patrol | None = None


@dataclass(frozen=True)
class ListPatrol(DeskAction):
    """Result: PatrolBoard or Failed."""


@dataclass(frozen=True)
class MarkItem(DeskAction):
    """What a look has shown. seen: what stood there when it was pressed.

    Result: Done; Refused: another desk said something else, or the round is over; Failed.
    """

    week: str
    item: PatrolItem
    found: Found
    seen: Found | None


@dataclass(frozen=True)
class WriteDown(DeskAction):
    """What was found not well goes onto the list to mend. Result: Done; Refused: it is there already; Failed."""

    week: str
    item: PatrolItem


@dataclass(frozen=True)
class FinishPatrol(DeskAction):
    """Result: Done; Refused: another desk has closed it; Failed."""

    week: str


def patrol(visit: Visit, by: Actor) -> Script[str]:
    """Every press is written at once: whoever is called away goes on later, here or at another desk."""
    told: Note | None = None
    items = {item.id: item for item in visit.hall.patrol}
    while True:
        board: PatrolBoard | Failed = yield ListPatrol(by)
        if isinstance(board, Failed):
            parts: tuple[Part, ...] = (told_of(board),)
        else:
            parts = (*notes(told), *_parts(visit.hall, board))
        answer: DeskAnswer = yield desk_page(visit, by, DeskTab.PATROL, parts)
        told = kept(told, answer)
        if (tab := goes_elsewhere(answer)) is not None:
            return tab
        if not isinstance(answer, Pressed) or isinstance(board, Failed):
            continue
        week = board.now.week
        if answer.key.startswith(FOUND):
            check = board.now.of(answer.row)
            found = Found(answer.key.removeprefix(FOUND))
            seen = check.found if check else None
            told = told_of((yield MarkItem(by, week, items[answer.row], found, seen)))
        elif answer.key == "write-down":
            told = told_of((yield WriteDown(by, week, items[answer.row])))
        elif answer.key == "finish":
            told = told_of((yield FinishPatrol(by, week)))


def _parts(hall: Hall, board: PatrolBoard) -> tuple[Part, ...]:
    left = unsettled(hall.patrol, board.before)
    items = sorted(
        hall.patrol, key=lambda item: item.id not in left
    )  # what was left first, else as configured
    looked = sum(board.now.of(item.id) is not None for item in items)
    heading = {"week": _days(board.now.week), "looked": looked, "items": len(items)}
    return (
        *_over(board.now),
        Rows(
            Say("desk-patrol-this-week", heading),
            (
                Say("desk-patrol-column-what"),
                Say("desk-patrol-column-where"),
                Say("desk-patrol-column-found"),
            ),
            tuple(_row(hall, item, board, Shade.SOON if item.id in left else Shade.NORMAL) for item in items),
            Say("desk-patrol-nothing"),
        ),
        *_finish(board.now, looked, len(items)),
    )


def _over(now: Patrol) -> tuple[Note, ...]:
    if not now.done:
        return ()
    return (Note(Say("desk-patrol-done", {"who": now.by, "day": f"{now.on:%m-%d}"}), Shade.GOOD),)


def _days(week: str) -> str:
    """11-23 – 11-29: nobody at a desk counts the weeks of a year."""
    first, last = days_of(week)
    return f"{first:%m-%d} – {last:%m-%d}"


def _finish(now: Patrol, looked: int, items: int) -> Iterable[Buttons]:
    """Asked once more where something was not looked at: it comes first next week."""
    if now.done or not items:
        return
    yield Buttons(
        (
            Button(
                "finish",
                Say("desk-patrol-finish"),
                icon="check",
                primary=looked == items,
                lost=looked < items,
            ),
        )
    )


def _row(hall: Hall, item: PatrolItem, board: PatrolBoard, left: Shade) -> Row:
    """left: its colour until somebody has looked."""
    check = board.now.of(item.id)
    return Row(
        item.id,
        (item.words, floor_of(hall, item.where).name, _found(check, item, board.before)),
        () if board.now.done else _buttons(check),
        SHADES[check.found] if check else left,
    )


def _found(check: Check | None, item: PatrolItem, before: Patrol | None) -> Text:
    """This week's word; before there is one, what the last round has left of it."""
    if check is not None:
        if check.difficulty is not None and check.step is not None:
            step = Say(f"mending-{check.step}")
            return Say("desk-patrol-written-down", {"n": check.difficulty, "step": step})
        return Say(f"desk-patrol-was-{check.found}", {"who": check.by})
    old = before.of(item.id) if before is not None else None
    if before is None or (old is not None and old.settled):
        return Say("desk-patrol-not-yet")
    if old is None:
        return Say("desk-patrol-last-not_checked")
    if old.difficulty is not None and old.step is not None:
        return Say("desk-patrol-last-number", {"n": old.difficulty, "step": Say(f"mending-{old.step}")})
    return Say(f"desk-patrol-last-{old.found}")


def _buttons(check: Check | None) -> tuple[Button, ...]:
    if check is None:
        return tuple(Button(FOUND + found, Say(f"desk-patrol-{found}")) for found in Found)
    if check.found is Found.NOT_OK and check.difficulty is None:
        return (
            Button("write-down", Say("desk-patrol-write-down"), icon="list-todo", primary=True),
            Button(FOUND + Found.OK, Say("desk-patrol-ok")),
        )
    others = [found for found in (Found.OK, Found.NOT_OK) if found is not check.found]
    return tuple(Button(FOUND + found, Say(f"desk-patrol-{found}")) for found in others)
