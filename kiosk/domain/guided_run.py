"""Guided runs of self tests: which tests, in which order, and what came of them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.domain.check import BELL, Check, SelfTest, TestRecord, Verdict, self_tests_of


class RunKind(StrEnum):
    OPENING = "opening"  # every morning, within 90 s
    AFTER_REPAIR = "after_repair"
    COMMISSIONING = "commissioning"  # everything, and the accessibility checklist; ends in a signed report


OPENING_SECONDS = 90
# What a visitor cannot do without, quickest first. The station that every call rings first stands for all.
OPENING_TESTS = (
    ("printer", SelfTest.PRINT),
    ("speaker", SelfTest.SOUND_SWEEP),
    ("reader", SelfTest.READ_CARD),
)


@dataclass(frozen=True)
class GuidedRun:
    """ended: None while it goes on. by: who began it, as they are called here."""

    id: int
    kind: RunKind
    begun: datetime
    ended: datetime | None
    by: str


@dataclass(frozen=True)
class Step:
    """One test of a run, with its last record in this run, None while nobody has done it."""

    check: str
    test: SelfTest
    record: TestRecord | None = None

    @property
    def verdict(self) -> Verdict:
        return self.record.verdict if self.record else Verdict.NOT_CHECKED


def steps_of(kind: RunKind, checks: Sequence[Check], records: Iterable[TestRecord] = ()) -> tuple[Step, ...]:
    """What is not fitted has no steps. records: of this run, oldest first."""
    done = {(record.check, record.test): record for record in records}
    return tuple(Step(check, test, done.get((check, test))) for check, test in _wanted(kind, checks))


def _wanted(kind: RunKind, checks: Sequence[Check]) -> list[tuple[str, SelfTest]]:
    fitted = [check for check in checks if check.state != "no_device"]
    names = {check.id for check in fitted}
    stations = [check.id for check in fitted if check.id.startswith(BELL)]
    match kind:
        case RunKind.OPENING:
            wanted = [step for step in OPENING_TESTS if step[0] in names]
            return [*wanted[:2], *((station, SelfTest.RING) for station in stations[:1]), *wanted[2:]]
        case RunKind.AFTER_REPAIR:
            ill = [check for check in fitted if check.verdict is Verdict.FAIL or _was_ill(check)]
            return [(check.id, test) for check in ill for test in self_tests_of(check.id)]
        case RunKind.COMMISSIONING:
            return [(check.id, test) for check in fitted for test in self_tests_of(check.id)]


def _was_ill(check: Check) -> bool:
    return any(past.state not in ("online", "starting") for past in check.history)


def summed_up(steps: Iterable[Step]) -> dict[Verdict, int]:
    """How many of each verdict; each of the three is there."""
    found = dict.fromkeys(Verdict, 0)
    for step in steps:
        found[step.verdict] += 1
    return found
