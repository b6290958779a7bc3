"""Clause 三 of the policy: a green-channel ticket, with the help that suits the visitor."""

from __future__ import annotations

from kiosk.domain.call import CallReason
from kiosk.domain.hall import Errand
from kiosk.domain.ticket import Group, HelpMode
from kiosk.flows.help_modes import HELP_ICONS, ask_help, person_for
from kiosk.flows.home_visit import home_visit
from kiosk.flows.kept import what_is_kept
from kiosk.flows.materials import what_to_bring
from kiosk.flows.needs import ask_group, ask_needs, offer_uses
from kiosk.flows.script import (
    CallPerson,
    Choose,
    Confirm,
    Failed,
    IssueTicket,
    Line,
    Option,
    Say,
    Script,
    Tell,
    Trouble,
)
from kiosk.flows.steps import identify, put_on_paper, wait_for_person
from kiosk.flows.ticket_words import KEPT, farewell, place, wait_range
from kiosk.flows.today import AskToday, Course, Today, look_at_today
from kiosk.flows.visit import Visit

STEPS = 5
ON_ONE_PAGE = 6
MATERIALS, OTHERS = "materials", "others"


def green_channel(visit: Visit) -> Script[None]:
    holder = yield from identify(visit, step=(1, STEPS))
    needs = yield from ask_needs(step=(2, STEPS))
    group = yield from ask_group(visit, holder, needs, step=(2, STEPS))
    if group is Group.DISABLED:
        yield offer_uses(step=(2, STEPS))
    while True:
        errand = yield from ask_errand(visit)
        today = yield AskToday(errand.id, holder.key if holder else "")
        course = yield from look_at_today(visit, errand, today)
        if course is Course.OVER:
            return
        help_mode, another = yield from ask_help(visit, errand, needs, step=(4, STEPS))
        if help_mode is HelpMode.HOME_VISIT and visit.hall.areas and (yield from books_now()):
            yield from home_visit(visit)
            return
        if (yield from agreed(visit, errand, help_mode, today)):
            break
    reason = person_for(help_mode, needs)
    if course is Course.NUMBER_AND_PERSON:
        reason = reason or CallReason.ACCOMPANY
    key = holder.key if holder else ""
    ticket = yield IssueTicket(errand.id, help_mode, needs, group, reason, key, another)
    if isinstance(ticket, Failed):
        yield from no_ticket(visit, ticket)
        return
    has_paper = yield from put_on_paper(visit, ticket)
    called = (yield CallPerson(reason, ticket)) if reason else None
    waiting = today.waiting if isinstance(today, Today) else None
    while (yield farewell(visit.hall, ticket, errand, called, has_paper, holder, waiting)) == KEPT:
        yield from what_is_kept(visit, ticket)


def books_now() -> Script[bool]:
    """Whoever wants a visit at home may write it down here at once; with a number a person comes and does it."""
    answer = yield Tell(
        "help-home-visit",
        icon="house",
        options=(
            Option("now", Say("help-home-visit-now"), icon="pencil", primary=True),
            Option("person", Say("help-home-visit-person"), icon="hand-helping"),
        ),
    )
    return answer == "now"


def ask_errand(visit: Visit) -> Script[Errand]:
    """The hall's first five are the frequent ones of policy clause 五; all others stand behind the sixth card."""
    errands = visit.hall.errands
    if len(errands) <= ON_ONE_PAGE:
        return visit.hall.errand((yield Choose("errand", step=(3, STEPS), options=_cards(errands))))
    frequent, others = errands[: ON_ONE_PAGE - 1], errands[ON_ONE_PAGE - 1 :]
    rest = Option(OTHERS, Say("errand-others"), icon="ellipsis")
    answer = yield Choose("errand", step=(3, STEPS), options=(*_cards(frequent), rest))
    if answer == OTHERS:
        answer = yield Choose("errand-more", step=(3, STEPS), options=_cards(others))
    return visit.hall.errand(answer)


def _cards(errands: tuple[Errand, ...]) -> tuple[Option, ...]:
    return tuple(Option(its.id, its.name, hint=its.hint, icon=its.icon) for its in errands)


def agreed(visit: Visit, errand: Errand, help_mode: HelpMode, today: object) -> Script[bool]:
    """True when the visitor says that it is right; False to change it."""
    while True:
        answer = yield confirm(visit, errand, help_mode, today)
        if answer != MATERIALS:
            return answer == "yes"
        yield from what_to_bring(visit, errand)


def confirm(visit: Visit, errand: Errand, help_mode: HelpMode, today: object) -> Confirm:
    """Read back what will be printed. The group is left out: neighbours listen."""
    wait = [Line("hourglass", wait_range(today.waiting))] if isinstance(today, Today) else []
    bring = [Option(MATERIALS, Say("materials-open"), icon="file-check")] if errand.materials else []
    return Confirm(
        "confirm",
        step=(5, STEPS),
        lines=(
            Line(errand.icon, Say("confirm-errand", {"errand": errand.name})),
            Line("landmark", place(visit.hall, errand)),
            Line(HELP_ICONS[help_mode], Say(f"help-{help_mode.value}")),
            *wait,
        ),
        options=(
            Option("yes", Say("confirm-yes"), icon="ticket", primary=True),
            Option("change", Say("confirm-change"), icon="undo-2"),
            *bring,
        ),
    )


def no_ticket(visit: Visit, failed: Failed) -> Script[None]:
    """No number could be given. The visitor is not sent away: a person is called and serves them."""
    yield Trouble(
        "no-ticket",
        args={"why": Say(failed.words)},
        icon="heart-handshake",
        options=(Option("call", Say("no-ticket-call"), icon="bell-ring", primary=True),),
    )
    yield from wait_for_person(visit, CallReason.HELP)
