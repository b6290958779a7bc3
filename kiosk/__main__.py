"""The `kiosk` command. `kiosk run`, whose start is a promise, is read here; Typer reads all the others."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

from kiosk.starting import FOLDER_VARIABLE, SHIPPED, serve


def main() -> None:
    # Looking for plug-ins of pydantic in every installed package costs 15 ms; there are none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # Nothing made while the first screen is built becomes garbage: collecting then only delays it.
    gc.disable()
    match sys.argv[1:]:
        case ["run"]:
            sys.exit(serve(Path(os.environ.get(FOLDER_VARIABLE) or SHIPPED)))
        case ["run", "--config", folder]:
            sys.exit(serve(Path(folder)))
        case _:
            from kiosk.commands import app

            app(prog_name="kiosk")


if __name__ == "__main__":
    main()
