"""Visits every reachable screen of a flow, with every answer and every action failing in turn.

Flows are pure, so a history can be told again at no cost. A screen is entered again only when something
that can change what follows differs (its words, or what came of the actions before it).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from kiosk.config import load
from kiosk.domain.call import CallState
from kiosk.domain.hall import Hall, Words
from kiosk.domain.identity import CardKind, Holder, Validity
from kiosk.domain.ticket import HelpMode, PrintState, Ticket, TicketNumber
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


NO_STORE = Failed("ticket-store-down")


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


RESULTS: dict[type[Action], list[Any]] = {
    FindTicket: [ticket_for(ANY_ISSUE), Failed("ticket-unknown")],
    Evaluate: [Evaluated(), AlreadyEvaluated(), NO_STORE],
    CallPerson: [
        Called(3, HALL.stations[0].name),
        Called(3, HALL.stations[0].name, rang=False),
        Failed("bell-failed"),
    ],
    EndCall: [None],
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
    if isinstance(step, ChooseSeveral):
        return [frozenset(), *(frozenset({key}) for key in keys), frozenset(keys)]
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
        outcomes = [type(entry.value).__name__ for entry in run.entries if isinstance(entry.step, Action)]
        errands = [
            entry.value
            for entry in run.entries
            if isinstance(entry.step, Choose) and entry.step.id == "errand"
        ]  # what follows depends on it
        key = f"{run.step!r} {outcomes[-3:]} {errands[-1:]}"
        if key in seen:
            continue
        seen.add(key)
        if isinstance(run.step, Screen):
            yield Found(run.step, values)
        waiting.extend((*values, value) for value in values_for(run.step))
