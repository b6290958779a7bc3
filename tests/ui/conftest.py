"""One QApplication without a display, one window per panel, and every preview of the program."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.config import Config, load
from kiosk.flows.profiles import SIZES, Look
from kiosk.flows.resolve import Resolver
from kiosk.flows.view import View
from kiosk.text import Catalogue
from kiosk.ui.bar_words import bar_words
from kiosk.ui.previews import preview_views
from kiosk.ui.shell import BarWords, Shell
from tests.ui.windows import discard

PANELS = {  # width px, height px, width mm, height mm
    "27 inch": (1080, 1920, 336, 598),
    "21.5 inch": (1080, 1920, 268, 476),
    "27 inch landscape": (1920, 1080, 598, 336),
    "21.5 inch landscape": (1920, 1080, 476, 268),
}
CONFIG = load(Path(__file__).parents[2] / "config")


def settings_for(panel: str, after_change: float = 0.0) -> Config:
    """The shipped configuration on another panel."""
    width, height, width_mm, height_mm = PANELS[panel]
    screen = CONFIG.settings.screen.model_copy(
        update={"width_px": width, "height_px": height, "width_mm": width_mm, "height_mm": height_mm}
    )
    times = CONFIG.settings.times.model_copy(update={"after_change": after_change})
    return Config(CONFIG.settings.model_copy(update={"screen": screen, "times": times}), CONFIG.hall)


@cache
def views(language: str, size: str = "normal") -> dict[str, View]:
    """Every preview by name, as it is in that size."""
    return dict(preview_views(CONFIG.hall, Catalogue(), language, Look("dark", size)))


@cache
def words(language: str) -> BarWords:
    return bar_words(Resolver(Catalogue(), language), CONFIG.hall)


Window = Callable[[Config, Look], Shell]


@dataclass(frozen=True)
class Shown:
    """One preview as it stands on one panel in one size."""

    name: str
    language: str
    size: str
    panel: str
    shell: Shell
    view: View

    def __str__(self) -> str:
        return f"{self.name}, {self.language}, {self.size}, {self.panel}"


def every_screen(shell: Shell, panel: str) -> Iterator[Shown]:
    """Every preview in both languages and all sizes, one after the other in the same window."""
    for size in SIZES:
        shell.set_look(Look("dark", size))
        for language in ("zh-CN", "en"):
            for name, view in views(language, size).items():
                shell.show_view(view, words(language))
                yield Shown(name, language, size, panel, shell, view)


@pytest.fixture(scope="session")
def application() -> QApplication:
    existing = QApplication.instance()
    return existing if isinstance(existing, QApplication) else QApplication([])


@pytest.fixture
def shell(application: QApplication) -> Iterator[Shell]:
    """The window on the 27 inch panel, with no dead time after a change."""
    window = Shell(settings_for("27 inch").settings)
    window.set_look(Look("dark", "normal"))
    window.show()
    yield window
    discard(window)


@pytest.fixture(params=list(PANELS))
def screens(request: pytest.FixtureRequest, application: QApplication) -> Iterator[Iterator[Shown]]:
    """Every screen of the program on one panel, in both languages and all sizes."""
    window = Shell(settings_for(request.param).settings)
    yield every_screen(window, request.param)
    discard(window)


@pytest.fixture
def show(shell: Shell) -> Callable[..., View]:
    """Show a preview in the window by name."""

    def shown(name: str, language: str = "zh-CN") -> View:
        view = views(language)[name]
        shell.show_view(view, words(language))
        QApplication.processEvents()
        return view

    return shown


@pytest.fixture
def window(application: QApplication) -> Iterator[Window]:
    """Makes windows, and takes them away again whatever becomes of the test."""
    made: list[Shell] = []

    def make(config: Config, look: Look) -> Shell:
        shell = Shell(config.settings)
        made.append(shell)
        shell.set_look(look)
        return shell

    yield make
    for shell in made:
        discard(shell)
