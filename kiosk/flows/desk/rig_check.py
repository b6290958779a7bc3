"""The accessibility checklist of commissioning: each line is looked at or measured at the installed terminal."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.domain.check import RIG, SelfTest, TestRecord, Verdict
from kiosk.domain.rig import RIG_CHECKS
from kiosk.domain.staff import Actor, DeskTab
from kiosk.flows.desk.device_asks import AskRun, KeepRecord, RunBoard
from kiosk.flows.desk.device_words import SHADES, part_name, verdict_words
from kiosk.flows.desk.frame import desk_page, kept, notes, told_of
from kiosk.flows.desk.screen import (
    Button,
    Buttons,
    DeskAnswer,
    Done,
    Entry,
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

GOOD, BAD, BACK, FIGURE = "rig-good", "rig-bad", "back", "figure"
SAID = {GOOD: Verdict.PASS, BAD: Verdict.FAIL}


def rig_check(visit: Visit, by: Actor, run: int) -> Script[str | None]:
    """None: back to the run. What was measured is typed first, where there is a figure, then the line is judged."""
    told: Note | None = None
    form = 0
    while True:
        board: RunBoard | Failed = yield AskRun(by, run)
        if isinstance(board, Failed):
            parts: tuple[Part, ...] = (told_of(board), Buttons((_back(),)))
        else:
            parts = (*notes(told), *_parts(visit, board.records))
        answer: DeskAnswer = yield desk_page(visit, by, DeskTab.DEVICES, parts, form=form)
        told = kept(told, answer)
        if (tab := goes_elsewhere(answer)) is not None:
            return tab
        match answer:
            case Pressed(key=key) if key == BACK:
                return None
            case Pressed(key=key, row=row) if key in SAID:
                figure = answer.text(FIGURE)
                words, args = (
                    ("rig-measured", {"figure": figure}) if figure else (f"trial-said-{key[4:]}", {})
                )
                result = yield KeepRecord(by, RIG + row, SelfTest.RIG, SAID[key], words, args, run)
                told = None if isinstance(result, Done) else told_of(result)
                form += bool(figure)
            case _:
                pass


def judged(records: Iterable[TestRecord]) -> dict[str, TestRecord]:
    """The newest record of each line, by its id."""
    return {record.check.removeprefix(RIG): record for record in records if record.test is SelfTest.RIG}


def rig_summary(records: Iterable[TestRecord]) -> Note:
    found = judged(records)
    bad = sum(record.verdict is Verdict.FAIL for record in found.values())
    args = {"done": len(found), "of": len(RIG_CHECKS), "bad": bad}
    shade = Shade.LATE if bad else Shade.GOOD if len(found) == len(RIG_CHECKS) else Shade.SOON
    return Note(Say("desk-run-rig-state", args), shade)


def _parts(visit: Visit, records: tuple[TestRecord, ...]) -> tuple[Part, ...]:
    found = judged(records)
    waiting = sorted(RIG_CHECKS, key=lambda id: id in found)
    columns = (Say("desk-rig-id"), Say("desk-rig-what"), Say("desk-device-verdict"))
    return (
        rig_summary(records),
        Buttons((_back(),)),
        Entry(FIGURE, Say("desk-rig-figure"), most=6, point=True),
        Rows(
            Say("desk-run-rig"),
            columns,
            tuple(_row(visit, id, found.get(id)) for id in waiting),
            Say("desk-run-nothing"),
        ),
    )


def _row(visit: Visit, id: str, record: TestRecord | None) -> Row:
    verdict = record.verdict if record else Verdict.NOT_CHECKED
    told = Say("desk-rig-verdict", {"verdict": verdict_words(verdict), "by": record.by}) if record else "–"
    return Row(
        id,
        (id, part_name(visit.hall, RIG + id), told),
        (Button(GOOD, Say("desk-rig-good"), icon="check"), Button(BAD, Say("desk-rig-bad"), icon="x")),
        SHADES[verdict],
    )


def _back() -> Button:
    return Button(BACK, Say("desk-device-back"), icon="undo-2")
