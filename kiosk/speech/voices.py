"""Which espeak-ng voice speaks which language, and how fast.

On Debian 12 the obvious voice `sit/cmn` reads Chinese characters as English letters; `sit/cmn-latn-pinyin`
reads them right (espeak-ng#1236). tests/speech checks the phonemes.
"""

from __future__ import annotations

import re
from bisect import bisect_left

VOICES = {"zh-CN": "sit/cmn-latn-pinyin", "en": "gmw/en-us"}

# Measured with espeak-ng 1.51 over 25 sentences of the catalogue, pauses and all (a listener's pace):
# espeak's rate -> Chinese characters a minute, English words a minute. Beyond 400 espeak gets no faster.
_MEASURED = {
    "zh-CN": (
        *((80, 84), (100, 101), (120, 123), (140, 148), (155, 166), (175, 192), (200, 226)),
        *((250, 300), (300, 386), (350, 463), (400, 543)),
    ),
    "en": (
        *((80, 91), (100, 108), (120, 132), (140, 156), (155, 174), (175, 199), (200, 230)),
        *((250, 294), (300, 360), (350, 435), (400, 494)),
    ),
}
_ENGLISH_WORDS_PER_CHARACTER = (
    0.61  # 200 characters a minute is as calm as 122 words (VVSG 7.1-K: 120 to 125)
)


class VoiceMissing(Exception):
    """The machine's espeak-ng does not have the voice; its text is the voice's name.

    pyttsx3 goes on with its default English voice and tells nobody but its `error` callback.
    """


def words_per_minute(language: str, characters_per_minute: int) -> int:
    """espeak's rate for a pace given in Chinese characters a minute; past the table's ends the nearest."""
    pace = _pace(language, characters_per_minute)
    table = _MEASURED[language]
    above = bisect_left([measured for _, measured in table], pace)
    if above == 0:
        return table[0][0]
    if above == len(table):
        return table[-1][0]
    (low_rate, low), (high_rate, high) = table[above - 1], table[above]
    return round(low_rate + (high_rate - low_rate) * (pace - low) / (high - low))


def seconds_to_say(text: str, language: str, characters_per_minute: int) -> float:
    """How long a text takes at that pace, about: as long as its caption stands when there is no sound."""
    units = len(re.findall(r"\w", text)) if language == "zh-CN" else len(text.split())
    return units * 60 / _pace(language, characters_per_minute)


def _pace(language: str, characters_per_minute: int) -> float:
    """Characters or words a minute, as the language counts."""
    return characters_per_minute * (1 if language == "zh-CN" else _ENGLISH_WORDS_PER_CHARACTER)
