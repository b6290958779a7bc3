"""A ticket in words: where to go, what to bring, what happens next. The same on the screen, spoken and on paper.

The group is in none of them: neighbours listen and read.
"""

from __future__ import annotations

from kiosk.domain.desk_ticket import moved
from kiosk.domain.hall import Errand, Hall, Words
from kiosk.domain.identity import Holder, Validity
from kiosk.domain.ticket import HelpMode, Ticket
from kiosk.domain.waiting import Wait
from kiosk.flows.script import Called, Failed, Line, Option, Say, TicketReady

KEPT = "kept"


def errand_of(hall: Hall, ticket: Ticket) -> Errand:
    """At the window that staff moved it to, if they did."""
    return moved(hall.errand(ticket.errand), ticket.window)


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
    bring = (materials(errand),) if errand.materials else ()
    cash = (Say("cash", {"place": hall.cash_at}),) if errand.cash else ()
    return (
        Say(f"help-{ticket.help_mode.value}"),
        *bring,
        *cash,
        Say("ticket-next-title"),
        *next_steps(hall, errand, ticket.help_mode),
        Say("farewell-hotline", {"hotline": hall.hotline}),
    )


def materials(errand: Errand) -> Say:
    """请带：…… What to bring, as the hall has it."""
    return joined("materials", errand.materials)


def joined(message: str, words: tuple[Words, ...]) -> Say:
    """The words one after another in { $list }, as each language joins them."""
    together = Words(zh="、".join(each.zh for each in words), en=", ".join(each.en for each in words))
    return Say(message, {"list": together})


def wait_range(waiting: Wait) -> Say:
    """大约 10 到 25 分钟, or that it is soon one's turn."""
    if waiting.high == 0:
        return Say("wait-soon")
    return Say("wait-range", {"low": waiting.low, "high": waiting.high})


def farewell(
    hall: Hall,
    ticket: Ticket,
    errand: Errand,
    called: Called | Failed | None,
    has_paper: bool,
    holder: Holder | None,
    waiting: Wait | None = None,
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
        spoken=(*((wait_range(waiting),) if waiting else ()), *rest_of_ticket(hall, ticket, errand)),
        options=(
            Option("ok", Say("understood"), icon="check", primary=True),
            Option(KEPT, Say("farewell-kept"), icon="eye", compact=True),
        ),
    )
