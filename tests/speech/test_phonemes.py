"""What espeak-ng makes of a text: the check must pass good Chinese and catch each way it goes wrong."""

from __future__ import annotations

import pytest

from kiosk.speech.phonemes import misread, phonemes, unreadable
from kiosk.speech.voices import VoiceMissing

LEVEL_ONE = [  # a slice of GB 2312's common characters
    bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7, 3) for cell in range(0xA1, 0xF9, 11)
]


def test_chinese_is_read_as_chinese() -> None:
    assert phonemes("好", "zh-CN") == "X'Au214_|"
    assert misread(phonemes("您好，今天来办什么？", "zh-CN")) is None


@pytest.mark.parametrize("text", ["好", "您好", "请到三号窗口", "今天来办什么"])
def test_the_broken_voice_of_debian_12_is_caught(text: str) -> None:
    assert "'en'" in str(misread(phonemes(text, "zh-CN", "cmn")))
    assert misread(phonemes(text, "zh-CN")) is None


def test_common_characters_have_one_syllable_each() -> None:
    wrong = {text: why for text in ["".join(LEVEL_ONE[i : i + 12]) for i in range(0, len(LEVEL_ONE), 12)]
             if (why := unreadable(text, "zh-CN"))}  # fmt: skip
    assert len(LEVEL_ONE) > 100
    assert wrong == {}


@pytest.mark.parametrize("text", ["3号窗口", "第2步，共4步", "前面还有12位", "65岁以上", "一千零五"])
def test_small_numbers_are_read_in_chinese(text: str) -> None:
    assert unreadable(text, "zh-CN") is None


@pytest.mark.parametrize("text", ["A区", "请按B键"])
def test_a_single_letter_is_read_by_its_name(text: str) -> None:
    assert unreadable(text, "zh-CN") is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("连接WIFI", "WIFI"),
        ("扫QR码", "QR"),
        ("请按OK", "OK"),
        ("拨打12345", "12345"),
        ("绿012号", "012"),
        ("10:30开门", "10:30"),
        ("㐂", "does not know"),
        ("请𠮷先生过来", "does not know"),
        ("。。", "nothing"),
        ("", "nothing"),
    ],
)
def test_what_would_be_said_wrong_is_named(text: str, why: str) -> None:
    assert why in str(unreadable(text, "zh-CN"))


def test_a_rare_character_that_espeak_does_know_is_not_refused() -> None:
    assert phonemes("䶮", "zh-CN").startswith("j'iE35n")
    assert unreadable("䶮", "zh-CN") is None


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "nothing"),
        ("n'i35n_| (en)h,eI55(cmn)_|", "'en'"),
        ("@:11_|", "does not know"),
        ("n'i35n_| X'Au_|", "without a tone"),
    ],
)
def test_signs_of_a_misreading(said: str, why: str) -> None:
    assert why in str(misread(said))


def test_english_with_chinese_in_it_and_english_without_words() -> None:
    assert unreadable("Your number is 12.", "en") is None
    assert "绿" in str(unreadable("Your number is 绿 12.", "en"))
    assert unreadable("...", "en") == "nothing is said"


def test_a_text_is_never_taken_for_an_option() -> None:
    assert phonemes("--help", "en") == phonemes("help", "en")


def test_a_missing_voice_is_named() -> None:
    with pytest.raises(VoiceMissing, match="sit/nowhere"):
        phonemes("好", "zh-CN", "sit/nowhere")
