"""Who waits for somebody, the longest first: taken, there, done, passed on. And who is on duty, with whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.call import CallReason, CallState
from kiosk.domain.desk_call import DeskCall, OnDuty, longest_first
from kiosk.domain.hall import Hall
from kiosk.domain.staff import Actor, DeskTab
from kiosk.flows.desk.frame import desk_page, kept, notes, told_of
from kiosk.flows.desk.screen import (
    Button,
    Buttons,
    Choice,
    DeskAction,
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
from kiosk.flows.script import Failed, Say, Script
from kiosk.flows.visit import Visit

TO = "to"


@dataclass(frozen=True)
class CallBoard:
    """calls: in no order. now: local wall time."""

    calls: tuple[DeskCall, ...]
    on_duty: tuple[OnDuty, ...]
    now: datetime


@dataclass(frozen=True)
class ListCalls(DeskAction):
    """Of every terminal. Result: CallBoard or Failed."""


@dataclass(frozen=True)
class TakeCall(DeskAction):
    """I am coming. Result: Done, Refused or Failed."""

    call_id: int


@dataclass(frozen=True)
class ArriveAtCall(DeskAction):
    """I am with them. Result: Done, Refused or Failed."""

    call_id: int


@dataclass(frozen=True)
class FinishCall(DeskAction):
    """They were served. Result: Done, Refused or Failed."""

    call_id: int


@dataclass(frozen=True)
class PassCallOn(DeskAction):
    """Ring it at another station. Result: Done, Refused or Failed."""

    call_id: int
    station: str


@dataclass(frozen=True)
class BeOnDuty(DeskAction):
    """on: come to work, or go off. Result: Done or Failed."""

    on: bool


def calls(visit: Visit, by: Actor) -> Script[str]:
    told: Note | None = None
    newest = 0
    while True:
        board: CallBoard | Failed = yield ListCalls(by)
        if isinstance(board, Failed):
            told, board = told_of(board), CallBoard((), (), datetime.min)
        latest = max((call.id for call in board.calls if call.waits), default=0)
        aloud = Say("desk-calls-new") if newest and latest > newest else None
        newest = max(newest, latest, 1)
        parts = (*notes(told), *_form(visit.hall, by, board), _waiting(visit.hall, by, board), _duty(board))
        answer: DeskAnswer = yield desk_page(visit, by, DeskTab.CALLS, parts, aloud=aloud)
        told = kept(told, answer)
        if (tab := goes_elsewhere(answer)) is not None:
            return tab
        match answer:
            case Pressed(key="take", row=row):
                told = told_of((yield TakeCall(by, int(row))))
            case Pressed(key="arrived", row=row):
                told = told_of((yield ArriveAtCall(by, int(row))))
            case Pressed(key="done", row=row):
                told = told_of((yield FinishCall(by, int(row))))
            case Pressed(key="pass") if not answer.one(TO):
                told = Note(Say("desk-calls-to-whom"), Shade.SOON)
            case Pressed(key="pass", row=row):
                told = told_of((yield PassCallOn(by, int(row), answer.one(TO))))
            case Pressed(key="on" | "off"):
                told = told_of((yield BeOnDuty(by, answer.key == "on")))
            case _:
                pass


def _form(hall: Hall, by: Actor, board: CallBoard) -> tuple[Part, ...]:
    here = any(one.staff_id == by.member.id for one in board.on_duty)
    duty = (
        Button("off", Say("desk-calls-go-off"))
        if here
        else Button("on", Say("desk-calls-come-on"), primary=True)
    )
    stations = tuple(Choice(station.id, station.name) for station in hall.stations)
    return (Buttons((duty,)), Pick(TO, Say("desk-calls-to"), stations))


def _waiting(hall: Hall, by: Actor, board: CallBoard) -> Rows:
    return Rows(
        Say("desk-calls-heading", {"count": sum(call.waits for call in board.calls)}),
        tuple(Say(f"desk-calls-column-{name}") for name in ("waited", "why", "where", "who")),
        tuple(_row(hall, call, board.now) for call in longest_first(board.calls)),
        Say("desk-calls-none"),
    )


def _row(hall: Hall, call: DeskCall, now: datetime) -> Row:
    seconds = max(0.0, (now - call.created).total_seconds())
    waited = Say("desk-calls-waited", {"minutes": int(seconds // 60)})
    where = Say("desk-calls-where", {"terminal": call.terminal, "ticket": call.ticket or "—"})
    return Row(
        str(call.id),
        (waited, Say(f"desk-calls-why-{call.reason}"), where, _who(hall, call)),
        _buttons(call),
        _shade(hall, call, seconds),
    )


def _who(hall: Hall, call: DeskCall) -> Text:
    """Who comes, or where it rings."""
    if call.state is CallState.ACKNOWLEDGED:
        return Say("desk-calls-coming", {"by": call.by or _station(hall, call)})
    if call.state is CallState.ARRIVED:
        return Say("desk-calls-there", {"by": call.by})
    if call.state is CallState.UNREACHED:
        return Say("desk-calls-unreached")
    return Say("desk-calls-rings", {"station": _station(hall, call)})


def _station(hall: Hall, call: DeskCall) -> str:
    station = hall.station(call.station)
    return station.name.zh if station else "—"


def _buttons(call: DeskCall) -> tuple[Button, ...]:
    take = Button("take", Say("desk-calls-take"), primary=True)
    there = Button("arrived", Say("desk-calls-arrived"), primary=not call.waits)
    done = Button("done", Say("desk-calls-done"), primary=call.state is CallState.ARRIVED)
    on = Button("pass", Say("desk-calls-pass"))
    if call.waits:
        return (take, there, on)
    return (done,) if call.state is CallState.ARRIVED else (there, done, on)


def _shade(hall: Hall, call: DeskCall, seconds: float) -> Shade:
    """By the hall's patience: after the time in which a station answers, and that in which somebody comes."""
    if not call.waits:
        return Shade.GOOD
    if call.reason is CallReason.EMERGENCY or seconds >= hall.calls.arrive:
        return Shade.LATE
    return Shade.SOON if seconds >= hall.calls.answer else Shade.NORMAL


def _duty(board: CallBoard) -> Rows:
    """Each with whom they are: one visitor at a time (一对一)."""

    def row(one: OnDuty) -> Row:
        busy = next((call for call in board.calls if call.taken_by == one.staff_id), None)
        with_whom: Text = "—" if busy is None else busy.ticket or Say(f"desk-calls-why-{busy.reason}")
        state = Say("desk-calls-free") if busy is None else Say("desk-calls-busy", {"whom": with_whom})
        shade = Shade.GOOD if busy is None else Shade.NORMAL
        return Row(str(one.staff_id), (one.name, f"{one.since:%H:%M}", state), shade=shade)

    return Rows(
        Say("desk-calls-duty"),
        tuple(Say(f"desk-calls-column-{name}") for name in ("name", "since", "with")),
        tuple(row(one) for one in board.on_duty),
        Say("desk-calls-nobody-on-duty"),
    )
