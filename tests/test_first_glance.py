"""The first glance: a kept picture stands at once, a touch on it is not lost, and anything stale is not believed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk import __version__, glance_keeper
from kiosk.app import Kiosk
from kiosk.config import Config, load
from kiosk.device_settings import DeviceSettings
from kiosk.first_glance import HEAD, NAME, FirstGlance, glance, keep, key_of, place_of, press, read
from kiosk.glance_keeper import GlanceKeeper

CONFIG = Path(__file__).parents[1] / "config"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("kiosk.toml", "hall.toml"):
        text = (CONFIG / name).read_text(encoding="utf-8").replace("/var/lib/kiosk", str(tmp_path))
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def picture(colour: str = "#123456", width: int = 300, height: int = 200) -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor(colour))
    return made


@pytest.fixture
def kept(folder: Path) -> Path:
    place = folder / NAME
    keep(place, key_of(folder, __version__), picture(), fullscreen=False)
    return place


@pytest.fixture
def kiosk(qapp: QApplication, folder: Path, qtbot: QtBot) -> Iterator[Kiosk]:
    shipped = load(folder)
    settings = shipped.settings
    alone = settings.model_copy(
        update={
            "devices": DeviceSettings.model_validate({}),
            "speech": settings.speech.model_copy(update={"enabled": False}),
            "screen": settings.screen.model_copy(update={"fullscreen": False}),
        }
    )
    made = Kiosk(Config(alone, shipped.hall, folder))
    made.start()
    qtbot.waitUntil(lambda: made.shell.painted_id == "home" and made.parts is not None, timeout=20000)
    yield made
    made.stop()


def test_what_was_kept_stands_and_is_felt(qapp: QApplication, folder: Path, kept: Path, qtbot: QtBot) -> None:
    seen = glance(folder, __version__)
    assert seen is not None
    qtbot.waitSignal(seen.painted, timeout=5000)
    QApplication.processEvents()
    assert seen.grab().toImage().pixelColor(5, 5).name() == "#123456"
    QTest.mouseClick(seen, Qt.MouseButton.LeftButton, pos=seen.rect().center())
    assert seen.grab().toImage() != picture(), "a ring shows where the finger was"
    seen.close()


def test_work_beside_it_goes_on_while_touches_are_taken(qapp: QApplication, folder: Path, kept: Path) -> None:
    seen = glance(folder, __version__)
    assert seen is not None
    assert seen.run_beside(lambda: 7) == 7

    def broken() -> None:
        raise SystemExit(2)

    with pytest.raises(SystemExit, match="2"):
        seen.run_beside(broken)
    seen.close()


@pytest.mark.parametrize("name", ["kiosk.toml", "hall.toml"])
def test_another_configuration_has_no_picture_yet(
    qapp: QApplication, folder: Path, kept: Path, name: str
) -> None:
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write("\n# something\n")
    assert glance(folder, __version__) is None


def test_another_version_of_the_program_has_none_either(qapp: QApplication, folder: Path, kept: Path) -> None:
    assert glance(folder, "9.9.9") is None


@pytest.mark.parametrize("cut", [0, 3, HEAD - 1, HEAD, HEAD + 100, -1])
def test_a_torn_file_is_not_believed(folder: Path, kept: Path, cut: int) -> None:
    kept.write_bytes(kept.read_bytes()[:cut])
    assert read(kept, key_of(folder, __version__)) is None


def test_a_file_that_was_changed_is_not_believed(folder: Path, kept: Path) -> None:
    whole, key = kept.read_bytes(), key_of(folder, __version__)
    for place in (0, 10, 68, 70, 74, HEAD, len(whole) - 1):
        spoilt = bytearray(whole)
        spoilt[place] ^= 0xFF
        kept.write_bytes(bytes(spoilt))
        assert read(kept, key) is None, place


def test_without_a_picture_or_a_readable_configuration_there_is_none(folder: Path, tmp_path: Path) -> None:
    assert glance(folder, __version__) is None
    assert glance(tmp_path / "nowhere", __version__) is None
    (folder / "kiosk.toml").write_text("terminal = 3", encoding="utf-8")
    assert place_of(folder) is None, "whoever reads it properly says what is wrong"


def test_the_home_screen_is_kept_without_the_time(
    kiosk: Kiosk, folder: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(glance_keeper, "CALM_MS", 1)
    keeper = GlanceKeeper(kiosk.config, kiosk.shell)
    found = wait_for_picture(folder, qtbot)
    keeper.close()
    clock = kiosk.shell.header.clock
    assert not clock.isHidden()
    box = clock.geometry()
    ground = found.pixelColor(box.left(), box.top())
    shades = {
        found.pixelColor(x, y).name()
        for x in range(box.left(), box.right())
        for y in range(box.top(), box.bottom())
    }
    assert shades == {ground.name()}, "a stale time would be a wrong one"
    shown = kiosk.shell.grab().toImage()
    assert shown.pixelColor(540, 1500) == found.pixelColor(540, 1500)


def wait_for_picture(folder: Path, qtbot: QtBot) -> QImage:
    def there() -> bool:
        return read(folder / NAME, key_of(folder, __version__)) is not None

    qtbot.waitUntil(there, timeout=10000)
    found = read(folder / NAME, key_of(folder, __version__))
    assert found is not None
    return found[0]


@pytest.mark.parametrize("how", ["visit", "language", "look"])
def test_nothing_is_kept_while_somebody_is_there(
    kiosk: Kiosk, folder: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, how: str
) -> None:
    changes: dict[str, Callable[[], None]] = {
        "visit": kiosk.runner.help,
        "language": lambda: kiosk.runner.change_setting("language"),
        "look": lambda: kiosk.shell.set_look(replace(kiosk.shell.look, size="huge")),
    }
    changes[how]()
    qtbot.waitUntil(lambda: kiosk.shell.settled)
    monkeypatch.setattr(glance_keeper, "CALM_MS", 1)
    keeper = GlanceKeeper(kiosk.config, kiosk.shell)
    qtbot.wait(50)  # many times what it waits for
    keeper.close()
    assert not (folder / NAME).exists()


def test_a_touch_on_the_picture_is_the_real_windows(kiosk: Kiosk, qtbot: QtBot) -> None:
    button = kiosk.shell.option_button("ticket")
    assert button is not None
    middle = button.mapTo(kiosk.shell, button.rect().center())
    seen = FirstGlance(kiosk.shell.grab().toImage(), fullscreen=False)
    QTest.mouseClick(seen, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseClick(seen, Qt.MouseButton.LeftButton, pos=middle)
    seen.hand_over(kiosk.shell)
    qtbot.waitUntil(lambda: kiosk.shell.painted_id == "card", timeout=5000)
    assert len(kiosk.runner._stack) == 1, "the second touch was meant for the same screen"


def test_a_touch_where_nothing_stands_does_nothing(kiosk: Kiosk, qtbot: QtBot) -> None:
    press(kiosk.shell, QPointF(2, 2))
    press(kiosk.shell, QPointF(5000, 5000))
    qtbot.wait(200)
    assert kiosk.shell.painted_id == "home"


def test_a_folder_that_cannot_be_written_costs_only_the_picture(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    monkeypatch.setattr(glance_keeper, "CALM_MS", 1)
    settings = kiosk.config.settings
    nowhere = settings.terminal.model_copy(update={"state_file": Path("/dev/full/devices.json")})
    config = replace(kiosk.config, settings=settings.model_copy(update={"terminal": nowhere}))
    keeper = GlanceKeeper(config, kiosk.shell)
    qtbot.waitUntil(lambda: keeper._writer is not None)
    keeper.close()
    assert os.environ.get("KIOSK_STRICT_LOG")
