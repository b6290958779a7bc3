"""One self test as a page: what to do, how far it has come, and what the person who looks says of it."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.check import SelfTest, Trying, Verdict
from kiosk.domain.staff import Actor, DeskTab
from kiosk.flows.desk.device_asks import AskTest, BeginTest, KeepRecord, StopTest
from kiosk.flows.desk.device_words import part_name, seen_args, test_name, verdict_words
from kiosk.flows.desk.frame import desk_page, told_of
from kiosk.flows.desk.glass import glass
from kiosk.flows.desk.screen import (
    Button,
    Buttons,
    DeskAnswer,
    Done,
    Note,
    Part,
    Pressed,
    Row,
    Rows,
    Shade,
    goes_elsewhere,
)
from kiosk.flows.script import Say, Script
from kiosk.flows.visit import Visit

GOOD, BAD, GIVE_UP = "good", "bad", "give-up"
ON_GLASS = frozenset({SelfTest.TOUCH, SelfTest.COLOURS, SelfTest.RULER})
SAID = {GOOD: Verdict.PASS, BAD: Verdict.FAIL}


@dataclass(frozen=True)
class Seen:
    """What came of a test, before it is kept."""

    verdict: Verdict
    words: str
    args: dict[str, str | int]


def self_test(visit: Visit, by: Actor, check: str, test: SelfTest, run: int = 0) -> Script[Note | str]:
    """Note: what came of it, for the page before; str: where to go instead. run: of a guided run, 0 for none."""
    if by.training:
        return Note(Say("desk-devices-training"), Shade.SOON)
    if test in ON_GLASS:
        seen = yield from _on_glass(visit, by, test)
    else:
        seen = yield from _on_bench(visit, by, check, test)
    if not isinstance(seen, Seen):
        return seen
    kept = yield KeepRecord(by, check, test, seen.verdict, seen.words, seen.args, run)
    if not isinstance(kept, Done):
        return told_of(kept)
    words = {
        "part": part_name(visit.hall, check),
        "test": test_name(test),
        "verdict": verdict_words(seen.verdict),
        "seen": Say(seen.words, seen_args(seen.args)),
    }
    return Note(Say("desk-test-kept", words), Shade.GOOD if seen.verdict is Verdict.PASS else Shade.LATE)


def _on_glass(visit: Visit, by: Actor, test: SelfTest) -> Script[Seen | Note | str]:
    found = yield from glass(visit, by, test)
    if found is None:
        return Note(Say("desk-test-stopped"), Shade.SOON)
    if isinstance(found, str):
        return found
    return Seen(*found)


def _on_bench(visit: Visit, by: Actor, check: str, test: SelfTest) -> Script[Seen | Note | str]:
    trying: Trying | object = yield BeginTest(by, check, test)
    while True:
        if trying is None:
            return Note(Say("desk-test-stopped"), Shade.SOON)
        if not isinstance(trying, Trying):
            return told_of(trying)
        if trying.verdict is not None:
            yield StopTest(by)
            return Seen(trying.verdict, trying.words, dict(trying.args))
        answer: DeskAnswer = yield desk_page(visit, by, DeskTab.DEVICES, _parts(visit, trying))
        if (tab := goes_elsewhere(answer)) is not None:
            yield StopTest(by)
            return tab
        if isinstance(answer, Pressed) and answer.key in SAID:
            yield StopTest(by)
            return Seen(SAID[answer.key], f"trial-said-{answer.key}", {})
        if isinstance(answer, Pressed) and answer.key == GIVE_UP:
            yield StopTest(by)
            return Note(Say("desk-test-stopped"), Shade.SOON)
        trying = yield AskTest(by)


def _parts(visit: Visit, trying: Trying) -> tuple[Part, ...]:
    names = {"part": part_name(visit.hall, trying.check), "test": test_name(trying.test)}
    good = (Button(GOOD, Say("desk-test-good"), icon="check", primary=True),) if trying.asks else ()
    parts: list[Part] = [
        Note(Say("desk-test-title", names)),
        Note(Say(trying.words, seen_args(dict(trying.args))), Shade.SOON),
        Buttons(
            (
                *good,
                Button(BAD, Say("desk-test-bad"), icon="x"),
                Button(GIVE_UP, Say("desk-test-give-up"), icon="undo-2"),
            )
        ),
    ]
    if trying.wanted:
        parts.append(_keys(trying))
    return tuple(parts)


def _keys(trying: Trying) -> Rows:
    """Every key lights up when it was pressed."""
    lit, dark = Say("desk-test-lit"), Say("desk-test-dark")
    return Rows(
        Say("desk-test-keys"),
        (Say("desk-test-key"), Say("desk-test-pressed")),
        tuple(
            Row(
                name,
                (Say(f"key-{name.replace('_', '-')}"), lit if name in trying.lit else dark),
                shade=Shade.GOOD if name in trying.lit else Shade.NORMAL,
            )
            for name in trying.wanted
        ),
        dark,
    )
