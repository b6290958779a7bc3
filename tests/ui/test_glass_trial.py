"""Tests on the glass: drift is measured, a dead panel can be left by key, and the whole window is covered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.desk_previews import TECHNICIAN
from kiosk.domain.staff import Actor, DeskTab
from kiosk.flows.desk.frame import desk_page
from kiosk.flows.desk.glass import Glass
from kiosk.flows.desk.screen import GLASS_OVER, Note, Pressed
from kiosk.flows.resolve import Resolver
from kiosk.flows.visit import Visit
from kiosk.text import Catalogue
from kiosk.ui.screens.glass_trial import (
    COLOURS,
    COLUMNS,
    ROWS,
    ColourTrial,
    GlassTrial,
    RulerTrial,
    TouchTrial,
)
from kiosk.ui.shell import Shell
from tests.ui.conftest import CONFIG, words

Put = Callable[[str], GlassTrial | None]


@pytest.fixture
def answers(shell: Shell) -> list[Pressed]:
    heard: list[Pressed] = []
    shell.answered.connect(heard.append)
    return heard


@pytest.fixture
def put(shell: Shell) -> Put:
    def show(glass: str) -> GlassTrial | None:
        page = desk_page(Visit(CONFIG.hall), Actor(TECHNICIAN), DeskTab.DEVICES, (Note("…"),))
        shell.show_view(Resolver(Catalogue(), "zh-CN").view(replace(page, glass=glass)), words("zh-CN"))
        QApplication.processEvents()
        return shell.body.desk.glass

    return show


def click(trial: GlassTrial, at: QPoint) -> None:
    QTest.mouseClick(trial, Qt.MouseButton.LeftButton, pos=at)
    QApplication.processEvents()


def values(answers: list[Pressed]) -> Mapping[str, object]:
    [answer] = answers
    assert answer.key == GLASS_OVER
    return answer.values


def test_every_target_touched_tells_the_worst_drift_in_millimetres(
    shell: Shell, put: Put, answers: list[Pressed]
) -> None:
    trial = put(Glass.TOUCH)
    assert isinstance(trial, TouchTrial)
    assert trial.geometry() == shell.rect(), "nothing of the page can be pressed meanwhile"
    px_per_mm = shell.theme.px_per_mm
    for place, centre in enumerate(trial.centres):
        click(trial, centre + (QPoint(round(3 * px_per_mm), 0) if place == 7 else QPoint()))
    found = values(answers)
    assert found["missed"] == "0"
    assert float(str(found["most"])) == pytest.approx(3.0, abs=0.2)


def test_a_panel_with_a_dead_corner_is_left_by_key_and_says_how_many(
    put: Put, answers: list[Pressed]
) -> None:
    trial = put(Glass.TOUCH)
    assert isinstance(trial, TouchTrial)
    for centre in trial.centres[:10]:
        click(trial, centre)
    QTest.keyClick(trial, Qt.Key.Key_Escape)
    assert values(answers)["missed"] == str(COLUMNS * ROWS - 10)


def test_a_second_touch_does_not_mend_the_first(shell: Shell, put: Put, answers: list[Pressed]) -> None:
    trial = put(Glass.TOUCH)
    assert isinstance(trial, TouchTrial)
    first = trial.centres[0]
    click(trial, first + QPoint(round(4 * shell.theme.px_per_mm), 0))
    click(trial, first)
    QTest.keyClick(trial, Qt.Key.Key_Escape)
    assert float(str(values(answers)["most"])) == pytest.approx(4.0, abs=0.2)


def test_whole_colours_one_after_the_other_by_touch_or_key(put: Put, answers: list[Pressed]) -> None:
    trial = put(Glass.COLOURS)
    assert isinstance(trial, ColourTrial)
    for colour in COLOURS:
        picture = trial.grab().toImage()
        corners = [(0, 0), (picture.width() - 1, 0), (0, picture.height() - 1), (picture.width() // 2, 99)]
        assert {picture.pixelColor(x, y).name() for x, y in corners} == {QColor(colour).name()}
        assert answers == []
        QTest.keyClick(trial, Qt.Key.Key_Space)
    assert values(answers) == {}


def test_the_ruler_is_as_long_as_the_configuration_says(
    shell: Shell, put: Put, answers: list[Pressed]
) -> None:
    trial = put(Glass.RULER)
    assert isinstance(trial, RulerTrial)
    picture, px_per_mm = trial.grab().toImage(), shell.theme.px_per_mm
    row = round((20 + 8.5) * px_per_mm)  # below the marks of 5 mm: only those of 10 mm reach so far
    black = [x for x in range(picture.width()) if picture.pixelColor(x, row).lightness() < 100]
    assert (black[-1] - black[0]) / px_per_mm == pytest.approx(100, abs=0.6)
    click(trial, QPoint(5, 5))
    assert values(answers) == {}


def test_it_is_gone_with_the_page(shell: Shell, put: Put) -> None:
    assert put(Glass.RULER) is not None
    assert put("") is None
    shown = [child for child in shell.findChildren(GlassTrial) if not child.isHidden()]
    assert shown == []


def test_a_touch_on_it_keeps_the_desk_open(shell: Shell, put: Put) -> None:
    heard: list[bool] = []
    shell.activity.connect(lambda: heard.append(True))
    trial = put(Glass.TOUCH)
    assert trial is not None
    click(trial, QPoint(50, 50))
    assert heard
