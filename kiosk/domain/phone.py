"""Telephone numbers of mainland China: which are complete, and in which groups they are read."""

from __future__ import annotations

import re

LEAST, MOST = 11, 12  # digits: a mobile has 11; a fixed line with its area code (0570) has 11 or 12
_COMPLETE = re.compile(r"1[3-9]\d{9}|0(10|2\d)\d{8}|0[3-9]\d{2}\d{7,8}")


def is_phone(digits: str) -> bool:
    """Whether a mobile or a fixed line with its area code can have this number."""
    return _COMPLETE.fullmatch(digits) is not None


def groups(digits: str) -> list[str]:
    """As they are written and said: 138 0000 0000, 0570 8888 888. Also of a number that is not complete yet."""
    first = 4 if digits.startswith("0") else 3
    rest = digits[first:]
    return [part for part in (digits[:first], *(rest[at : at + 4] for at in range(0, len(rest), 4))) if part]
