"""What to bring for an errand: on the screen, spoken, and on paper to take home."""

from __future__ import annotations

from kiosk.domain.hall import Errand
from kiosk.flows.on_paper import sheet_on_paper
from kiosk.flows.script import Line, Option, Say, Script, Tell
from kiosk.flows.sheet import Sheet, Write
from kiosk.flows.visit import Visit

PRINT = "print"


def what_to_bring(visit: Visit, errand: Errand) -> Script[None]:
    answer = yield Tell(
        "materials-list",
        args={"errand": errand.name},
        lines=tuple(Line("file-check", Say("material", {"name": name})) for name in errand.materials),
        options=(
            Option("ok", Say("understood"), icon="check", primary=True),
            Option(PRINT, Say("print-list"), icon="printer"),
        ),
    )
    if answer == PRINT:
        yield from sheet_on_paper(materials_sheet(visit, errand), without=Say("materials-window"))


def materials_sheet(visit: Visit, errand: Errand) -> Sheet:
    return Sheet(
        Say("materials-list", {"errand": errand.name}),
        tuple(Write(Say("material-box", {"name": name}), bold=True) for name in errand.materials),
        foot=Say("farewell-hotline", {"hotline": visit.hall.hotline}),
    )
