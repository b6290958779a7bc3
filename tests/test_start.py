"""`kiosk run` as it is typed: the way past Typer says the same as the way through it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def kiosk(*words: str, python: tuple[str, ...] = (), **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *python, "-m", "kiosk", *words],
        capture_output=True,
        text=True,
        env={**os.environ, **variables},
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("option", ["--config", "--config="])
def test_a_missing_configuration_is_named_on_both_ways(option: str, tmp_path: Path) -> None:
    words = [f"{option}{tmp_path}"] if option.endswith("=") else [option, str(tmp_path)]
    done = kiosk("run", *words)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        f"{tmp_path}/{name}.toml: (file): found No such file or directory; expected a readable TOML file"
        for name in ("kiosk", "hall")
    ]


def test_the_folder_may_come_from_the_environment(tmp_path: Path) -> None:
    done = kiosk("run", KIOSK_CONFIG=str(tmp_path))
    assert (done.returncode, f"{tmp_path}/kiosk.toml: " in done.stderr) == (2, True)


def test_the_way_that_counts_does_not_load_typer(tmp_path: Path) -> None:
    done = kiosk("run", "--config", str(tmp_path), python=("-X", "importtime"))
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "kiosk.starting" in loaded
    assert "typer" not in loaded
