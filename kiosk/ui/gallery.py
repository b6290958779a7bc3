"""`python -m kiosk.ui.gallery FOLDER`: every screen in every look and language on one HTML page."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from kiosk.config import Config, load
from kiosk.flows.profiles import Look
from kiosk.flows.resolve import Resolver
from kiosk.text import LANGUAGES, Catalogue
from kiosk.ui.bar_words import bar_words
from kiosk.ui.previews import preview_views
from kiosk.ui.shell import Shell
from kiosk.ui.theme import PALETTES, SIZES

HEAD = """<!doctype html><meta charset="utf-8"><title>Gallery</title>
<style>body { font-family: sans-serif; background: #888 } div { display: flex; flex-wrap: wrap; gap: 12px }
figure { margin: 0 } img { width: 270px; display: block }</style>
"""
FIGURE = '<figure><img loading="lazy" src="{file}"><figcaption>{name}</figcaption></figure>'
SHIPPED = Path(__file__).parents[2] / "config"


def render(shell: Shell, config: Config, catalogue: Catalogue, language: str) -> dict[str, QPixmap]:
    """Pictures of every preview in the shell's present look, by name."""
    words = bar_words(Resolver(catalogue, language), config.hall)
    pictures: dict[str, QPixmap] = {}
    for name, view in preview_views(config.hall, catalogue, language, shell.look):
        shell.show_view(view, words)
        shell.set_caption(view.speech.split("。")[0].split(". ")[0])
        pictures[name] = shell.grab()
    return pictures


def write_gallery(
    folder: Path, config: Config, schemes: Iterable[str] = PALETTES, sizes: Iterable[str] = SIZES
) -> Path:
    """Write index.html and its pictures in these looks. Returns the page."""
    looks = [(scheme, size) for scheme in schemes for size in sizes]
    folder.mkdir(parents=True, exist_ok=True)
    catalogue = Catalogue()
    shell = Shell(config.settings)
    rows: list[str] = []
    for language in LANGUAGES:
        for scheme, size in looks:
            shell.set_look(Look(scheme, size))
            rows.append(f"<h2>{language} · {scheme} · {size}</h2><div>")
            for name, picture in render(shell, config, catalogue, language).items():
                file = f"{language}-{scheme}-{size}-{name}.png"
                picture.save(str(folder / file))
                rows.append(FIGURE.format(file=file, name=name))
            rows.append("</div>")
    page = folder / "index.html"
    page.write_text(HEAD + "\n".join(rows), encoding="utf-8")
    return page


def main() -> None:
    application = QApplication([])
    page = write_gallery(Path(sys.argv[1]), load(SHIPPED))
    sys.stdout.write(f"{page}\n")
    del application


if __name__ == "__main__":
    main()
