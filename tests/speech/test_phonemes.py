"""Every text of the catalogue is read as Chinese; the known bad voice is caught."""

from __future__ import annotations

import pytest

from kiosk.flows.resolve import Resolver
from kiosk.speech.phonemes import misread, phonemes
from kiosk.text import Catalogue
from tests.flows.test_every_screen import SCREENS


def test_the_right_voice_says_hao_with_its_tone() -> None:
    said = phonemes("好", "zh-CN")
    assert misread("好", said, "zh-CN") == ""
    assert "214" in said


def test_the_broken_voice_of_debian_12_is_caught() -> None:
    """The control: with the voice that pyttsx3 lists first, Chinese becomes English letters."""
    text = "您好，请放身份证"
    assert misread(text, phonemes(text, "zh-CN", voice="cmn"), "zh-CN")


@pytest.mark.parametrize("text", ["请按 English", "WIFI 密码"])
def test_latin_words_in_chinese_are_caught(text: str) -> None:
    assert "Latin letters" in misread(text, phonemes(text, "zh-CN"), "zh-CN")


def test_silence_is_caught() -> None:
    assert misread("好", "", "zh-CN") == "nothing is said"


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_text_that_is_spoken_is_read_right(language: str) -> None:
    """All words of all reachable screens and of the focus ring, through the real voice."""
    resolver = Resolver(Catalogue(), language)
    texts: set[str] = set()
    for screen, kind in SCREENS:
        view = resolver.view(screen, kind=kind)
        texts.add(view.speech)
        for place, option in enumerate(view.options, 1):
            if option.title not in ("English", "中文"):
                texts.add(resolver.position(place, len(view.options), option))
    wrong = {
        text: reason
        for text in sorted(texts)
        if (reason := misread(text, phonemes(text, language), language))
    }
    assert wrong == {}
