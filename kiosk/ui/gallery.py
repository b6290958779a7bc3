"""`python -m kiosk.ui.gallery FOLDER`: every screen on one HTML page, all ability profiles side by side.

One row a screen, one column a look; both languages, portrait and landscape.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from kiosk.config import Config, load
from kiosk.flows.profiles import PROFILES, SCHEMES, Look
from kiosk.flows.resolve import Resolver
from kiosk.text import LANGUAGES, Catalogue
from kiosk.ui.bar_words import bar_words
from kiosk.ui.previews import preview_views
from kiosk.ui.shell import Shell

HEAD = """<!doctype html><meta charset="utf-8"><title>Gallery</title>
<style>body { font-family: sans-serif; background: #888 } div { display: flex; flex-wrap: wrap; gap: 12px }
figure { margin: 0 } img { width: 270px; display: block }</style>
"""
FIGURE = '<figure><img loading="lazy" src="{file}"><figcaption>{name}</figcaption></figure>'
HEIGHT_PX, QUALITY = 960, 85
SMOOTH = Qt.TransformationMode.SmoothTransformation
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


def looks(config: Config) -> dict[str, Look]:
    """The hall's own look, each ability profile on it, and the other colour schemes."""
    plain = Look(config.settings.look.scheme, config.settings.look.size)
    return {
        "plain": plain,
        **{its.key: its.on(plain) for its in PROFILES},
        **{scheme: replace(plain, scheme=scheme) for scheme in SCHEMES if scheme != plain.scheme},
    }


def turned(config: Config) -> Config:
    """The same panel, on its side."""
    screen = config.settings.screen
    its = {
        "width_px": screen.height_px,
        "height_px": screen.width_px,
        "width_mm": screen.height_mm,
        "height_mm": screen.width_mm,
    }
    return Config(config.settings.model_copy(update={"screen": screen.model_copy(update=its)}), config.hall)


def write_gallery(folder: Path, config: Config, names: Iterable[str] | None = None) -> Path:
    """Write index.html and its pictures. names: of the looks to show, all by default. Returns the page."""
    folder.mkdir(parents=True, exist_ok=True)
    shown = {name: look for name, look in looks(config).items() if names is None or name in names}
    rows: list[str] = []
    for panel, of in (("portrait", config), ("landscape", turned(config))):
        shell = Shell(of.settings)
        for language in LANGUAGES:
            files: dict[str, list[str]] = {}
            for name, look in shown.items():
                shell.set_look(look)
                for screen, picture in render(shell, of, Catalogue(), language).items():
                    file = f"{panel}-{language}-{screen}-{name}.jpg"
                    picture.scaledToHeight(HEIGHT_PX, SMOOTH).save(str(folder / file), quality=QUALITY)
                    files.setdefault(screen, []).append(FIGURE.format(file=file, name=name))
            for screen, figures in files.items():
                rows.append(f"<h2>{screen} · {language} · {panel}</h2><div>{''.join(figures)}</div>")
        shell.close()
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
