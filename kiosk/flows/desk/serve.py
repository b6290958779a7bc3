"""A visitor is served on one page: card, errands, help, for whom; then a ticket for each errand.

For staff who know the hall: everything stands at once, nothing has to be chosen but an errand. No free words:
what may be noted is a fixed list, so that nothing personal can be.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from kiosk.domain.call import CallReason
from kiosk.domain.eligibility import suggested_group
from kiosk.domain.identity import Holder
from kiosk.domain.private import Private
from kiosk.domain.staff import Actor, DeskTab
from kiosk.domain.ticket import Group, HelpMode, Need, OnBehalf, Ticket, TicketNote
from kiosk.flows.desk.access import Handed
from kiosk.flows.desk.frame import desk_page, notes, told_of
from kiosk.flows.desk.screen import (
    Button,
    Buttons,
    CardLaid,
    Choice,
    DeskAction,
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
from kiosk.flows.help_modes import CALL_FOR
from kiosk.flows.script import Called, CallPerson, Failed, Printed, PrintTicket, Say, Script
from kiosk.flows.ticket_words import errand_of, place
from kiosk.flows.visit import Visit

MYSELF, BELL = "myself", "bell"


@dataclass(frozen=True)
class ReadTyped(DeskAction):
    """A citizen number that was typed because the card cannot be read. Result: Holder or Refused."""

    number: Private


@dataclass(frozen=True)
class Serving:
    """What was chosen on the page. errands: ids, in the hall's order."""

    errands: tuple[str, ...]
    help_mode: HelpMode
    needs: frozenset[Need]
    group: Group | None
    on_behalf: OnBehalf
    remarks: frozenset[TicketNote]


@dataclass(frozen=True)
class ServeVisitor(DeskAction):
    """One number for each errand, all of them or none. Result: Served, AlreadyHas or Failed.

    n: which of this desk's servings; pressed twice, the same serving gives the same numbers.
    again: give another number although this holder has one.
    """

    brief: ClassVar[bool] = False
    working: ClassVar[str] = "working-ticket"
    serving: Serving
    call: CallReason | None
    n: int
    holder_key: str = field(default="", repr=False)
    again: bool = False


@dataclass(frozen=True)
class Served:
    tickets: tuple[Ticket, ...]


@dataclass(frozen=True)
class AlreadyHas:
    """This holder has today's number for one of these errands."""

    ticket: Ticket


def serve(
    visit: Visit, by: Actor, handed: Handed, first: int, told: Note | None = None
) -> Script[tuple[str, int, tuple[Ticket, ...]]]:
    """The tab that comes next, the number of the next serving, and what was issued for whoever was handed over.

    first: the number of the first serving here; no two of one opening of the desk have the same.
    told: what stands at the top until the first key.
    """
    holder, form, made = handed.holder, first, ()
    already: Ticket | None = None
    while True:
        page = desk_page(
            visit, by, DeskTab.SERVE, (*notes(told), *_form(visit, handed, holder, already)), form=form
        )
        answer: DeskAnswer = yield page
        if (tab := goes_elsewhere(answer)) is not None:
            return tab, form, made
        told = None
        match answer:
            case CardLaid(holder=holder):
                already = None
            case Pressed(key="typed"):
                found = yield ReadTyped(by, answer.private("card"))
                holder, told = (found, None) if isinstance(found, Holder) else (holder, told_of(found))
            case Pressed(key="clear"):
                holder, already, handed, form = None, None, Handed(), form + 1
            case Pressed(key="reprint") if already:
                told = yield from _on_paper(visit, by, already)
            case Pressed(key="issue" | "again") if not answer.many("errand"):
                told = Note(Say("desk-serve-no-errand"), Shade.SOON)
            case Pressed(key="issue" | "again"):
                serving = _serving(visit, answer, holder)
                result = yield ServeVisitor(
                    by,
                    serving,
                    _reason(serving, answer),
                    form,
                    holder.key if holder else "",
                    answer.key == "again",
                )
                already = result.ticket if isinstance(result, AlreadyHas) else None
                match result:
                    case Served(tickets=tickets):
                        told = yield from _hand_out(visit, by, tickets, _reason(serving, answer))
                        made = tickets if handed.begun else made
                        holder, handed, form = None, Handed(), form + 1
                    case AlreadyHas(ticket=own):
                        told = Note(Say("desk-serve-has", {"number": str(own.number)}), Shade.SOON)
                    case _:
                        told = told_of(result)
            case _:
                pass


def _hand_out(
    visit: Visit, by: Actor, tickets: tuple[Ticket, ...], reason: CallReason | None
) -> Script[Note]:
    """Each ticket on paper, and the bell where somebody else is to come."""
    numbers = " ".join(str(ticket.number) for ticket in tickets)
    told = Note(Say("desk-serve-training", {"number": numbers}), Shade.GOOD)
    if by.training:
        return told
    for ticket in tickets:
        told = yield from _on_paper(visit, by, ticket)
        if told.shade is not Shade.GOOD:
            return told
    if reason is not None:
        called = yield CallPerson(reason, tickets[0])
        if not isinstance(called, Called):
            return Note(Say("desk-serve-no-bell", {"number": numbers}), Shade.LATE)
    return told if len(tickets) == 1 else Note(Say("desk-serve-done-all", {"numbers": numbers}), Shade.GOOD)


def _on_paper(visit: Visit, by: Actor, ticket: Ticket) -> Script[Note]:
    number, errand = str(ticket.number), errand_of(visit.hall, ticket)
    if by.training:
        return Note(Say("desk-serve-training", {"number": number}), Shade.GOOD)
    printed = yield PrintTicket(ticket)
    if isinstance(printed, Printed):
        where = {"number": number, "errand": errand.name, "place": place(visit.hall, errand)}
        return told_of(Done(Say("desk-serve-done", where)))
    why = Say(printed.words) if isinstance(printed, Failed) else Say("print-down")
    return Note(Say("desk-serve-no-paper", {"number": number, "why": why}), Shade.LATE)


def _form(visit: Visit, handed: Handed, holder: Holder | None, already: Ticket | None) -> tuple[Part, ...]:
    """In the order in which staff ask."""
    begun = (Note(Say("desk-serve-handed"), Shade.SOON),) if handed.begun else ()
    again = (
        (
            Button("reprint", Say("desk-serve-reprint"), icon="printer"),
            Button("again", Say("desk-serve-again")),
        )
        if already
        else ()
    )
    return (
        *begun,
        _card_note(visit, holder),
        _pick(
            "errand",
            tuple(Choice(its.id, its.name) for its in visit.hall.errands),
            handed.errand,
            several=True,
        ),
        _pick("help", _named("help", HelpMode), handed.help_mode or HelpMode.SEAT.value),
        _pick("company", tuple(Choice(key, Say(f"desk-serve-{key}")) for key in (MYSELF, BELL)), MYSELF),
        _pick("needs", _named("need", Need), *handed.needs, several=True),
        _pick("group", _named("group", Group), handed.group),
        _pick(
            "behalf",
            _named("desk-serve-behalf", OnBehalf),
            (OnBehalf.RELATIVE if handed.for_another else OnBehalf.SELF).value,
        ),
        _pick("remarks", _named("desk-serve-note", TicketNote), several=True),
        Entry("card", Say("desk-serve-card"), most=18, letter_x=True, once=True),
        Buttons(
            (
                Button("issue", Say("desk-serve-issue"), icon="ticket", primary=True),
                *again,
                Button("typed", Say("desk-serve-typed"), icon="id-card"),
                Button("clear", Say("desk-serve-clear"), icon="rotate-ccw"),
            )
        ),
    )


def _pick(name: str, choices: tuple[Choice, ...], *chosen: str, several: bool = False) -> Pick:
    ticked = frozenset(key for key in chosen if key)
    return Pick(name, Say(f"desk-serve-pick-{name}"), choices, several=several, chosen=ticked)


def _named(prefix: str, values: type[HelpMode | Need | Group | OnBehalf | TicketNote]) -> tuple[Choice, ...]:
    return tuple(Choice(value.value, Say(f"{prefix}-{value.value}")) for value in values)


def _card_note(visit: Visit, holder: Holder | None) -> Note:
    if holder is None:
        return Note(Say("desk-serve-card-none"))
    if holder.needs_manual_check:
        return Note(Say("desk-serve-card-check"), Shade.SOON)
    suggested = suggested_group(holder.age, visit.hall.policy)
    if suggested:
        return Note(Say("desk-serve-card-group", {"group": Say(f"group-{suggested.value}")}), Shade.GOOD)
    return Note(Say("desk-serve-card-read"), Shade.GOOD)


def _serving(visit: Visit, answer: Pressed, holder: Holder | None) -> Serving:
    """A group that nobody ticked is the one that the age says, if any."""
    group = answer.one("group")
    return Serving(
        tuple(errand.id for errand in visit.hall.errands if errand.id in answer.many("errand")),
        HelpMode(answer.one("help") or HelpMode.SEAT),
        frozenset(Need(need) for need in answer.many("needs")),
        Group(group) if group else suggested_group(holder.age if holder else None, visit.hall.policy),
        OnBehalf(answer.one("behalf") or OnBehalf.SELF),
        frozenset(TicketNote(remark) for remark in answer.many("remarks")),
    )


def _reason(serving: Serving, answer: Pressed) -> CallReason | None:
    """Whom to ring for: nobody where whoever serves goes along."""
    return CALL_FOR.get(serving.help_mode) if answer.one("company") == BELL else None
