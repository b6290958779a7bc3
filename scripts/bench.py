"""`make bench`: figures for people, printed as a table and as JSON. Nothing here is asserted anywhere.

Everything is measured beside its yardstick in the same run: start-up beside a bare PySide6 window of the same
size with ten pages of one Chinese line. The wires of the rig are not paced: what is left is ours.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.managers import BaseManager
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from kiosk import log
from kiosk.app import Kiosk, application
from kiosk.config import Config, load
from kiosk.device_settings import DeviceSettings
from kiosk.devices.printer.driver import EscPosPrinter
from kiosk.devices.simulators.rig import DAY_AND_NIGHT, Rig
from kiosk.domain.hall import Hall
from kiosk.store.opening import open_store
from scripts.bench_memory import DONE, rollup_mb, tree

ROOT = Path(__file__).parent.parent
EARLY_VISITS = 5
STATUS_QUESTION_BYTES = 3
STARTS, VISITS = 10, int(os.environ.get("KIOSK_BENCH_VISITS", "100"))

BARE = """
import time, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QStackedWidget
class Window(QStackedWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, lambda: (print(time.time()), sys.stdout.flush(), app.exit()))
app = QApplication([])
window = Window()
window.setStyleSheet("QLabel { font: bold 64px 'Noto Sans CJK SC' }")
for page in range(10):
    window.addWidget(QLabel("您好，今天来办什么？"))
window.resize(1080, 1920)
window.show()
app.exec()
"""
# As `kiosk run` starts without a kept picture: the first start, and each after a change of the configuration.
OURS = """
import gc, os, sys, time
gc.disable()
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
from pathlib import Path
from kiosk.starting import load_config
config = load_config(Path("config"))
from kiosk.app import Kiosk, application
app = application()
kiosk = Kiosk(config)
kiosk.shell.painted.connect(lambda _: (print(time.time()), sys.stdout.flush(), os._exit(0)))
kiosk.start()
app.exec()
"""
# As it starts with one: when the picture stands and takes touches, and when the real window has taken over.
KEPT = """
import gc, os, sys, time
gc.disable()
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
from pathlib import Path
from kiosk import first_glance, starting
folder, stood = Path(sys.argv[1]), []
class Timed(first_glance.FirstGlance):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.painted.connect(lambda: stood.append(time.time()))
    def hand_over(self, window, view=""):
        super().hand_over(window, view)
        print(stood[0], time.time())
        sys.stdout.flush()
        os._exit(0)
first_glance.FirstGlance = Timed
starting.serve(folder)
"""
# Leaves the picture for the starts after it.
KEEP = """
import os, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from kiosk import glance_keeper, starting
from kiosk.first_glance import NAME
glance_keeper.CALM_MS = 200
kept = Path(sys.argv[1]) / NAME
from kiosk.app import application
app = application()
timer = QTimer()
timer.timeout.connect(lambda: kept.exists() and app.quit())
timer.start(50)
starting.serve(Path(sys.argv[1]))
"""


def start_seconds(program: str, *arguments: str) -> list[float]:
    """From exec to each moment that it prints, by the wall clock that both processes share."""
    began = time.time()
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True, timeout=60)
    return [float(moment) - began for moment in done.stdout.split()]


def starts() -> dict[str, Any]:
    """In turn, so that what else the machine does falls on all alike."""
    bare: list[float] = []
    ours: list[float] = []
    stood: list[float] = []
    whole: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in ("kiosk.toml", "hall.toml"):
            text = (ROOT / "config" / file).read_text(encoding="utf-8").replace("/var/lib/kiosk", name)
            (folder / file).write_text(text, encoding="utf-8")
        start_seconds(KEEP, name)
        for _ in range(STARTS):
            bare += start_seconds(BARE)
            ours += start_seconds(OURS)
            first, second = start_seconds(KEPT, name)
            stood.append(first)
            whole.append(second)
    middle = {
        "bare_window_ms": bare,
        "home_stands_and_is_touchable_ms": stood,
        "real_window_took_over_ms": whole,
        "without_a_kept_picture_ms": ours,
    }
    told: dict[str, Any] = {key: round(statistics.median(values) * 1000) for key, values in middle.items()}
    yardstick = statistics.median(bare)
    told["ratio"] = round(statistics.median(stood) / yardstick, 2)
    told["ratio_real_window"] = round(statistics.median(whole) / yardstick, 2)
    told["ratio_without_a_kept_picture"] = round(statistics.median(ours) / yardstick, 2)
    return {**told, "target_ratio": 2, "n": STARTS}


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def summary(milliseconds: list[float]) -> dict[str, float]:
    return {
        "median_ms": round(statistics.median(milliseconds), 1),
        "p99_ms": round(percentile(milliseconds, 0.99), 1),
        "n": len(milliseconds),
    }


class Fingers:
    """A kiosk that is driven as fast as it goes."""

    def __init__(self, config: Config) -> None:
        self.kiosk = Kiosk(config)
        self.painted_at = 0.0
        self.kiosk.shell.painted.connect(self._painted)
        self.kiosk.start()
        self.until(lambda: self.kiosk.shell.painted_id == "home" and self.all_ready())

    def _painted(self, _view: str) -> None:
        self.painted_at = time.perf_counter()

    def all_ready(self) -> bool:
        parts = self.kiosk.parts
        return parts is not None and all(status.ready for status in parts.statuses)

    def until(self, ready: Callable[[], bool], seconds: float = 30.0) -> None:
        deadline = time.monotonic() + seconds
        while not ready():
            if time.monotonic() > deadline:
                raise TimeoutError(f"the screen is {self.kiosk.shell.painted_id}")
            QCoreApplication.processEvents()
            time.sleep(0.0002)

    def on(self, screen: str) -> None:
        self.until(lambda: self.kiosk.shell.painted_id == screen and self.kiosk.shell.settled)

    def press(self, key: str) -> float:
        """Milliseconds from the press to the next screen painted."""
        shell = self.kiosk.shell
        button = shell.done_button() if key == "done" else shell.option_button(key)
        assert button is not None
        began = time.perf_counter()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.until(lambda: self.painted_at > began and shell.settled)
        return (self.painted_at - began) * 1000

    def questions(self, taps: list[float]) -> None:
        """From the home screen to the last question and home again, without any device."""
        taps += [self.press(key) for key in ("no_card", "done", "medical", "seat", "change")]
        self.kiosk.runner.home()
        self.on("home")


def open_all_day(hall: Hall) -> Hall:
    """The same card all day, at any hour: visitors take a minute each, or the hundredth hears that the day is full."""
    quick = tuple(errand.model_copy(update={"minutes": 1}) for errand in hall.errands)
    return hall.model_copy(update={"hours": (DAY_AND_NIGHT,), "errands": quick})


class FarEnds:
    """The rig in a process of its own, as real devices are: what is left in ours is the kiosk alone.

    Moments are comparable: time.perf_counter is the machine's monotonic clock in every process.
    """

    def __init__(self, folder: str) -> None:
        self._rig = Rig(Path(folder), read_seconds=0.0, paced=False)
        self._rig.__enter__()

    def settings(self) -> dict[str, Any]:
        return self._rig.devices

    def place_card(self, persona: str) -> None:
        self._rig.place_card(persona)

    def remove_card(self) -> None:
        self._rig.remove_card()

    def card_sent_at(self) -> float:
        assert self._rig.reader.last_byte_at is not None
        return self._rig.reader.last_byte_at

    def close(self) -> None:
        self._rig.__exit__()


class FarProcess(BaseManager):
    """Starts the process and passes calls on."""


FarProcess.register("FarEnds", FarEnds)


def on_wires(config: Config, far: Any, folder: Path) -> Config:
    """The configuration with the far ends' ports, and everything that is kept in the folder."""
    settings = config.settings
    changed = {
        "devices": settings.devices.model_copy(update=far.settings()),
        "store": settings.store.model_copy(
            update={"url": f"sqlite:///{folder / 'kiosk.db'}", "key_file": folder / "kiosk.key"}
        ),
        "terminal": settings.terminal.model_copy(update={"state_file": folder / "devices.json"}),
    }
    return Config(settings.model_copy(update=changed), config.hall)


class Visits(Fingers):
    """The whole job, with real wires to the far ends."""

    def __init__(self, config: Config, far: Any, folder: Path) -> None:
        self.far = far
        self.written_at = 0.0
        super().__init__(on_wires(config, far, folder))
        self._watch_port()

    def _watch_port(self) -> None:
        """Note when the port has taken the last byte of a job; status questions are three bytes long."""
        parts = self.kiosk.parts
        assert parts is not None and parts.printer is not None
        driver = parts.printer.driver
        assert isinstance(driver, EscPosPrinter)
        port = driver._transport
        write = port.write

        def noted(data: bytes) -> None:
            write(data)
            if len(data) > STATUS_QUESTION_BYTES:
                self.written_at = time.perf_counter()

        port.write = noted

    def visit(self, cards: list[float], prints: list[float]) -> None:
        shell = self.kiosk.shell
        self.far.place_card("elder-woman")
        self.on("needs")
        cards.append((self.painted_at - self.far.card_sent_at()) * 1000)
        for key in ("done", "medical"):
            self.press(key)
        self.until(lambda: shell.painted_id in ("own-ticket", "help") and shell.settled)
        if shell.painted_id == "own-ticket":  # the same card all day
            self.press("new")
            self.on("help")
        self.press("seat")
        began = time.perf_counter()
        self.press("yes")
        self.on("farewell")
        prints.append((self.written_at - began) * 1000)
        self.far.remove_card()
        self.press("ok")
        self.until(lambda: shell.painted_id == "home")


def memory(config: Config) -> dict[str, Any]:
    """Of a kiosk in its own process and its speech worker, after visits with tickets; the far ends are not counted."""
    with tempfile.TemporaryDirectory() as name, FarProcess(ctx=get_context("spawn")) as process:
        folder = Path(name)
        far = process.FarEnds(name)  # type: ignore[attr-defined]
        wired = on_wires(config, far, folder)
        # A kiosk finds its ledger: the schema is made once, at the first start of its life.
        open_store(wired.settings.store, wired.settings.terminal).close()
        parts = {"settings.json": wired.settings, "hall.json": wired.hall}
        for file, model in parts.items():
            (folder / file).write_text(model.model_dump_json(exclude_none=True), encoding="utf-8")
        files = [str(folder / file) for file in parts]
        command = [sys.executable, "-m", "scripts.bench_memory", *files, str(VISITS)]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        ) as kiosk:
            assert kiosk.stdout is not None
            if kiosk.stdout.readline().strip() != DONE:
                raise RuntimeError("the kiosk did not come to the end of its visits")
            figures: dict[str, Any] = rollup_mb(tree(kiosk.pid))
            figures["kiosk_alone_pss_mb"] = rollup_mb([kiosk.pid])["pss_mb"]
        far.close()
    return {**figures, "visits": VISITS, "target_mb": 120}


def main() -> None:
    figures: dict[str, Any] = {"start": starts()}
    config = load(ROOT / "config")
    times = config.settings.times.model_copy(update={"after_change": 0.0})
    config = Config(config.settings.model_copy(update={"times": times}), open_all_day(config.hall))
    figures["memory"] = memory(config)
    taps: list[float] = []
    cards: list[float] = []
    prints: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        log.write_to(Path(folder) / "kiosk.log")
        application()
        store = config.settings.store.model_copy(
            update={"url": f"sqlite:///{folder}/taps.db", "key_file": Path(folder) / "taps.key"}
        )
        alone = config.settings.model_copy(
            update={
                "devices": DeviceSettings.model_validate({}),
                "store": store,
                "terminal": config.settings.terminal.model_copy(
                    update={"state_file": Path(folder) / "devices.json"}
                ),
            }
        )
        fingers = Fingers(Config(alone, config.hall))
        early: list[
            float
        ] = []  # while the store, speech and devices are still being loaded beside the screen
        for _ in range(EARLY_VISITS):
            fingers.questions(early)
        for _ in range(VISITS):
            fingers.questions(taps)
        figures["tap_to_painted"] = {
            **summary(taps),
            "target_p99_ms": 16,
            "worst_in_the_second_after_start_ms": round(max(early), 1),
        }
        fingers.kiosk.stop()
    with tempfile.TemporaryDirectory() as folder, FarProcess(ctx=get_context("spawn")) as process:
        far = process.FarEnds(folder)  # type: ignore[attr-defined]
        log.write_to(Path(folder) / "kiosk.log")
        bench = Visits(config, far, Path(folder))
        for _ in range(VISITS):
            bench.visit(cards, prints)
        figures["card_to_painted"] = {**summary(cards), "target_p99_ms": 30}
        figures["confirm_to_last_byte_on_an_unpaced_wire"] = {**summary(prints), "target_ms": 30}
        bench.kiosk.stop()
        far.close()
    for name, values in figures.items():
        print(f"{name}: " + ", ".join(f"{key} {value}" for key, value in values.items()))
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
