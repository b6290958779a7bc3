"""A telephone number, typed in every way there is, on a whole kiosk: number pad, three keys, switches, by ear."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.domain.private import Private
from kiosk.flows.phone import ask_phone
from kiosk.flows.script import Script
from kiosk.flows.visit import Visit
from kiosk.ui.cards import Card
from kiosk.ui.glass import HOLD_SECONDS
from kiosk.ui.presses import SAME_PRESS_SECONDS
from tests.test_inputs import Desk
from tests.test_inputs import desk as desk  # the fixture

PHONE = "05703080000"
FEW_KEYS = "13333333333"  # once round the pad, for the ring that goes by itself


def breathe(desk: Desk) -> None:
    """A calm hand: two presses on one key within this time count as one (accessibility C11)."""
    until = time.monotonic() + SAME_PRESS_SECONDS
    desk.until(lambda: time.monotonic() > until)


class Asked:
    """The question for a number, asked of whoever is at the terminal."""

    def __init__(self, desk: Desk) -> None:
        self.numbers: list[Private | None] = []
        desk.kiosk.runner.help(self._flow)
        desk.on("phone")

    def _flow(self, visit: Visit) -> Script[None]:
        self.numbers.append((yield from ask_phone(visit)))


def walk_to(desk: Desk, key: str, wanted: str) -> None:
    """Press `key` of the keypad until the ring is on `wanted`."""
    for _ in range(40):
        if focused(desk) == wanted:
            return
        desk.press(key)
    raise AssertionError(f"{wanted} is never reached; the ring is on {focused(desk)}")


def focused(desk: Desk) -> str:
    current = next((button for button in desk.kiosk.shell.buttons if button.ring), None)
    return current.option.key if isinstance(current, Card) else ""


@pytest.mark.parametrize("desk", ["3-key", "two-switch"], indirect=True)
def test_a_number_pads_keys_type_take_back_and_finish(desk: Desk) -> None:
    asked = Asked(desk)
    desk.press(*(f"KEY_{digit}" for digit in PHONE[:5]), "KEY_9", "KEY_BACKSPACE")
    desk.press(*(f"KEY_KP{digit}" for digit in PHONE[5:]), "KEY_KPENTER")
    desk.on("phone-check")
    assert desk.said[-1].count("零") >= 4, "the number is read back"
    desk.press("KEY_KPENTER")  # elsewhere it selects, as the ring's own key does
    desk.until(lambda: asked.numbers == [PHONE])


@pytest.mark.parametrize("desk", ["3-key"], indirect=True)
def test_digits_do_nothing_where_no_number_is_asked_for(desk: Desk) -> None:
    before = focused(desk)
    desk.press("KEY_1", "KEY_KP5", "KEY_BACKSPACE")
    assert desk.kiosk.shell.painted_id == "home" and focused(desk) == before


@pytest.mark.parametrize("desk", ["3-key"], indirect=True)
def test_each_digit_of_a_number_pad_is_said_as_that_of_the_screen(desk: Desk) -> None:
    Asked(desk)
    desk.said.clear()
    desk.press("KEY_8")
    desk.until(lambda: "八" in desk.said)


@pytest.mark.parametrize("desk", ["3-key", "two-switch"], indirect=True)
def test_a_whole_number_by_three_keys_and_by_two_switches(desk: Desk) -> None:
    forward, select = ("KEY_DOWN", "KEY_ENTER") if desk.preset == "3-key" else ("KEY_SPACE", "KEY_ENTER")
    asked = Asked(desk)
    for digit in FEW_KEYS:
        walk_to(desk, forward, f"digit:{digit}")
        breathe(desk)
        desk.press(select)
    walk_to(desk, forward, "digit:done")
    desk.press(select)
    desk.on("phone-check")
    walk_to(desk, forward, "yes")
    desk.press(select)
    desk.until(lambda: asked.numbers == [FEW_KEYS])


@pytest.mark.parametrize("desk", ["one-switch"], indirect=True)
def test_a_whole_number_by_one_switch(desk: Desk) -> None:
    """The ring goes round by itself; the switch takes what it is on, as often as it is pressed there."""
    asked = Asked(desk)
    desk.press("KEY_SPACE")  # begins
    for digit in FEW_KEYS:
        breathe(desk)
        desk.until(lambda digit=digit: focused(desk) == f"digit:{digit}")
        desk.press("KEY_SPACE")
    desk.until(lambda: focused(desk) == "digit:done")
    desk.press("KEY_SPACE")
    desk.on("phone-check")
    desk.until(lambda: focused(desk) == "yes")
    desk.press("KEY_SPACE")
    desk.until(lambda: asked.numbers == [FEW_KEYS])


@pytest.mark.parametrize("desk", ["3-key"], indirect=True)
def test_a_whole_number_by_a_finger_that_listens(desk: Desk) -> None:
    """The finger says what it is on; two quick taps anywhere take it. Events go to the window, as a panel's do."""
    asked = Asked(desk)
    shell = desk.kiosk.shell
    desk.kiosk.runner.change_setting("toggle:explore")
    desk.until(lambda: shell.look.explore and shell.settled)
    corner = QPoint(3, 3)

    def take(key: str, done: Callable[[], bool]) -> None:
        card = shell.option_button(key)
        assert card is not None
        at = card.mapTo(shell, card.rect().center())
        QTest.mousePress(shell.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
        stays_until = time.monotonic() + HOLD_SECONDS + 0.05
        desk.until(lambda: time.monotonic() > stays_until and focused(desk) == key)
        QTest.mouseRelease(shell.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
        for _ in range(2):
            QTest.mousePress(shell.windowHandle(), Qt.MouseButton.LeftButton, pos=corner)
            QTest.mouseRelease(shell.windowHandle(), Qt.MouseButton.LeftButton, pos=corner)
        desk.until(done)

    for place, digit in enumerate(FEW_KEYS, 1):
        breathe(desk)
        take(f"digit:{digit}", lambda place=place: len(typed_of(desk)) == place)
    take("digit:done", lambda: shell.painted_id == "phone-check")
    QCoreApplication.processEvents()
    desk.until(lambda: shell.settled)
    take("yes", lambda: asked.numbers == [FEW_KEYS])


def typed_of(desk: Desk) -> str:
    return desk.kiosk.shell.body.digits._typed
