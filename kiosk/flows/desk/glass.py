"""Tests on the glass itself: targets to touch, whole colours to look at, a ruler to lay a real one beside."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from kiosk.domain.check import SelfTest, Verdict
from kiosk.domain.staff import Actor, DeskTab
from kiosk.flows.desk.frame import desk_page
from kiosk.flows.desk.screen import (
    GLASS_OVER,
    Button,
    Buttons,
    DeskAnswer,
    Entry,
    Note,
    Part,
    Pressed,
    Shade,
    goes_elsewhere,
)
from kiosk.flows.script import Say, Script
from kiosk.flows.visit import Visit


class Glass(StrEnum):
    """What lies over the whole panel."""

    TOUCH = "touch"
    COLOURS = "colours"
    RULER = "ruler"


SHOWN = {SelfTest.TOUCH: Glass.TOUCH, SelfTest.COLOURS: Glass.COLOURS, SelfTest.RULER: Glass.RULER}
BEGIN, GOOD, BAD, GIVE_UP = "begin", "good", "bad", "give-up"
MEASURED = "measured"
RULER_MM = 100
MOST_DRIFT_MM = 5.0  # a quarter of the smallest target: a finger that aims well still presses it
MOST_OFF = 0.01  # of a length: ten times what the eye reads off a ruler of 100 mm
Found = tuple[Verdict, str, dict[str, str | int]]


def glass(visit: Visit, by: Actor, test: SelfTest) -> Script[Found | str | None]:
    """What was found; str: where to go instead; None: given up."""
    told = Note(Say(f"trial-{test.value}"), Shade.SOON)
    after = False
    while True:
        page = desk_page(visit, by, DeskTab.DEVICES, (told, *_asked(test, after)))
        answer: DeskAnswer = yield page
        if (tab := goes_elsewhere(answer)) is not None:
            return tab
        if not isinstance(answer, Pressed):
            continue
        if answer.key == BEGIN:
            answer = yield replace(page, glass=SHOWN[test])
            if (tab := goes_elsewhere(answer)) is not None:
                return tab
            if not isinstance(answer, Pressed) or answer.key != GLASS_OVER:
                continue
            after = True
            if test is SelfTest.TOUCH:
                return _drift(answer)
        elif answer.key == GIVE_UP:
            return None
        elif answer.key == BAD:
            return Verdict.FAIL, "trial-said-bad", {}
        elif answer.key == GOOD and test is SelfTest.RULER:
            found = _length(answer.text(MEASURED))
            if found is not None:
                return found
            told = Note(Say("trial-ruler-what"), Shade.LATE)
        elif answer.key == GOOD:
            return Verdict.PASS, "trial-said-good", {}


def _asked(test: SelfTest, after: bool) -> tuple[Part, ...]:
    """after: it was seen, and is to be judged."""
    begin = Say("desk-glass-again") if after else Say("desk-glass-begin")
    buttons = [Button(BEGIN, begin, icon="monitor", primary=not after)]
    if after:
        good = Say("desk-glass-measured") if test is SelfTest.RULER else Say("desk-test-good")
        buttons.append(Button(GOOD, good, icon="check", primary=True))
        buttons.append(Button(BAD, Say("desk-test-bad"), icon="x"))
    buttons.append(Button(GIVE_UP, Say("desk-test-give-up"), icon="undo-2"))
    ruler = after and test is SelfTest.RULER
    entry = (Entry(MEASURED, Say("desk-glass-measure"), most=6, point=True),) if ruler else ()
    return (*entry, Buttons(tuple(buttons)))


def _drift(answer: Pressed) -> Found:
    missed, most = int(answer.text("missed") or 0), float(answer.text("most") or 0)
    args: dict[str, str | int] = {"most": f"{most:.1f}", "missed": missed}
    if missed:
        return Verdict.FAIL, "trial-touch-missed", args
    good = most <= MOST_DRIFT_MM
    return Verdict.PASS if good else Verdict.FAIL, "trial-touch-good" if good else "trial-touch-drifts", args


def _length(measured: str) -> Found | None:
    """What a ruler of RULER_MM by the configuration really measures; None for what is no length."""
    try:
        mm = float(measured)
    except ValueError:
        return None
    if not RULER_MM / 2 <= mm <= RULER_MM * 2:
        return None
    good = abs(mm - RULER_MM) <= RULER_MM * MOST_OFF
    args: dict[str, str | int] = {"mm": f"{mm:g}", "percent": f"{mm / RULER_MM * 100:.1f}"}
    return Verdict.PASS if good else Verdict.FAIL, "trial-ruler-good" if good else "trial-ruler-off", args
