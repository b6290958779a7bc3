"""Clause 三 of the policy: a green-channel ticket, with the help that suits the visitor.

Needs first, not diagnoses; the group is optional, suggested by age or declared, and never refused.
"""

from __future__ import annotations

from kiosk.domain.call import CallReason
from kiosk.domain.eligibility import suggested_group
from kiosk.domain.hall import Errand, Hall
from kiosk.domain.identity import Holder, Validity
from kiosk.domain.ticket import Group, HelpMode, Need, Ticket
from kiosk.flows.profiles import PROFILES
from kiosk.flows.script import (
    Called,
    CallPerson,
    Choose,
    ChooseSeveral,
    Confirm,
    Failed,
    IssueTicket,
    Line,
    Option,
    Say,
    Script,
    TicketReady,
    Trouble,
)
from kiosk.flows.steps import identify, put_on_paper, wait_for_person
from kiosk.flows.visit import Visit

STEPS = 5
SKIP = "skip"

NEED_ICONS = {
    Need.LARGE_TYPE: "a-large-small",
    Need.SPEECH: "volume-2",
    Need.WRITING: "pencil",
    Need.SIGN: "hand",
    Need.WHEELCHAIR: "accessibility",
    Need.SLOWLY: "hourglass",
    Need.COMPANY: "users",
}
GROUP_ICONS = {
    Group.ELDER: "glasses",
    Group.DISABLED: "accessibility",
    Group.PREGNANT: "baby",
    Group.MILITARY: "medal",
    Group.OTHER: "heart-handshake",
}
HELP_ICONS = {
    HelpMode.SEAT: "armchair",
    HelpMode.ACCOMPANY: "users",
    HelpMode.AGENT: "file-check",
    HelpMode.HOME_VISIT: "house",
    HelpMode.INTERPRETER: "languages",
}
CALL_FOR = {
    HelpMode.ACCOMPANY: CallReason.ACCOMPANY,
    HelpMode.AGENT: CallReason.AGENT,
    HelpMode.HOME_VISIT: CallReason.HOME_VISIT,
    HelpMode.INTERPRETER: CallReason.INTERPRETER,
}


def green_channel(visit: Visit) -> Script[None]:
    holder = yield from identify(visit, step=(1, STEPS))
    needs = yield from ask_needs()
    group = yield from ask_group(visit, holder)
    if group is Group.DISABLED:
        yield offer_uses()
    while True:
        errand = yield from ask_errand(visit)
        help_mode = yield from ask_help(needs)
        if (yield confirm(visit.hall, errand, help_mode, needs)) == "yes":
            break
    reason = person_for(help_mode, needs)
    ticket = yield IssueTicket(errand.id, help_mode, needs, group, reason, holder.key if holder else "")
    if isinstance(ticket, Failed):
        yield from no_ticket(visit, ticket)
        return
    has_paper = yield from put_on_paper(visit, ticket)
    called = (yield CallPerson(reason, ticket)) if reason else None
    yield farewell(visit.hall, ticket, errand, called, has_paper, holder)


def ask_needs() -> Script[frozenset[Need]]:
    answer = yield ChooseSeveral(
        "needs",
        step=(2, STEPS),
        options=tuple(
            Option(need.value, Say(f"need-{need.value}"), icon=icon) for need, icon in NEED_ICONS.items()
        ),
    )
    return frozenset(Need(key) for key in answer)


def ask_group(visit: Visit, holder: Holder | None) -> Script[Group | None]:
    """Not asked of those whose age already says it: one question less."""
    suggested = suggested_group(holder.age if holder else None, visit.hall.policy)
    if suggested:
        return suggested
    answer = yield Choose(
        "group",
        step=(2, STEPS),
        options=(
            *(
                Option(group.value, Say(f"group-{group.value}"), icon=icon)
                for group, icon in GROUP_ICONS.items()
            ),
            Option(SKIP, Say("group-skip"), icon="arrow-right"),
        ),
    )
    return None if answer == SKIP else Group(answer)


def offer_uses() -> ChooseSeveral:
    """The ability profiles, offered and never forced. What is chosen acts at once; the flow need not know."""
    return ChooseSeveral(
        "uses",
        step=(2, STEPS),
        options=tuple(Option(its.key, Say(f"profile-{its.key}"), icon=its.icon) for its in PROFILES),
    )


def ask_errand(visit: Visit) -> Script[Errand]:
    answer = yield Choose(
        "errand",
        step=(3, STEPS),
        options=tuple(
            Option(errand.id, errand.name, hint=errand.hint, icon=errand.icon)
            for errand in visit.hall.errands
        ),
    )
    return visit.hall.errand(answer)


def ask_help(needs: frozenset[Need]) -> Script[HelpMode]:
    """All five kinds of the policy; the one that suits the needs comes first."""
    modes = sorted(HelpMode, key=lambda mode: mode is not likely_help(needs))
    answer = yield Choose(
        "help",
        step=(4, STEPS),
        options=tuple(Option(mode.value, Say(f"help-{mode.value}"), icon=HELP_ICONS[mode]) for mode in modes),
    )
    return HelpMode(answer)


def likely_help(needs: frozenset[Need]) -> HelpMode:
    if Need.SIGN in needs:
        return HelpMode.INTERPRETER
    if needs & {Need.COMPANY, Need.WHEELCHAIR, Need.SPEECH}:
        return HelpMode.ACCOMPANY
    return HelpMode.SEAT


def person_for(help_mode: HelpMode, needs: frozenset[Need]) -> CallReason | None:
    """Whom to ring for. A wheelchair is brought even to someone who goes alone afterwards."""
    if help_mode.needs_person:
        return CALL_FOR[help_mode]
    if Need.WHEELCHAIR in needs:
        return CallReason.WHEELCHAIR
    if Need.COMPANY in needs:
        return CallReason.ACCOMPANY
    return None


def confirm(hall: Hall, errand: Errand, help_mode: HelpMode, needs: frozenset[Need]) -> Confirm:
    """Read back what will be printed. The group is left out: neighbours listen."""
    return Confirm(
        "confirm",
        step=(5, STEPS),
        lines=(
            Line(errand.icon, Say("confirm-errand", {"errand": errand.name})),
            Line("landmark", place(hall, errand)),
            Line(HELP_ICONS[help_mode], Say(f"help-{help_mode.value}")),
        ),
        options=(
            Option("yes", Say("confirm-yes"), icon="ticket", primary=True),
            Option("change", Say("confirm-change"), icon="undo-2"),
        ),
    )


def place(hall: Hall, errand: Errand) -> Say:
    """Floor and window. An errand with several windows names the first: one number is enough to remember."""
    window = hall.windows_of(errand)[0]
    return Say("place", {"floor": hall.floor(window.floor).name, "window": window.number})


def way(hall: Hall, errand: Errand) -> Say:
    window = hall.windows_of(errand)[0]
    return Say("way", {"floor_way": hall.floor(window.floor).how_to_get_there, "way": window.way})


def next_steps(hall: Hall, errand: Errand, help_mode: HelpMode) -> tuple[Say, Say, Say]:
    """The three lines 下一步 of the ticket."""
    go = Say("ticket-next-go", {"place": place(hall, errand)})
    if help_mode.needs_person:
        return Say("ticket-next-wait"), go, Say("ticket-next-help")
    return go, Say("ticket-next-seat"), Say("ticket-next-show")


def rest_of_ticket(hall: Hall, ticket: Ticket, errand: Errand) -> tuple[Say, ...]:
    """What stands on the paper and not on the screen is spoken (EN 301 549 5.1.3.16)."""
    cash = (Say("cash", {"place": hall.cash_at}),) if errand.cash else ()
    return (
        Say(f"help-{ticket.help_mode.value}"),
        *cash,
        Say("ticket-next-title"),
        *next_steps(hall, errand, ticket.help_mode),
        Say("farewell-hotline", {"hotline": hall.hotline}),
    )


def farewell(
    hall: Hall,
    ticket: Ticket,
    errand: Errand,
    called: Called | Failed | None,
    has_paper: bool,
    holder: Holder | None,
) -> TicketReady:
    """The whole ticket once more, on the screen and spoken (EN 301 549 5.1.3.16)."""
    lines = [
        Line(errand.icon, Say("farewell-place", {"errand": errand.name, "place": place(hall, errand)})),
        Line("map-pin", way(hall, errand)),
    ]
    if isinstance(called, Called):
        lines.append(Line("bell-ring", Say("farewell-called", {"station": called.station})))
    elif called is not None:
        lines.append(Line("bell-ring", Say("bell-failed-go", {"station": hall.stations[0].name})))
    if has_paper:
        lines.append(Line("printer", Say("farewell-card" if holder else "farewell-paper")))
    if holder and holder.validity is Validity.EXPIRED:
        lines.append(Line("id-card", Say("card-expired")))
    return TicketReady(
        "farewell",
        args={"series": ticket.number.series, "n": ticket.number.digits, "count": ticket.people_ahead},
        number=str(ticket.number),
        lines=tuple(lines),
        spoken=rest_of_ticket(hall, ticket, errand),
        options=(Option("ok", Say("understood"), icon="check", primary=True),),
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
