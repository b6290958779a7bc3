"""Example states of every screen, made by the real flows, for the gallery and the accessibility tests."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from kiosk.domain.call import CallReason, CallState
from kiosk.domain.hall import Hall, Words
from kiosk.domain.identity import CardKind, Holder, Validity
from kiosk.domain.note import Ink
from kiosk.domain.private import Private
from kiosk.domain.ticket import HelpMode, PrintState, Ticket, TicketNumber
from kiosk.domain.waiting import DayState, Wait
from kiosk.flows.board import Talk, board_screen, heard
from kiosk.flows.emergency import emergency_by_touch
from kiosk.flows.found_ticket import scanned
from kiosk.flows.frames import CARD_LEFT, STILL_THERE, SURE, home_screen, working_screen
from kiosk.flows.green_channel import green_channel
from kiosk.flows.needs import SKIP
from kiosk.flows.phone import ask_phone
from kiosk.flows.profiles import Look
from kiosk.flows.resolve import Resolver
from kiosk.flows.run import Run
from kiosk.flows.script import (
    Action,
    Called,
    CallNews,
    Evaluated,
    Failed,
    IssueTicket,
    Printed,
    PrintTicket,
    Screen,
    Waiting,
)
from kiosk.flows.settings import SETTINGS_PAGES, settings_page
from kiosk.flows.steps import NO_CARD
from kiosk.flows.today import AskToday, Today
from kiosk.flows.view import Kind, View
from kiosk.flows.visit import Visit
from kiosk.flows.volunteer import volunteer
from kiosk.text import Catalogue
from kiosk.ui.register_previews import register_screens

LAPSED = Holder(CardKind.RESIDENT, "王*", 78, Validity.EXPIRED, needs_manual_check=True)
VOLUNTEER = Words(zh="志愿者小王", en="volunteer Xiao Wang")
PLAIN = Look("dark", "normal")
INK = Ink((((0.2, 0.2), (0.25, 0.85)), ((0.2, 0.2), (0.8, 0.2), (0.75, 0.85)), ((0.25, 0.8), (0.75, 0.8))))
NONE: frozenset[str] = frozenset()
MORNING = datetime(2026, 11, 23, 9, 26)
TODAY = Today(MORNING, DayState.OPEN, Wait(2, 10, 20), MORNING.time().replace(hour=17), None)
TO_CONFIRM: tuple[Any, ...] = (NO_CARD, frozenset({"sign"}), SKIP, "medical", "accompany")


def preview_views(
    hall: Hall, catalogue: Catalogue, language: str, look: Look = PLAIN
) -> Iterator[tuple[str, View]]:
    """(name, view) of every screen of the program as a visitor with this look meets it, in the order of a visit."""
    words = Resolver(catalogue, language)

    def view(screen: Screen, kind: Kind | None = None, notice: str = "") -> View:
        since = time.monotonic() - 25 if isinstance(screen, Waiting) else None
        return words.view(screen, kind=kind, can_back=kind is not Kind.HOME, since=since, notice=notice)

    yield "home", view(home_screen(look), Kind.HOME)
    asked = Run(green_channel, Visit(hall))
    yield "card", view(_screen(asked))
    yield "card-moved", view(_screen(asked), notice=words.text("card-moved"))
    checked = told(hall, (LAPSED,))
    yield "card-check", view(_screen(checked))
    for name, answers in (
        ("needs", TO_CONFIRM[:1]),
        ("group", TO_CONFIRM[:2]),
        ("uses", (*TO_CONFIRM[:2], "disabled")),
        ("errand", TO_CONFIRM[:3]),
        ("help", TO_CONFIRM[:4]),
        ("confirm", TO_CONFIRM),
    ):
        yield name, view(_screen(told(hall, answers)))
    yield "working", view(working_screen(_print_of(hall)), Kind.WORKING)
    station = hall.stations[0].name
    for name, results in (
        ("farewell", (Printed(), Called(1, station))),
        ("print-failed", (Failed("print-paper-out"), Called(1, station))),
        ("print-uncertain", (Failed("print-down", uncertain=True),)),
    ):
        yield name, view(_screen(told(hall, (LAPSED, "ok", NONE, "medical", "accompany", "yes"), results)))
    no_ticket = told(hall, (*TO_CONFIRM, "yes", Failed("ticket-store-down")), ticket=False)
    yield "no-ticket", view(_screen(no_ticket))
    found = Run(scanned("GC1"), Visit(hall))
    found.give(_ticket(IssueTicket("medical", HelpMode.SEAT, frozenset(), None, None)))
    yield "found", view(_screen(found))
    for name, answers in (
        ("found-more", ("more",)),
        ("evaluate", ("more", "evaluate")),
        ("complaints", ("more", "evaluate", "dissatisfied")),
        ("evaluate-thanks", ("more", "evaluate", "satisfied", Evaluated())),
    ):
        rating = Run(scanned("GC1"), Visit(hall))
        rating.give(_ticket(IssueTicket("medical", HelpMode.SEAT, frozenset(), None, None)))
        for answer in answers:
            rating.give(answer)
        yield name, view(_screen(rating))
    for name, state in (
        ("closed", DayState.CLOSED),
        ("day-late", DayState.LATE),
        ("day-full", DayState.FULL),
    ):
        day = Run(green_channel, Visit(hall))
        opens = MORNING.replace(hour=13, minute=30)
        for answer in (*TO_CONFIRM[:4], replace(TODAY, state=state, next_opening=opens)):
            day.give(answer)
        yield name, view(_screen(day))
    nothing = Run(scanned("GC1"), Visit(hall))
    nothing.give(Failed("ticket-unknown"))
    yield "found-nothing", view(_screen(nothing))
    asking = Run(volunteer, Visit(hall))
    yield "volunteer", view(_screen(asking))
    asking.give(CallReason.GUIDE.value)
    asking.give(Called(1, station))
    yield "called", view(_screen(asking))
    for name, news in (
        ("called-next", CallNews(1, CallState.RINGING, hall.stations[-1].name)),
        ("called-answered", CallNews(1, CallState.ACKNOWLEDGED, hall.stations[-1].name, VOLUNTEER)),
        ("nobody-answers", CallNews(1, CallState.UNREACHED, station)),
    ):
        asking.give(news, automatic=True)
        yield name, view(_screen(asking))
    silent = Run(volunteer, Visit(hall))
    silent.give(CallReason.GUIDE.value)
    silent.give(Failed("bell-failed"))
    yield "bell-failed", view(_screen(silent))
    pressed = Run(emergency_by_touch, Visit(hall))
    yield "emergency-sure", view(_screen(pressed))
    pressed.give("yes")
    pressed.give(Called(1, station, reached=tuple(its.name for its in hall.stations)))
    yield "emergency-called", view(_screen(pressed))
    for name, state in (("coming", CallState.ACKNOWLEDGED), ("silent", CallState.UNREACHED)):
        pressed.give(CallNews(1, state, station, VOLUNTEER), automatic=True)
        yield f"emergency-{name}", view(_screen(pressed))
    for name, talk in talks().items():
        yield name, view(board_screen(talk))
    for name, screen in register_screens(hall):
        yield name, view(screen)
    number = Run(ask_phone, Visit(hall))
    yield "phone", view(_screen(number))
    number.give(Private("13800000000"))
    yield "phone-check", view(_screen(number))
    yield "still-there", view(STILL_THERE)
    yield "card-left", view(CARD_LEFT)
    yield "sure", view(SURE)
    for page in SETTINGS_PAGES:
        yield page, view(settings_page(page, look, language), Kind.SETTINGS)


def talks() -> dict[str, Talk]:
    """The board when it is opened, after some words of both sides, and with ink that nobody could read."""
    said = Talk()
    for answer in ("phrase:deaf", "other", "phrase:go-window", "write:1", "write:2"):
        said = heard(said, answer)
    inked = heard(heard(heard(said, "other"), "write:好"), INK)
    return {"board": Talk(), "board-said": said, "board-ink": inked}


def told(hall: Hall, answers: tuple[Any, ...], results: tuple[Any, ...] = (), *, ticket: bool = True) -> Run:
    """The green channel after these answers; the ticket is issued by itself, then come the results."""
    run = Run(green_channel, Visit(hall))
    for answer in answers:
        run.give(answer)
        if isinstance(run.step, AskToday):
            run.give(TODAY)
    if ticket and isinstance(run.step, IssueTicket):
        run.give(_ticket(run.step))
        for result in results:
            run.give(result)
    return run


def _screen(run: Run) -> Screen:
    assert isinstance(run.step, Screen), f"the flow stands at {run.step!r}"
    return run.step


def _print_of(hall: Hall) -> Action:
    step = told(hall, (*TO_CONFIRM, "yes")).step
    assert isinstance(step, PrintTicket)
    return step


def _ticket(action: IssueTicket) -> Ticket:
    return Ticket(
        id=7,
        intent="preview",
        business_day=date(2026, 11, 23),
        number=TicketNumber("绿", 7),
        errand=action.errand,
        help_mode=action.help_mode,
        needs=action.needs,
        group=action.group,
        issued_at=MORNING,
        print_state=PrintState.RESERVED,
        reprints=0,
        people_ahead=2,
        call_id=1,
        token="GC1.T1.20261123.7.00112233445566778899AABBCCDDEEFF",
    )
