"""Fingers and eyes: touch areas and type in millimetres, over every screen, size, language and panel."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QLabel

from kiosk.ui.bar import BarButton
from kiosk.ui.cards import Card, KioskButton
from kiosk.ui.corner import StaffCorner
from tests.ui.conftest import Shown

MAIN_TOUCH_MM, BAR_TOUCH_MM, GAP_MM = 20.0, 15.0, 3.2  # accessibility C3, C4, C5
ROUNDING_MM = 0.01
# Height of a Chinese character: accessibility B4. Written again here, for the theme is what is tested.
MAIN_MM = {"compact": 6.5, "normal": 8.0, "large": 10.0, "huge": 12.0}
SMALL_MM = {"compact": 6.5, "normal": 6.5, "large": 6.5, "huge": 6.5}


def visible(button: KioskButton) -> QRect:
    """What a finger is aimed at, in px of the window: the card without the room for its focus ring."""
    assert button.theme is not None
    frame = button.frame(button.theme).toRect()
    return frame.translated(button.mapTo(button.window(), QPoint(0, 0)))


def touched(button: KioskButton) -> QRect:
    """All that acts when it is touched."""
    return QRect(button.mapTo(button.window(), QPoint(0, 0)), button.size())


def test_every_button_is_large_enough_for_an_unsteady_finger(screens: Iterator[Shown]) -> None:
    for shown in screens:
        for button in shown.shell.buttons:
            box, px_per_mm = visible(button), shown.shell.theme.px_per_mm
            least = BAR_TOUCH_MM if isinstance(button, BarButton | StaffCorner) else MAIN_TOUCH_MM
            assert box.height() / px_per_mm >= least - ROUNDING_MM, (
                f"{shown}: {button.accessibleName()} is low"
            )
            assert box.width() / px_per_mm >= MAIN_TOUCH_MM, f"{shown}: {button.accessibleName()} is narrow"


def test_buttons_stand_apart_and_inside_the_window(screens: Iterator[Shown]) -> None:
    for shown in screens:
        px_per_mm, window = shown.shell.theme.px_per_mm, shown.shell.rect()
        for button in shown.shell.buttons:
            assert window.contains(touched(button)), f"{shown}: {button.accessibleName()} leaves the window"
        for one, other in combinations(shown.shell.buttons, 2):
            a, b = touched(one), touched(other)
            apart = (
                max(a.left() - b.right(), b.left() - a.right(), a.top() - b.bottom(), b.top() - a.bottom())
                - 1
            )
            pair = f"{one.accessibleName()} and {other.accessibleName()}"
            assert apart / px_per_mm >= GAP_MM - ROUNDING_MM, (
                f"{shown}: {pair} are {apart / px_per_mm:.1f} mm apart"
            )


def test_type_is_never_smaller_than_the_size_promises(screens: Iterator[Shown]) -> None:
    """On the smallest landscape panel the floors of a smaller size may hold, but words are never lost."""
    for shown in screens:
        theme = shown.shell.body.theme
        assert theme is not None
        size = theme.floor or theme.size
        if shown.panel != "21.5 inch landscape":
            assert not theme.floor, f"{shown}: the floor was lowered to {theme.floor}"
        px_per_mm = theme.px_per_mm
        for label in shown.shell.body.findChildren(QLabel):
            if label.text() and not label.isHidden():
                em = label.font().pixelSize() / px_per_mm
                assert em >= MAIN_MM[size] - ROUNDING_MM, f"{shown}: {label.text()} is {em:.1f} mm"
        for button in shown.shell.buttons:
            assert isinstance(button, Card | BarButton | StaffCorner)
            em = button.smallest_px / px_per_mm
            floor = MAIN_MM[size] if isinstance(button, Card) else SMALL_MM[shown.size]
            assert em >= floor - ROUNDING_MM, f"{shown}: {button.accessibleName()} is {em:.1f} mm"
        for label in (shown.shell.header.hall, shown.shell.header.clock):
            assert label.font().pixelSize() / px_per_mm >= SMALL_MM[shown.size] - ROUNDING_MM


def test_a_larger_size_is_really_larger(screens: Iterator[Shown]) -> None:
    answers: dict[tuple[str, str], list[int]] = {}
    for shown in screens:
        cards = [button.smallest_px for button in shown.shell.buttons if isinstance(button, Card)]
        if cards:
            answers.setdefault((shown.language, shown.name), []).append(min(cards))
    for which, (_, normal, _, huge) in answers.items():
        # On the fullest screens of a small panel they may be about equal: header and bar grow too.
        assert huge >= 0.9 * normal, f"{which}: huge is {huge} px, normal {normal} px"
    assert sum(huge > normal for _, normal, _, huge in answers.values()) > len(answers) / 2
