"""The picture of figures: every figure in its words, readable in every scheme, loaded only when it is shown."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Generator

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kiosk.config import ScreenSettings
from kiosk.flows.desk.screen import Bar, Shade
from kiosk.ui.screens.chart import ChartPicture, wanted_height
from kiosk.ui.theme import PALETTES, Theme, contrast
from tests.ui.windows import discard

SCREEN = ScreenSettings(width_mm=336, height_mm=597)
BARS = (
    Bar("老年人", 40),
    Bar("孕妇", 0, figure="少于3"),
    Bar("没有说、少于3的", 10, Shade.LATE),
)


@pytest.fixture
def picture(qtbot: QtBot) -> Generator[ChartPicture]:
    window = QWidget()
    made = ChartPicture(window)
    yield made
    discard(window)


def drawn(picture: ChartPicture, theme: Theme, width: int, bars: tuple[Bar, ...] = BARS) -> QImage:
    window = picture.window()
    window.resize(width, wanted_height(bars, width, theme))
    window.setStyleSheet(f"background: {theme.colours.ground}")
    picture.setGeometry(window.rect())
    picture.show_chart("哪些人", "人次", bars, theme)
    window.show()
    return window.grab().toImage()


def count(image: QImage, colour: str) -> int:
    wanted = QColor(colour).rgb()
    return sum(
        image.pixel(x, y) == wanted for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)
    )


@pytest.mark.parametrize("scheme", PALETTES)
@pytest.mark.parametrize("width", [1000, 420])  # upright, lying
def test_bars_are_as_long_as_their_figures(picture: ChartPicture, scheme: str, width: int) -> None:
    theme = Theme(SCREEN, scheme, "normal")
    image = drawn(picture, theme, width)
    normal, late = count(image, theme.colours.accent), count(image, theme.colours.danger)
    assert normal > 500
    assert 3.0 < normal / late < 5.0  # 40 to 10
    assert contrast(theme.colours.accent, theme.colours.ground) >= 3
    assert contrast(theme.colours.danger, theme.colours.ground) >= 3


def test_who_listens_hears_the_figures_and_no_small_one(picture: ChartPicture) -> None:
    drawn(picture, Theme(SCREEN, "dark", "normal"), 1000)
    assert picture.accessibleName() == "哪些人（人次）: 老年人 40; 孕妇 少于3; 没有说、少于3的 10"


def test_the_same_page_again_and_another_scheme(picture: ChartPicture) -> None:
    dark, light = Theme(SCREEN, "dark", "normal"), Theme(SCREEN, "light", "normal")
    once, again = (count(drawn(picture, dark, 1000), dark.colours.accent) for _ in range(2))
    assert abs(once - again) < once / 50  # nothing is drawn over what was there
    changed = drawn(picture, light, 1000)
    assert count(changed, light.colours.accent) > 500 and count(changed, dark.colours.accent) == 0


@pytest.mark.parametrize("bars", [(), (Bar("新增", 0), Bar("现在超期", 0))])
def test_nothing_is_drawn_for_nothing(picture: ChartPicture, bars: tuple[Bar, ...]) -> None:
    theme = Theme(SCREEN, "dark", "normal")
    assert count(drawn(picture, theme, 1000, bars), theme.colours.accent) == 0


def test_the_library_is_not_loaded_before_a_picture_is_shown() -> None:
    code = (
        "import sys, kiosk.ui.screens.chart; sys.exit('pyqtgraph' in sys.modules or 'numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
