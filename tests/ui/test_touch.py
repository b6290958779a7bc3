"""Fingers: act on release, once, inside, and not just after the screen has changed (accessibility C9 to C13)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.flows.profiles import Look
from kiosk.flows.view import View
from kiosk.ui import presses as presses_module
from kiosk.ui import shell as shell_module
from kiosk.ui.cards import Card, KioskButton
from kiosk.ui.shell import Shell
from tests.ui.conftest import settings_for, views, words
from tests.ui.windows import discard

LEFT = Qt.MouseButton.LeftButton
Show = Callable[..., View]


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(shell_module, "time", made)
    monkeypatch.setattr(presses_module, "time", made)
    return made


@pytest.fixture
def answers(shell: Shell) -> list[object]:
    heard: list[object] = []
    shell.answered.connect(heard.append)
    return heard


@pytest.fixture
def slow_shell(application: QApplication, clock: Clock) -> Iterator[Shell]:
    """With 0.4 s in which a new screen takes nothing."""
    window = Shell(settings_for("27 inch", after_change=0.4).settings)
    window.set_look(Look("dark", "normal"))
    window.show()
    window.show_view(views("zh-CN")["help"], words("zh-CN"))
    yield window
    discard(window)


def card(shell: Shell, key: str) -> Card:
    found = shell.option_button(key)
    assert isinstance(found, Card)
    return found


def tap(button: KioskButton) -> None:
    QTest.mouseClick(button, LEFT)
    QApplication.processEvents()


def test_a_press_acts_on_release_and_not_before(shell: Shell, show: Show, answers: list[object]) -> None:
    show("help")
    QTest.mousePress(card(shell, "accompany"), LEFT)
    QApplication.processEvents()
    assert answers == []
    QTest.mouseRelease(card(shell, "accompany"), LEFT)
    QApplication.processEvents()
    assert answers == ["accompany"]


def test_a_pressed_card_looks_pressed_at_once(shell: Shell, show: Show) -> None:
    show("help")
    before = card(shell, "agent").grab().toImage()
    QTest.mousePress(card(shell, "agent"), LEFT)
    assert card(shell, "agent").grab().toImage() != before


def test_sliding_off_takes_the_press_back(shell: Shell, show: Show, answers: list[object]) -> None:
    show("help")
    target = card(shell, "accompany")
    QTest.mousePress(target, LEFT, pos=target.rect().center())
    QTest.mouseMove(target, QPoint(-200, -200))
    QTest.mouseRelease(target, LEFT, pos=QPoint(-200, -200))
    QApplication.processEvents()
    assert answers == []


def test_sliding_inside_the_card_still_counts(shell: Shell, show: Show, answers: list[object]) -> None:
    show("help")
    target = card(shell, "accompany")
    QTest.mousePress(target, LEFT, pos=target.rect().center())
    QTest.mouseRelease(target, LEFT, pos=target.rect().center() + QPoint(60, 10))
    QApplication.processEvents()
    assert answers == ["accompany"]


def test_a_trembling_hand_presses_once(shell: Shell, show: Show, answers: list[object], clock: Clock) -> None:
    show("help")
    tap(card(shell, "agent"))
    clock.now += 0.2
    tap(card(shell, "agent"))
    assert answers == ["agent"]
    clock.now += 0.4
    tap(card(shell, "agent"))
    assert answers == ["agent", "agent"]


def test_a_trembling_hand_does_not_take_back_what_it_chose(
    shell: Shell, show: Show, answers: list[object], clock: Clock
) -> None:
    show("needs")
    tap(card(shell, "large_type"))
    clock.now += 0.1
    tap(card(shell, "large_type"))
    clock.now += 1
    done = shell.done_button()
    assert isinstance(done, Card)
    tap(done)
    assert answers == [frozenset({"large_type"})]


def test_help_is_called_once(shell: Shell, show: Show, clock: Clock) -> None:
    show("home")
    calls: list[int] = []
    shell.help_pressed.connect(lambda: calls.append(1))
    button = shell.bar_button("help")
    assert isinstance(button, KioskButton)
    tap(button)
    clock.now += 0.1
    tap(button)
    assert calls == [1]


def test_two_different_answers_may_follow_at_once(
    shell: Shell, show: Show, answers: list[object], clock: Clock
) -> None:
    show("help")
    tap(card(shell, "agent"))
    tap(card(shell, "accompany"))
    assert answers == ["agent", "accompany"]


def test_a_new_screen_takes_nothing_at_first(slow_shell: Shell, clock: Clock) -> None:
    heard: list[object] = []
    slow_shell.answered.connect(heard.append)
    clock.now += 0.39
    tap(card(slow_shell, "agent"))
    QTest.keyClick(slow_shell, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert heard == []
    clock.now += 0.02
    tap(card(slow_shell, "agent"))
    assert heard == ["agent"]


def test_another_page_is_a_new_screen(application: QApplication, clock: Clock) -> None:
    window = Shell(settings_for("27 inch", after_change=0.4).settings)
    window.set_look(Look("dark", "huge"))
    window.show()
    few = views("zh-CN")["errand"]
    many = tuple(replace(few.options[0], key=f"errand {place}") for place in range(10))
    window.show_view(replace(few, options=many), words("zh-CN"))
    clock.now += 1
    more = window.next_page_button()
    assert isinstance(more, Card)
    first = {button.option.key for button in window.buttons if isinstance(button, Card)}
    tap(more)
    second = {button.option.key for button in window.buttons if isinstance(button, Card)}
    assert second - first, "the next page has other answers"
    assert not window.takes_input
    discard(window)


def test_a_chosen_answer_has_a_tick_a_border_and_a_word(shell: Shell, show: Show, clock: Clock) -> None:
    show("needs")
    target = card(shell, "speech")
    before = target.grab().toImage()
    tap(target)
    assert target.isChecked()
    assert target.chosen_word == "已选"
    assert target.accessibleName().endswith("已选")
    assert target.grab().toImage() != before


def test_any_touch_shows_that_somebody_is_there(shell: Shell, show: Show) -> None:
    show("home")
    seen: list[int] = []
    shell.activity.connect(lambda: seen.append(1))
    QTest.mousePress(shell, LEFT, pos=QPoint(5, 5))
    assert seen == [1]
    QTest.mousePress(shell.body.title, LEFT)
    assert len(seen) == 2
    tap(shell.buttons[0])
    assert len(seen) == 3


def test_a_finger_that_was_down_when_the_screen_changed_does_nothing(
    shell: Shell, show: Show, answers: list[object]
) -> None:
    """The first card, which has the focus before and after: Qt itself lets go of the others."""
    target = card(shell, show("help").options[0].key)
    QTest.mousePress(target, LEFT)
    show("volunteer")
    QTest.mouseRelease(target, LEFT)
    QApplication.processEvents()
    assert answers == []
