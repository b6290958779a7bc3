"""Random visitors, with Qt's accessibility switched on all the time: no crash, no dead end, no growth (T24)."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from kiosk.config import TimeSettings
from kiosk.flows.profiles import Look
from kiosk.flows.resolve import Resolver
from kiosk.flows.runner import Runner
from kiosk.flows.script import Action
from kiosk.flows.view import View
from kiosk.ui.bar_words import bar_words
from kiosk.ui.shell import Shell
from tests.accessibility.walk import PLAIN, catalogue
from tests.flows.crawl import ELDER, HALL, VISIT, values_for
from tests.ui.conftest import settings_for
from tests.ui.windows import discard

MOST_WIDGETS = 110  # of the fullest screen, the board and the pad, with the pools of their cards
SEED = int(os.environ.get("KIOSK_SEED", "7"))


class Theatre:
    """A host on the real window, whose actions come to something at random."""

    def __init__(self, shell: Shell, chance: random.Random) -> None:
        self.shell, self.chance = shell, chance
        self.now = 0.0
        self.speaking = False
        self.visits = 0
        self.pending: list[Callable[[], None]] = []
        self.runner = Runner(self, catalogue(), VISIT, TimeSettings(), PLAIN, "zh-CN", lambda: self.now)
        shell.answered.connect(self.runner.answer)
        shell.back.connect(self.runner.back)
        shell.repeat.connect(self.runner.repeat)
        shell.settings_pressed.connect(self.runner.settings)
        shell.help_pressed.connect(self.runner.help)
        self.runner.start()

    def show(self, view: View) -> None:
        self.shell.show_view(view, bar_words(Resolver(catalogue(), view.language), HALL))

    def say(
        self,
        speech: str,
        language: str,
        *,
        urgent: bool = False,
        after: str = "",
        loud: bool = False,
        chime: bool = False,
    ) -> None:
        self.shell.set_caption(speech[:40], urgent=urgent)

    def repeat(self) -> None: ...

    def hush(self) -> None:
        self.shell.set_caption("")

    def set_look(self, look: Look) -> None:
        self.shell.set_look(look)

    def perform(self, action: Action, intent: str, language: str, done: Callable[[Any], None]) -> None:
        self.pending.append(lambda: done(self.chance.choice(values_for(action))))

    def visit_started(self) -> None:
        self.visits += 1

    def visit_ended(self, how: str) -> None: ...

    def something_happens(self) -> None:
        """A press, a key, a card, some time, or an action that has come to its end."""
        what = self.chance.random()
        if self.pending and what < 0.5:
            self.pending.pop(0)()
        elif what < 0.8:
            buttons = [button for button in self.shell.buttons if button.isEnabled()]
            self.chance.choice(buttons).click()
        elif what < 0.88:
            self.shell.move_focus(self.chance.choice((-1, 1)))
            self.shell.press_focused()
        elif what < 0.93:
            self.chance.choice((lambda: self.runner.card_read(ELDER), self.runner.card_removed))()
        else:
            self.now += self.chance.choice((1.0, 40.0, 300.0))
            self.runner.tick()
        QApplication.processEvents()


@pytest.mark.parametrize("steps", [800, pytest.param(40_000, marks=pytest.mark.slow)])
def test_random_visitors_find_no_dead_end_and_no_crash(application: QApplication, steps: int) -> None:
    chance = random.Random(SEED)
    shell = Shell(settings_for("27 inch").settings)
    shell.show()
    QAccessible.setActive(True)
    theatre = Theatre(shell, chance)
    try:
        for step in range(steps):
            theatre.something_happens()
            view = shell.view
            assert view is not None
            where = f"seed {SEED}, step {step}, screen {view.id}"
            assert sum(button.ring for button in shell.buttons) == 1, where
            assert shell.bar_button("help") in shell.buttons, where
            assert view.options or view.kind == "working", where
            interface = QAccessible.queryAccessibleInterface(shell)
            assert interface is not None and interface.childCount() > 0, where
        assert theatre.visits > steps // 400
        assert len(shell.findChildren(QWidget)) <= MOST_WIDGETS, "cards are kept in pools"
    finally:
        QAccessible.setActive(False)
        discard(shell)
