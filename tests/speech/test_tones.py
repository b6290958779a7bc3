"""Tones for the technician's ear, and the level of what a microphone heard: measured as samples."""

from __future__ import annotations

import math
import shutil
import subprocess
import wave
from array import array
from itertools import pairwise
from pathlib import Path

import pytest

from kiosk.domain.check import SelfTest
from kiosk.speech.microphone import HEARD_DB, loudness, record
from kiosk.speech.tones import HERTZ, PEAK, RATE, play_tone, write_tone


def channels(path: Path) -> tuple[array[int], array[int]]:
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (2, 2, RATE)
        samples = array("h", file.readframes(file.getnframes()))
    return samples[0::2], samples[1::2]


def level(samples: array[int]) -> float:
    return math.sqrt(sum(value * value for value in samples) / len(samples)) / 32768


@pytest.mark.parametrize(
    ("test", "left", "right"), [("sound_left", True, False), ("sound_right", False, True)]
)
def test_a_tone_is_on_one_side_only(tmp_path: Path, test: str, left: bool, right: bool) -> None:
    write_tone(tmp_path / "tone.wav", SelfTest(test))
    sides = channels(tmp_path / "tone.wav")
    assert tuple(any(side) for side in sides) == (left, right)
    sounding = sides[0] if left else sides[1]
    assert max(sounding) <= 32767 * PEAK + 1, "never louder than the kiosk may be"
    crossings = sum(a < 0 <= b for a, b in pairwise(sounding))
    assert crossings / (len(sounding) / RATE) == pytest.approx(HERTZ, rel=0.01)
    assert sounding[0] == sounding[-1] == 0, "no click at its ends"


def test_the_sweep_goes_from_quiet_to_loud_on_both_sides(tmp_path: Path) -> None:
    write_tone(tmp_path / "tone.wav", SelfTest.SOUND_SWEEP)
    left, right = channels(tmp_path / "tone.wav")
    assert left == right
    tenth = len(left) // 10
    levels = [level(left[place : place + tenth]) for place in range(tenth, len(left) - tenth, tenth)]
    assert all(later > earlier for earlier, later in pairwise(levels))
    assert 20 * math.log10(levels[-1] / levels[0]) > 25


@pytest.mark.skipif(shutil.which("sox") is None, reason="sox is installed by scripts/install.sh")
def test_speech_is_heard_and_an_open_input_is_not(tmp_path: Path) -> None:
    """What espeak-ng says and noise at -60 dB, as a microphone would have written them."""
    speech, hiss, silence = (tmp_path / f"{name}.wav" for name in ("speech", "hiss", "silence"))
    subprocess.run(["espeak-ng", "-w", str(speech), "one two three"], check=True)
    make = ["sox", "-n", "-r", "16000", "-b", "16", "-c", "1"]
    subprocess.run([*make, str(hiss), "synth", "3", "whitenoise", "vol", "-60dB"], check=True)
    subprocess.run([*make, str(silence), "trim", "0", "3"], check=True)
    assert loudness(speech) > HEARD_DB + 10
    assert loudness(hiss) < HEARD_DB - 5
    assert loudness(silence) < -80


def test_without_a_microphone_or_a_player_it_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "arecord" in record(tmp_path / "heard.wav")
    assert play_tone(SelfTest.SOUND_LEFT, "") is None
