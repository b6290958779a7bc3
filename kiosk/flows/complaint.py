"""投诉协调窗口 (policy 三(三)): where it is, a person who listens, and a blank form in large print.

What is complained of is not asked and not stored: the window and the form are for that.
"""

from __future__ import annotations

from kiosk.domain.call import CallReason
from kiosk.domain.sheet import Gap
from kiosk.flows.on_paper import sheet_on_paper
from kiosk.flows.script import Line, Option, Say, Script, Tell
from kiosk.flows.sheet import Sheet, ToFill, Write
from kiosk.flows.steps import wait_for_person
from kiosk.flows.visit import Visit

CALL, FORM = "call", "form"


def complaint(visit: Visit) -> Script[None]:
    hall = visit.hall
    answer = yield Tell(
        "complain",
        lines=(
            Line("map-pin", Say("complain-window", {"place": hall.complaint_at})),
            Line("phone", Say("farewell-hotline", {"hotline": hall.hotline})),
            Line("pencil", Say("hotline-box", {"place": hall.opinion_box_at})),
        ),
        options=(
            Option(CALL, Say("complain-call"), icon="bell-ring", primary=True),
            Option(FORM, Say("complain-form"), icon="printer"),
            Option("ok", Say("understood"), icon="check"),
        ),
    )
    if answer == CALL:
        yield from wait_for_person(visit, CallReason.COMPLAINT)
    elif answer == FORM:
        yield from sheet_on_paper(opinion_form(), without=Say("complain-form-desk"))


def opinion_form() -> Sheet:
    return Sheet(
        Say("opinion-title"),
        (
            ToFill(Say("opinion-where")),
            ToFill(Say("opinion-what"), rows=5),
            ToFill(Say("opinion-wish"), rows=2),
            Gap(),
            Write(Say("opinion-name-optional")),
            ToFill(Say("opinion-reach")),
        ),
        foot=Say("opinion-foot"),
        dated=False,
    )
