"""Which espeak-ng voice speaks which language, and how fast.

On Debian 12 the obvious voice `sit/cmn` reads Chinese characters as English letters; `sit/cmn-latn-pinyin`
reads them right (espeak-ng#1236). tests/speech checks the phonemes of every text.
"""

from __future__ import annotations

from bisect import bisect_left

VOICES = {"zh-CN": "sit/cmn-latn-pinyin", "en": "gmw/en-us"}

# Measured with espeak-ng 1.51, 42 characters without punctuation: words a minute -> characters a minute.
_MEASURED = (
    *((80, 99), (100, 120), (120, 147), (147, 187), (175, 230), (200, 268)),
    *((250, 351), (300, 452), (350, 517)),
)
_ENGLISH_WORDS_PER_CHARACTER = 0.61  # 200 characters a minute is as calm as 122 words (VVSG: 120 to 125)


def words_per_minute(language: str, characters_per_minute: int) -> int:
    """espeak's rate for a pace given in Chinese characters a minute; outside 99..517 the nearest measured."""
    if language != "zh-CN":
        return max(80, round(characters_per_minute * _ENGLISH_WORDS_PER_CHARACTER))
    paces = [pace for _, pace in _MEASURED]
    above = bisect_left(paces, characters_per_minute)
    if above == 0:
        return _MEASURED[0][0]
    if above == len(paces):
        return _MEASURED[-1][0]
    (low_rate, low), (high_rate, high) = _MEASURED[above - 1], _MEASURED[above]
    return round(low_rate + (high_rate - low_rate) * (characters_per_minute - low) / (high - low))
