"""The catalogue: both languages whole, numbers read as they are meant."""

from __future__ import annotations

import re

import pytest

from kiosk.text import LANGUAGES, TEXT_FOLDER, Catalogue, MissingText, count_zh, digits_zh, join_sentences


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"), (1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (110, "一百一十"),
        (230, "二百三十"), (1005, "一千零五"), (1010, "一千零一十"), (9999, "九千九百九十九"),
    ],
)  # fmt: skip
def test_quantities_in_chinese(number: int, words: str) -> None:
    assert count_zh(number) == words


def test_quantities_outside_the_range_are_refused() -> None:
    with pytest.raises(ValueError, match="9999"):
        count_zh(10000)


def test_numbers_digit_by_digit() -> None:
    assert digits_zh("007") == "零零七"


def test_both_languages_have_the_same_messages() -> None:
    catalogue = Catalogue()
    zh, en = ({*catalogue.bundle(language)._messages} for language in LANGUAGES)
    assert zh == en


def test_every_message_is_used_by_the_program() -> None:
    """A sentence that nobody says is dead text."""
    source = "".join(
        path.read_text(encoding="utf-8") for path in (TEXT_FOLDER.parents[1] / "kiosk").rglob("*.py")
    )
    families = set(re.findall(r'f"([a-z-]+-)\{', source))
    catalogue = Catalogue()
    unused = [
        message
        for message in catalogue.ids
        if f'"{message}"' not in source and not any(message.startswith(family) for family in families)
    ]
    assert unused == []


def test_a_missing_message_is_named() -> None:
    with pytest.raises(MissingText, match="no-such-thing"):
        Catalogue().text("no-such-thing", "zh-CN")


def test_a_missing_argument_is_named() -> None:
    with pytest.raises(MissingText, match="called"):
        Catalogue().text("called", "zh-CN")


def test_speech_defaults_to_what_is_shown() -> None:
    catalogue = Catalogue()
    assert catalogue.speech("help-seat", "zh-CN") == "专座优先办。到爱心专座，优先叫号。"


def test_sentences_are_joined_with_pauses() -> None:
    assert join_sentences("zh-CN", "您好？", "", "请按一个") == "您好？请按一个。"
