"""From a configuration folder to a serving terminal, without the library that reads command lines (30 ms)."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.config import Config

SHIPPED = Path(__file__).parent.parent / "config"
FOLDER_VARIABLE = "KIOSK_CONFIG"
BAD_CONFIG = 2


def load_config(folder: Path) -> Config:
    """The configuration, or its problems on stderr and exit code 2."""
    from kiosk.config import ConfigError, load

    try:
        return load(folder)
    except ConfigError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(BAD_CONFIG) from error


def serve(folder: Path) -> int:
    """Serve visitors on the configured devices. Returns the exit code.

    Where the last good start has left its picture of the home screen, that stands while the rest is loaded.
    """
    from kiosk import __version__
    from kiosk.first_glance import glance

    seen = glance(folder, __version__)
    config = seen.run_beside(lambda: _loaded(folder)) if seen else _loaded(folder)
    from kiosk.serving import RESTART, run_kiosk  # loaded by now

    code = run_kiosk(config, seen)
    if code == RESTART:
        again()
    return code


def _loaded(folder: Path) -> Config:
    """The configuration, the log it wants, and the program: all that costs time before a window of its own stands."""
    config = load_config(folder)
    if config.settings.terminal.log_file is not None:
        from kiosk.log import write_to_or_tell

        write_to_or_tell(config.settings.terminal.log_file)
    import_module("kiosk.serving")  # for its time, which is spent here
    return config


def again() -> None:
    """This process becomes a new kiosk with the same arguments, which reads the settings anew."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable, "-m", "kiosk", *sys.argv[1:]])
