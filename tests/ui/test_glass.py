"""Listening by finger: touches speak, two quick taps act, a black screen stays black (accessibility D7, B18, T19).

Events are sent to the window as the panel sends them; which widget gets them is Qt's own decision.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from kiosk.flows.profiles import Look
from kiosk.flows.view import OptionView
from kiosk.ui.glass import HOLD_SECONDS
from kiosk.ui.shell import Shell
from tests.ui.conftest import settings_for, views, words
from tests.ui.windows import discard

LEFT = Qt.MouseButton.LeftButton
DOUBLE_TAP = 0.3  # seconds; shorter than the shipped 0.6 so that the tests are


class Listener:
    """A finger on the whole window, and what is heard and answered."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        self.heard: list[str] = []
        self.answers: list[object] = []
        shell.focused.connect(self._hear)
        shell.answered.connect(self.answers.append)

    def _hear(self, place: int, of: int, option: OptionView) -> None:
        self.heard.append(option.title)

    def on(self, button: QAbstractButton | None) -> QPoint:
        assert button is not None
        return button.mapTo(self.shell, button.rect().center())

    def down(self, at: QPoint) -> None:
        QTest.mousePress(self.shell.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, at)

    def move(self, at: QPoint) -> None:
        QTest.mouseMove(self.shell.windowHandle(), at)
        QCoreApplication.processEvents()

    def up(self, at: QPoint) -> None:
        QTest.mouseRelease(self.shell.windowHandle(), LEFT, Qt.KeyboardModifier.NoModifier, at)

    def tap(self, at: QPoint) -> None:
        self.down(at)
        self.up(at)

    def wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            QCoreApplication.processEvents()


@pytest.fixture
def listener(application: QApplication, request: pytest.FixtureRequest) -> Iterator[Listener]:
    config = settings_for("27 inch")
    times = config.settings.times.model_copy(update={"double_tap": DOUBLE_TAP})
    shell = Shell(config.settings.model_copy(update={"times": times}))
    shell.set_look(getattr(request, "param", Look("dark", "normal", explore=True)))
    shell.show()
    shell.show_view(views("zh-CN")["errand"], words("zh-CN"))
    QApplication.processEvents()
    yield Listener(shell)
    discard(shell)


def option(listener: Listener, place: int) -> QPoint:
    view = listener.shell.view
    assert view is not None
    return listener.on(listener.shell.buttons[place])


def test_one_touch_speaks_what_is_there_and_acts_on_nothing(listener: Listener) -> None:
    listener.tap(option(listener, 2))
    listener.wait(DOUBLE_TAP + 0.2)
    assert listener.heard == ["出入境"]
    assert listener.answers == []


def test_two_quick_taps_anywhere_press_what_was_heard(listener: Listener) -> None:
    listener.tap(option(listener, 1))
    listener.wait(DOUBLE_TAP + 0.2)
    beside = QPoint(3, 3)  # no button there
    listener.tap(beside)
    listener.tap(beside)
    listener.wait(0.05)
    assert listener.answers == ["social"]


def test_two_quick_taps_on_another_answer_still_press_what_was_heard(listener: Listener) -> None:
    """Who cannot see taps where the hand is."""
    listener.tap(option(listener, 1))
    listener.wait(DOUBLE_TAP + 0.2)
    listener.tap(option(listener, 4))
    listener.tap(option(listener, 4))
    listener.wait(0.05)
    assert listener.answers == ["social"]


def test_two_slow_taps_are_two_questions(listener: Listener) -> None:
    for _ in range(2):
        listener.tap(option(listener, 1))
        listener.wait(DOUBLE_TAP + 0.2)
    assert listener.answers == []
    assert listener.heard == ["社保", "社保"]


def test_a_finger_that_stays_hears_at_once(listener: Listener) -> None:
    listener.down(option(listener, 3))
    listener.wait(HOLD_SECONDS + 0.15)
    assert listener.heard == ["燃气"]
    listener.up(option(listener, 3))
    listener.wait(DOUBLE_TAP + 0.1)
    assert (listener.heard, listener.answers) == (["燃气"], [])


def test_a_gliding_finger_hears_each_answer_once(listener: Listener) -> None:
    start, end = option(listener, 0), option(listener, 2)
    listener.down(start)
    for y in range(start.y(), end.y() + 1, 12):
        listener.move(QPoint(start.x(), y))
    listener.up(end)
    assert listener.heard == ["医保", "社保", "出入境"]
    assert listener.answers == []


def test_after_gliding_a_single_tap_does_not_act(listener: Listener) -> None:
    start = option(listener, 0)
    listener.down(start)
    listener.move(option(listener, 1))
    listener.up(option(listener, 1))
    listener.tap(option(listener, 1))
    listener.wait(0.05)
    assert listener.answers == []


def test_the_buttons_of_the_bar_are_heard_and_pressed_too(listener: Listener) -> None:
    helped: list[int] = []
    listener.shell.help_pressed.connect(lambda: helped.append(1))
    at = listener.on(listener.shell.bar_button("help"))
    listener.down(at)
    listener.wait(HOLD_SECONDS + 0.15)
    listener.up(at)
    assert (listener.heard, helped) == (["叫人帮忙"], [])
    listener.tap(at)
    listener.tap(at)
    listener.wait(0.05)
    assert helped == [1]


def test_keys_and_fingers_may_be_mixed(listener: Listener) -> None:
    listener.down(option(listener, 3))
    listener.wait(HOLD_SECONDS + 0.15)
    listener.up(option(listener, 3))
    QTest.keyClick(listener.shell, Qt.Key.Key_Down)
    QTest.keyClick(listener.shell, Qt.Key.Key_Return)
    listener.wait(0.05)
    assert listener.answers == ["telecom"]


def test_without_the_glass_a_touch_acts_as_ever(listener: Listener) -> None:
    listener.shell.set_look(Look("dark", "normal"))
    listener.shell.show_view(views("zh-CN")["errand"], words("zh-CN"))
    listener.tap(option(listener, 2))
    listener.wait(0.05)
    assert listener.answers == ["travel"]


CURTAIN = pytest.mark.parametrize(
    "listener", [Look("dark", "normal", explore=True, curtain=True)], indirect=True
)


@CURTAIN
def test_behind_the_curtain_nothing_can_be_read(listener: Listener) -> None:
    """Pixels: nothing but black, the two dim sentences and the one button."""
    shell = listener.shell
    picture = shell.grab().toImage()
    button = shell.buttons[-1]
    kept = button.geometry()
    band = shell.height() // 3, kept.bottom() + 1
    for y in [*range(0, band[0], 7), *range(band[1], shell.height(), 7)]:
        for x in range(0, shell.width(), 5):
            assert picture.pixelColor(x, y).name() == "#000000", (x, y)


@CURTAIN
def test_the_curtain_is_lifted_by_tapping_its_button_twice(listener: Listener) -> None:
    lifted: list[int] = []
    listener.shell.curtain_pressed.connect(lambda: lifted.append(1))
    at = listener.on(listener.shell.buttons[-1])
    listener.tap(at)
    listener.wait(DOUBLE_TAP + 0.1)
    assert (lifted, listener.heard) == ([], ["打开画面"])
    listener.tap(at)
    listener.tap(at)
    listener.wait(0.05)
    assert (lifted, listener.answers) == ([1], [])


@CURTAIN
def test_the_curtain_is_lifted_by_keys(listener: Listener) -> None:
    lifted: list[int] = []
    listener.shell.curtain_pressed.connect(lambda: lifted.append(1))
    QTest.keyClick(listener.shell, Qt.Key.Key_Up)
    assert listener.heard == ["打开画面"]
    QTest.keyClick(listener.shell, Qt.Key.Key_Return)
    listener.wait(0.05)
    assert lifted == [1]


@CURTAIN
def test_the_whole_visit_goes_on_behind_the_curtain(listener: Listener) -> None:
    listener.down(option(listener, 1))
    listener.wait(HOLD_SECONDS + 0.15)
    listener.up(option(listener, 1))
    listener.tap(QPoint(3, 3))
    listener.tap(QPoint(3, 3))
    listener.wait(0.05)
    assert listener.answers == ["social"]
