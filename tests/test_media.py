"""Clips of sign language and recorded voices: found, checked, and missed without harm. Clips are made here."""

from __future__ import annotations

import json
import math
import struct
import subprocess
import sys
import wave
from pathlib import Path

import pytest
from PIL import Image

from kiosk.media import FIRST, LONGEST_SAID, Media, check_signs, check_voices
from kiosk.text import Catalogue
from tests.flows.crawl import CONFIG
from tests.ui.conftest import views


def make_clip(
    path: Path, lights: tuple[int, ...] = (40, 60, 80, 100), ms: int = 200, side: int = 400
) -> Path:
    """A test pattern, plainly no signing: grey fields that grow lighter."""
    path.parent.mkdir(parents=True, exist_ok=True)
    frames = [Image.new("RGB", (side, side), (light, light, light)) for light in lights]
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=ms, lossless=True)
    path.with_suffix(".licence").write_text("test pattern\n", encoding="utf-8")
    return path


def make_recording(path: Path, seconds: float = 1.0, level: float = 0.14) -> Path:
    """A tone. level: peak, of full scale; 0.14 is -20 dBFS."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rate = 16000
    samples = [
        int(32767 * level * math.sin(2 * math.pi * 440 * n / rate)) for n in range(int(rate * seconds))
    ]
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    path.with_suffix(".licence").write_text("tone\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue()


def test_what_is_missing_is_told_with_the_most_important_first(tmp_path: Path, catalogue: Catalogue) -> None:
    report = check_signs(Media(tmp_path), catalogue)
    assert report.found == report.wrong == []
    assert tuple(report.missing[: len(FIRST)]) == FIRST
    assert len(report.slots) == len(set(report.slots)) == len(catalogue.ids)


def test_a_good_clip_is_found(tmp_path: Path, catalogue: Catalogue) -> None:
    path = make_clip(tmp_path / "sign" / "home.webp")
    media = Media(tmp_path)
    report = check_signs(media, catalogue)
    assert (report.found, report.wrong) == (["home"], [])
    assert media.sign("home") == path
    assert media.sign("card") is None


def test_a_clip_that_cannot_be_used_is_told(tmp_path: Path, catalogue: Catalogue) -> None:
    make_clip(tmp_path / "sign" / "no-such-text.webp")
    make_clip(tmp_path / "sign" / "card.webp", side=100)
    make_clip(tmp_path / "sign" / "called.webp", lights=(0, 255) * 6, ms=80)
    make_clip(tmp_path / "sign" / "farewell.webp").with_suffix(".licence").unlink()
    (tmp_path / "sign" / "home.webp").write_bytes(b"RIFF no picture")
    wrong = "\n".join(check_signs(Media(tmp_path), catalogue).wrong)
    for name, fault in (
        ("no-such-text", "no message of this name"),
        ("card", "100 x 100 pixels"),
        ("called", "flashes"),
        ("farewell", "licence is missing"),
        ("home", "cannot be read"),
    ):
        assert any(f"/{name}.webp" in line and fault in line for line in wrong.splitlines()), (name, wrong)


def test_recordings_are_for_whole_messages_without_arguments(tmp_path: Path, catalogue: Catalogue) -> None:
    report = check_voices(Media(tmp_path), catalogue, "zh-CN")
    assert "group" in report.slots
    assert "farewell" not in report.slots, "a number cannot be recorded"
    make_recording(tmp_path / "voice" / "quzhou" / "group.wav")
    found = Media(tmp_path, "quzhou").recordings(catalogue)
    ((language, words),) = found
    assert language == "zh-CN" and words.startswith("您属于哪一类") and len(words) <= LONGEST_SAID


@pytest.mark.parametrize(
    ("seconds", "level", "fault"),
    [(1.0, 0.14, ""), (1.0, 0.999, "peak"), (1.0, 0.01, "dBFS loud"), (25.0, 0.14, "seconds long")],
)
def test_recordings_are_measured(
    tmp_path: Path, catalogue: Catalogue, seconds: float, level: float, fault: str
) -> None:
    make_recording(tmp_path / "voice" / "zh-CN" / "group.wav", seconds, level)
    wrong = check_voices(Media(tmp_path), catalogue, "zh-CN").wrong
    assert any(fault in line for line in wrong) if fault else wrong == []


def test_a_recording_that_is_cut_off_or_has_two_channels_is_told(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    path = make_recording(tmp_path / "voice" / "zh-CN" / "group.wav")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert "is cut off" in "".join(check_voices(Media(tmp_path), catalogue, "zh-CN").wrong)
    path.write_bytes(whole)
    with wave.open(str(path), "rb") as file:
        data = file.readframes(file.getnframes())
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(16000)
        file.writeframes(data)
    assert "2 channels" in "".join(check_voices(Media(tmp_path), catalogue, "zh-CN").wrong)


@pytest.mark.parametrize(
    ("box", "lights", "others", "flashes"),
    [
        ((0, 0, 200, 200), (40, 140), (60, 60), True),
        ((0, 0, 200, 400), (0, 255), (255, 0), True),
        ((0, 0, 90, 90), (0, 255), (60, 60), False),
    ],
    ids=["a quarter", "two halves in turn", "a small part"],
)
def test_a_part_that_flashes_is_seen(
    tmp_path: Path,
    catalogue: Catalogue,
    box: tuple[int, int, int, int],
    lights: tuple[int, int],
    others: tuple[int, int],
    flashes: bool,
) -> None:
    """The mean of the picture hardly changes, the eye is hit all the same."""
    frames: list[Image.Image] = []
    for number in range(24):
        frame = Image.new("RGB", (400, 400), (others[number % 2],) * 3)
        frame.paste((lights[number % 2],) * 3, box)
        frames.append(frame)
    path = make_clip(tmp_path / "sign" / "home.webp")
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=80, lossless=True)
    assert ("flashes" in "".join(check_signs(Media(tmp_path), catalogue).wrong)) is flashes


def test_the_most_important_clips_are_of_screens_that_exist() -> None:
    shown = {view.id for view in views("zh-CN").values()}
    assert set(FIRST) <= shown


def test_the_command_tells_and_its_exit_code_counts_faults_only(tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.mkdir()
    (config / "hall.toml").write_text((CONFIG / "hall.toml").read_text(encoding="utf-8"), encoding="utf-8")
    text = (CONFIG / "kiosk.toml").read_text(encoding="utf-8")
    media = tmp_path / "media"
    (config / "kiosk.toml").write_text(f'{text}\n[media]\nfolder = "{media}"\n', encoding="utf-8")

    def check(*more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "kiosk", "media", "check", "--config", str(config), *more]
        return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    none = check()
    assert none.returncode == 0, none.stderr
    assert "missing, the most important first: home" in none.stdout
    make_clip(media / "sign" / "home.webp")
    assert json.loads(check("--json").stdout)["sign"]["found"] == ["home"]
    make_recording(media / "voice" / "zh-CN" / "nothing-of-the-kind.wav")
    wrong = check()
    assert wrong.returncode == 1
    assert "nothing-of-the-kind.wav: no message of this name" in wrong.stdout


def test_no_clip_is_made_up() -> None:
    """What is shipped was signed or spoken by somebody, or it is not there."""
    assets = Path(__file__).parents[1] / "assets"
    for clip in (*assets.glob("sign/*.webp"), *assets.glob("voice/*/*.wav")):
        assert clip.with_suffix(".licence").is_file(), clip
