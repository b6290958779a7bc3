"""A simulated terminal's own kiosk.toml, so that its settings can be tried by screen: a copy, thrown away later."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import tomlkit

from kiosk.config import HALL_FILE, KIOSK_FILE, Config


def with_own_files(simulated: Config, shipped: Config, folder: Path) -> Config:
    """simulated: with the far ends' ports. shipped: whose files are copied, with those ports put in. Raises OSError.

    A configuration that lies in no folder stays without one: there is nothing to copy.
    """
    if shipped.folder is None:
        return simulated
    folder.mkdir(parents=True, exist_ok=True)
    document = tomlkit.parse((shipped.folder / KIOSK_FILE).read_bytes().decode("utf-8-sig"))
    settings = simulated.settings
    document["devices"] = settings.devices.model_dump(mode="json", exclude_none=True)
    document["screen"] = settings.screen.model_dump(mode="json")
    (folder / KIOSK_FILE).write_text(tomlkit.dumps(document), encoding="utf-8")
    (folder / HALL_FILE).write_bytes((shipped.folder / HALL_FILE).read_bytes())
    return replace(simulated, folder=folder)
