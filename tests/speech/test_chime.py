"""The emergency's sound, measured: which notes, how loud, and nothing else in it."""

from __future__ import annotations

import array
import itertools
import math
import wave
from pathlib import Path

import pytest

from kiosk.speech.chime import NOTE_SECONDS, NOTES, PAIRS, chime_seconds, write_chime
from kiosk.speech.pyttsx3_engine import Pyttsx3Engine
from tests.speech.bench import loudness, wait_for, wav_sound


def samples(path: Path) -> tuple[list[int], int]:
    with wave.open(str(path), "rb") as file:
        return list(array.array("h", file.readframes(file.getnframes()))), file.getframerate()


def power(values: list[int], rate: int, hertz: float) -> float:
    """Mean square of the part at this frequency (Goertzel)."""
    turn = 2 * math.pi * hertz / rate
    re = sum(value * math.cos(turn * index) for index, value in enumerate(values))
    im = sum(value * math.sin(turn * index) for index, value in enumerate(values))
    return 2 * (re * re + im * im) / len(values) ** 2


@pytest.fixture(scope="module")
def chime(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As the engine makes it, at full volume."""
    folder = tmp_path_factory.mktemp("chime")
    engine = Pyttsx3Engine(folder, player=[])
    try:
        engine.chime(1.0)
        wait_for(lambda: not engine.speaking, 20)
    finally:
        engine.close()
    (wav,) = folder.glob("*.wav")
    return wav


def test_it_is_two_notes_in_turn_below_one_kilohertz(chime: Path) -> None:
    values, rate = samples(chime)
    assert len(values) / rate == pytest.approx(chime_seconds(), abs=0.01)
    assert all(300 < note < 1000 for note in NOTES), "low: hearing goes from the top first"
    one = int(NOTE_SECONDS * rate)
    for place in range(2 * PAIRS):
        piece = values[place * one : (place + 1) * one]
        total = sum(value * value for value in piece) / len(piece)
        there, other = NOTES[place % 2], NOTES[1 - place % 2]
        assert power(piece, rate, there) > 0.6 * total
        assert power(piece, rate, other) < 0.05 * total
        harmonics = sum(power(piece, rate, multiple * there) for multiple in (1, 3, 5))
        assert harmonics > 0.9 * total, "nothing shrill in it, and no noise"


def test_it_begins_softly_and_nothing_clicks_or_clips(chime: Path) -> None:
    values, rate = samples(chime)
    one = int(NOTE_SECONDS * rate)
    assert max(map(abs, values[: 2 * one])) < 0.6 * max(map(abs, values))
    assert 0.45 < max(map(abs, values)) / 32767 < 0.55
    for place in range(2 * PAIRS):
        assert abs(values[place * one]) < 300
    assert max(abs(b - a) for a, b in itertools.pairwise(values)) < 0.25 * 32767


def test_it_is_as_loud_as_words_are_and_follows_the_volume(chime: Path, tmp_path: Path) -> None:
    engine = Pyttsx3Engine(tmp_path, player=[])
    try:
        engine.speak("已经在叫人。请待在这里，马上有人来。", "zh-CN", 200, 1.0)
        wait_for(lambda: not engine.speaking, 20)
    finally:
        engine.close()
    (words,) = tmp_path.glob("*.wav")
    louder = 20 * math.log10(wav_sound(chime)[1] / wav_sound(words)[1])
    assert 6 < louder < 12, f"{louder:.1f} dB above the words: heard in a hall, and no shock"
    write_chime(tmp_path / "half.wav", 0.5)
    half, full = wav_sound(tmp_path / "half.wav")[1], wav_sound(chime)[1]
    assert half / full == pytest.approx(0.5, abs=0.01)
    assert loudness(b"\0\0") == 0
