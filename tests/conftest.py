"""Qt without a display, the log into a file, for every test."""

from __future__ import annotations

import gc
import os
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["KIOSK_STRICT_LOG"] = (
    "1"  # a field that events.toml does not allow is an error, in child processes too
)

import pytest

from kiosk import log
from kiosk.ui.collector import collect_what_is_due

pytest_plugins = ["tests.ledgers"]


def pytest_sessionstart() -> None:
    """Windows that earlier tests left in a cycle must be freed on this thread: kiosk/ui/collector.py."""
    gc.disable()


def pytest_runtest_teardown() -> None:
    collect_what_is_due()


@pytest.fixture(autouse=True)
def log_to_a_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("log") / "kiosk.log"
    log.write_to(path)
    return path
