"""The technician's devices page: looks at this terminal, tries its parts, keeps who found what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.desk.tools import TechnicianTools
from kiosk.domain.staff import Actor, StaffAction
from kiosk.flows.desk.device_asks import (
    AskRun,
    AskTest,
    BeginRun,
    BeginTest,
    Diagnosis,
    EndRun,
    KeepRecord,
    ListChecks,
    ListRecords,
    RunBoard,
    SaveReport,
    StopTest,
)
from kiosk.flows.desk.screen import DeskAction, Done, Refused
from kiosk.flows.script import Say

if TYPE_CHECKING:  # SQLAlchemy is loaded after the first screen stands
    from kiosk.store.tickets import Store

TRAINING = Refused(Say("desk-devices-training"))


def devices_hand(action: DeskAction, store: Store, tools: TechnicianTools) -> Any:
    """The action's result. Raises StoreUnavailable, and TypeError for an action of another page.

    In training nothing rings or prints, and nothing is kept: `store` is the ledger for training then.
    """
    from kiosk.store.self_tests import RunOver

    bench, watch, tests = tools.bench, tools.watch, store.self_tests
    try:
        match action:
            case ListChecks(anew=anew):
                if anew:
                    watch.look()
                return Diagnosis(watch.checks(), tests.runs())
            case ListRecords(check=check):
                return tests.of(check)
            case AskTest():
                return bench.trying
            case StopTest():
                return bench.stop()
            case AskRun(run=run):
                return RunBoard(tests.run(run), watch.checks(), tests.records_of(run))
            case _ if action.by.training:
                return TRAINING
            case BeginTest(check=check, test=test):
                return bench.begin(check, test)
            case KeepRecord(by=by, check=check, test=test, verdict=verdict, words=words, args=args, run=run):
                tests.add(by, check, test, verdict, words, dict(args), run or None)
                watch.look()
                return Done(Say(words))
            case BeginRun(by=by, kind=kind):
                return tests.begin_run(by, kind)
            case EndRun(by=by, run=run):
                tests.end_run(by, run)
                return Done(Say("desk-run-over"))
            case SaveReport(by=by, run=run):
                return _save_report(by, run, store, tools)
            case _:
                raise TypeError(f"no hand for {action!r}")
    except RunOver:
        return Refused(Say("desk-run-over-already"))


def _save_report(by: Actor, number: int, store: Store, tools: TechnicianTools) -> Done | Refused:
    """Signed, beside the terminal's key. The trail has a line before anybody can have the file."""
    from kiosk.report.run_file import report_place, save_report, signed_report
    from kiosk.report.signature import BadReportKey

    run, records = store.self_tests.run(number), store.self_tests.records_of(number)
    try:
        pdf = signed_report(tools.config, tools.catalogue, run, tools.watch.checks(), records, store.now())
        store.audit.note(by, StaffAction.REPORT_SIGNED, f"run {number}")
        place = report_place(tools.config, run)
        save_report(place, pdf)
    except (OSError, BadReportKey) as error:
        cause = (error.strerror if isinstance(error, OSError) else None) or str(error)
        return Refused(Say("desk-run-report-failed", {"cause": cause}))
    return Done(Say("desk-run-report-saved", {"file": str(place)}))
