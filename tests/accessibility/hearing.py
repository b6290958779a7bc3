"""Whether words that are shown have been heard: numbers may be read digit by digit or as a quantity."""

from __future__ import annotations

import re
from itertools import islice, product

from kiosk.text import count_zh, digits_zh

NUMBER = re.compile(r"(\d+)(%?)")
TIME = re.compile(r"(\d+):(\d\d)")
DATE_EN = re.compile(r"(\d+)/(\d+)")  # month, day
CLAUSES = re.compile(r"[，。；：、…,;！？!?]+|[.:](?=\s|$)")
MOST_READINGS = 256  # of one text with many numbers
SAID_OTHERWISE = {
    # Names of languages are written in that language and said in the visitor's.
    "English": "英文",
    "中文": "Chinese",
    "扫一扫就能上网": "扫一扫屏幕上的码就能上网",
    # A reader is told to look below, a listener gets what stands there.
    "这是您的号": "您的号码是",
    "您的号是这个": "您的号码是",
    "请把身份证\n放在下面": "请把身份证放在屏幕下面的读卡区",
}


def letters(words: str) -> str:
    """Without spaces, stops and capitals."""
    return "".join(char for char in words.lower() if char.isalnum())


def readings(text: str, language: str) -> list[str]:
    """Every way to say the numbers of a text: 007 is 零零七 or 七, 5% is 百分之五; in English 绿 is green, 访 visit.

    13:30 is 十三点三十分, 11/28 in English the 28 of month 11.
    """
    if language != "zh-CN":
        text = DATE_EN.sub(r"on the \2 of month \1", text.replace("绿", "green ").replace("访", "visit "))
    else:
        text = TIME.sub(lambda at: at[1] + "点" + (f"{at[2]}分" if int(at[2]) else ""), text)
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
    # A bare figure is refused by tests/flows/test_every_screen.py; here it counts as said.
    return (f"百分之{quantity}",) if percent else (digits_zh(digits), quantity, digits)


def is_heard(text: str, heard: str, language: str) -> bool:
    """Whether every clause of a text is in what was heard, in its own words or in those of SAID_OTHERWISE."""
    said = letters(heard.replace("爱衢州", "i-Quzhou"))  # the Wi-Fi is read in Chinese
    return all(
        any(letters(reading) in said for reading in readings(SAID_OTHERWISE.get(clause, clause), language))
        for clause in CLAUSES.split(text if language == "zh-CN" else text.replace("No. ", "number "))
    )
