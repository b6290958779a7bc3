"""A serial cable whose far end is ours: a pseudo-terminal that can be pulled out and put back.

`PtyWire` is the cable; `Simulator` is the device at the far end of it, one thread that reads and answers.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import select
import signal
import tempfile
import threading
import time
import tty
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Self

BITS_PER_BYTE = 10  # 8N1: start bit, eight data bits, stop bit
PACING_SLICE_SECONDS = 0.002  # bytes are handed over in portions this long
QUIET_SECONDS = 0.3  # silence after which a device forgets half a command; also its thread's longest wait
STOP_SECONDS = 5.0


class Unplugged(OSError):
    """The wire was pulled since the last read; whatever was half received is void."""


class PtyWire:
    """A pty pair. A driver opens `path`; the simulator reads and writes the other side.

    `path` is a symlink that is the same again after unplug and plug: `link` if one is given (its folder must
    exist), else one in a folder of the wire's own. One thread reads; any thread may do everything else.

    Raises FileExistsError when something other than a symlink stands at `link`; OSError when there is no pty.
    """

    def __init__(self, link: Path | None = None) -> None:
        self._own_folder: Path | None = None
        if link is None:
            self._own_folder = Path(tempfile.mkdtemp(prefix="kiosk-wire-"))
            link = self._own_folder / "port"
        self._link = link
        self.path = str(link)
        self._changed = threading.Condition()
        self._master: int | None = None
        self._slave: int | None = None
        self._plugs = 0  # tells one connection from the next
        self._pulled = False  # since the last read
        self._reading = False  # a thread is waiting for bytes
        self._closed = False
        self._denied: Path | None = None
        self.plug()
        self._wake = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def plug(self, *, held: bool = False) -> None:
        """Put the wire in: a new pty under the same path. Does nothing when it is in, or closed.

        held: locked as by another program, from before anyone can find it until release() or unplug().
        """
        with self._changed:
            if self._master is not None or self._closed:
                return
            master, slave = os.openpty()
            try:
                # One termios serves both ends of a pty, so this makes both raw.
                tty.setraw(slave)
                os.set_blocking(master, False)
                if held:
                    fcntl.flock(slave, fcntl.LOCK_EX)
                _point(self._link, os.ttyname(slave))
            except OSError:
                os.close(master)
                os.close(slave)
                raise
            # Our copy of the slave keeps the wire alive while no driver has it open.
            self._master, self._slave = master, slave
            self._plugs += 1
            self._changed.notify_all()

    def unplug(self) -> None:
        """Pull the wire: the path goes away and a driver that has it open gets OSError."""
        with self._changed:
            master, slave = self._master, self._slave
            if master is None or slave is None:
                if self._denied is not None:
                    self._link.unlink(missing_ok=True)
                return
            self._master = self._slave = None
            self._pulled = True
            self._link.unlink(missing_ok=True)
            os.eventfd_write(self._wake, 1)
            # The kernel hangs up only when no thread waits on the file any more; until then the driver
            # would notice nothing.
            self._changed.wait_for(lambda: not self._reading)
            os.close(master)
            os.close(slave)
            self._changed.notify_all()

    def deny(self) -> None:
        """Pull the wire and leave a file at `path` that nobody may open (but root, who may open everything)."""
        self.unplug()
        with self._changed:
            if self._own_folder is None or self._closed:
                raise ValueError("only a wire with a folder of its own can be denied")
            self._denied = self._own_folder / "denied"
            self._denied.touch(mode=0)
            _point(self._link, str(self._denied))

    def release(self) -> None:
        """The other program lets go of the port. Does nothing when none holds it."""
        with self._changed:
            if self._slave is not None:
                fcntl.flock(self._slave, fcntl.LOCK_UN)

    def close(self) -> None:
        """Unplug for good and remove everything that the wire made. May be called twice."""
        self.unplug()
        with self._changed:
            if self._closed:
                return
            self._closed = True
            if self._denied is not None:
                self._denied.unlink()
            self._changed.wait_for(lambda: not self._reading)
            os.close(self._wake)
            if self._own_folder is not None:
                self._own_folder.rmdir()

    def wake(self) -> None:
        """Let a waiting read return b'' at once."""
        with self._changed:
            if not self._closed:
                os.eventfd_write(self._wake, 1)
            self._changed.notify_all()

    def read(self, most: int, seconds: float) -> bytes:
        """Up to `most` bytes as soon as any are there; b'' after `seconds`, when woken, or while unplugged.

        Raises Unplugged once for each time the wire was pulled.
        """
        with self._changed:
            if self._pulled:
                self._pulled = False
                raise Unplugged(errno.ENODEV, "the wire was pulled", self.path)
            master = self._master
            if master is None:
                self._changed.wait(seconds)
                return b""
            self._reading = True
        try:
            select.select([master, self._wake], [], [], seconds)
        finally:
            with self._changed:
                self._reading = False
                # Reading it is what resets it; it says "would block" when nobody woke us.
                with contextlib.suppress(BlockingIOError):
                    os.eventfd_read(self._wake)
                self._changed.notify_all()
        return self._take(most)

    def write(self, data: bytes, seconds: float = 1.0) -> None:
        """Write all of data at once. What is written to a pulled wire is lost, as on a real one.

        Raises TimeoutError when the other side has left its buffer full for `seconds`.
        """
        self._write(data, self._plugs, seconds)

    def _write(self, data: bytes, plugs: int, seconds: float = 1.0) -> None:
        """plugs: the connection that the data is for; on a later one it must not appear."""
        deadline = time.monotonic() + seconds
        left = memoryview(data)
        with self._changed:
            while left and self._master is not None and self._plugs == plugs:
                try:
                    left = left[os.write(self._master, left) :]
                except BlockingIOError:
                    if time.monotonic() >= deadline:
                        raise TimeoutError(errno.ETIMEDOUT, "nobody reads the wire", self.path) from None
                    self._changed.wait(PACING_SLICE_SECONDS)

    def write_paced(self, data: bytes, baud: int, stop: threading.Event) -> None:
        """Write so that each byte arrives when its last bit would at `baud`. Ends early on `stop` or a pull.

        Raises TimeoutError as write does.
        """
        byte_seconds = BITS_PER_BYTE / baud
        portion = max(1, int(PACING_SLICE_SECONDS / byte_seconds))
        started, plugs = time.monotonic(), self._plugs
        for at in range(0, len(data), portion):
            end = min(at + portion, len(data))
            wait = started + end * byte_seconds - time.monotonic()
            if stop.wait(max(0.0, wait)) or self._plugs != plugs:
                return
            self._write(data[at:end], plugs)

    def _take(self, most: int) -> bytes:
        with self._changed:
            if self._master is None:
                return b""
            try:
                return os.read(self._master, most)
            except BlockingIOError:
                return b""


class Simulator(ABC):
    """A device at the far end of a wire: a thread that hands it what arrives.

    `received`, `quiet` and `power_lost` run on that thread only. stop() returns when the thread has ended;
    the wire stays the caller's to close.
    """

    def __init__(self, wire: PtyWire, baud: int) -> None:
        self.wire = wire
        self.baud = baud
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Raises RuntimeError when it runs already."""
        if self._thread is not None:
            raise RuntimeError("the simulator runs already")
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, name=type(self).__name__, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Raises RuntimeError when the thread does not end. Does nothing when it is not running."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        self._stopping.set()
        self.wire.wake()
        thread.join(STOP_SECONDS)
        if thread.is_alive():
            raise RuntimeError(f"{thread.name} does not stop")

    def unplug(self) -> None:
        """Pull the cable; over USB the device loses its power with it."""
        self.wire.unplug()

    def plug(self) -> None:
        self.wire.plug()

    @abstractmethod
    def received(self, data: bytes) -> None:
        """Bytes from the host, cut anywhere."""

    @abstractmethod
    def quiet(self) -> None:
        """Nothing came for QUIET_SECONDS: forget half a command."""

    @abstractmethod
    def power_lost(self) -> None:
        """The cable was pulled: back to the state after switching on."""

    def send(self, data: bytes) -> None:
        """Write at the pace of the baud rate."""
        # A serial line has no one to tell that the host does not read: what overruns is lost.
        with contextlib.suppress(TimeoutError):
            self.wire.write_paced(data, self.baud, self._stopping)

    def pause(self, seconds: float) -> None:
        """The time that the device takes to think; cut short by stop()."""
        self._stopping.wait(seconds)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                data = self.wire.read(4096, QUIET_SECONDS)
            except Unplugged:
                self.power_lost()
                continue
            if data:
                self.received(data)
            else:
                self.quiet()


def run_until_signal(simulator: Simulator) -> None:
    """For a simulator in a process of its own: run it until SIGINT or SIGTERM, then close its wire."""
    stop_signals = {signal.SIGINT, signal.SIGTERM}
    # Blocked before the thread starts, so that no thread but this one can be given them.
    signal.pthread_sigmask(signal.SIG_BLOCK, stop_signals)
    with simulator.wire, simulator:
        signal.sigwait(stop_signals)


def _point(link: Path, target: str) -> None:
    """Make or turn the symlink in one step, so that no one ever sees half of it."""
    if link.exists() and not link.is_symlink():
        raise FileExistsError(errno.EEXIST, "not a link of ours", str(link))
    fresh = link.with_name(f"{link.name}.{os.getpid()}")
    fresh.symlink_to(target)
    fresh.replace(link)
