"""What the terminal needs of a ticket printer, whatever it prints on."""

from __future__ import annotations

from typing import Protocol

from kiosk.devices.driver import Driver
from kiosk.devices.printer.driver import PrintResult
from kiosk.devices.printer.job import PrintJob
from kiosk.domain.sheet import SheetFace
from kiosk.domain.test_page import PaperTest
from kiosk.domain.ticket import TicketFace


class TicketPrinter(Driver, Protocol):
    def new_job(self, face: TicketFace) -> PrintJob:
        """Draw the ticket; from any thread. Raises OSError when there is no font for Chinese."""
        ...

    def new_sheet(self, face: SheetFace) -> PrintJob:
        """A paper that is no ticket; as new_job."""
        ...

    def new_test(self, page: PaperTest) -> PrintJob:
        """The technician's test page; as new_job."""
        ...

    def print_job(self, job: PrintJob) -> PrintResult:
        """On the device's thread. Never raises for what a printer or a wire does: the result tells."""
        ...

    def distrust(self) -> None:
        """The last run of the program ended while it printed."""
        ...
