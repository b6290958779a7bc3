"""Keys and the focus ring: three keys reach everything, nothing is a trap (accessibility D1 to D6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.flows.view import OptionView, View
from kiosk.ui.bar import BarButton
from kiosk.ui.cards import KioskButton
from kiosk.ui.shell import Shell
from tests.ui.conftest import Shown

Key = Qt.Key
Show = Callable[..., View]


def press(shell: Shell, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or shell, key)
    QApplication.processEvents()


def ringed(shell: Shell) -> KioskButton:
    (button,) = [button for button in shell.buttons if button.ring]
    return button


@pytest.mark.parametrize(
    ("forward", "back"),
    [(Key.Key_Down, Key.Key_Up), (Key.Key_Right, Key.Key_Left), (Key.Key_Tab, Key.Key_Backtab)],
)
def test_the_ring_visits_everything_once_and_comes_round(
    shell: Shell, show: Show, forward: Qt.Key, back: Qt.Key
) -> None:
    show("errand")
    start, seen = ringed(shell), list[KioskButton]()
    for _ in shell.buttons:
        seen.append(ringed(shell))
        press(shell, forward)
    assert ringed(shell) is start
    assert len({id(button) for button in seen}) == len(seen) == len(shell.buttons)
    press(shell, back)
    assert ringed(shell) is seen[-1]


def test_the_ring_goes_from_top_to_bottom_and_ends_in_the_bar(screens: Iterator[Shown]) -> None:
    for shown in screens:
        corner = shown.shell.header.staff
        bar = [button for button in shown.shell.buttons if isinstance(button, BarButton)]
        cards = [button for button in shown.shell.buttons if button not in (*bar, corner)]
        assert list(shown.shell.buttons) == [*cards, corner, *bar], f"{shown}"
        for row in (cards, bar):
            places = [button.mapTo(shown.shell, QPoint(0, 0)) for button in row]
            assert places == sorted(places, key=lambda place: (place.y(), place.x())), f"{shown}"
        assert bar[-1] is shown.shell.bar_button("help")


def test_a_person_can_be_called_from_every_screen(screens: Iterator[Shown]) -> None:
    places = set[tuple[str, int, int]]()
    for shown in screens:
        button = shown.shell.bar_button("help")
        assert button in shown.shell.buttons, f"{shown}"
        places.add((shown.size + shown.language, button.x(), button.y()))
    assert len(places) == 8, "help stands in one place per size and language"


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space, Key.Key_Select])
def test_every_select_key_presses_the_ringed_answer(shell: Shell, show: Show, key: Qt.Key) -> None:
    heard: list[object] = []
    shell.answered.connect(heard.append)
    view = show("help")
    press(shell, Key.Key_Down)
    press(shell, key)
    assert heard == [view.options[1].key]


def test_escape_goes_back_where_back_acts(shell: Shell, show: Show) -> None:
    backs: list[int] = []
    shell.back.connect(lambda: backs.append(1))
    show("home")
    press(shell, Key.Key_Escape)
    assert backs == []
    show("help")
    press(shell, Key.Key_Escape)
    assert backs == [1]


def test_a_key_that_is_held_down_acts_once(shell: Shell, show: Show) -> None:
    show("errand")
    before = ringed(shell)
    held = QKeyEvent(QKeyEvent.Type.KeyPress, Key.Key_Down, Qt.KeyboardModifier.NoModifier, "", True)
    QApplication.sendEvent(shell, held)
    assert ringed(shell) is before


def test_moving_the_focus_says_where_it_is_and_acts_on_nothing(shell: Shell, show: Show) -> None:
    said: list[tuple[int, int, OptionView]] = []
    heard: list[object] = []

    def hear(place: int, of: int, option: OptionView) -> None:
        said.append((place, of, option))

    shell.focused.connect(hear)
    shell.answered.connect(heard.append)
    view = show("errand")
    press(shell, Key.Key_Down)
    assert said == [(2, len(view.options), view.options[1])]
    press(shell, Key.Key_Up)
    press(shell, Key.Key_Up)
    place, of, option = said[-1]
    assert (place, of) == (0, 0)
    assert option.title == "叫人帮忙"
    assert heard == []


def test_the_ring_starts_on_the_first_answer_of_a_new_screen(shell: Shell, show: Show) -> None:
    show("errand")
    press(shell, Key.Key_Down)
    press(shell, Key.Key_Down)
    view = show("help")
    assert ringed(shell) is shell.option_button(view.options[0].key)


def test_the_ring_is_a_millimetre_of_light_around_the_card(shell: Shell, show: Show) -> None:
    show("errand")
    button = ringed(shell)
    picture = button.grab().toImage()
    wide = 0
    while picture.pixelColor(wide, picture.height() // 2).name().upper() == shell.theme.colours.ring:
        wide += 1
    assert wide / shell.theme.px_per_mm >= 1.0
    gap = picture.pixelColor(shell.theme.ring_px + shell.theme.ring_gap_px // 2, picture.height() // 2)
    assert gap.name().upper() == shell.theme.colours.ground
