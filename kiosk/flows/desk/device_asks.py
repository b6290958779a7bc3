"""What the technician's pages ask to be done: look at the terminal, try a part, keep what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.domain.check import Check, SelfTest, TestRecord, Verdict
from kiosk.domain.guided_run import GuidedRun, RunKind
from kiosk.flows.desk.screen import DeskAction


@dataclass(frozen=True)
class Diagnosis:
    """checks: in the order of causes. runs: guided runs, the newest first."""

    checks: tuple[Check, ...]
    runs: tuple[GuidedRun, ...] = ()


@dataclass(frozen=True)
class RunBoard:
    """records: of this run, oldest first."""

    run: GuidedRun
    checks: tuple[Check, ...]
    records: tuple[TestRecord, ...]


@dataclass(frozen=True)
class ListChecks(DeskAction):
    """anew: look at the machine and the ledger now, not as of the last look. Result: Diagnosis or Failed."""

    anew: bool = False


@dataclass(frozen=True)
class ListRecords(DeskAction):
    """Result: tuple of TestRecord, the newest first, or Failed."""

    check: str


@dataclass(frozen=True)
class BeginTest(DeskAction):
    """Result: Trying; Refused in training; Failed."""

    check: str
    test: SelfTest


@dataclass(frozen=True)
class AskTest(DeskAction):
    """How far it has come. Result: Trying, or None when none goes on."""


@dataclass(frozen=True)
class StopTest(DeskAction):
    """Given up: nothing is kept. Result: None."""


@dataclass(frozen=True)
class KeepRecord(DeskAction):
    """run: 0 for a test of its own. Result: Done; Refused when the run is over; Failed."""

    check: str
    test: SelfTest
    verdict: Verdict
    words: str
    args: Mapping[str, str | int] = field(default_factory=dict[str, "str | int"])
    run: int = 0


@dataclass(frozen=True)
class BeginRun(DeskAction):
    """One of the same kind that is open goes on. Result: GuidedRun; Refused in training; Failed."""

    kind: RunKind


@dataclass(frozen=True)
class AskRun(DeskAction):
    """Result: RunBoard or Failed."""

    run: int


@dataclass(frozen=True)
class EndRun(DeskAction):
    """Result: Done; Refused when it was ended already; Failed."""

    run: int


@dataclass(frozen=True)
class SaveReport(DeskAction):
    """The signed report of an ended run, beside the ledger. Result: Done with its place; Refused; Failed."""

    run: int
