"""The power fails in the middle of an emergency: the terminal that comes up again shows that it is still one."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from kiosk.app import Kiosk
from kiosk.config import Config, load
from kiosk.devices.simulators.rig import Rig, configured_for
from kiosk.domain.hall import Words
from kiosk.flows.emergency import emergency
from tests.flows.crawl import CONFIG

WANG = Words(zh="志愿者小王", en="volunteer Xiao Wang")


def until(ready: Callable[[], bool], what: Callable[[], object]) -> None:
    deadline = time.monotonic() + 15
    while not ready():
        assert time.monotonic() < deadline, what()
        QCoreApplication.processEvents()
        time.sleep(0.001)


def started(config: Config) -> Kiosk:
    kiosk = Kiosk(config)
    kiosk.start()
    until(lambda: kiosk.parts is not None, lambda: kiosk.shell.painted_id)
    return kiosk


def on(kiosk: Kiosk, *screens: str) -> None:
    until(lambda: kiosk.shell.painted_id in screens, lambda: kiosk.shell.painted_id)


def test_an_open_emergency_is_on_the_screen_after_a_restart(qapp: QApplication, tmp_path: Path) -> None:
    shipped = load(CONFIG)
    speech = shipped.settings.speech.model_copy(update={"enabled": False})
    quiet = Config(shipped.settings.model_copy(update={"speech": speech}), shipped.hall)
    with Rig(tmp_path / "out") as rig:
        config = configured_for(quiet, rig, tmp_path)
        first = started(config)
        try:
            first.runner.help(emergency)
            on(first, "emergency-called")
        finally:
            first.stop()
        rung = len(rig.rung_channels)
        second = started(config)
        try:
            on(second, "emergency-called")
            until(lambda: len(rig.rung_channels) > rung, lambda: rig.rung_channels)
            assert second.parts is not None
            assert len(second.parts.desk.open_calls) == 1, "it is the same one"
            second.parts.desk.arrived(WANG)
            on(second, "home")
        finally:
            second.stop()
        third = started(config)
        try:
            parts = third.parts
            assert parts is not None
            until(lambda: all(status.ready for status in parts.statuses), lambda: parts.statuses)
            assert parts.desk.open_calls == [] and third.shell.painted_id == "home"
        finally:
            third.stop()
