"""Visits every reachable screen of a flow, with every answer and every action failing in turn.

Flows are pure, so a history can be told again at no cost. A screen is entered again only when something
that can change what follows differs (its words, or what came of the actions before it).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

from kiosk.config import load
from kiosk.domain.call import CallState
from kiosk.domain.difficulty import Difficulty, Hindrance, Mending
from kiosk.domain.entry import Outcome
from kiosk.domain.facility import FacilityState, Standing
from kiosk.domain.hall import Hall, Words
from kiosk.domain.home_visit import HalfDay
from kiosk.domain.identity import CardKind, Holder, Validity
from kiosk.domain.kept import Kept, KeptRow
from kiosk.domain.private import Private
from kiosk.domain.ticket import HelpMode, PrintState, Ticket, TicketNumber
from kiosk.domain.waiting import DayState, Wait
from kiosk.flows.entry_check import AskEntry, NoteEntry
from kiosk.flows.facility_asks import (
    TAKEN,
    AskFacilities,
    BringBack,
    BroughtBack,
    Lend,
    Lent,
    Register,
    ReportDifficulty,
    ReportMissing,
)
from kiosk.flows.home_visit_asks import AskHalfDays, Booked, BookHomeVisit
from kiosk.flows.kept import Erased, EraseKept, ListKept
from kiosk.flows.run import Run
from kiosk.flows.script import (
    DEVICE_READY,
    Action,
    AlreadyEvaluated,
    Called,
    CallNews,
    CallPerson,
    Choose,
    ChooseSeveral,
    EndCall,
    EnterDigits,
    Evaluate,
    Evaluated,
    Failed,
    FindTicket,
    IssueTicket,
    PresentCard,
    Printed,
    PrintTicket,
    Screen,
    Step,
    Trouble,
    Waiting,
)
from kiosk.flows.sheet import PrintSheet
from kiosk.flows.today import AskToday, Today
from kiosk.flows.visit import Flow, Visit

CONFIG = Path(__file__).parents[2] / "config"
HALL: Hall = load(CONFIG).hall
VISIT = Visit(HALL)

ELDER = Holder(CardKind.RESIDENT, "王*", 78, Validity.VALID, needs_manual_check=False, key="ab" * 16)
ADULT_LAPSED = Holder(CardKind.RESIDENT, "李*", 45, Validity.EXPIRED, needs_manual_check=True, key="cd" * 16)
ANY_ISSUE = IssueTicket("medical", HelpMode.SEAT, frozenset(), None, None)
HOLDERS = (ELDER, ADULT_LAPSED)
NEWS = (
    *(
        (state, None)
        for state in (CallState.RINGING, CallState.ACKNOWLEDGED, CallState.UNREACHED, CallState.DONE)
    ),
    (CallState.ACKNOWLEDGED, Words(zh="志愿者小王", en="volunteer Xiao Wang")),
)


NUMBERS = ("1", "123456", "13800000000", "057012345678", "99999999999")  # what may be typed
NO_STORE = Failed("ticket-store-down")
ALIKE = {"loan-tag", "return-what", "return-tag"}  # what follows these answers differs by a number only


# What follows may depend on these long after; of the others only the next screen does.
DECIDING = (IssueTicket, PrintTicket, CallPerson, FindTicket, Evaluate)


@dataclass(frozen=True)
class Found:
    """A reachable screen, and the answers that lead there."""

    screen: Screen
    values: tuple[Any, ...]


def ticket_for(action: IssueTicket) -> Ticket:
    return Ticket(
        id=7,
        intent="intent",
        business_day=date(2026, 11, 23),
        number=TicketNumber("绿", 7),
        errand=action.errand,
        help_mode=action.help_mode,
        needs=action.needs,
        group=action.group,
        issued_at=datetime(2026, 11, 23, 9, 26, tzinfo=UTC),
        print_state=PrintState.RESERVED,
        reprints=0,
        people_ahead=2,
        call_id=3 if action.call else None,
        token="GC1.T1.20261123.7.AAAA",
    )


MORNING = datetime(2026, 11, 23, 9, 26, tzinfo=UTC)
OPEN = Today(MORNING, DayState.OPEN, Wait(2, 10, 20), time(17, 0), None)
TODAYS = (
    OPEN,
    replace(OPEN, own=ticket_for(ANY_ISSUE)),
    *(
        replace(OPEN, state=DayState.CLOSED, next_opening=opens)
        for opens in (None, *(MORNING + timedelta(days=days, hours=4, minutes=4) for days in (0, 1, 5)))
    ),
    replace(OPEN, state=DayState.LATE, closes=time(16, 30)),
    replace(OPEN, state=DayState.FULL),
)
KEPT = tuple(KeptRow(what, "绿007") for what in Kept)
NOTED = Difficulty(
    12, Hindrance.REACH, "here", Mending.REPORTED, date(2026, 11, 23), date(2026, 12, 14), times=1
)
STANDINGS = (  # of one entry after the other: seen today, too long ago, all lent, and bad news
    Standing(FacilityState.AVAILABLE, 0, frozenset({1})),
    Standing(FacilityState.AVAILABLE, 8),
    Standing(FacilityState.AVAILABLE, 0, frozenset(range(1, 30))),
    Standing(FacilityState.OUT, 1),
    Standing(FacilityState.FAULT, None),
)
REGISTERS = [
    Register({its.id: standing for its, standing in zip(HALL.facilities, cycle(STANDINGS), strict=False)}),
    Register({its.id: Standing(FacilityState.AVAILABLE, 3) for its in HALL.facilities}),
]

HALVES = tuple(HalfDay(date(2026, 11, day), morning) for day in (24, 25, 26) for morning in (True, False))
RESULTS: dict[type[Action], list[Any]] = {
    AskHalfDays: [HALVES, (), NO_STORE],
    BookHomeVisit: [Booked(7), NO_STORE],
    AskEntry: [*(outcome for outcome in Outcome if outcome is not Outcome.NO_CARD), NO_STORE],
    NoteEntry: [None],
    AskToday: [*TODAYS, NO_STORE],
    ListKept: [KEPT, (KEPT[0],), (), NO_STORE],
    EraseKept: [Erased(), NO_STORE],
    FindTicket: [
        ticket_for(ANY_ISSUE),
        ticket_for(replace(ANY_ISSUE, help_mode=HelpMode.ACCOMPANY)),
        Failed("ticket-unknown"),
    ],
    Evaluate: [Evaluated(), AlreadyEvaluated(), NO_STORE],
    CallPerson: [
        Called(3, HALL.stations[0].name),
        Called(3, HALL.stations[0].name, rang=False),
        Called(3, HALL.stations[0].name, reached=tuple(station.name for station in HALL.stations)),
        Called(3, HALL.stations[0].name, over=True),
        Failed("bell-failed"),
    ],
    EndCall: [None],
    AskFacilities: [*REGISTERS, NO_STORE],
    Lend: [Lent(), TAKEN, NO_STORE],
    BringBack: [BroughtBack(), NO_STORE],
    ReportMissing: [NOTED, NO_STORE],
    ReportDifficulty: [NOTED, NO_STORE],
}


def values_for(step: Step) -> list[Any]:
    """Everything that can come of a step."""
    if isinstance(step, IssueTicket):
        return [ticket_for(step), NO_STORE]
    if isinstance(step, PrintTicket | PrintSheet):
        return [Printed(), Failed("print-paper-out"), Failed("print-down", uncertain=True)]
    if isinstance(step, Action):
        return RESULTS[type(step)]
    keys: list[Any] = [option.key for option in step.options]
    if step.id in ALIKE:
        keys = [keys[0], keys[-1]]
    if isinstance(step, ChooseSeveral):
        return [frozenset(), *(frozenset({key}) for key in keys), frozenset(keys)]
    if isinstance(step, EnterDigits):
        return [*(Private(number) for number in NUMBERS if step.least <= len(number) <= step.most), *keys]
    if isinstance(step, PresentCard):
        return [*HOLDERS, *keys]
    if isinstance(step, Waiting):
        keys += [CallNews(3, state, HALL.stations[-1].name, by) for state, by in NEWS]
    if isinstance(step, Trouble) and step.until:
        keys.append(DEVICE_READY)
    return keys


def told(flow: Flow, values: tuple[Any, ...]) -> Run:
    run = Run(flow, VISIT)
    for value in values:
        run.give(value)
    return run


def every_screen(flow: Flow) -> Iterator[Found]:
    seen: set[str] = set()
    waiting: list[tuple[Any, ...]] = [()]
    while waiting:
        values = waiting.pop()
        run = told(flow, values)
        if run.step is None:
            continue
        outcomes = [type(entry.value).__name__ for entry in run.entries if isinstance(entry.step, DECIDING)]
        decisive = [
            entry.value
            for entry in run.entries
            if (isinstance(entry.step, Choose) and entry.step.id in ("errand", "errand-more"))
            or isinstance(entry.step, AskFacilities)
        ]  # what follows depends on it
        # Two ways to the same action go on differently.
        answered = run.entries[-1].value if run.entries and isinstance(run.step, Action) else ""
        key = f"{run.step!r} {outcomes[-2:]} {decisive[-1:]} {answered!r}"
        if key in seen:
            continue
        seen.add(key)
        if isinstance(run.step, Screen):
            yield Found(run.step, values)
        waiting.extend((*values, value) for value in values_for(run.step))
