"""A guided run of self tests, one after the other: the daily opening, after a repair, and commissioning."""

from __future__ import annotations

from datetime import datetime

from kiosk.domain.check import SelfTest, Verdict
from kiosk.domain.guided_run import GuidedRun, RunKind, Step, steps_of, summed_up
from kiosk.domain.hall import Hall
from kiosk.domain.staff import Actor, DeskTab
from kiosk.flows.desk.device_asks import AskRun, BeginRun, EndRun, RunBoard, SaveReport
from kiosk.flows.desk.device_words import (
    NOTHING,
    SHADES,
    moment,
    part_name,
    record_words,
    test_name,
    verdict_words,
)
from kiosk.flows.desk.frame import desk_page, kept, notes, told_of
from kiosk.flows.desk.rig_check import rig_check, rig_summary
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
from kiosk.flows.desk.self_test import self_test
from kiosk.flows.script import Failed, Say, Script
from kiosk.flows.visit import Visit

NEXT, TRY, END, BACK, RIG, REPORT = "next", "try", "end", "back", "rig", "report"


def guided(visit: Visit, by: Actor, kind: RunKind) -> Script[str | None]:
    """None: back to the list of parts. A run that is left goes on when it is begun again."""
    if by.training:
        return None
    begun: GuidedRun | object = yield BeginRun(by, kind)
    if not isinstance(begun, GuidedRun):
        return None
    told: Note | None = None
    while True:
        board: RunBoard | Failed = yield AskRun(by, begun.id)
        if isinstance(board, Failed):
            steps, parts = (), (told_of(board), Buttons((_back(),)))
        else:
            steps = steps_of(kind, board.checks, board.records)
            parts = (*notes(told), *_parts(visit.hall, board, steps))
        answer: DeskAnswer = yield desk_page(visit, by, DeskTab.DEVICES, parts)
        told = kept(told, answer)
        if (tab := goes_elsewhere(answer)) is not None:
            return tab
        result: Note | str | None = None
        match answer:
            case Pressed(key=key) if key == BACK:
                return None
            case Pressed(key=key) if key == NEXT:
                step = _next(steps)
                if step is not None:
                    result = yield from self_test(visit, by, step.check, step.test, begun.id)
            case Pressed(key=key, row=row) if key == TRY:
                check, _, test = row.rpartition("=")
                result = yield from self_test(visit, by, check, SelfTest(test), begun.id)
            case Pressed(key=key) if key == RIG:
                result = yield from rig_check(visit, by, begun.id)
            case Pressed(key=key) if key == END:
                result = told_of((yield EndRun(by, begun.id)))
            case Pressed(key=key) if key == REPORT:
                result = told_of((yield SaveReport(by, begun.id)))
            case _:
                pass
        if isinstance(result, str):
            return result
        told = result or told


def _next(steps: tuple[Step, ...]) -> Step | None:
    """The first that nobody has done, then the first that failed."""
    undone = [step for step in steps if step.record is None]
    failed = [step for step in steps if step.verdict is Verdict.FAIL]
    return next(iter((*undone, *failed)), None)


def _parts(hall: Hall, board: RunBoard, steps: tuple[Step, ...]) -> tuple[Part, ...]:
    now = datetime.now().astimezone()
    run, counted = board.run, summed_up(steps)
    args = {
        "run": Say(f"desk-devices-run-{run.kind.value.replace('_', '-')}"),
        "begun": moment(run.begun, now),
        "by": run.by,
        "good": counted[Verdict.PASS],
        "bad": counted[Verdict.FAIL],
        "left": counted[Verdict.NOT_CHECKED],
    }
    all_good = counted[Verdict.PASS] == len(steps)
    shade = Shade.GOOD if all_good else Shade.LATE if counted[Verdict.FAIL] else Shade.SOON
    rig = (rig_summary(board.records),) if run.kind is RunKind.COMMISSIONING else ()
    columns = tuple(Say(f"desk-device-{name}") for name in ("part", "test", "verdict", "seen", "when"))
    ended = run.ended is not None
    return (
        Note(Say("desk-run-ended" if ended else "desk-run-state", args), shade),
        *rig,
        Buttons(_ways(run, steps)),
        Rows(
            Say("desk-run-heading"),
            columns,
            tuple(_row(hall, step, now, ended) for step in steps),
            Say("desk-run-nothing"),
        ),
    )


def _ways(run: GuidedRun, steps: tuple[Step, ...]) -> tuple[Button, ...]:
    commissioning = run.kind is RunKind.COMMISSIONING
    if run.ended is not None:
        report = (
            (Button(REPORT, Say("desk-run-report"), icon="signature", primary=True),) if commissioning else ()
        )
        return (*report, _back())
    undone = any(step.record is None for step in steps)
    go_on = (Button(NEXT, Say("desk-run-next"), icon="play", primary=True),) if _next(steps) else ()
    rig = (Button(RIG, Say("desk-run-rig"), icon="accessibility"),) if commissioning else ()
    end = Button(END, Say("desk-run-end"), icon="check", primary=not go_on, lost=undone)
    return (*go_on, *rig, end, _back())


def _back() -> Button:
    return Button(BACK, Say("desk-device-back"), icon="undo-2")


def _row(hall: Hall, step: Step, now: datetime, ended: bool) -> Row:
    record = step.record
    buttons = () if ended else (Button(TRY, Say("desk-device-try"), icon="play"),)
    return Row(
        f"{step.check}={step.test.value}",
        (
            part_name(hall, step.check),
            test_name(step.test),
            verdict_words(step.verdict),
            record_words(record) if record else NOTHING,
            moment(record.at, now) if record else NOTHING,
        ),
        buttons,
        SHADES[step.verdict],
    )
