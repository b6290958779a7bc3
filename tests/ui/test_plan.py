"""The map of a way: arrows along the line in the direction of walking, a pin at its end, names that never overlap."""

from __future__ import annotations

from itertools import combinations
from math import atan2, pi

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from kiosk.flows.map_sketch import sketch
from kiosk.flows.profiles import Look
from kiosk.flows.resolve import Resolver
from kiosk.flows.script import Tell
from kiosk.text import LANGUAGES, Catalogue
from kiosk.ui.screens.plan_shapes import arrow_heads, pin
from tests.ui.conftest import CONFIG, PANELS, Window, settings_for, words

TARGETS = [window.id for window in CONFIG.hall.windows]


@pytest.mark.parametrize(
    ("start", "end", "angle"),
    [((0, 0), (100, 0), 0), ((100, 0), (0, 0), pi), ((0, 0), (0, 100), pi / 2), ((0, 100), (0, 0), -pi / 2)],
)
def test_arrows_point_the_way_one_walks(start: tuple[int, int], end: tuple[int, int], angle: float) -> None:
    heads = arrow_heads([QPointF(*start), QPointF(*end)], 10)
    assert heads
    for head in heads:
        tip = head.pointAtPercent(0.5)
        way = tip - (head.pointAtPercent(0) + head.pointAtPercent(1)) * 0.5
        assert atan2(way.y(), way.x()) == pytest.approx(angle, abs=0.01)


def test_a_stretch_without_room_has_none() -> None:
    assert arrow_heads([QPointF(0, 0), QPointF(20, 0)], 10) == []


def test_the_pin_stands_on_its_place_with_a_hole_in_its_head() -> None:
    drop = pin(QPointF(50, 100), 20)
    assert drop.boundingRect().bottom() == pytest.approx(100, abs=1)
    assert drop.contains(QPointF(50, 92))
    assert not drop.contains(QPointF(50, 70)), "the hole"
    assert not drop.contains(QPointF(50, 103))


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("panel", list(PANELS))
def test_names_never_overlap_and_the_pin_and_arrows_are_seen(window: Window, panel: str, target: str) -> None:
    shell = window(settings_for(panel), Look("dark", "normal"))
    shell.show()
    for language in LANGUAGES:
        plan = sketch(CONFIG.hall, target)
        assert plan
        view = Resolver(Catalogue(), language).view(Tell("home", plan=plan))
        shell.show_view(view, words(language))
        QApplication.processEvents()
        picture = shell.body.plan.grab().toImage()
        named = shell.body.plan.named
        assert len(named) >= 2, f"{panel}: {named}"
        for (one, a), (other, b) in combinations(named, 2):
            assert not a.intersects(b), f"{panel}, {language}: {one} over {other}"
        colours = {
            picture.pixelColor(x, y).name()
            for x in range(0, picture.width(), 2)
            for y in range(0, picture.height(), 2)
        }
        assert shell.theme.colours.accent.lower() in colours
