"""A connection to pcscd whose calls end: each runs on the connection's own thread and is waited for, not longer.

SCardTransmit to a silent card returns only when the card is taken out, and every call hangs while pcscd does; no
call has a timeout of its own but SCardGetStatusChange, whose timeout pcscd keeps, not the library. PC/SC wants one
context for each thread, so the thread that made a context makes all its calls and gives it back, however late.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from typing import TypeVar

from kiosk.devices.reader import scard
from kiosk.devices.reader.scard import ReaderState
from kiosk.devices.status import DeviceFault, DeviceState, Traffic, WhoActs

T = TypeVar("T")

CALL_SECONDS = 2.5  # a record of a slow contact card takes 0.3 s, waking it up to 1 s
MOST_HUNG = 4  # threads that wait for a call to come back; no more are started until one does

Job = Callable[[], None]


class CardSilent(Exception):
    """The card took a command and did not answer. The connection is hung with it: open a new one."""


class PcscLink:
    """open, then the calls, then close; all from one thread. close may be called at any time, and twice."""

    def __init__(self) -> None:
        self.traffic = Traffic()
        self._hung: list[_Caller] = []
        self._caller: _Caller | None = None
        self._context = 0

    def open(self) -> None:
        """Raises DeviceFault: pcscd is gone, refuses us or hangs, or pyscard is missing. OSError for the rest."""
        self.close()
        self._hung = [caller for caller in self._hung if caller.alive]
        if len(self._hung) >= MOST_HUNG:
            raise _silent(f"{len(self._hung)} calls hang")
        self._caller = _Caller()
        self._context = self._call(scard.establish)

    def close(self) -> None:
        """Never raises, and never waits longer than a call may take."""
        caller = self._caller
        if caller is None:
            return
        self._leave(caller)
        caller.join(CALL_SECONDS)
        if not caller.alive:
            self._hung.remove(caller)

    def list_readers(self) -> list[str]:
        return self._call(lambda: scard.list_readers(self._context))

    def get_status_change(self, known: Mapping[str, int], seconds: float) -> dict[str, ReaderState]:
        context = self._context
        return self._call(lambda: scard.get_status_change(context, known, int(seconds * 1000)), seconds)

    @contextmanager
    def card(self, reader: str, *, reset: bool) -> Generator[Callable[[bytes], bytes]]:
        """What sends one command to the card in a reader and gives its data and status word.

        reset: begin with a card that has forgotten everything. Raises CardFault; CardSilent when no answer comes.
        """
        context = self._context
        connection = self._call(lambda: scard.connect(context, reader, reset=reset))
        try:
            yield lambda apdu: self._transmit(connection, apdu)
        finally:
            if self._caller is not None:
                self._call(lambda: scard.disconnect(connection))

    def _transmit(self, connection: scard.Connection, apdu: bytes) -> bytes:
        self.traffic.written += len(apdu)
        try:
            reply = self._ask(lambda: scard.transmit(connection, apdu), CALL_SECONDS)
        except _NoReturn:
            raise CardSilent("no answer from the card") from None
        self.traffic.read += len(reply)
        return reply

    def _call(self, job: Callable[[], T], seconds: float = 0.0) -> T:
        """seconds: what the call waits by itself. Raises DeviceFault when pcscd does not answer."""
        try:
            return self._ask(job, seconds + CALL_SECONDS)
        except _NoReturn:
            raise _silent("pcscd does not answer") from None

    def _ask(self, job: Callable[[], T], seconds: float) -> T:
        caller = self._caller
        if caller is None:
            raise OSError(0, "not connected to pcscd")
        try:
            return caller.ask(job, seconds)
        except _NoReturn:
            self._leave(caller)
            raise

    def _leave(self, caller: _Caller) -> None:
        """Let the thread give its context back and end, as soon as it can."""
        context, self._context = self._context, 0
        self._caller = None
        self._hung.append(caller)
        caller.end(lambda: scard.release(context) if context else None)


class _NoReturn(Exception):
    """A call did not come back in time."""


class _Caller:
    """A thread that makes one call after another. A daemon: a hung call must not keep the kiosk from ending."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="pcsc-calls", daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        return self._thread.is_alive()

    def join(self, seconds: float) -> None:
        self._thread.join(seconds)

    def ask(self, job: Callable[[], T], seconds: float) -> T:
        """What job returns or raises. Raises _NoReturn when it has not ended after `seconds`."""
        future: Future[T] = Future()
        self._jobs.put(lambda: _fulfil(future, job))
        try:
            error = future.exception(seconds)
        except TimeoutError:
            raise _NoReturn from None
        if error is not None:
            raise error
        return future.result()

    def end(self, last: Job) -> None:
        self._jobs.put(last)
        self._jobs.put(None)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()


def _fulfil(future: Future[T], job: Callable[[], T]) -> None:
    try:
        result = job()
    except Exception as error:  # noqa: BLE001 - it is raised again where the answer is waited for
        future.set_exception(error)
    else:
        future.set_result(result)


def _silent(cause: str) -> DeviceFault:
    return DeviceFault(DeviceState.UNKNOWN, "pcscd-silent", WhoActs.MAINTENANCE, cause)
