"""A clip of sign language stands beside the words, can be paused, and takes nothing from them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.config import MediaSettings
from kiosk.flows.profiles import Look
from kiosk.media import FIRST
from kiosk.ui.shell import Shell
from tests.test_media import make_clip
from tests.ui.conftest import PANELS, settings_for, views, words
from tests.ui.test_sizes import touched
from tests.ui.windows import discard

Made = Callable[[str, str], Shell]


@pytest.fixture
def made(application: QApplication, tmp_path: Path) -> Iterator[Made]:
    """A window whose every screen has a clip."""
    for name in {view.id for view in views("zh-CN").values()}:
        make_clip(tmp_path / "sign" / f"{name}.webp", ms=120)
    shells: list[Shell] = []

    def make(panel: str, size: str = "normal") -> Shell:
        media = MediaSettings.model_validate({"folder": tmp_path})
        shell = Shell(settings_for(panel).settings.model_copy(update={"media": media}))
        shell.set_look(Look("dark", size))
        shells.append(shell)
        return shell

    yield make
    for shell in shells:
        discard(shell)


def until(ready: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 5
    while not ready():
        assert time.monotonic() < deadline
        QApplication.processEvents()


def test_it_plays_once_and_rests_on_its_last_frame(made: Made) -> None:
    shell = made("27 inch", "normal")
    shell.show()
    shell.show_view(views("zh-CN")["called"], words("zh-CN"))
    button = shell.body.sign.button
    assert button.playing and button.accessibleName() == "暂停手语"
    until(lambda: not button.playing)
    assert button.accessibleName() == "再看一遍"
    assert button.movie.currentFrameNumber() == 3
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.playing


def test_a_press_pauses_it_and_another_goes_on(made: Made) -> None:
    shell = made("27 inch", "normal")
    shell.show()
    shell.show_view(views("zh-CN")["called"], words("zh-CN"))
    button = shell.body.sign.button
    until(lambda: button.movie.currentFrameNumber() == 1)
    button.click()
    assert not button.playing and button.accessibleName() == "播放手语"
    QApplication.processEvents()
    assert button.movie.currentFrameNumber() == 1
    button.click()
    until(lambda: button.movie.currentFrameNumber() == 3)


def test_it_is_in_the_ring_and_does_not_answer(made: Made) -> None:
    shell = made("27 inch", "normal")
    shell.show()
    shell.show_view(views("zh-CN")["called"], words("zh-CN"))
    answers: list[object] = []
    shell.answered.connect(answers.append)
    assert shell.body.sign.button in shell.buttons
    while not shell.body.sign.button.ring:
        shell.move_focus(1)
    shell.press_focused()
    assert not shell.body.sign.button.playing
    assert answers == []


@pytest.mark.parametrize("panel", list(PANELS))
@pytest.mark.parametrize("size", ["normal", "huge"])
def test_words_and_answers_stand_whole_beside_it(made: Made, panel: str, size: str) -> None:
    shell = made(panel, size)
    shell.show()
    signed = 0
    for name, view in views("zh-CN", size).items():
        shell.show_view(view, words("zh-CN"))
        assert all(card.words_stand(card.width()) for card in shell.body.options.cards), name
        for button in shell.buttons:
            assert shell.rect().contains(touched(button)), f"{name}: {button.accessibleName()}"
        sign = shell.body.sign
        if not sign.isHidden():
            signed += 1
            part = shell.width() / (2 if shell.theme.landscape else 1)
            theme = sign.button.theme
            assert theme is not None
            frame = sign.button.frame(theme)
            picture = min(frame.width(), frame.height() - sign.button.label_px(theme))
            assert picture >= part / 4, f"{name}: the picture itself is at least a quarter of the width (F10)"
            for card in shell.body.options.cards:
                assert not touched(card).intersects(touched(sign.button)), f"{name}: {card.option.title}"
            if not shell.theme.landscape:
                assert picture >= shell.width() / 4, f"{name}: a quarter of the whole screen"
        elif view.id in FIRST and not shell.theme.landscape:
            pytest.fail(f"{name}: no room for one of the most important clips")
    assert signed >= 8, "most screens have room for it"


def test_without_motion_it_waits_to_be_asked(made: Made) -> None:
    shell = made("27 inch", "normal")
    view = views("zh-CN")["called"]
    shell.body.resize(900, 1400)
    shell.body.show_view(view, shell.theme, words("zh-CN").pages, motion=False)
    assert not shell.body.sign.button.playing


def test_a_screen_without_a_clip_is_as_before(shell: Shell) -> None:
    shell.show_view(views("zh-CN")["called"], words("zh-CN"))
    assert shell.body.sign.isHidden()
    assert shell.body.sign.button not in shell.buttons


def test_a_damaged_clip_breaks_nothing(application: QApplication, tmp_path: Path) -> None:
    (tmp_path / "sign").mkdir()
    (tmp_path / "sign" / "called.webp").write_bytes(b"RIFF nothing")
    media = MediaSettings.model_validate({"folder": tmp_path})
    shell = Shell(settings_for("27 inch").settings.model_copy(update={"media": media}))
    shell.set_look(Look("dark", "normal"))
    shell.show_view(views("zh-CN")["called"], words("zh-CN"))
    shell.grab()
    discard(shell)


def test_its_words_follow_the_language_while_it_plays_on(made: Made) -> None:
    shell = made("27 inch", "normal")
    shell.show()
    shell.show_view(views("zh-CN")["called"], words("zh-CN"))
    button = shell.body.sign.button
    until(lambda: button.movie.currentFrameNumber() == 1)
    shell.show_view(views("en")["called"], words("en"))
    assert button.accessibleName() == button.text() == "Pause signing"
    assert button.movie.currentFrameNumber() >= 1, "it does not begin again"


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("panel", list(PANELS))
def test_the_words_on_it_stand_in_one_line(made: Made, panel: str, language: str) -> None:
    shell = made(panel, "huge")
    shell.show()
    shell.show_view(views(language)["called"], words(language))
    button = shell.body.sign.button
    its = words(language).pages.sign
    for word in (its.pause, its.play, its.again):
        assert button.word_fits(word), f"{panel}: {word}"


def test_no_clip_plays_behind_the_board(made: Made) -> None:
    shell = made("27 inch", "normal")
    shell.show()
    shell.show_view(views("zh-CN")["called"], words("zh-CN"))
    assert shell.body.sign.button.playing
    shell.show_view(views("zh-CN")["board"], words("zh-CN"))
    assert not shell.body.sign.button.playing
