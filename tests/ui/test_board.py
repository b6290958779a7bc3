"""The communication board under a finger and under keys: sentences, digits, ink, turning round, and forgetting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTransform
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.domain.note import Ink
from kiosk.flows.view import Kind, View
from kiosk.ui.cards import Card
from kiosk.ui.screens.board import Board
from kiosk.ui.screens.talk import EM_MM
from kiosk.ui.shell import Shell
from tests.ui.conftest import Shown

Show = Callable[..., View]


@pytest.fixture
def answers(shell: Shell) -> list[object]:
    heard: list[object] = []
    shell.answered.connect(heard.append)
    return heard


def press(shell: Shell, key: str) -> None:
    """With a finger."""
    button = shell.option_button(key)
    assert isinstance(button, Card), key
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def keys(shell: Shell) -> list[str]:
    return [card.option.key for card in shell.body.options.cards]


def stroke(board: Board, *shares: tuple[float, float]) -> None:
    """A finger over the box, in shares of it."""
    box = board.ink
    side = min(box.width(), box.height())
    left, top = (box.width() - side) // 2, (box.height() - side) // 2
    points = [QPoint(left + int(x * side), top + int(y * side)) for x, y in shares]
    QTest.mousePress(box, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[0])
    for start, end in pairwise(points):
        for part in range(1, 11):
            QTest.mouseMove(
                box, start + QPoint((end.x() - start.x()) * part // 10, (end.y() - start.y()) * part // 10)
            )
    QTest.mouseRelease(box, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, points[-1])


def write_two(shell: Shell) -> None:
    press(shell, "tab:ink")
    stroke(shell.body.board, (0.25, 0.3), (0.75, 0.29))
    stroke(shell.body.board, (0.1, 0.75), (0.9, 0.74))


def test_a_sentence_is_an_answer(shell: Shell, show: Show, answers: list[object]) -> None:
    show("board")
    press(shell, "phrase:deaf")
    assert answers == ["phrase:deaf"]


def test_all_sentences_are_on_some_page(shell: Shell, show: Show) -> None:
    view = show("board")
    wanted = {option.key for option in view.options if option.key.startswith("phrase:")}
    seen: set[str] = set()
    for _ in range(8):
        page = {key for key in keys(shell) if key.startswith("phrase:")}
        assert 0 < len(page) <= 6
        seen |= page
        button = shell.next_page_button()
        assert button is not None
        button.click()
        QApplication.processEvents()
    assert seen == wanted


def test_digits_are_answers_with_123_on_top(shell: Shell, show: Show, answers: list[object]) -> None:
    show("board")
    press(shell, "tab:digits")
    pad = [key.removeprefix("write:") for key in keys(shell) if key.startswith("write:")]
    assert pad == list("1234567890")
    press(shell, "write:1")
    press(shell, "write:0")
    assert answers == ["write:1", "write:0"]


def test_a_written_character_is_offered_and_chosen(
    shell: Shell, show: Show, answers: list[object], qtbot: QtBot
) -> None:
    show("board")
    write_two(shell)
    qtbot.waitUntil(lambda: shell.option_button("write:二") is not None)
    assert sum(key.startswith("write:") for key in keys(shell)) == 5
    press(shell, "write:二")
    assert answers == ["write:二"]
    assert shell.body.board.ink.empty


def test_ink_is_enough(shell: Shell, show: Show, answers: list[object], qtbot: QtBot) -> None:
    show("board")
    write_two(shell)
    qtbot.waitUntil(lambda: shell.option_button("as_it_is") is not None)
    press(shell, "as_it_is")
    (ink,) = answers
    assert isinstance(ink, Ink)
    assert len(ink.strokes) == 2
    assert shell.body.board.ink.empty


def test_a_stroke_can_be_taken_back(shell: Shell, show: Show, qtbot: QtBot) -> None:
    show("board")
    write_two(shell)
    qtbot.waitUntil(lambda: shell.option_button("undo_stroke") is not None)
    press(shell, "undo_stroke")
    assert len(shell.body.board.ink.ink.strokes) == 1
    assert shell.option_button("write:一") is not None
    press(shell, "wipe")
    assert shell.body.board.ink.empty


def test_a_finger_in_the_box_is_somebody(shell: Shell, show: Show) -> None:
    there: list[int] = []
    show("board")
    press(shell, "tab:ink")
    shell.activity.connect(lambda: there.append(1))
    stroke(shell.body.board, (0.5, 0.5), (0.6, 0.6))
    assert there


def test_the_words_turn_round_and_back(shell: Shell, show: Show) -> None:
    show("board-said")
    talk = shell.body.board.talk
    before = talk.grab().toImage()
    press(shell, "turn")
    turned = talk.grab().toImage().transformed(QTransform().rotate(180))
    ground = before.pixelColor(2, before.height() // 2)
    inked = [(x, y) for x in range(0, before.width(), 7) for y in range(40, before.height() - 40, 7)]
    same = sum(before.pixel(x, y) == turned.pixel(x, y) for x, y in inked)
    assert same > 0.97 * len(inked), ground
    again = shell.option_button("turn")
    assert again is not None
    again.click()  # a second touch so soon would be a trembling hand
    QApplication.processEvents()
    assert talk.grab().toImage() == before


def test_the_end_of_a_visit_wipes_everything(shell: Shell, show: Show, qtbot: QtBot) -> None:
    show("board-said")
    write_two(shell)
    press(shell, "turn")
    show("home")
    board = shell.body.board
    assert board.isHidden()
    assert board.ink.empty
    assert not board.talk.turned
    assert not board.talk.remarks
    show("board")
    assert "phrase:deaf" in keys(shell)


def test_everything_but_ink_is_done_with_keys(shell: Shell, show: Show, answers: list[object]) -> None:
    show("board")
    for wanted in ("tab:digits", "write:7", "other"):
        for _ in shell.buttons:
            current = next(button for button in shell.buttons if button.ring)
            if isinstance(current, Card) and current.option.key == wanted:
                break
            shell.move_focus(1)
        shell.press_focused()
        QApplication.processEvents()
    assert answers == ["write:7", "other"]


def test_what_was_said_last_stands_whole_and_huge(screens: Iterator[Shown]) -> None:
    """20 mm high; only a remark that would not stand whole may be a little smaller."""
    for shown in screens:
        if shown.view.kind is Kind.BOARD and shown.view.remarks:
            talk = shown.shell.body.board.talk
            least = EM_MM if shown.language == "zh-CN" else 0.8 * EM_MM
            assert talk.em_px() / shown.shell.theme.px_per_mm >= least - 0.01, f"{shown}: {talk.em_px()}"
            assert talk.last_stands_whole, f"{shown}"
