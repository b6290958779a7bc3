"""电话咨询: the number huge, spoken twice, printed; who cannot come is visited at home (policy clause 一(六))."""

from __future__ import annotations

from kiosk.domain.sheet import Gap, Size
from kiosk.flows.home_visit import home_visit
from kiosk.flows.on_paper import sheet_on_paper
from kiosk.flows.script import Line, Option, Say, Script, Tell
from kiosk.flows.sheet import Sheet, Write
from kiosk.flows.visit import Visit

HOME_VISIT, PRINT, OK = "home_visit", "print", "ok"


def hotline(visit: Visit) -> Script[None]:
    hall = visit.hall
    while True:
        answer = yield Tell(
            "hotline",
            args={"hotline": hall.hotline},
            number=hall.hotline,
            lines=(
                Line("clock", Say("hotline-hours", {"hours": hall.hotline_hours})),
                Line("message-square-text", Say("opinion-box", {"place": hall.opinion_box_at})),
            ),
            options=(
                Option(HOME_VISIT, Say("hotline-home-visit"), icon="house", primary=True),
                Option(PRINT, Say("hotline-print"), icon="printer"),
                Option(OK, Say("understood"), icon="check"),
            ),
        )
        if answer == PRINT:
            yield from sheet_on_paper(number_sheet(visit), without=Say("hotline-note"))
        elif answer == HOME_VISIT:
            yield from home_visit(visit)
            return
        else:
            return


def number_sheet(visit: Visit) -> Sheet:
    hall = visit.hall
    return Sheet(
        Say("hotline-sheet"),
        (
            Write(Say("hotline-number", {"hotline": hall.hotline}), Size.HUGE, bold=True),
            Write(Say("hotline-hours", {"hours": hall.hotline_hours})),
            Gap(),
            Write(Say("hotline-what-for")),
            Write(Say("opinion-box", {"place": hall.opinion_box_at})),
        ),
        dated=False,
    )
