"""docs/pictures/desk: pages of the staff's desk, from the scripted visits of tests/journeys. `make guide`."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from PIL import Image

from kiosk.starting import load_config
from kiosk.visit.player import play
from kiosk.visit.script import load_script

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures" / "desk"
WIDTH_PX = 540
PICTURES = {  # name: script, screen, which of its pictures (from the end)
    "sign-in": ("staff-serve", "staff-pin", 1),
    "serve": ("staff-serve", "desk-serve", 1),
    "calls": ("staff-day", "desk-calls", 1),
    "tickets": ("staff-day", "desk-tickets", 2),
    "loans": ("staff-leader", "desk-loans", 1),
    "patrol": ("staff-leader", "desk-patrol", 1),
    "figures": ("staff-leader", "desk-figures", 2),
    "training": ("staff-leader", "desk-serve", 1),
}


def main() -> int:
    config = load_config(ROOT / "config")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for script in sorted({script for script, _, _ in PICTURES.values()}):
            out = Path(folder) / script
            if play(
                config, load_script(ROOT / f"tests/journeys/{script}.toml"), out, simulated=True, tell=print
            ):
                return 1
            screens = json.loads((out / "visit.json").read_text(encoding="utf-8"))["screens"]
            for name, (of, screen, place) in PICTURES.items():
                if of == script:
                    shown = [its["picture"] for its in screens if its["id"] == screen and its["picture"]]
                    with Image.open(out / shown[-place]) as picture:
                        height = picture.height * WIDTH_PX // picture.width
                        small = picture.convert("RGB").resize((WIDTH_PX, height), Image.Resampling.LANCZOS)
                        small.quantize(64).save(FOLDER / f"{name}.png", optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
