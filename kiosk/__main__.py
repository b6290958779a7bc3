"""The `kiosk` command. `kiosk run`, whose start is a promise, is read here; Typer reads all the others."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

from kiosk.starting import BAD_CONFIG, FOLDER_VARIABLE, SHIPPED, serve


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
            from kiosk.store.errors import BadKeyFile, StoreUnavailable

            try:
                app(prog_name="kiosk")
            except (StoreUnavailable, BadKeyFile) as error:
                sys.stderr.write(f"The ledger's database cannot be used: {error}\n")
                sys.stderr.write("What to do: docs/technician-guide.zh-CN.md, 多台终端共用一个数据库.\n")
                sys.exit(BAD_CONFIG)


if __name__ == "__main__":
    main()
