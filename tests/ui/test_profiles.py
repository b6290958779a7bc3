"""What each ability profile does to the screen: reach, unsteady hands, fewer answers, light instead of sound."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.config import Config
from kiosk.flows.profiles import PROFILES, Look, profile
from kiosk.flows.view import View
from kiosk.text import LANGUAGES
from kiosk.ui import presses as presses_module
from kiosk.ui import shell as shell_module
from kiosk.ui.alert import HALF_PULSE_MS, PULSES, Alert
from kiosk.ui.cards import KioskButton
from kiosk.ui.shell import Shell
from tests.ui.conftest import PANELS, Window, settings_for, views, words
from tests.ui.test_sizes import touched
from tests.ui.windows import discard

LEFT = Qt.MouseButton.LeftButton
PLAIN = Look("dark", "normal")
HIGHEST_MM, LOWEST_MM = 1120, 380  # accessibility F4, F1
Show = Callable[..., View]


def mounted(panel: str, bottom_edge_mm: int) -> Config:
    config = settings_for(panel)
    screen = config.settings.screen.model_copy(update={"bottom_edge_mm": bottom_edge_mm})
    return Config(config.settings.model_copy(update={"screen": screen}), config.hall)


@pytest.mark.parametrize("panel", ["27 inch", "27 inch landscape"])
@pytest.mark.parametrize("bottom_edge_mm", [600, 700, 800])
def test_seated_everything_to_be_touched_is_within_reach(
    window: Window, panel: str, bottom_edge_mm: int
) -> None:
    shell = window(mounted(panel, bottom_edge_mm), profile("seated").on(PLAIN))
    for language in LANGUAGES:
        for name, view in views(language).items():
            shell.show_view(view, words(language))
            for button in shell.buttons:
                if button is shell.header.staff:
                    continue  # for whoever serves: a badge or a key opens the desk too
                box, px_per_mm = touched(button), shell.theme.px_per_mm
                top = bottom_edge_mm + (shell.height() - box.top()) / px_per_mm
                bottom = bottom_edge_mm + (shell.height() - box.bottom()) / px_per_mm
                where = f"{name}, {language}: {button.accessibleName()} reaches {top:.0f} mm"
                assert top <= HIGHEST_MM + 1, where
                assert bottom >= LOWEST_MM, where


@pytest.mark.parametrize("key", [its.key for its in PROFILES])
@pytest.mark.parametrize("panel", list(PANELS))
def test_in_every_profile_buttons_are_apart_and_nothing_is_cut(window: Window, panel: str, key: str) -> None:
    look = profile(key).on(PLAIN)
    shell = window(settings_for(panel), look)
    gap = 6.0 if look.steady else 3.2
    least = 26.0 if look.steady else 20.0
    for language in LANGUAGES:
        for name, view in views(language, look.size).items():
            shell.show_view(view, words(language))
            cards = shell.body.options.cards
            for card in cards:
                where = f"{name}, {language}: {card.option.title}"
                assert card.height() >= card.needed_height(card.width()), where
                assert card.words_stand(card.width()), where
                frame = card.frame(shell.theme).height() / shell.theme.px_per_mm
                assert frame >= least - 0.01, f"{where} is {frame:.1f} mm high"
            tops = sorted(cards, key=lambda card: (card.y(), card.x()))
            for upper, lower in pairwise(tops):
                if lower.y() > upper.y():
                    apart = (lower.y() - upper.geometry().bottom() - 1) / shell.theme.px_per_mm
                    assert apart >= gap - 0.01, f"{name}, {language}: {apart:.1f} mm"
            assert shell.rect().contains(shell.body.geometry())
            answers = [card for card in cards if shell.body.options.place(card.option)[0]]
            assert view.kind == "home" or len(answers) <= (3 if look.slow else 6), name


@pytest.fixture
def steady(application: QApplication) -> Iterator[Shell]:
    window = Shell(settings_for("27 inch").settings)
    window.set_look(profile("unsteady").on(PLAIN))
    window.show()
    window.show_view(views("zh-CN")["errand"], words("zh-CN"))
    QApplication.processEvents()
    yield window
    discard(window)


def slip(button: KioskButton, mm: float, px_per_mm: float) -> None:
    """Put down on the button, lift `mm` below its lower edge."""
    inside = QPoint(button.width() // 2, button.height() - 4)
    outside = QPoint(button.width() // 2, button.height() + int(mm * px_per_mm))
    QTest.mousePress(button, LEFT, pos=inside)
    QTest.mouseRelease(button, LEFT, pos=outside)
    QApplication.processEvents()


def test_an_unsteady_finger_may_slip_a_little(steady: Shell) -> None:
    answers: list[object] = []
    steady.answered.connect(answers.append)
    slip(steady.buttons[1], 4.5, steady.theme.px_per_mm)
    assert answers == ["social"]


def test_a_finger_that_slides_far_away_cancels(steady: Shell) -> None:
    answers: list[object] = []
    steady.answered.connect(answers.append)
    slip(steady.buttons[1], 9, steady.theme.px_per_mm)
    assert answers == []


def test_a_steady_finger_that_slides_off_cancels_at_once(shell: Shell, show: Show) -> None:
    answers: list[object] = []
    shell.answered.connect(answers.append)
    show("errand")
    slip(shell.buttons[1], 1, shell.theme.px_per_mm)
    assert answers == []


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


def test_a_trembling_second_press_is_ignored_for_longer(
    steady: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    monkeypatch.setattr(shell_module, "time", clock)
    monkeypatch.setattr(presses_module, "time", clock)
    steady.show_view(views("zh-CN")["help"], words("zh-CN"))
    clock.now += 1
    calls: list[int] = []
    steady.help_pressed.connect(lambda: calls.append(1))
    button = steady.bar_button("help")
    assert button is not None
    for pause in (0.0, 0.5, 0.9):
        clock.now += pause
        QTest.mouseClick(button, LEFT)
    assert len(calls) == 2


def test_slowly_there_are_three_answers_a_page(shell: Shell, show: Show) -> None:
    shell.set_look(profile("unhurried").on(PLAIN))
    view = show("errand")
    shown: list[str] = []
    for _ in range(2):
        cards = [card.option.key for card in shell.body.options.cards]
        page = [key for key in cards if any(option.key == key for option in view.options)]
        assert len(page) <= 3
        shown += page
        shell.body.options.next_page()
    assert shown == [option.key for option in view.options]


def alert_of(shell: Shell) -> Alert:
    (alert,) = shell.findChildren(Alert)
    return alert


def test_what_must_not_be_missed_is_seen_by_those_who_do_not_hear(shell: Shell, show: Show) -> None:
    for look, rings in ((PLAIN, False), (profile("deaf").on(PLAIN), True)):
        shell.set_look(look)
        for name in ("farewell", "print-failed", "called-answered"):
            alert_of(shell).stop()
            show(name)
            assert alert_of(shell).ringing is rings, name
        show("errand")
        assert not alert_of(shell).ringing, "the next screen is calm"


def test_the_light_pulses_slowly_and_then_stops(shell: Shell, show: Show) -> None:
    """Under three flashes a second, under five seconds (WCAG 2.3.1 and 2.2.2)."""
    assert 1000 / (2 * HALF_PULSE_MS) < 3
    assert 2 * PULSES * HALF_PULSE_MS < 5000
    shell.set_look(profile("deaf").on(PLAIN))
    show("farewell")
    alert, seen = alert_of(shell), [True]
    until = time.monotonic() + 5
    while alert.ringing:
        assert time.monotonic() < until
        QApplication.processEvents()
        if alert.isVisible() is not seen[-1]:
            seen.append(alert.isVisible())
    assert seen.count(True) == PULSES
    assert not alert.isVisible()


def test_captions_are_larger_for_those_who_do_not_hear(shell: Shell, show: Show) -> None:
    plain = shell.frame_theme.caption_font.pixelSize()
    shell.set_look(profile("deaf").on(PLAIN))
    assert shell.frame_theme.caption_font.pixelSize() >= 1.25 * plain
