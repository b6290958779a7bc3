"""Whether words that are shown have been heard: numbers may be read digit by digit or as a quantity."""

from __future__ import annotations

import re
from itertools import islice, product

from kiosk.text import count_zh, digits_zh

NUMBER = re.compile(r"(\d+)(%?)")
CLAUSES = re.compile(r"[，。；：、…,;:！？!?]+|\.(?=\s|$)")
MOST_READINGS = 256  # of one text with many numbers
SAID_OTHERWISE = {
    # Names of languages are written in that language and said in the visitor's.
    "English": "英文",
    "中文": "Chinese",
    # A reader is told to look below, a listener gets what stands there.
    "这是您的号": "您的号码是",
    "您的号是这个": "您的号码是",
    "请把身份证\n放在下面": "请把身份证放在屏幕下面的读卡区",
}


def letters(words: str) -> str:
    """Without spaces, stops and capitals."""
    return "".join(char for char in words.lower() if char.isalnum())


def readings(text: str, language: str) -> list[str]:
    """Every way to say the numbers of a text: 007 is 零零七 or 七, 5% is 百分之五; 绿 is said green in English."""
    if language != "zh-CN":
        text = text.replace("绿", "green ")
    parts = NUMBER.split(text)
    plain, numbers = parts[::3], list(zip(parts[1::3], parts[2::3], strict=True))
    found: list[str] = []
    for said in islice(product(*(_number(*number, language) for number in numbers)), MOST_READINGS):
        found.append(plain[0] + "".join(a + b for a, b in zip(said, plain[1:], strict=True)))
    return found


def _number(digits: str, percent: str, language: str) -> tuple[str, ...]:
    if language != "zh-CN":
        return (digits + (" percent" if percent else ""),)
    quantity = count_zh(digits) if int(digits) <= 9999 else digits
    return (f"百分之{quantity}",) if percent else (digits_zh(digits), quantity)


def is_heard(text: str, heard: str, language: str) -> bool:
    """Whether every clause of a text is in what was heard, in its own words or in those of SAID_OTHERWISE."""
    said = letters(heard)
    return all(
        any(letters(reading) in said for reading in readings(SAID_OTHERWISE.get(clause, clause), language))
        for clause in CLAUSES.split(text)
    )
