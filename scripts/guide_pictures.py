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
PICTURES: dict[str, tuple[str, str, int | str]] = {  # name: script, screen, place from the end or words on it
    "sign-in": ("staff-serve", "staff-pin", 1),
    "serve": ("staff-serve", "desk-serve", 1),
    "calls": ("staff-day", "desk-calls", 1),
    "tickets": ("staff-day", "desk-tickets", 2),
    "loans": ("staff-leader", "desk-loans", 1),
    "patrol": ("staff-leader", "desk-patrol", 1),
    "figures": ("staff-leader", "desk-figures", 2),
    "devices": ("staff-technician", "desk-devices", "先看：小票打印机"),
    "device": ("staff-technician", "desk-devices", "合上盖子"),
    "commissioning": ("staff-technician", "desk-devices", "安装验收："),
    "settings": ("staff-technician", "desk-settings", "已改成 720"),
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
                    shown = [its for its in screens if its["id"] == screen and its["picture"]]
                    if isinstance(place, str):
                        shown, place = [its for its in shown if place in "\n".join(its["texts"])], 1
                    with Image.open(out / shown[-place]["picture"]) as picture:
                        height = picture.height * WIDTH_PX // picture.width
                        small = picture.convert("RGB").resize((WIDTH_PX, height), Image.Resampling.LANCZOS)
                        small.quantize(64).save(FOLDER / f"{name}.png", optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
