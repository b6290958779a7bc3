"""One part of the terminal: its state, since when, what to do, its counters, self tests and history."""

from __future__ import annotations

from datetime import datetime

from kiosk.domain.check import Check, SelfTest, TestRecord, self_tests_of
from kiosk.domain.hall import Hall
from kiosk.domain.staff import Actor, DeskTab
from kiosk.flows.desk.device_asks import Diagnosis, ListChecks, ListRecords
from kiosk.flows.desk.device_words import (
    NOTHING,
    SHADES,
    check_words,
    moment,
    part_name,
    record_words,
    test_name,
    verdict_words,
)
from kiosk.flows.desk.frame import desk_page, kept, notes, told_of
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

BACK, TRY, HISTORY = "back", "try", "history"


def device(visit: Visit, by: Actor, id: str) -> Script[str | None]:
    """None: back to the list; else where it goes."""
    told: Note | None = None
    history = False
    while True:
        found: Diagnosis | Failed = yield ListChecks(by)
        records: tuple[TestRecord, ...] | Failed = yield ListRecords(by, id)
        if isinstance(found, Failed) or isinstance(records, Failed):
            parts: tuple[Part, ...] = (told_of(Failed("")), _ways(history))
        else:
            check = next((its for its in found.checks if its.id == id), None)
            if check is None:
                return None
            parts = (*notes(told), *_parts(visit.hall, check, records, history))
        answer: DeskAnswer = yield desk_page(visit, by, DeskTab.DEVICES, parts)
        told = kept(told, answer)
        if (tab := goes_elsewhere(answer)) is not None:
            return tab
        match answer:
            case Pressed(key=key) if key == BACK:
                return None
            case Pressed(key=key) if key == HISTORY:
                history = not history
            case Pressed(key=key, row=row) if key == TRY:
                result = yield from self_test(visit, by, id, SelfTest(row))
                if isinstance(result, str):
                    return result
                told = result
            case _:
                pass


def _parts(hall: Hall, check: Check, records: tuple[TestRecord, ...], history: bool) -> tuple[Part, ...]:
    now = datetime.now().astimezone()
    args = {
        "part": part_name(hall, check.id),
        "verdict": verdict_words(check.verdict),
        "state": Say(f"diagnose-state-{check.state}"),
        "since": moment(check.since, now),
    }
    lines = [
        Note(Say("desk-device-state", args), SHADES[check.verdict]),
        Note(check_words(check), SHADES[check.verdict]),
    ]
    if check.next_step:
        lines.append(Note(Say(check.next_step), Shade.SOON))
    if known := [word for word in (check.identity, check.cause) if word]:
        lines.append(Note(Say("desk-device-known", {"what": " · ".join(known)})))
    if check.counters:
        counted = "  ".join(f"{name} {value}" for name, value in check.counters.items())
        lines.append(Note(Say("desk-device-counters", {"what": counted})))
    listed = _history(check, now) if history else _tests(check, records, now)
    return (*lines, _ways(history), listed)


def _ways(history: bool) -> Buttons:
    other = Say("desk-device-tests") if history else Say("desk-device-history")
    return Buttons(
        (Button(BACK, Say("desk-device-back"), icon="undo-2"), Button(HISTORY, other, icon="list-todo"))
    )


def _tests(check: Check, records: tuple[TestRecord, ...], now: datetime) -> Rows:
    newest = {record.test: record for record in reversed(records)}
    columns = tuple(Say(f"desk-device-{name}") for name in ("test", "verdict", "seen", "who", "when"))
    return Rows(
        Say("desk-device-tests-heading"),
        columns,
        tuple(_test_row(test, newest.get(test), now) for test in self_tests_of(check.id)),
        Say("desk-device-no-tests"),
    )


def _test_row(test: SelfTest, record: TestRecord | None, now: datetime) -> Row:
    buttons = (Button(TRY, Say("desk-device-try"), icon="play"),)
    if record is None:
        return Row(test.value, (test_name(test), NOTHING, NOTHING, NOTHING, NOTHING), buttons)
    cells = (
        test_name(test),
        verdict_words(record.verdict),
        record_words(record),
        record.by,
        moment(record.at, now),
    )
    return Row(test.value, cells, buttons, SHADES[record.verdict])


def _history(check: Check, now: datetime) -> Rows:
    columns = tuple(Say(f"desk-device-{name}") for name in ("when", "state-column", "seen", "cause"))
    rows = tuple(
        Row(
            str(place),
            (
                moment(past.at, now),
                Say(f"diagnose-state-{past.state}"),
                check_words(check) if past.words == check.words else _past_words(past.words, past.state),
                past.cause or NOTHING,
            ),
        )
        for place, past in enumerate(reversed(check.history))
    )
    return Rows(Say("desk-device-history-heading"), columns, rows, Say("desk-device-no-history"))


def _past_words(words: str, state: str) -> Say:
    """A sentence with figures of its own time is not told with today's: its state stands for it."""
    return Say(words) if not words.startswith("diagnose-") else Say(f"diagnose-state-{state}")
