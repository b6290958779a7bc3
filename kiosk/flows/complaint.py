"""投诉协调窗口 (policy clause 三(三)): where it is, a person who comes, the hotline, the box, a form in large print.

What it is about is said to people and written by hand: the kiosk asks for nothing and keeps nothing of it.
"""

from __future__ import annotations

from kiosk.domain.call import CallReason
from kiosk.domain.hall import Words
from kiosk.flows.guide import show_way, told_way
from kiosk.flows.on_paper import sheet_on_paper
from kiosk.flows.script import Line, Option, Say, Script, Tell
from kiosk.flows.sheet import Sheet, ToFill, Write
from kiosk.flows.steps import wait_for_person
from kiosk.flows.visit import Visit

CALL, PRINT, OK, WAY = "call", "print", "ok", "way"
DESK = Words(zh="投诉协调窗口", en="complaints desk")  # as the policy calls it


def complaint(visit: Visit) -> Script[None]:
    hall = visit.hall
    told = told_way(hall, hall.complaint_place)
    while True:
        answer = yield Tell(
            "complaint",
            lines=(
                Line("map-pin", Say("complaint-where", {"place": hall.complaint_at})),
                Line("phone", Say("complaint-phone", {"hotline": hall.hotline})),
                Line("message-square-text", Say("opinion-box", {"place": hall.opinion_box_at})),
            ),
            options=(
                Option(CALL, Say("complaint-call"), icon="bell-ring", primary=True),
                *((Option(WAY, Say("complaint-way"), icon="map-pin"),) if told else ()),
                Option(PRINT, Say("complaint-print"), icon="printer"),
                Option(OK, Say("understood"), icon="check"),
            ),
        )
        if answer == PRINT:
            yield from sheet_on_paper(form(visit), without=Say("complaint-say"))
        elif answer == WAY:
            yield from show_way(visit, DESK, told, hall.complaint_place)
        elif answer == CALL:
            yield from wait_for_person(visit, CallReason.COMPLAINT)
            return
        else:
            return


def form(visit: Visit) -> Sheet:
    """Blank, in large print. Who gives no name is heard as well."""
    return Sheet(
        Say("complaint-form"),
        (
            ToFill(Say("complaint-form-what"), rows=4),
            ToFill(Say("complaint-form-wish"), rows=2),
            ToFill(Say("complaint-form-phone")),
            Write(Say("opinion-box", {"place": visit.hall.opinion_box_at})),
            Write(Say("complaint-phone", {"hotline": visit.hall.hotline})),
        ),
        foot=Say("complaint-form-foot"),
        dated=False,
    )
