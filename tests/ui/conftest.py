"""One application and one shell for all tests of the window; a view is shown anew in each."""

from __future__ import annotations

from collections.abc import Callable, Generator

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.config import Config, load
from kiosk.flows.resolve import Resolver
from kiosk.flows.view import View
from kiosk.text import Catalogue
from kiosk.ui.previews import bar_words, preview_views
from kiosk.ui.shell import Shell
from tests.flows.crawl import CONFIG

PANELS = {
    "27 inch": {},
    "21.5 inch": {"width_mm": 268.0, "height_mm": 476.0},
    "27 inch landscape": {"width_px": 1920, "height_px": 1080, "width_mm": 598.0, "height_mm": 336.0},
    "27 inch 4K": {"width_px": 2160, "height_px": 3840},
}
CATALOGUE = Catalogue()
SHIPPED = load(CONFIG)


def config_for(panel: str, after_change: float = 0.0) -> Config:
    """The shipped configuration on another panel; without the dead time unless it is asked for."""
    settings = SHIPPED.settings
    screen = settings.screen.model_copy(update=PANELS[panel])
    times = settings.times.model_copy(update={"after_change": after_change})
    return Config(settings.model_copy(update={"screen": screen, "times": times}), SHIPPED.hall)


def views(language: str) -> dict[str, View]:
    return dict(preview_views(SHIPPED.hall, CATALOGUE, language))


def show(shell: Shell, view: View) -> None:
    shell.show_view(view, bar_words(Resolver(CATALOGUE, view.language), SHIPPED.hall))
    QApplication.processEvents()


@pytest.fixture
def shell(qapp: QApplication) -> Generator[Shell]:
    made = Shell(config_for("27 inch").settings)
    made.set_look("dark", "normal")
    made.show()
    yield made
    made.close()
    made.deleteLater()


MakeShell = Callable[..., Shell]


@pytest.fixture
def make_shell(qapp: QApplication) -> Generator[MakeShell]:
    made: list[Shell] = []

    def make(
        panel: str = "27 inch", scheme: str = "dark", size: str = "normal", after_change: float = 0.0
    ) -> Shell:
        shell = Shell(config_for(panel, after_change).settings)
        shell.set_look(scheme, size)
        shell.show()
        made.append(shell)
        return shell

    yield make
    for shell in made:
        shell.close()
        shell.deleteLater()
