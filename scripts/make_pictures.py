"""The pictures in docs/: screens by the gallery's renderer, the ticket by the simulated printer."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PIL import Image

from kiosk.app import application
from kiosk.config import load
from kiosk.flows.profiles import Look
from kiosk.text import Catalogue
from kiosk.ui.gallery import SHIPPED, render
from kiosk.ui.shell import Shell
from kiosk.visit.player import play
from kiosk.visit.script import load_script

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
SHOWN = (
    ("dark", "normal", "zh-CN", ("home", "card", "errand", "farewell")),
    ("light", "large", "en", ("home",)),
)


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    application()
    config = load(SHIPPED)
    shell = Shell(config.settings)
    for scheme, size, language, names in SHOWN:
        shell.set_look(Look(scheme, size))
        for name, picture in render(shell, config, Catalogue(), language).items():
            if name in names:
                picture.scaledToWidth(540).save(str(PICTURES / f"{name}-{scheme}-{language}.png"))
    with tempfile.TemporaryDirectory() as folder:
        script = load_script(ROOT / "tests" / "journeys" / "elder-ticket.toml")
        play(config, script, Path(folder), simulated=True, tell=lambda _: None)
        with Image.open(Path(folder) / "ticket.png") as ticket:
            ticket.save(PICTURES / "ticket.png")
    names = [f"{name}-dark-zh-CN.png" for name in ("home", "card", "errand", "farewell")]
    pictures = [Image.open(PICTURES / name) for name in names]
    row = Image.new("RGB", (sum(picture.width for picture in pictures) + 60, pictures[0].height), "#888888")
    left = 0
    for picture in pictures:
        row.paste(picture, (left, 0))
        left += picture.width + 20
    row.save(PICTURES / "visit.png")


if __name__ == "__main__":
    main()
