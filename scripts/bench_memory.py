"""A kiosk in a process of its own, for the memory figure of `make bench`: no QtTest, no simulators, no bench in it.

Started by bench.py as `python -m scripts.bench_memory SETTINGS.json HALL.json VISITS`. Serves the visits without a
card, tickets printed and all, prints DONE and stays until its standard input is closed, so that it can be measured.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton

from kiosk import log
from kiosk.app import Kiosk, application
from kiosk.config import Config, Settings
from kiosk.domain.hall import Hall

DONE = "done"
ANSWERS = ("no_card", "done", "medical", "seat", "yes", "ok")  # from the home screen to the home screen
SECONDS_A_SCREEN = 30.0


def tree(pid: int) -> list[int]:
    """A process and all below it. The kernel lists children by the thread that started them."""
    below: list[int] = []
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            below += [int(child) for child in thread.read_text().split()]
        except OSError:
            continue  # the thread has ended meanwhile
    return [pid, *(each for child in below for each in tree(child))]


def rollup_mb(pids: list[int]) -> dict[str, float]:
    """PSS, RSS and private memory of all of them together, in MB. A process that has ended counts nothing."""
    sums = {"Pss": 0, "Rss": 0, "Private_Clean": 0, "Private_Dirty": 0}
    for pid in pids:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        for line in lines:
            name, _, rest = line.partition(":")
            if name in sums:
                sums[name] += int(rest.split()[0])
    private = sums["Private_Clean"] + sums["Private_Dirty"]
    kilobytes = {"pss_mb": sums["Pss"], "rss_mb": sums["Rss"], "private_mb": private}
    return {name: round(value / 1024, 1) for name, value in kilobytes.items()}


class Visitor:
    """Starts the kiosk, waits until its devices are there, and presses as soon as a button stands."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._shell = kiosk.shell
        self._painted = False
        self._shell.painted.connect(self._note)
        kiosk.start()
        self._until(lambda: kiosk.parts is not None and all(status.ready for status in kiosk.parts.statuses))

    def press(self, key: str) -> None:
        """Until the next screen is painted. Raises TimeoutError."""
        self._until(lambda: self._shell.settled and self._button(key) is not None)
        button = self._button(key)
        assert button is not None
        self._painted = False
        button.click()
        self._until(lambda: self._painted and self._shell.settled)

    def _note(self, _view_id: str) -> None:
        self._painted = True

    def _button(self, key: str) -> QAbstractButton | None:
        return self._shell.done_button() if key == "done" else self._shell.option_button(key)

    def _until(self, ready: Callable[[], bool]) -> None:
        deadline = time.monotonic() + SECONDS_A_SCREEN
        while not ready():
            if time.monotonic() > deadline:
                raise TimeoutError(f"the screen is {self._shell.painted_id}")
            QCoreApplication.processEvents()
            time.sleep(0.0005)


def main() -> None:
    gc.disable()  # as kiosk.__main__ does
    settings_file, hall_file = Path(sys.argv[1]), Path(sys.argv[2])
    visits = int(sys.argv[3])
    log.write_to(settings_file.with_name("kiosk.log"))
    app = application()
    kiosk = Kiosk(
        Config(
            Settings.model_validate_json(settings_file.read_bytes()),
            Hall.model_validate_json(hall_file.read_bytes()),
        )
    )
    visitor = Visitor(kiosk)
    for _ in range(visits):
        for key in ANSWERS:
            visitor.press(key)
    sys.stdout.write(f"{DONE}\n")
    sys.stdout.flush()
    sys.stdin.read()
    kiosk.stop()
    app.processEvents()


if __name__ == "__main__":
    main()
