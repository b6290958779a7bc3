"""The ticket printer's far end: it takes ESC/POS, answers for its state, fails on demand, prints on `Paper`.

Written from the fact sheet, apart from the driver. Run it at a port of its own:
`python -m kiosk.devices.simulators.printer --tcp 9100 --out /tmp/x`, or `--link /tmp/x/printer` for a pty.
"""

from __future__ import annotations

import argparse
import contextlib
import signal
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Literal, Self

from PIL import Image

from kiosk.devices.simulators import escpos_commands as say
from kiosk.devices.simulators.escpos_parser import EscPosParser
from kiosk.devices.simulators.paper import DOTS_PER_MM, Paper
from kiosk.devices.simulators.printer_lines import Line, TcpWire
from kiosk.devices.simulators.printer_status import (
    NONE,
    STOPS_PRINTING,
    Fault,
    automatic_status,
    paper_status,
    real_time_status,
    watched,
)
from kiosk.devices.simulators.wire import BITS_PER_BYTE, QUIET_SECONDS, STOP_SECONDS, PtyWire, Unplugged

LOSES_JOB = Fault.PAPER_OUT | Fault.COVER_OPEN | Fault.CUTTER_JAMMED
BUFFER_BYTES = 4096
RECEIVED_BYTES = 4 * 1024 * 1024  # of the past that `received` keeps
BAUD_SLICE_SECONDS = 0.005  # bytes are taken from a paced line in portions this long
SLOW_MM_PER_SECOND = 20.0  # a tired printer; a good one does 150 to 250


class PrinterSimulator:
    """A printer at the far end of `line`, which stays the caller's to close. Methods: from any thread.

    baud: the pace at which bytes are taken from a serial line; None for a network or a USB printer.
    mm_per_second: how fast it prints; None prints at once. A slow one takes about BUFFER_BYTES ahead of its
    paper, then the host has to wait.
    after_refill: what becomes of a job that paper end, an open cover or a jammed cutter stopped. "discard":
    data is taken and dropped until the printer is mended. "continue", as many clones do: BUFFER_BYTES of it
    are held and printed after mending; the host has to wait with the rest, and with a status request behind
    it. A printer that a person switched off line holds its data either way.
    starts_chinese: see EscPosParser. answers_process_id: False for clones that do not know GS ( H.
    clears: it knows DLE DC4 function 8, as Epson's do; most clones do not.
    on_ticket: called with the picture of each ticket, on the printer's thread.

    received: bytes as they arrived, the newest RECEIVED_BYTES; nothing of what came while it was dead.
    last_byte_at: time.perf_counter() when the last byte was taken that was not a status request.
    """

    def __init__(
        self,
        line: Line,
        *,
        paper_mm: Literal[58, 80] = 80,
        baud: int | None = None,
        mm_per_second: float | None = None,
        after_refill: Literal["continue", "discard"] = "discard",
        starts_chinese: bool = False,
        answers_process_id: bool = True,
        clears: bool = False,
        on_ticket: Callable[[Image.Image], None] | None = None,
    ) -> None:
        self.line = line
        self.paper = Paper(paper_mm)
        self.mm_per_second = mm_per_second
        self.received = bytearray()
        self.last_byte_at: float | None = None
        self._baud = baud
        self._after_refill = after_refill
        self._starts_chinese = starts_chinese
        self._answers_process_id = answers_process_id
        self._clears = clears
        self._on_ticket = on_ticket
        self._lock = threading.Lock()  # of the paper and of what may be changed from outside
        self._faults = NONE
        self._bytes_to_paper_end: int | None = None
        self._bytes_to_event: int | None = None
        self._event: Callable[[], None] = lambda: None
        self._jams_at_cut = False
        self._questions_ignored = 0
        self._stopping = threading.Event()
        self._attention = threading.Event()  # something changed that the thread must look at
        self._thread: threading.Thread | None = None
        self._power_on()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Raises RuntimeError when it runs already."""
        if self._thread is not None:
            raise RuntimeError("the printer runs already")
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, name="PrinterSimulator", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Raises RuntimeError when the thread does not end. Does nothing when it is not running."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        self._stopping.set()
        self._call_attention()
        thread.join(STOP_SECONDS)
        if thread.is_alive():
            raise RuntimeError("the printer does not stop")

    @property
    def faults(self) -> Fault:
        with self._lock:
            return self._faults

    def fail(self, fault: Fault) -> None:
        with self._lock:
            self._faults |= fault
        self._call_attention()

    def mend(self, fault: Fault = ~NONE) -> None:
        """Put right what is named; everything by default, orders for later faults included."""
        with self._lock:
            self._faults &= ~fault
            if fault & Fault.PAPER_OUT:
                self._bytes_to_paper_end = None
            if fault == ~NONE:
                self._bytes_to_event = None
            if fault & Fault.CUTTER_JAMMED:
                self._jams_at_cut = False
        self._call_attention()

    def run_out_after(self, job_bytes: int) -> None:
        """Let the paper end when that many more bytes have been printed, at the end of a command."""
        with self._lock:
            self._bytes_to_paper_end = job_bytes

    def after_bytes(self, count: int, event: Callable[[], None]) -> None:
        """Call event, on the printer's thread, when exactly that many more bytes have been taken.

        Ask for it while no byte is on its way, or from within an event: what the printer is just reading would
        be counted or not, as it happens.
        """
        with self._lock:
            self._bytes_to_event, self._event = count, event

    def jam_at_next_cut(self) -> None:
        with self._lock:
            self._jams_at_cut = True

    def ignore_questions(self, count: int) -> None:
        """Leave that many more DLE EOT unanswered, as a printer does that is still starting."""
        with self._lock:
            self._questions_ignored = count

    def unplug(self) -> None:
        """Pull the data cable; a printer has its own power and goes on with what it holds."""
        self.line.unplug()

    def plug(self) -> None:
        self.line.plug()

    def picture(self) -> Image.Image:
        """The paper as it hangs out now, or the last ticket when nothing was printed since."""
        with self._lock:
            return self.paper.picture()

    def _call_attention(self) -> None:
        self._attention.set()
        self.line.wake()

    def _power_on(self) -> None:
        self._parser = EscPosParser(starts_chinese=self._starts_chinese)
        self._waiting: deque[say.Command] = deque()
        self._held = 0  # bytes in _waiting
        self._busy_until = 0.0
        self._automatic = 0  # what GS a enabled
        self._told = (0, 0, 0)
        self.paper.reset()

    def _run(self) -> None:
        while not self._stopping.is_set():
            data = self._receive()
            if self.faults & Fault.DEAD:
                with self._lock:
                    self._power_on()
                continue
            self._take(data)
            self._print()
            self._tell_changes()
            self._count_down(len(data))

    def _receive(self) -> bytes:
        """Wait for data, for the paper to be free or for attention, whichever is first."""
        self._attention.clear()
        room = BUFFER_BYTES - self._held
        seconds = QUIET_SECONDS
        if self._waiting and not self.faults & STOPS_PRINTING:
            seconds = min(seconds, max(0.0, self._busy_until - time.monotonic()))
        if self._stopping.is_set():
            return b""
        if room <= 0:
            # Not reading is what makes the host wait.
            self._attention.wait(seconds)
            return b""
        if self._bytes_to_event is not None:
            room = min(room, self._bytes_to_event)
        if self._baud is not None:
            room = min(room, max(1, int(BAUD_SLICE_SECONDS * self._baud / BITS_PER_BYTE)))
        try:
            data = self.line.read(room, seconds)
        except Unplugged:
            return b""
        if data and self._baud is not None:
            self._stopping.wait(len(data) * BITS_PER_BYTE / self._baud)
        return data

    def _take(self, data: bytes) -> None:
        self.received += data
        del self.received[:-RECEIVED_BYTES]
        for command in self._parser.feed(data):
            if isinstance(command, say.RealTimeStatus):
                # What can be printed now is, so that a printer that prints at once answers for all before.
                self._print()
                if self._answers_now():
                    self._send(real_time_status(self.faults, command.n))
            elif isinstance(command, say.ClearBuffers) and self._clears:
                self._drop_job()
                self._send(b"\x37\x25\x00")
            else:
                self._waiting.append(command)
                self._held += len(command.raw)
                self.last_byte_at = time.perf_counter()

    def _answers_now(self) -> bool:
        with self._lock:
            if not self._questions_ignored:
                return True
            self._questions_ignored -= 1
            return False

    def _count_down(self, taken: int) -> None:
        with self._lock:
            if self._bytes_to_event is None or not taken:
                return
            self._bytes_to_event -= taken
            if self._bytes_to_event > 0:
                return
            self._bytes_to_event, event = None, self._event
        event()

    def _print(self) -> None:
        """Do what waits, until the paper is busy or something stops it."""
        while self._waiting and not self._stopping.is_set():
            if self.faults & (STOPS_PRINTING | Fault.DEAD) or time.monotonic() < self._busy_until:
                break
            command = self._waiting.popleft()
            self._held -= len(command.raw)
            self._obey(command)
        if self._after_refill == "discard" and self.faults & LOSES_JOB:
            self._drop_job()

    def _drop_job(self) -> None:
        self._waiting.clear()
        self._held = 0
        with self._lock:
            self.paper.forget_line()

    def _obey(self, command: say.Command) -> None:
        match command:
            case say.AutomaticStatus(n=n):
                self._automatic = n
                if n:
                    self._tell()
            case say.TransmitStatus(n=n) if n in (0x01, 0x31):
                self._send(bytes([paper_status(self.faults)]))
            case say.ProcessId(id=process_id) if self._answers_process_id:
                self._send(b"\x37\x22" + process_id + b"\x00")
            case _:
                self._draw(command)

    def _draw(self, command: say.Command) -> None:
        ticket = None
        with self._lock:
            if isinstance(command, say.Cut) and self._jams_at_cut:
                self._jams_at_cut = False
                self._faults |= Fault.CUTTER_JAMMED
                return
            cuts = self.paper.cut_count
            dots = self.paper.draw(command)
            if self.paper.cut_count > cuts:
                ticket = self.paper.tickets()[-1]
            if self._bytes_to_paper_end is not None:
                self._bytes_to_paper_end -= len(command.raw)
                if self._bytes_to_paper_end <= 0:
                    self._bytes_to_paper_end = None
                    self._faults |= Fault.PAPER_OUT
        if self.mm_per_second is not None:
            seconds = dots / DOTS_PER_MM / self.mm_per_second
            self._busy_until = max(self._busy_until, time.monotonic()) + seconds
        if ticket is not None and self._on_ticket is not None:
            self._on_ticket(ticket)

    def _tell_changes(self) -> None:
        if self._automatic and watched(self.faults, self._automatic) != self._told:
            self._tell()

    def _tell(self) -> None:
        faults = self.faults
        self._told = watched(faults, self._automatic)
        self._send(automatic_status(faults))

    def _send(self, data: bytes) -> None:
        # What a host does not read is lost, as on a serial line.
        with contextlib.suppress(TimeoutError):
            self.line.write(data)


def main() -> None:
    """Print what arrives until SIGINT or SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m kiosk.devices.simulators.printer", description=__doc__)
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--tcp", type=int, metavar="PORT", help="listen on this port of 127.0.0.1")
    where.add_argument("--link", type=Path, help="path that the kiosk opens as its serial port")
    parser.add_argument("--out", type=Path, help="folder for received.bin and ticket-001.png, -002 and so on")
    parser.add_argument("--baud", type=int, help="take bytes at this pace")
    parser.add_argument("--paper-mm", type=int, choices=(58, 80), default=80)
    parser.add_argument("--mm-per-second", type=float)
    parser.add_argument("--after-refill", choices=("continue", "discard"), default="discard")
    parser.add_argument(
        "--fault", action="append", default=[], choices=[f.name.lower() for f in Fault if f.name]
    )
    options = parser.parse_args()
    stop_signals = {signal.SIGINT, signal.SIGTERM}
    # Blocked before the thread starts, so that no thread but this one can be given them.
    signal.pthread_sigmask(signal.SIG_BLOCK, stop_signals)
    with PtyWire(options.link) if options.link else TcpWire(port=options.tcp) as line:

        def keep(image: Image.Image) -> None:
            if options.out is not None:
                options.out.mkdir(parents=True, exist_ok=True)
                image.save(options.out / f"ticket-{printer.paper.cut_count:03d}.png")
                (options.out / "received.bin").write_bytes(printer.received)

        printer = PrinterSimulator(
            line,
            paper_mm=options.paper_mm,
            baud=options.baud,
            mm_per_second=options.mm_per_second,
            after_refill=options.after_refill,
            on_ticket=keep,
        )
        for name in options.fault:
            printer.fail(Fault[name.upper()])
        with printer:
            signal.sigwait(stop_signals)


if __name__ == "__main__":
    main()
