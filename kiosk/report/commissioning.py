"""What stands in the report of a guided run: what was tested by whom with what outcome, the checklist of the site.

What failed and what nobody did stands first and is never left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kiosk.domain.check import RIG, Check, TestRecord, Verdict
from kiosk.domain.guided_run import GuidedRun, RunKind, steps_of, summed_up
from kiosk.domain.hall import Hall, Words
from kiosk.domain.rig import RIG_CHECKS
from kiosk.flows.desk.device_words import check_words, part_name, record_words, test_name, verdict_words
from kiosk.flows.desk.rig_check import judged
from kiosk.flows.desk.screen import Text
from kiosk.flows.resolve import Resolver
from kiosk.flows.script import Say

_Said = Callable[[Text], str]
ORDER = {Verdict.FAIL: 0, Verdict.NOT_CHECKED: 1, Verdict.PASS: 2}


@dataclass(frozen=True)
class Table:
    """widths: shares of the page. rows: (cells, failed)."""

    heading: str
    columns: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[tuple[str, ...], bool], ...]


@dataclass(frozen=True)
class RunReport:
    """Every word resolved. sign_here: labels of lines that are signed by hand."""

    title: str
    facts: tuple[str, ...]
    tables: tuple[Table, ...]
    sign_here: tuple[str, ...]


def run_report(
    hall: Hall,
    terminal: str,
    run: GuidedRun,
    checks: Sequence[Check],
    records: Sequence[TestRecord],
    words: Resolver,
    version: str,
    fingerprint: str,
) -> RunReport:
    """checks: as they stand when the report is made. records: of the run. Raises MissingText."""

    def said(text: Text) -> str:
        if isinstance(text, Say):
            return words.text(text.id, text.args)
        return text.of(words.language) if isinstance(text, Words) else text

    def say(name: str, **args: str | int | Words | Say) -> str:
        return said(Say(f"run-report-{name}", args))

    steps = sorted(steps_of(run.kind, checks, records), key=lambda step: ORDER[step.verdict])
    counted = summed_up(steps)
    tests = Table(
        say("tests"),
        tuple(
            said(Say(f"desk-device-{name}")) for name in ("part", "test", "verdict", "seen", "who", "when")
        ),
        (0.2, 0.16, 0.1, 0.3, 0.12, 0.12),
        tuple(
            (
                (
                    said(part_name(hall, step.check)),
                    said(test_name(step.test)),
                    said(verdict_words(step.verdict)),
                    said(record_words(step.record)) if step.record else "–",
                    step.record.by if step.record else "–",
                    f"{step.record.at:%m-%d %H:%M}" if step.record else "–",
                ),
                step.verdict is Verdict.FAIL,
            )
            for step in steps
        ),
    )
    parts = Table(
        say("parts"),
        (*(said(Say(f"desk-devices-{name}")) for name in ("part", "verdict", "found")), say("identity")),
        (0.24, 0.12, 0.4, 0.24),
        tuple(
            (
                (
                    said(part_name(hall, check.id)),
                    said(verdict_words(check.verdict)),
                    said(check_words(check)),
                    check.identity or "–",
                ),
                check.verdict is Verdict.FAIL,
            )
            for check in sorted(checks, key=lambda check: ORDER[check.verdict])
        ),
    )
    ended = f"{run.ended:%Y-%m-%d %H:%M}" if run.ended else say("not-ended")
    facts = (
        say("terminal", terminal=terminal, version=version),
        say("time", begun=f"{run.begun:%Y-%m-%d %H:%M}", ended=ended, by=run.by),
        say(
            "summary",
            good=counted[Verdict.PASS],
            bad=counted[Verdict.FAIL],
            left=counted[Verdict.NOT_CHECKED],
        ),
        say("check-value", value=fingerprint),
    )
    rig = (_rig(records, said, say("rig")),) if run.kind is RunKind.COMMISSIONING else ()
    kind = Say(f"desk-devices-run-{run.kind.value.replace('_', '-')}")
    return RunReport(
        said(Say("run-report-title", {"hall": hall.name, "run": kind})),
        facts,
        (tests, *rig, parts),
        (say("signed-by"), say("taken-over-by")),
    )


def _rig(records: Sequence[TestRecord], said: _Said, heading: str) -> Table:
    found = judged(records)
    rows: list[tuple[tuple[str, ...], bool]] = []
    for id in sorted(
        RIG_CHECKS, key=lambda id: ORDER[found[id].verdict if id in found else Verdict.NOT_CHECKED]
    ):
        record = found.get(id)
        verdict = record.verdict if record else Verdict.NOT_CHECKED
        seen = said(record_words(record)) if record else "–"
        what = said(Say(f"{RIG[:-1]}-{id.lower()}"))
        cells = (id, what, said(verdict_words(verdict)), seen, record.by if record else "–")
        rows.append((cells, verdict is Verdict.FAIL))
    columns = (
        said(Say("desk-rig-id")),
        said(Say("desk-rig-what")),
        said(Say("desk-device-verdict")),
        said(Say("desk-device-seen")),
        said(Say("desk-device-who")),
    )
    return Table(heading, columns, (0.07, 0.48, 0.11, 0.2, 0.14), tuple(rows))
