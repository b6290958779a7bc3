"""A restart from the desk: the kiosk ends with a code of its own, and the same program begins anew."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from kiosk import starting
from kiosk.app import Kiosk, run_until_told
from kiosk.config import Config, load
from kiosk.devices.simulators.rig import Rig, configured_for
from kiosk.first_glance import FirstGlance
from kiosk.serving import RESTART

CONFIG = Path(__file__).parents[1] / "config"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    shipped = load(CONFIG)
    speech = shipped.settings.speech.model_copy(update={"enabled": False})
    return Config(shipped.settings.model_copy(update={"speech": speech}), shipped.hall)


@pytest.mark.parametrize("restarts", [True, False])
def test_it_ends_with_a_code_of_its_own_where_somebody_starts_it_again(
    qapp: QApplication, tmp_path: Path, config: Config, restarts: bool
) -> None:
    end = partial(QApplication.exit, RESTART)
    with Rig(tmp_path / "out") as rig:
        kiosk = Kiosk(configured_for(config, rig, tmp_path), restart=end if restarts else None)
        kiosk.start()

        def ask() -> None:
            if kiosk.parts is None:
                QTimer.singleShot(20, ask)
                return
            restart = kiosk.parts.restart
            assert (restart is not None) == restarts
            if restart is not None:
                restart()
            else:
                QApplication.exit(0)

        QTimer.singleShot(20, ask)
        assert run_until_told(kiosk) == (RESTART if restarts else 0)


def test_the_program_begins_anew_with_the_same_arguments(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """execv is the one thing that a test cannot let happen: the rest of `serve` is the real one."""
    begun: list[tuple[str, list[str]]] = []

    def execv(program: str, arguments: list[str]) -> None:
        begun.append((program, arguments))

    monkeypatch.setattr(os, "execv", execv)
    monkeypatch.setattr(sys, "argv", ["kiosk", "run", "--config", str(CONFIG)])

    def ended(_: Config, __: FirstGlance | None) -> int:
        return RESTART

    def no_log(_: Path) -> None:
        """The shipped log file is the hall's, not a test's."""

    monkeypatch.setattr("kiosk.serving.run_kiosk", ended)
    monkeypatch.setattr("kiosk.log.write_to_or_tell", no_log)
    assert starting.serve(CONFIG) == RESTART
    assert begun == [(sys.executable, [sys.executable, "-m", "kiosk", "run", "--config", str(CONFIG)])]
