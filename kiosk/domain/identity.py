"""What an identity card says, the rules about it, and the little of it that a flow may see.

Sources: GB 11643 (citizen number), GB/T 2261.1 (sex), GB/T 3304 (nation), the card layouts of 2017, 2018
and 2023 for foreign and Hong Kong, Macao and Taiwan residents.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class CardKind(StrEnum):
    RESIDENT = "resident"
    FOREIGN_2017 = "foreign_2017"  # type flag I
    HK_MACAO_TAIWAN = "hk_macao_taiwan"  # type flag J
    FOREIGN_2023 = "foreign_2023"  # type flag Y
    SOCIAL_SECURITY = "social_security"  # 社保卡: name, number, sex and birthday; no address, no nation


class Sex(StrEnum):
    """GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated. Any other code is UNKNOWN."""

    UNKNOWN = "unknown"
    MALE = "male"
    FEMALE = "female"
    NOT_STATED = "not_stated"


class ManualCheck(StrEnum):
    """Why a person should look at the card ("请人工核对"). Never a reason to refuse."""

    CHECK_DIGIT = "check_digit"
    BIRTH_DATE = "birth_date"
    VALIDITY_DATES = "validity_dates"
    PRIVATE_USE_CHARACTER = "private_use_character"
    UNREADABLE_CHARACTER = "unreadable_character"  # half a surrogate pair or a control code in a name


class Validity(StrEnum):
    VALID = "valid"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Identity:
    """One card's text. Lives in memory between the reader and `Holder`, nowhere else; its repr hides all.

    number: 18 characters (15 on the 2017 foreign card). valid_to is None for 长期 or when unreadable;
    long_term tells the two apart. name is empty on a foreign card that has no Chinese name: latin_name then
    holds it.
    """

    kind: CardKind
    name: str = field(repr=False)
    number: str = field(repr=False)
    latin_name: str = field(default="", repr=False)
    sex: Sex = field(default=Sex.UNKNOWN, repr=False)
    nation: str = field(default="", repr=False)
    birth: date | None = field(default=None, repr=False)
    address: str = field(default="", repr=False)
    issuer: str = field(default="", repr=False)
    nationality: str = field(default="", repr=False)
    valid_from: date | None = field(default=None, repr=False)
    valid_to: date | None = field(default=None, repr=False)
    long_term: bool = field(default=False, repr=False)
    manual_checks: frozenset[ManualCheck] = field(default=frozenset(), repr=False)


@dataclass(frozen=True)
class Holder:
    """What a visit knows of the person whose card was read: enough to greet and to suggest, not to identify.

    masked_name: "王*" or "A***". age: whole years today, None when the card does not tell.
    key: today's keyed pseudonym (hex), equal for the same card on the same day only.
    """

    kind: CardKind
    masked_name: str
    age: int | None
    validity: Validity
    needs_manual_check: bool
    key: str = field(default="", repr=False)


def age_on(birth: date, today: date) -> int | None:
    """Whole years; the birthday itself counts as reached. None when birth lies in the future.

    Someone born on 29 February turns a year older on 1 March of a common year.
    """
    if birth > today:
        return None
    had_birthday = (today.month, today.day) >= (birth.month, birth.day)
    return today.year - birth.year - (0 if had_birthday else 1)


def validity_on(identity: Identity, today: date) -> Validity:
    """Both printed days are valid days. UNKNOWN when a date that would decide is unreadable."""
    first, last = identity.valid_from, identity.valid_to
    if first and last and last < first:
        return Validity.UNKNOWN
    if last and today > last:
        return Validity.EXPIRED
    if first and today < first:
        return Validity.NOT_YET
    if first and (last or identity.long_term):
        return Validity.VALID
    return Validity.UNKNOWN


def masked_name(name: str) -> str:
    """The first character and stars: "王*", "A***". "*" alone when the first character is no letter.

    A letter that has no case (category Lo: Chinese and other scripts) takes one star.
    """
    first = name.strip()[:1]
    if not first.isalpha():
        return "*"
    return first + ("*" if unicodedata.category(first) == "Lo" else "***")


def pseudonym(number: str, today: date, key: bytes) -> str:
    """HMAC-SHA-256 over day and number, 64 hex digits: on another day the same card gives another one."""
    return hmac.new(key, f"{today.isoformat()} {number}".encode(), hashlib.sha256).hexdigest()


def holder(identity: Identity, today: date, key: bytes) -> Holder:
    """All of a card that outlives the reading. key: the terminal's secret for pseudonyms."""
    age = age_on(identity.birth, today) if identity.birth else None
    born_in_future = identity.birth is not None and age is None
    return Holder(
        kind=identity.kind,
        masked_name=masked_name(identity.name or identity.latin_name),
        age=age,
        validity=validity_on(identity, today),
        needs_manual_check=bool(identity.manual_checks) or born_in_future,
        key=pseudonym(identity.number, today, key),
    )
