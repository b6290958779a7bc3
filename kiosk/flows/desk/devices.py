"""The technician's page: what is wrong with this terminal, nearest cause first; one part; guided runs."""

from __future__ import annotations

from datetime import datetime

from kiosk.domain.check import Check, Verdict, first_causes
from kiosk.domain.guided_run import RunKind
from kiosk.domain.hall import Hall
from kiosk.domain.staff import Actor, DeskTab
from kiosk.flows.desk.device import device
from kiosk.flows.desk.device_asks import Diagnosis, ListChecks
from kiosk.flows.desk.device_words import SHADES, check_words, moment, part_name, verdict_words
from kiosk.flows.desk.frame import desk_page, kept, notes, told_of
from kiosk.flows.desk.guided import guided
from kiosk.flows.desk.screen import (
    Button,
    Buttons,
    DeskAnswer,
    Note,
    Part,
    Pressed,
    Row,
    Rows,
    Shade,
    goes_elsewhere,
)
from kiosk.flows.script import Failed, Say, Script
from kiosk.flows.visit import Visit

ANEW, LOOK, RUN = "anew", "look", "run:"
ORDER = {Verdict.FAIL: 0, Verdict.NOT_CHECKED: 1, Verdict.PASS: 2}
RUN_ICONS = {
    RunKind.OPENING: "eye",
    RunKind.AFTER_REPAIR: "rotate-ccw",
    RunKind.COMMISSIONING: "file-check",
}


def devices(visit: Visit, by: Actor) -> Script[str]:
    """Answers of pages below come back here, so that a part's page and a run lead on to each other."""
    told: Note | None = None
    anew = True
    while True:
        found: Diagnosis | Failed = yield ListChecks(by, anew=anew)
        anew = False
        if isinstance(found, Failed):
            parts: tuple[Part, ...] = (told_of(found),)
        else:
            parts = (*notes(told), *_parts(visit.hall, found))
        answer: DeskAnswer = yield desk_page(visit, by, DeskTab.DEVICES, parts)
        told = kept(told, answer)
        if (tab := goes_elsewhere(answer)) is not None:
            return tab
        match answer:
            case Pressed(key=key) if key == ANEW:
                anew = True
            case Pressed(key=key, row=row) if key == LOOK:
                tab = yield from device(visit, by, row)
            case Pressed(key=key) if key.startswith(RUN):
                tab = yield from guided(visit, by, RunKind(key.removeprefix(RUN)))
            case _:
                pass
        if tab is not None:
            return tab


def _parts(hall: Hall, found: Diagnosis) -> tuple[Part, ...]:
    now = datetime.now().astimezone()
    wrong = first_causes(found.checks)
    listed = sorted(found.checks, key=lambda check: ORDER[check.verdict])
    columns = tuple(Say(f"desk-devices-{name}") for name in ("part", "verdict", "found", "since"))
    return (
        _summary(hall, wrong),
        Buttons(
            (
                *(
                    Button(
                        RUN + kind,
                        Say(f"desk-devices-run-{kind.value.replace('_', '-')}"),
                        icon=RUN_ICONS[kind],
                    )
                    for kind in RunKind
                ),
                Button(ANEW, Say("desk-devices-anew"), icon="rotate-cw"),
            )
        ),
        Rows(
            Say("desk-devices-heading"),
            columns,
            tuple(_row(hall, check, now) for check in listed),
            Say("desk-devices-none"),
        ),
    )


def _summary(hall: Hall, wrong: tuple[Check, ...]) -> Note:
    """What to do first, in one line."""
    if not wrong:
        return Note(Say("desk-devices-all-good"), Shade.GOOD)
    first = wrong[0]
    args = {"n": len(wrong), "part": part_name(hall, first.id), "found": check_words(first)}
    return Note(Say("desk-devices-wrong", args), Shade.LATE)


def _row(hall: Hall, check: Check, now: datetime) -> Row:
    return Row(
        check.id,
        (
            part_name(hall, check.id),
            verdict_words(check.verdict),
            check_words(check),
            moment(check.since, now),
        ),
        (Button(LOOK, Say("desk-devices-look")),),
        SHADES[check.verdict],
    )
