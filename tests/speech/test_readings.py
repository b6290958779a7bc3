"""Characters with two readings: each respelling is needed, and says what its pinyin says."""

from __future__ import annotations

import re
import subprocess

import pytest

from kiosk.speech.phonemes import misread, phonemes
from kiosk.speech.readings import READINGS, respell
from kiosk.speech.voices import VOICES


def as_written(text: str) -> str:
    """Phonemes of the text without our respelling."""
    done = subprocess.run(
        ["espeak-ng", "-q", "-x", "-v", VOICES["zh-CN"], text], capture_output=True, text=True, check=True
    )
    return " ".join(done.stdout.split())


def syllables(said: str) -> int:
    return len(re.findall(r"\d+", said))


@pytest.mark.parametrize("word", READINGS)
def test_espeak_reads_the_word_wrong_and_the_respelling_mends_it(word: str) -> None:
    said = phonemes(word, "zh-CN")
    assert said != as_written(word)
    assert misread(said) is None
    assert syllables(said) == len(word)
    assert respell(word, "zh-CN") == READINGS[word]


def test_the_two_words_of_every_visit_are_said_right() -> None:
    assert "X'a35N" in phonemes("农商银行", "zh-CN")  # hang2
    assert "ts.h'ong35" in phonemes("我要重新开始", "zh-CN")  # chong2


def test_the_longest_word_wins() -> None:
    assert respell("目的地在银行", "zh-CN") == "目di4di4在银hang2"


def test_other_languages_are_left_alone() -> None:
    assert respell("Bank 银行", "en") == "Bank 银行"
