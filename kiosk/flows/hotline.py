"""便民服务热线 (policy clause 六): the number, huge, spoken and on paper, for whoever cannot come again."""

from __future__ import annotations

from kiosk.domain.sheet import Size
from kiosk.flows.on_paper import sheet_on_paper
from kiosk.flows.script import Line, Option, Say, Script, TicketReady
from kiosk.flows.sheet import Sheet, Write
from kiosk.flows.visit import Visit

PRINT = "print"


def hotline(visit: Visit) -> Script[None]:
    answer = yield TicketReady(
        "hotline",
        args={"hotline": visit.hall.hotline},
        number=visit.hall.hotline,
        caption="hotline-caption",
        lines=(
            Line("phone", Say("hotline-for")),
            Line("pencil", Say("hotline-box", {"place": visit.hall.opinion_box_at})),
        ),
        options=(
            Option("ok", Say("understood"), icon="check", primary=True),
            Option(PRINT, Say("print-list"), icon="printer"),
        ),
    )
    if answer == PRINT:
        yield from sheet_on_paper(hotline_sheet(visit), without=Say("hotline-remember"))


def hotline_sheet(visit: Visit) -> Sheet:
    number = {"hotline": visit.hall.hotline}
    return Sheet(
        Say("hotline-caption"),
        (
            Write(Say("hotline-number", number), Size.HUGE),
            Write(Say("hotline-for"), bold=True),
            Write(Say("hotline-box", {"place": visit.hall.opinion_box_at})),
        ),
        dated=False,
    )
