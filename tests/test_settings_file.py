"""kiosk.toml changed by screen: comments stay, nothing unreadable is written, every version can be had back."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.config import ConfigError, load
from kiosk.domain.site_settings import SITE_SETTINGS, Ask
from kiosk.settings_file import KEPT, SettingsFile, value_at

CONFIG = Path(__file__).parents[1] / "config"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("kiosk.toml", "hall.toml"):
        (tmp_path / name).write_bytes((CONFIG / name).read_bytes())
    return tmp_path


def lines(folder: Path) -> list[str]:
    return (folder / "kiosk.toml").read_text(encoding="utf-8").splitlines()


def test_one_line_changes_and_every_comment_stays(folder: Path) -> None:
    before = lines(folder)
    SettingsFile(folder).change("screen.bottom_edge_mm", 720)
    after = lines(folder)
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [
        (
            "bottom_edge_mm = 650       # lower edge of the panel above the floor",
            "bottom_edge_mm = 720       # lower edge of the panel above the floor",
        )
    ]
    assert load(folder).settings.screen.bottom_edge_mm == 720


def test_a_port_inside_an_inline_table(folder: Path) -> None:
    SettingsFile(folder).change("devices.reader.connection.port", "/dev/serial/by-id/usb-FTDI-42")
    assert 'connection = { port = "/dev/serial/by-id/usb-FTDI-42", baud = 115200 }' in lines(folder)


def test_a_key_and_a_table_that_are_not_there_yet_are_made(folder: Path) -> None:
    text = (folder / "kiosk.toml").read_text(encoding="utf-8")
    (folder / "kiosk.toml").write_text(text.replace("viewing_distance_mm = 600\n", ""), encoding="utf-8")
    SettingsFile(folder).change("screen.viewing_distance_mm", 550)
    SettingsFile(folder).change("media.voice", "quzhou")
    settings = load(folder).settings
    assert (settings.screen.viewing_distance_mm, settings.media.voice) == (550, "quzhou")


def test_one_of_two_keypads(folder: Path) -> None:
    pads = '\n[[devices.keypads]]\npath = "/dev/a"\npreset = "3-key"\n[[devices.keypads]]  # left\npath = "/dev/b"\n'
    with (folder / "kiosk.toml").open("a", encoding="utf-8") as file:
        file.write(pads + 'preset = "5-key"\n')
    SettingsFile(folder).change("devices.keypads.1.path", "/dev/c")
    assert [its.path for its in load(folder).settings.devices.keypads] == ["/dev/a", "/dev/c"]
    assert "[[devices.keypads]]  # left" in lines(folder)


def test_a_value_that_would_not_be_read_is_told_with_its_key_and_nothing_is_written(folder: Path) -> None:
    before = (folder / "kiosk.toml").read_bytes()
    with pytest.raises(ConfigError) as error:
        SettingsFile(folder).change("speech.volume", 0.9)
    [problem] = error.value.problems
    assert (problem.key, problem.found) == ("speech.volume", "0.9")
    assert "0.5" in problem.expected
    assert (folder / "kiosk.toml").read_bytes() == before
    assert not (folder / "previous").exists()


def test_a_bell_with_too_few_channels_for_the_hall_is_refused_too(folder: Path) -> None:
    """What both files together say is looked at, as at the start."""
    with pytest.raises(ConfigError, match=r"stations.*channel"):
        SettingsFile(folder).change("devices.bell.channels", 2)


def test_every_version_is_kept_and_can_be_had_back(folder: Path) -> None:
    file, first = SettingsFile(folder), (folder / "kiosk.toml").read_bytes()
    file.change("terminal.language", "en")
    second = (folder / "kiosk.toml").read_bytes()
    file.change("look.size", "large")
    newest, oldest = file.versions()
    assert (folder / "previous" / oldest.name).read_bytes() == first
    file.restore(oldest.name)
    assert (folder / "kiosk.toml").read_bytes() == first
    assert len(file.versions()) == 3, "what was in force before is kept as well"
    file.restore(newest.name)
    assert (folder / "kiosk.toml").read_bytes() == second
    with pytest.raises(KeyError):
        file.restore("../kiosk.toml")


def test_a_version_that_would_not_be_read_any_more_is_not_put_back(folder: Path) -> None:
    file = SettingsFile(folder)
    file.change("terminal.language", "en")
    now = (folder / "kiosk.toml").read_bytes()
    [version] = file.versions()
    (folder / "previous" / version.name).write_text("[terminal]\nid = 3\n", encoding="utf-8")
    with pytest.raises(ConfigError):
        file.restore(version.name)
    assert (folder / "kiosk.toml").read_bytes() == now


def test_twenty_versions_are_kept_and_what_somebody_put_there_stays(folder: Path) -> None:
    file = SettingsFile(folder)
    for size in range(KEPT + 3):
        file.change("times.idle", 100 + size)
    (folder / "previous" / "kiosk-mine.toml").write_text("", encoding="utf-8")
    file.change("times.idle", 90)
    assert len(file.versions()) == KEPT
    assert (folder / "previous" / "kiosk-mine.toml").exists()
    assert value_at(file.read(), "times.idle") == 90


def test_the_same_value_again_makes_no_version(folder: Path) -> None:
    file = SettingsFile(folder)
    file.change("terminal.language", "zh-CN")
    assert file.versions() == []


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(folder: Path) -> None:
    text = (folder / "kiosk.toml").read_text(encoding="utf-8")
    (folder / "kiosk.toml").write_bytes(("\ufeff" + text.replace("\n", "\r\n")).encode())
    SettingsFile(folder).change("look.scheme", "light")
    changed = (folder / "kiosk.toml").read_bytes()
    assert load(folder).settings.look.scheme == "light"
    assert changed.count(b"\r\n") == changed.count(b"\n")


def test_a_file_broken_by_hand_is_told_with_its_line(folder: Path) -> None:
    with (folder / "kiosk.toml").open("a", encoding="utf-8") as file:
        file.write("\nthis is no TOML\n")
    with pytest.raises(ConfigError, match="valid TOML"):
        SettingsFile(folder).change("terminal.language", "en")


def test_a_full_disk_leaves_the_file_as_it_was(folder: Path) -> None:
    before = (folder / "kiosk.toml").read_bytes()
    program = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "from pathlib import Path\nfrom kiosk.settings_file import SettingsFile\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n    SettingsFile(Path(sys.argv[1])).change('terminal.language', 'en')\n"
        "except OSError as error:\n    print(error.strerror)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)], capture_output=True, text=True, timeout=30
    )
    assert done.stdout == "File too large\n", done.stderr
    assert (folder / "kiosk.toml").read_bytes() == before
    assert not list(folder.rglob("*.new"))


def change_for_ever(folder: Path) -> None:
    file, size = SettingsFile(folder), 100
    while True:
        size = 100 + (size + 1) % 500
        file.change("times.idle", size)


def test_killed_at_any_moment_it_leaves_a_whole_file(folder: Path) -> None:
    for wait in range(12):
        process = multiprocessing.get_context("spawn").Process(target=change_for_ever, args=(folder,))
        process.start()
        before = (folder / "kiosk.toml").stat().st_mtime_ns
        while (folder / "kiosk.toml").stat().st_mtime_ns == before:
            assert process.is_alive()
        for _ in range(wait * 3000):
            pass
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        load(folder)
        assert "# This terminal." in lines(folder)[0]


def test_the_mode_of_the_file_is_kept(folder: Path) -> None:
    (folder / "kiosk.toml").chmod(0o600)
    SettingsFile(folder).change("terminal.language", "en")
    assert (folder / "kiosk.toml").stat().st_mode & 0o777 == 0o600
    [kept] = (folder / "previous").iterdir()
    assert kept.stat().st_mode & 0o007 == 0, "it may have a password of a database in it"


def test_every_setting_of_the_site_is_a_key_of_the_models(folder: Path) -> None:
    pads = '[[devices.keypads]]\npath = "/dev/a"\npreset = "3-key"\n' * 2
    rest = '[devices.scanner]\ndriver = "serial"\nconnection = { port = "/dev/s" }\n[devices.jack]\npath = "/dev/j"\n'
    with (folder / "kiosk.toml").open("a", encoding="utf-8") as file:
        file.write(pads + rest)
    config = load(folder)
    missing = [its.key for its in SITE_SETTINGS if value_at(config, its.key) is None]
    assert missing == ["devices.printer.connection.port"], "this printer is a node"
    for its in SITE_SETTINGS:
        if its.ask is Ask.CHOICE:
            for choice in its.choices:
                SettingsFile(folder).check(its.key, choice)
