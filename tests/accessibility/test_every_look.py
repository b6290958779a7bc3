"""Every reachable screen in every look, language and orientation passes every check; what fails leaves a picture."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from kiosk.config import load
from kiosk.ui.theme import SIZES, Theme
from tests.accessibility.checks import CHECKS
from tests.accessibility.pictures import picture_of
from tests.accessibility.pixels import pixel_contrast
from tests.accessibility.walk import LOOKS, ORIENTATIONS, standing, views
from tests.flows.crawl import CONFIG


@pytest.mark.parametrize("orientation", ORIENTATIONS)
@pytest.mark.parametrize("look", LOOKS)
def test_every_screen_passes_every_check(application: QApplication, look: str, orientation: str) -> None:
    wrong: list[str] = []
    for at in standing(looks=(look,), orientations=(orientation,), every_view=look == "plain"):
        for name, check in CHECKS.items():
            wrong += [f"{at}: {name}: {sentence} ({picture_of(at)})" for sentence in check(at)]
    assert not wrong, "\n".join(wrong[:20])


@pytest.mark.parametrize("look", LOOKS)
def test_words_are_painted_with_their_contrast(application: QApplication, look: str) -> None:
    wrong: list[str] = []
    for at in standing(looks=(look,), languages=("zh-CN",), orientations=("portrait",), every_view=False):
        wrong += [f"{at}: {sentence} ({picture_of(at)})" for sentence in pixel_contrast(at)]
    assert not wrong, "\n".join(wrong[:20])


def test_the_walk_reaches_every_screen_that_the_program_has(application: QApplication) -> None:
    ids = {view.id for view in views(LOOKS["plain"], "zh-CN")}
    assert len(ids) >= 33
    seen = {
        at.view.id for at in standing(looks=("unhurried",), languages=("en",), orientations=("portrait",))
    }
    assert seen == ids


def test_lines_stand_apart(application: QApplication) -> None:
    """B6: from line to line at least 1.3 times the height of a character."""
    screen = load(CONFIG).settings.screen
    for size in SIZES:
        theme = Theme(screen, "dark", size)
        for font in (theme.title_font, theme.option_font, theme.line_font, theme.hint_font):
            assert QFontMetricsF(font).lineSpacing() / font.pixelSize() >= 1.3
