"""Words in which espeak-ng 1.51 takes the wrong reading of a character (espeak-ng#1805).

It has one reading for each character: 银行 is said yin-xing, 重新 zhong-xin. Here the character is written
in pinyin with its tone, which the voice takes between characters. Only sound changes, never a caption.
tests/speech proves that each line is needed and does what it says. A word that is also a piece of other
words (行业 in 执行业务) must not stand here.
"""

from __future__ import annotations

import re

READINGS = {
    "银行": "银hang2",
    "排行": "排hang2",
    "重新": "chong2新",
    "重复": "chong2复",
    "重来": "chong2来",
    "重试": "chong2试",
    "重打": "chong2打",
    "长者": "zhang3者",
    "家长": "家zhang3",
    "成长": "成zhang3",
    "处长": "处zhang3",
    "科长": "科zhang3",
    "局长": "局zhang3",
    "队长": "队zhang3",
    "地址": "di4址",
    "地方": "di4方",
    "地图": "di4图",
    "地铁": "di4铁",
    "地面": "di4面",
    "地下": "di4下",
    "场地": "场di4",
    "当地": "当di4",
    "土地": "土di4",
    "目的": "目di4",
    "目的地": "目di4di4",
    "归还": "归huan2",
    "还书": "huan2书",
    "还款": "huan2款",
    "了解": "liao3解",
    "不了": "不liao3",
    "着急": "zhao2急",
    "会计": "kuai4计",
    "空调": "空tiao2",
    "调解": "tiao2解",
    "便宜": "pian2宜",
    "给予": "ji3予",
}

_WORDS = re.compile("|".join(sorted(READINGS, key=len, reverse=True)))


def respell(text: str, language: str) -> str:
    """The text as the voice must be given it to say it right."""
    return _WORDS.sub(lambda word: READINGS[word[0]], text) if language == "zh-CN" else text
