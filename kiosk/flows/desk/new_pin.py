"""A technician gives somebody of the staff a PIN: typed twice, shown nowhere."""

from __future__ import annotations

from kiosk.domain.staff import Actor, DeskTab
from kiosk.flows.desk.frame import desk_page, kept, notes, told_of
from kiosk.flows.desk.screen import (
    Button,
    Buttons,
    DeskAnswer,
    Entry,
    Note,
    Part,
    Pressed,
    Row,
    Rows,
    Shade,
    goes_elsewhere,
)
from kiosk.flows.desk.setting_asks import ListStaff, SetPin, WaysIn
from kiosk.flows.script import Say, Script
from kiosk.flows.visit import Visit

SET, BACK, PIN, AGAIN, MOST = "set-pin", "back", "pin", "again", 12


def pins(visit: Visit, by: Actor) -> Script[Note | str | None]:
    """None: back to the settings; str: where to go instead."""
    told: Note | None = None
    form = 0
    while True:
        staff: tuple[WaysIn, ...] | object = yield ListStaff(by)
        back = Buttons((Button(BACK, Say("desk-device-back"), icon="undo-2"),))
        parts: tuple[Part, ...]
        if isinstance(staff, tuple):
            typed = (
                Entry(PIN, Say("desk-pins-new"), most=MOST, once=True, secret=True),
                Entry(AGAIN, Say("desk-pins-again"), most=MOST, once=True, secret=True),
            )
            parts = (*notes(told), back, *typed, _staff(staff))
        else:
            parts = (told_of(staff), back)
        answer: DeskAnswer = yield desk_page(visit, by, DeskTab.SETTINGS, parts, form=form)
        told = kept(told, answer)
        if (tab := goes_elsewhere(answer)) is not None:
            return tab
        match answer:
            case Pressed(key=key) if key == BACK:
                return None
            case Pressed(key=key, row=row) if key == SET:
                form += 1
                told = told_of((yield SetPin(by, int(row), answer.private(PIN), answer.private(AGAIN))))
            case _:
                pass


def _staff(staff: tuple[WaysIn, ...]) -> Rows:
    return Rows(
        Say("desk-pins-heading"),
        (Say("desk-pins-number"), Say("desk-pins-who"), Say("desk-pins-has")),
        tuple(
            Row(
                str(its.of.id),
                (str(its.of.id), its.of.name, Say("desk-pins-yes" if its.has_pin else "desk-pins-no")),
                (Button(SET, Say("desk-pins-set")),),
                Shade.NORMAL if its.has_pin else Shade.SOON,
            )
            for its in staff
        ),
        Say("desk-pins-nobody"),
    )
