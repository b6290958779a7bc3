"""What self tests do to the terminal's devices: print, ring, sound, listen, write to disk, ask the clock.

Each returns (verdict, text id, arguments). Verdict None: done, and only a person can say what came of it.
"""

from __future__ import annotations

import os
import tempfile
import time
import wave
from collections.abc import Callable, Mapping
from concurrent.futures import TimeoutError as NotInTime
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.call_bell import CallBell
from kiosk.config import Config
from kiosk.devices.printer.driver import PrintOutcome
from kiosk.devices.printer.ticket_printer import TicketPrinter
from kiosk.devices.status import DeviceFault
from kiosk.devices.supervisor import DeviceGone, Supervised
from kiosk.diagnostics.ledger_checks import ledger_folder
from kiosk.domain.call import CallReason
from kiosk.domain.check import SelfTest, Verdict
from kiosk.domain.hall import Station
from kiosk.domain.identity import Identity
from kiosk.domain.test_page import PaperTest, paper_number
from kiosk.late import Late
from kiosk.speech.microphone import HEARD_DB, loudness, record
from kiosk.speech.tones import play_tone
from kiosk.text import Catalogue

if TYPE_CHECKING:  # SQLAlchemy is loaded after the first screen stands
    from kiosk.store.tickets import Store

Outcome = tuple[Verdict | None, str, Mapping[str, "str | int"]]
PRINT_SECONDS = 30.0
BLOCK = 1_000_000  # bytes that are written, forced to the disk and read back
SLOW_DISK_MS = 2000  # a terminal's eMMC takes some ten ms; a dying disk seconds
MOST_AHEAD = 2.0
# Which fields of a card there are; what stands in them stays in memory for as long as this takes.
FIELDS = (
    "name",
    "latin_name",
    "number",
    "sex",
    "nation",
    "birth",
    "address",
    "issuer",
    "nationality",
    "valid_from",
)
FOREIGN_ONLY = frozenset({"latin_name", "nationality"})


def fields_of(identity: Identity) -> tuple[str, str]:
    """(those that came, those that did not), as text ids joined by commas."""
    came = [name for name in FIELDS if getattr(identity, name) not in ("", None, "unknown")]
    missing = [name for name in FIELDS if name not in came and name not in FOREIGN_ONLY]
    return ",".join(came), ",".join(missing)


class Effects:
    """Every method is called on the bench's thread and takes seconds at most."""

    def __init__(
        self,
        config: Config,
        catalogue: Catalogue,
        store: Late[Store],
        printer: Supervised[TicketPrinter] | None,
        bell: CallBell,
        now: Callable[[], datetime] = lambda: datetime.now().astimezone(),
    ) -> None:
        self._config = config
        self._catalogue = catalogue
        self._store = store
        self._printer = printer
        self._bell = bell
        self._now = now

    def print_page(self) -> Outcome:
        printer = self._printer
        if printer is None:
            return Verdict.FAIL, "device-not-configured", {}
        page = self._page()
        try:
            job = printer.driver.new_test(page)
            result = printer.submit(lambda: printer.driver.print_job(job)).result(PRINT_SECONDS)
        except (DeviceGone, DeviceFault, OSError, NotInTime) as error:
            return Verdict.FAIL, "trial-print-failed", {"cause": str(error)[:80]}
        if result.outcome is PrintOutcome.FAILED:
            return Verdict.FAIL, result.words or "trial-print-failed", {"cause": result.cause[:80]}
        return None, "trial-print-look", {"number": page.number}

    def ring(self, station: Station) -> Outcome:
        if not self._bell.ring([station], CallReason.GUIDE):
            return Verdict.FAIL, "trial-ring-refused", {}
        return None, "", {}

    def sound(self, check: str, test: SelfTest) -> Outcome:
        speech = self._config.settings.speech
        output = (speech.headphones or speech.output) if check == "headphones" else speech.output
        cause = play_tone(test, output)
        if cause is None:
            return Verdict.FAIL, "trial-no-sound", {}
        if cause:
            return Verdict.FAIL, "trial-sound-failed", {"cause": cause[:80]}
        return None, f"trial-{test.value.replace('_', '-')}-heard", {}

    def listen(self) -> Outcome:
        """Somebody speaks meanwhile. What was said is thrown away; its loudness is kept."""
        with tempfile.TemporaryDirectory() as name:
            heard = Path(name) / "heard.wav"
            cause = record(heard)
            if cause:
                return Verdict.FAIL, "trial-microphone-failed", {"cause": cause[:80]}
            try:
                level = loudness(heard)
            except (OSError, EOFError, wave.Error) as error:
                return Verdict.FAIL, "trial-microphone-failed", {"cause": str(error)[:80]}
        words = "trial-microphone-heard" if level > HEARD_DB else "trial-microphone-silent"
        return Verdict.PASS if level > HEARD_DB else Verdict.FAIL, words, {"db": round(level)}

    def disk(self) -> Outcome:
        """Where the ledger lies: written, forced to the disk, read back, taken away again."""
        folder = ledger_folder(self._config.settings.store.url)
        block = os.urandom(BLOCK)
        began = time.monotonic()
        try:
            with tempfile.NamedTemporaryFile(dir=folder, prefix="self-test-") as file:
                file.write(block)
                file.flush()
                os.fsync(file.fileno())
                os.posix_fadvise(
                    file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED
                )  # from the disk, not from memory
                same = Path(file.name).read_bytes() == block
        except OSError as error:
            return Verdict.FAIL, "trial-disk-failed", {"cause": error.strerror or str(error)}
        took = round((time.monotonic() - began) * 1000)
        if not same:
            return Verdict.FAIL, "trial-disk-differs", {}
        slow = took > SLOW_DISK_MS
        return (
            Verdict.FAIL if slow else Verdict.PASS,
            "trial-disk-slow" if slow else "trial-disk-good",
            {"ms": took},
        )

    def clock(self) -> Outcome:
        from kiosk.store.check import clock_of
        from kiosk.store.database import make_engine
        from kiosk.store.errors import StoreUnavailable

        settings = self._config.settings
        try:
            engine = make_engine(settings.store.url)
            try:
                its = clock_of(engine, settings.terminal.id)
            finally:
                engine.dispose()
        except StoreUnavailable as error:
            return Verdict.FAIL, "trial-clock-unknown", {"cause": str(error)[:80]}
        now = self._now()
        told = f"{now:%Y-%m-%d %H:%M:%S}"
        if its.ahead is None:
            return None, "trial-clock-look", {"now": told}
        good = abs(its.ahead) <= MOST_AHEAD
        words = "trial-clock-same" if good else "trial-clock-apart"
        return Verdict.PASS if good else Verdict.FAIL, words, {"seconds": f"{its.ahead:.1f}"}

    def _page(self) -> PaperTest:
        language = self._config.settings.terminal.language

        def text(id: str) -> str:
            return self._catalogue.text(id, language)

        return PaperTest(
            number=paper_number(self._store.get().self_tests.count(SelfTest.PRINT) + 1),
            not_a_ticket=text("test-page-no-ticket"),
            ruler=text("test-page-ruler"),
            density=text("test-page-density"),
            characters=text("test-page-characters"),
            time=f"{self._now():%Y-%m-%d %H:%M}",
        )
