"""A number is typed: by finger, keypad and keyboard, spoken digit by digit, big enough, and forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.flows.view import Kind, OptionView, View
from kiosk.ui.cards import Card
from kiosk.ui.shell import Shell
from tests.ui.conftest import Shown

Show = Callable[..., View]
Key = Qt.Key


@pytest.fixture
def answers(shell: Shell) -> list[object]:
    heard: list[object] = []
    shell.answered.connect(heard.append)
    return heard


@pytest.fixture
def said(shell: Shell) -> list[str]:
    words: list[str] = []

    def hear(place: int, of: int, option: OptionView) -> None:
        if option.echo:
            words.append(option.speech)

    shell.focused.connect(hear)
    return words


def press(shell: Shell, key: str) -> None:
    """As often as it is called: the guard against trembling has its own tests."""
    button = shell.option_button(key)
    assert isinstance(button, Card), key
    button.click()
    QApplication.processEvents()


def typed(shell: Shell) -> str:
    return shell.body.digits.number.accessibleName()


def write(shell: Shell, digits: str) -> None:
    for digit in digits:
        press(shell, f"digit:{digit}")


def test_a_number_is_answered_whole(shell: Shell, show: Show, answers: list[object]) -> None:
    show("phone")
    write(shell, "13800000000")
    assert typed(shell) == "138 0000 0000"
    assert answers == []
    press(shell, "digit:done")
    assert answers == ["13800000000"]
    assert "138" not in repr(answers[0])


def test_each_key_is_said_and_the_whole_number_is_read_back(
    shell: Shell, show: Show, said: list[str]
) -> None:
    show("phone")
    write(shell, "13912345670")
    assert said[:3] == ["一", "三", "九"]
    assert said[-1] == "一三九，一二三四，五六七零"


def test_too_few_digits_are_no_answer_and_the_visitor_hears_why(
    shell: Shell, show: Show, answers: list[object], said: list[str]
) -> None:
    show("phone")
    write(shell, "138")
    press(shell, "digit:done")
    assert answers == []
    assert said[-1] == "还差八位"
    assert typed(shell) == "138"


def test_no_more_than_most_are_taken(shell: Shell, show: Show) -> None:
    show("phone")
    write(shell, "057012345678" + "9")
    assert typed(shell) == "0570 1234 5678"


def test_a_digit_is_taken_back(shell: Shell, show: Show, said: list[str]) -> None:
    show("phone")
    write(shell, "13")
    press(shell, "digit:delete")
    assert typed(shell) == "1"
    assert said[-1] == "退一格，一"


def test_a_finger_presses_a_key_where_it_is(shell: Shell, show: Show) -> None:
    show("phone")
    button = shell.option_button("digit:5")
    assert isinstance(button, Card)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert typed(shell) == "5"


def test_a_keyboard_types(shell: Shell, show: Show, answers: list[object]) -> None:
    show("phone")
    for key in (Key.Key_1, Key.Key_3, Key.Key_9, Key.Key_Backspace, Key.Key_8):
        QTest.keyClick(shell, key)
    assert typed(shell) == "138"
    show("home")
    QTest.keyClick(shell, Key.Key_1)
    assert answers == []


def test_enter_after_typed_digits_is_done_and_after_an_arrow_presses_what_the_ring_is_on(
    shell: Shell, show: Show, answers: list[object], qtbot: QtBot
) -> None:
    """A technician with a keyboard, where the panel is dead."""
    show("phone")
    for key in (*(getattr(Key, f"Key_{digit}") for digit in "1380000000"), Key.Key_Down):
        QTest.keyClick(shell, key)
    ringed = next(button for button in shell.buttons if button.ring)
    assert isinstance(ringed, Card)
    QTest.keyClick(shell, Key.Key_Return)
    wanted = "138 0000 000" + ringed.option.key[-1]
    qtbot.waitUntil(lambda: typed(shell) == wanted)
    assert answers == []
    QTest.keyClick(shell, Key.Key_Backspace)
    for key in (Key.Key_0, Key.Key_Return):
        QTest.keyClick(shell, key)
    assert answers == ["13800000000"]


def test_a_key_that_was_pressed_as_the_visit_ended_does_nothing(
    shell: Shell, show: Show, answers: list[object], qtbot: QtBot
) -> None:
    show("phone")
    QTest.keyClick(shell, Key.Key_Return)
    show("home")
    qtbot.wait(200)  # longer than a key is drawn pressed
    assert answers == []


def test_everything_is_reached_with_the_focus_ring(shell: Shell, show: Show, answers: list[object]) -> None:
    show("phone")
    for wanted in "13800000000":
        _walk_to(shell, f"digit:{wanted}")
        current = next(button for button in shell.buttons if button.ring)
        current.click()
        QApplication.processEvents()
    _walk_to(shell, "digit:done")
    shell.press_focused()
    QApplication.processEvents()
    assert answers == ["13800000000"]


def _walk_to(shell: Shell, wanted: str) -> None:
    for _ in shell.buttons:
        current = next(button for button in shell.buttons if button.ring)
        if isinstance(current, Card) and current.option.key == wanted:
            return
        shell.move_focus(1)
    raise AssertionError(wanted)


def test_the_pad_is_a_telephones(shell: Shell, show: Show) -> None:
    show("phone")
    cards = sorted(shell.body.digits.cards, key=lambda card: (card.y(), card.x()))
    assert [card.option.title for card in cards[:12]] == [*"123456789", "退一格", "0", "好了"]


def test_the_digits_stay_under_the_settings_and_go_with_the_visit(shell: Shell, show: Show) -> None:
    show("phone")
    write(shell, "138")
    show("settings")
    show("phone")
    assert typed(shell) == "138"
    show("home")
    assert typed(shell) == ""
    show("phone")
    assert "138" not in typed(shell)


def test_the_screens_own_answer_wipes_the_digits(shell: Shell, show: Show, answers: list[object]) -> None:
    show("phone")
    write(shell, "138")
    press(shell, "no_phone")
    assert answers == ["no_phone"]
    show("phone")
    assert "138" not in typed(shell)


def test_keys_are_large_enough_at_every_size(screens: Iterator[Shown]) -> None:
    """C3 and C6: 20 mm or more for a main button, never under the 12 mm and 350 mm² of a pad's key."""
    found = 0
    for shown in screens:
        if shown.view.kind is not Kind.DIGITS:
            continue
        found += 1
        theme = shown.shell.theme
        for card in shown.shell.body.digits.cards:
            frame = card.frame(theme)
            wide, tall = frame.width() / theme.px_per_mm, frame.height() / theme.px_per_mm
            assert min(wide, tall) >= 15 and wide * tall >= 350, f"{shown}: {card.option.key} {wide}x{tall}"
        body = shown.shell.body.digits
        boxes = [card.geometry() for card in body.cards]
        assert all(body.rect().contains(box) for box in boxes), f"{shown}"
        assert not any(one.intersects(other) for at, one in enumerate(boxes) for other in boxes[at + 1 :]), (
            f"{shown}"
        )
    assert found >= 8
