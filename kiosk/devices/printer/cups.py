"""A ticket on a desktop printer, through a CUPS queue: printed only when CUPS says that the job is completed.

pycups is loaded at open: most terminals have a ticket printer and need neither it nor libcups. States and reasons
are those of IPP (RFC 8011, 5.4.11 printer-state, 5.4.12 printer-state-reasons, 5.3.7 job-state).
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Any

from kiosk.devices.printer.driver import JOB_STATES, JOBS_KEPT, PrintOutcome, PrintResult
from kiosk.devices.printer.job import SHEET, JobState, PrintJob
from kiosk.devices.printer.page import PageSize, sheet_page, ticket_page
from kiosk.devices.printer.status_bytes import SILENT, PrinterStatus
from kiosk.devices.printer.test_page import paper_page
from kiosk.devices.status import DeviceFault, DeviceState, DeviceStatus, PaperState, Traffic, WhoActs
from kiosk.domain.sheet import SheetFace
from kiosk.domain.test_page import PaperTest
from kiosk.domain.ticket import TicketFace

STOPPED = 5  # printer-state
PENDING, HELD, CANCELED, ABORTED, COMPLETED = 3, 4, 7, 8, 9  # job-state
NOT_FOUND = 0x0406  # client-error-not-found
PAUSE_SECONDS = 0.2
PIECE = 65_536  # bytes
ASKED = ["printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "printer-make-and-model"]

# The cause that a person can mend first. Reasons come with -error, -warning or -report behind them.
REASONS: tuple[tuple[tuple[str, ...], PrinterStatus], ...] = (
    (
        ("cover-open", "door-open", "interlock-open"),
        PrinterStatus(DeviceState.USER_ERROR, PaperState.UNKNOWN, "printer-cover-open", WhoActs.CLEAR),
    ),
    (
        ("media-empty", "media-needed", "input-tray-missing"),
        PrinterStatus(DeviceState.ONLINE, PaperState.OUT, "printer-paper-out", WhoActs.CLEAR),
    ),
    (
        ("media-jam",),
        PrinterStatus(DeviceState.HARDWARE_ERROR, PaperState.JAMMED, "printer-paper-jam", WhoActs.CLEAR),
    ),
    (
        ("toner-empty", "marker-supply-empty"),
        PrinterStatus(DeviceState.HARDWARE_ERROR, PaperState.FULL, "printer-toner", WhoActs.CLEAR),
    ),
    (
        ("offline", "connecting-to-device", "shutdown", "timed-out"),
        PrinterStatus(DeviceState.OFFLINE, PaperState.UNKNOWN, "printer-offline", WhoActs.CLEAR),
    ),
    (
        ("media-low",),
        PrinterStatus(DeviceState.ONLINE, PaperState.LOW, "printer-paper-low", WhoActs.CLEAR),
    ),
)
STOPPED_QUEUE = PrinterStatus(DeviceState.OFFLINE, PaperState.UNKNOWN, "cups-stopped", WhoActs.RESET)
ERROR = PrinterStatus(DeviceState.HARDWARE_ERROR, PaperState.UNKNOWN, "printer-error", WhoActs.RESET)
READY = PrinterStatus(DeviceState.ONLINE, PaperState.FULL, "printer-online")


class CupsPrinter:
    """Implements TicketPrinter. server: host, host:port or the path of a socket; '' is this machine's own CUPS.

    job_seconds: longest that a job may take before it is cancelled.
    """

    def __init__(
        self,
        queue: str,
        *,
        page: PageSize = "a5",
        server: str = "",
        job_seconds: float = 60.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = "printer"
        self.poll_seconds = 1.0
        self.traffic = Traffic()
        self.jobs: deque[PrintJob] = deque(maxlen=JOBS_KEPT)
        self._queue = queue
        self._page: PageSize = page
        self._server = server
        self._job_seconds = job_seconds
        self._clock = clock
        self._sleep = sleep
        self._cups: Any = None
        self._connection: Any = None

    def open(self) -> None:
        """Raises OSError when CUPS cannot be reached, DeviceFault when pycups is missing."""
        try:
            import cups
        except ImportError as error:
            raise DeviceFault(
                DeviceState.NO_DEVICE, "cups-missing", WhoActs.CONFIGURATION, str(error)
            ) from error
        self._cups = cups
        host, _, port = self._server.partition(":")
        # Jobs are made by libcups on its own default server, whatever the connection is to.
        if host:
            cups.setServer(host)
        if port:
            cups.setPort(int(port))
        try:
            self._connection = cups.Connection()
        except RuntimeError as error:
            raise self._gone(error) from error

    def poll(self) -> DeviceStatus:
        """Raises OSError when CUPS is gone, DeviceFault when it has no such queue."""
        status, model = self._ask()
        return DeviceStatus(
            self.name, status.state, status.words, status.who, paper=status.paper, identity=model
        )

    def close(self) -> None:
        self._connection = None

    def distrust(self) -> None:
        """CUPS ends its jobs by itself."""

    def new_job(self, face: TicketFace) -> PrintJob:
        """Queued; from any thread."""
        job = PrintJob(face.number, ticket_page(face, self._page))
        self.jobs.append(job)
        return job

    def new_sheet(self, face: SheetFace) -> PrintJob:
        """Not among `jobs`: what stands on it is kept by nobody."""
        return PrintJob(SHEET, sheet_page(face, self._page))

    def new_test(self, page: PaperTest) -> PrintJob:
        """The technician's test page; among `jobs` by its number TEST n."""
        job = PrintJob(page.number, paper_page(page, self._page))
        self.jobs.append(job)
        return job

    def print_job(self, job: PrintJob) -> PrintResult:
        """Print one page. Never raises for what CUPS or the printer does: the result tells."""
        job.become(JobState.SENDING)
        try:
            result = self._print(job)
        except (OSError, DeviceFault) as error:
            sent = PrintOutcome.UNCERTAIN if job.sent else PrintOutcome.FAILED
            words = "printer-uncertain" if job.sent else "device-lost"
            result = PrintResult(sent, words, SILENT, str(error))
        job.become(JOB_STATES[result.outcome], result.words)
        return result

    def _print(self, job: PrintJob) -> PrintResult:
        before, _ = self._ask()
        if not before.can_print:
            return PrintResult(PrintOutcome.FAILED, before.words, before)
        number = self._submit(job)
        job.sent = len(job.data)
        self.traffic.written += len(job.data)
        return self._follow(number)

    def _submit(self, job: PrintJob) -> int:
        """In pieces, without a file on disk. Returns the job's number."""
        number = int(self._call("createJob", self._queue, "ticket", {"fit-to-page": "true"}))
        self._call("startDocument", self._queue, number, "ticket", "application/pdf", 1)
        for at in range(0, len(job.data), PIECE):
            piece = job.data[at : at + PIECE]
            self._call("writeRequestData", piece, len(piece))
        self._call("finishDocument", self._queue)
        return number

    def _follow(self, number: int) -> PrintResult:
        deadline = self._clock() + self._job_seconds
        started = False
        while True:
            state = int(self._call("getJobAttributes", number, ["job-state"])["job-state"])
            status, _ = self._ask()
            started = started or state not in (PENDING, HELD)
            if state == COMPLETED:
                if status.can_print:
                    return PrintResult(PrintOutcome.PRINTED, status.words, status)
                return PrintResult(PrintOutcome.UNCERTAIN, "printer-uncertain", status, status.words)
            if state in (CANCELED, ABORTED):
                return self._ended_badly(status, started, f"CUPS job-state {state}")
            if not status.can_print or self._clock() >= deadline:
                # Or it would come out by itself later, beside the one that is printed again.
                self._call("cancelJob", number)
                return self._ended_badly(status, started, "cancelled by the kiosk")
            self._sleep(PAUSE_SECONDS)

    def _ended_badly(self, status: PrinterStatus, started: bool, cause: str) -> PrintResult:
        """Without paper no page can have come out; nor from a job that never began. Else only a person can say."""
        if not started or status.paper is PaperState.OUT:
            words = status.words if not status.can_print else "printer-error"
            return PrintResult(PrintOutcome.FAILED, words, status, cause)
        return PrintResult(PrintOutcome.UNCERTAIN, "printer-uncertain", status, cause)

    def _ask(self) -> tuple[PrinterStatus, str]:
        found = self._call("getPrinterAttributes", self._queue, requested_attributes=ASKED)
        reasons = [str(reason) for reason in found.get("printer-state-reasons", [])]
        stopped = found["printer-state"] == STOPPED or not found.get("printer-is-accepting-jobs", True)
        return _status(reasons, stopped=stopped), str(found.get("printer-make-and-model", ""))

    def _call(self, name: str, *args: Any, **options: Any) -> Any:
        if self._connection is None:
            raise OSError(0, "CUPS is not open", self._queue)
        try:
            return getattr(self._connection, name)(*args, **options)
        except self._cups.IPPError as error:
            status, message = error.args
            if status == NOT_FOUND:
                raise DeviceFault(
                    DeviceState.NO_DEVICE, "cups-no-queue", WhoActs.CONFIGURATION, f"{self._queue}: {message}"
                ) from error
            raise self._gone(error) from error
        except RuntimeError as error:
            raise self._gone(error) from error

    def _gone(self, error: Exception) -> DeviceFault:
        return DeviceFault(DeviceState.POWER_OFF, "cups-gone", WhoActs.MAINTENANCE, str(error))


def _status(reasons: list[str], *, stopped: bool) -> PrinterStatus:
    for names, status in REASONS:
        if any(reason.startswith(names) for reason in reasons):
            return status
    if stopped:
        return STOPPED_QUEUE
    return ERROR if any(reason.endswith("-error") for reason in reasons) else READY
