"""A keyboard-wedge scanner in the middle of any screen: nothing moves, nothing is pressed; a person's keys go on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from kiosk.flows.view import View
from kiosk.store.privacy import TokenFields, make_token
from kiosk.ui.shell import Shell
from kiosk.ui.wedge import WedgeListener
from tests.ui.windows import discard

Key = Qt.Key
Show = Callable[..., View]
TOKEN = make_token(bytes(32), TokenFields("T1", date(2026, 3, 2), 17))
HOSTILE = [
    "   ",
    "\t\t\t\r\t",
    "\x1b\x1b\x1b",
    "11010519491231002X",
    "\x03\x16\x17\x0f",
    TOKEN[:20],
    TOKEN + TOKEN,
    "1" * 500,
]


class Told:
    """What the listener told."""

    def __init__(self, listener: WedgeListener) -> None:
        self.scans: list[str] = []
        self.rejected = 0
        listener.scanned.connect(self.scans.append)
        listener.rejected.connect(self._count)

    def _count(self) -> None:
        self.rejected += 1


@pytest.fixture
def told(application: QApplication) -> Iterator[Told]:
    listener = WedgeListener()
    application.installEventFilter(listener)
    yield Told(listener)
    application.removeEventFilter(listener)


class Pad(QWidget):
    """A small window that writes down which keys reach it."""

    def __init__(self) -> None:
        super().__init__()
        self.button = QPushButton("press", self)
        self.pressed = 0
        self.keys: list[tuple[str, int, str, bool]] = []
        self.button.clicked.connect(self._pressed)
        QVBoxLayout(self).addWidget(self.button)

    def _pressed(self) -> None:
        self.pressed += 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.keys.append(("down", event.key(), event.text(), event.isAutoRepeat()))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self.keys.append(("up", event.key(), event.text(), event.isAutoRepeat()))


@pytest.fixture
def pad(application: QApplication) -> Iterator[Pad]:
    window = Pad()
    window.show()
    window.setFocus()
    QApplication.processEvents()
    yield window
    discard(window)


def type_text(window: QWidget, text: str, every_ms: int = 0) -> None:
    """As the platform delivers keys: at the native window, which hands them to the focused widget."""
    handle = window.windowHandle()
    for character in text:
        key = {"\r": Key.Key_Return, "\t": Key.Key_Tab, "\x1b": Key.Key_Escape}.get(character)
        if key is not None:
            QTest.keyClick(handle, key)
        elif " " <= character <= "~":
            shift = (
                Qt.KeyboardModifier.ShiftModifier if character.isupper() else Qt.KeyboardModifier.NoModifier
            )
            # The stubs know no char here; with Key_G the text would be "g".
            QTest.keyClick(handle, character, shift)  # pyright: ignore[reportCallIssue, reportArgumentType]
        else:  # Ctrl and a letter
            QTest.keyClick(handle, Key(ord(character) + 0x40), Qt.KeyboardModifier.ControlModifier)
        if every_ms:
            QTest.qWait(every_ms)


def wait_until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 3
    while not happened():
        assert time.monotonic() < deadline
        QTest.qWait(2)


def rest() -> None:
    """Long enough for any key that waits to be passed on."""
    QTest.qWait(90)


def test_a_scan_is_told_and_no_key_of_it_reaches_the_window(pad: Pad, told: Told) -> None:
    type_text(pad, TOKEN + "\r")
    assert told.scans == [TOKEN]
    rest()
    assert pad.keys == []
    assert told.rejected == 0


def test_a_scan_at_a_real_scanners_pace(pad: Pad, told: Told) -> None:
    type_text(pad, TOKEN + "\r", every_ms=4)
    assert told.scans == [TOKEN]
    rest()
    assert pad.keys == []


def test_whatever_else_is_scanned_reaches_nothing(pad: Pad, told: Told) -> None:
    pad.button.setFocus()
    for number, text in enumerate(HOSTILE, 1):
        type_text(pad, text + "\r")
        assert told.rejected >= number
        QTest.qWait(60)
    rest()
    assert (pad.keys, pad.pressed, told.scans) == ([], 0, [])


def test_a_persons_keys_go_on_unchanged_and_in_order(pad: Pad, told: Told) -> None:
    for key in (Key.Key_Down, Key.Key_G, Key.Key_Return, Key.Key_G):
        QTest.keyClick(pad.windowHandle(), key)
        rest()
    downs = [(key, text) for kind, key, text, _ in pad.keys if kind == "down"]
    assert downs == [(Key.Key_Down, ""), (Key.Key_G, "g"), (Key.Key_Return, "\r"), (Key.Key_G, "g")]
    assert [kind for kind, *_ in pad.keys] == ["down", "up"] * 4
    assert (told.scans, told.rejected) == ([], 0)


def test_a_persons_key_is_there_within_a_blink(pad: Pad, told: Told) -> None:
    started = time.monotonic()
    QTest.keyPress(pad.windowHandle(), Key.Key_Down)
    assert pad.keys == []
    wait_until(lambda: bool(pad.keys))
    # 60 ms of the rule and what a busy test machine takes on top.
    assert time.monotonic() - started < 0.06 + 0.1
    QTest.keyRelease(pad.windowHandle(), Key.Key_Down)
    assert [kind for kind, *_ in pad.keys] == ["down", "up"]


def test_a_button_is_pressed_by_a_persons_space_even_when_it_is_released_at_once(
    pad: Pad, told: Told
) -> None:
    pad.button.setFocus()
    QTest.keyClick(pad.windowHandle(), Key.Key_Space)
    wait_until(lambda: pad.pressed == 1)
    rest()
    assert pad.pressed == 1


def test_a_held_key_repeats_as_before(pad: Pad, told: Told) -> None:
    QTest.keyPress(pad.windowHandle(), Key.Key_Down)
    rest()
    for _ in range(5):
        QTest.simulateEvent(pad, True, Key.Key_Down.value, Qt.KeyboardModifier.NoModifier, "", True)
    assert [repeated for *_, repeated in pad.keys] == [False, *[True] * 5]
    QTest.keyRelease(pad.windowHandle(), Key.Key_Down)
    assert told.rejected == 0


def test_a_key_held_while_something_is_scanned_is_released_for_the_window_too(pad: Pad, told: Told) -> None:
    QTest.keyPress(pad.windowHandle(), Key.Key_Down)
    rest()
    type_text(pad, TOKEN + "\r")
    QTest.keyRelease(pad.windowHandle(), Key.Key_Down)
    rest()
    assert [(kind, key) for kind, key, *_ in pad.keys] == [("down", Key.Key_Down), ("up", Key.Key_Down)]
    assert told.scans == [TOKEN]


def test_a_window_that_closes_while_a_key_waits_does_no_harm(application: QApplication, told: Told) -> None:
    window = Pad()
    window.show()
    QApplication.processEvents()
    QTest.keyPress(window, Key.Key_Down)
    discard(window)
    QApplication.sendPostedEvents(None, 0)
    rest()


def test_what_the_program_sends_itself_does_not_wait(pad: Pad, told: Told) -> None:
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Key.Key_Down, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(pad, event)
    assert len(pad.keys) == 1


# The real window


class Heard:
    """Everything that the shell reports."""

    def __init__(self, shell: Shell) -> None:
        self.all: list[str] = []
        for name in ("answered", "back", "repeat", "settings_pressed", "help_pressed", "activity", "focused"):
            getattr(shell, name).connect(partial(self._heard, name))

    def _heard(self, name: str, *_: object) -> None:
        self.all.append(name)


def ringed(shell: Shell) -> QObject:
    (button,) = [button for button in shell.buttons if button.ring]
    return button


@pytest.mark.parametrize(("name", "moves"), [("errand", 0), ("help", 2)])
def test_scans_in_the_middle_of_a_screen_move_and_press_nothing(
    shell: Shell, show: Show, told: Told, name: str, moves: int
) -> None:
    show(name)
    for _ in range(moves):
        QTest.keyClick(shell.windowHandle(), Key.Key_Down)
        rest()
    heard, before = Heard(shell), ringed(shell)
    for text in (TOKEN, *HOSTILE):
        type_text(shell, text + "\r")
        rest()
    assert told.scans == [TOKEN]
    assert heard.all == []
    assert ringed(shell) is before
    assert shell.painted_id == shell.view.id if shell.view else False


def test_a_person_moves_and_selects_after_a_scan(shell: Shell, show: Show, told: Told) -> None:
    show("errand")
    type_text(shell, TOKEN + "\r")
    rest()
    heard, first = Heard(shell), ringed(shell)
    QTest.keyClick(shell.windowHandle(), Key.Key_Down)
    wait_until(lambda: ringed(shell) is not first)
    QTest.qWait(60)
    QTest.keyClick(shell.windowHandle(), Key.Key_Return)
    wait_until(lambda: "answered" in heard.all)
    assert heard.all == ["activity", "focused", "activity", "answered"]
