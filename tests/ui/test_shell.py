"""Fingers and keys on the window: the touch rules C9 to C13, the ring D1 to D6."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.flows.view import OptionView
from kiosk.ui.shell import Shell
from tests.ui.conftest import MakeShell, show, views

ZH = views("zh-CN")


class Heard:
    """What the shell reported."""

    def __init__(self, shell: Shell) -> None:
        self.answers: list[object] = []
        self.focused: list[tuple[int, int, str]] = []
        self.painted: list[str] = []
        self.bar: list[str] = []
        shell.answered.connect(self.answers.append)
        shell.focused.connect(self._focus)
        shell.painted.connect(self.painted.append)
        for name in ("back", "repeat", "settings_pressed", "help_pressed"):
            getattr(shell, name).connect(lambda name=name: self.bar.append(name))

    def _focus(self, place: int, of: int, option: OptionView) -> None:
        self.focused.append((place, of, option.title))


@pytest.fixture
def heard(shell: Shell) -> Heard:
    return Heard(shell)


def key(shell: Shell, *names: Qt.Key) -> None:
    for name in names:
        QTest.keyClick(shell, name)
        QApplication.processEvents()


def press(shell: Shell, option: str) -> None:
    button = shell.option_button(option)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def test_a_press_is_the_options_answer(shell: Shell, heard: Heard) -> None:
    show(shell, ZH["errand"])
    press(shell, "gas")
    assert heard.answers == ["gas"]


def test_sliding_off_cancels(shell: Shell, heard: Heard) -> None:
    show(shell, ZH["errand"])
    button = shell.option_button("gas")
    assert button is not None
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    QTest.mouseMove(button, QPoint(5, -400))
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton, pos=QPoint(5, -400))
    QApplication.processEvents()
    assert heard.answers == []


def test_nothing_happens_on_press(shell: Shell, heard: Heard) -> None:
    show(shell, ZH["errand"])
    button = shell.option_button("gas")
    assert button is not None
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert heard.answers == []
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)


def test_a_second_press_on_the_same_place_is_a_trembling_hand(shell: Shell, heard: Heard) -> None:
    show(shell, ZH["errand"])
    press(shell, "gas")
    press(shell, "gas")
    assert heard.answers == ["gas"]


def test_a_new_screen_takes_no_touch_at_once(make_shell: MakeShell) -> None:
    shell = make_shell(after_change=0.3)
    heard = Heard(shell)
    show(shell, ZH["errand"])
    assert not shell.takes_input
    press(shell, "gas")
    assert heard.answers == []
    QTest.qWait(350)
    assert shell.takes_input
    press(shell, "gas")
    assert heard.answers == ["gas"]


def test_toggles_are_chosen_and_given_together(shell: Shell, heard: Heard) -> None:
    show(shell, ZH["needs"])
    press(shell, "sign")
    press(shell, "slowly")
    done = shell.done_button()
    assert done is not None
    QTest.mouseClick(done, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert heard.answers == [frozenset({"sign", "slowly"})]


@pytest.mark.parametrize("name", list(ZH))
def test_the_ring_visits_everything_once_and_wraps(shell: Shell, name: str) -> None:
    show(shell, ZH[name])
    visited: list[str] = []
    for _ in shell.buttons:
        current = shell._focus.current
        assert current is not None
        visited.append(current.accessibleName())
        key(shell, Qt.Key.Key_Down)
    assert len(visited) == len(set(visited)) == len(shell.buttons)
    assert shell._focus.current is not None
    assert shell._focus.current.accessibleName() == visited[0]


@pytest.mark.parametrize("select", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Select])
def test_keys_alone_answer(shell: Shell, heard: Heard, select: Qt.Key) -> None:
    show(shell, ZH["errand"])
    key(shell, Qt.Key.Key_Down, Qt.Key.Key_Tab, Qt.Key.Key_Up, select)
    assert heard.answers == ["social"]
    assert heard.focused[0] == (2, 6, "社保")


def test_escape_is_back_where_back_is_possible(shell: Shell, heard: Heard) -> None:
    show(shell, ZH["errand"])
    key(shell, Qt.Key.Key_Escape)
    show(shell, replace(ZH["farewell"], can_back=False))
    key(shell, Qt.Key.Key_Escape)
    assert heard.bar == ["back"]


def test_the_bar_is_always_there_and_help_never_disabled(shell: Shell, heard: Heard) -> None:
    places: set[tuple[int, int]] = set()
    button = shell.bar_button("help")
    assert button is not None
    for view in ZH.values():
        show(shell, view)
        assert button.isVisible()
        assert button.isEnabled()
        places.add((button.x(), button.y()))
    assert len(places) == 1, "叫人帮忙 is at the same place on every screen"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert heard.bar == ["help_pressed"]


def test_painted_is_told_once_for_each_screen(shell: Shell, heard: Heard) -> None:
    show(shell, ZH["errand"])
    shell.update()
    QApplication.processEvents()
    show(shell, ZH["help"])
    QApplication.processEvents()
    assert heard.painted == ["errand", "help"]
    assert shell.painted_id == "help"


def accessible_buttons(widget: QWidget) -> list[str]:
    names: list[str] = []
    interface = QAccessible.queryAccessibleInterface(widget)
    waiting = [interface]
    while waiting:
        node = waiting.pop()
        # The stubs do not know the bit fields of QAccessible.State.
        if cast(Any, node.state()).invisible:
            continue
        if node.role() in (QAccessible.Role.Button, QAccessible.Role.CheckBox, QAccessible.Role.PushButton):
            names.append(node.text(QAccessible.Text.Name))
        waiting.extend(node.child(index) for index in range(node.childCount()))
    return names


@pytest.mark.parametrize("name", list(ZH))
def test_assistive_technology_finds_every_button_by_name(shell: Shell, name: str) -> None:
    show(shell, ZH[name])
    names = accessible_buttons(shell)
    assert len(names) >= len(shell.buttons)
    assert all(names)
    assert len(names) == len(set(names))
    assert not any("&" in words for words in names)


def test_no_widget_is_made_per_visitor(shell: Shell) -> None:
    for view in ZH.values():
        show(shell, view)
    before = len(shell.findChildren(QWidget))
    for _ in range(10):
        for view in ZH.values():
            show(shell, view)
    assert len(shell.findChildren(QWidget)) == before
