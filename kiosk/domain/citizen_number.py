"""The numbers on identity cards: which are well formed, and the birthday inside them.

GB 11643 (18 characters, ISO 7064 MOD 11-2 check) rules residents, Hong Kong, Macao and Taiwan residents and,
since December 2023, foreign permanent residents, whose number starts with 9 where others have a region.
The region is not looked up: codes come and go, and a card keeps the code it was issued with.
"""

from __future__ import annotations

import re
from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_SHAPE = re.compile(r"[0-9]{17}[0-9X]")
_SHAPE_2017 = re.compile(r"[A-Z]{3}[0-9]{12}")


def check_digit(first_17: str) -> str:
    """GB 11643 check character of 17 ASCII digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True))
    return _CHECK_DIGITS[total % 11]


def is_citizen_number(number: str) -> bool:
    """18 characters with the right check character."""
    return bool(_SHAPE.fullmatch(number)) and check_digit(number[:17]) == number[17]


def is_foreigner_number(number: str) -> bool:
    """A number of the 2023 foreign permanent resident card."""
    return number.startswith("9") and is_citizen_number(number)


def is_foreigner_number_2017(number: str) -> bool:
    """Shape of a 2017 number: nationality and 12 digits.

    Its check digit is not judged: the one published rule rejects the vendors' own sample.
    """
    return bool(_SHAPE_2017.fullmatch(number))


def birth_in(number: str) -> date | None:
    """The birthday in characters 7 to 14 of an 18-character number; None when there is none."""
    return date_from(number[6:14]) if _SHAPE.fullmatch(number) else None


def date_from(text: str) -> date | None:
    """A day written as YYYYMMDD in ASCII digits, as cards write it; None for anything else."""
    if not re.fullmatch(r"[0-9]{8}", text):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        # Eight digits that are no day of the calendar, such as 19990230.
        return None
