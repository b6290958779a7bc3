"""The 256-byte text block of an identity card (UTF-16LE) -> Identity. Pure.

Four layouts, told apart by the character at offset 248: blank resident, I foreign 2017, J Hong Kong, Macao
and Taiwan 2018, Y foreign 2023. A field that is wrong asks for a person's look (ManualCheck); only a block
that names nobody is an error.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kiosk.devices.sam_constants import TEXT_BYTES, TYPE_FLAG_OFFSET
from kiosk.domain.citizen_number import (
    birth_in,
    date_from,
    is_citizen_number,
    is_foreigner_number,
    is_foreigner_number_2017,
)
from kiosk.domain.identity import CardKind, Identity, ManualCheck, Sex
from kiosk.domain.nations import nation_name

LONG_TERM = "长期"

_SEXES = {"0": Sex.UNKNOWN, "1": Sex.MALE, "2": Sex.FEMALE, "9": Sex.NOT_STATED}

Piece = tuple[int, int]  # offset, bytes


@dataclass(frozen=True)
class _Layout:
    """Where a kind of card keeps its fields. A field in several pieces is joined before it is trimmed."""

    kind: CardKind
    fields: Mapping[str, tuple[Piece, ...]]


_LAYOUTS: Mapping[str, _Layout] = {
    "": _Layout(
        CardKind.RESIDENT,
        {
            "name": ((0, 30),),
            "sex": ((30, 2),),
            "nation": ((32, 4),),
            "birth": ((36, 16),),
            "address": ((52, 70),),
            "number": ((122, 36),),
            "issuer": ((158, 30),),
            "valid_from": ((188, 16),),
            "valid_to": ((204, 16),),
        },
    ),
    "J": _Layout(
        CardKind.HK_MACAO_TAIWAN,
        {
            "name": ((0, 30),),
            "sex": ((30, 2),),
            "birth": ((36, 16),),
            "address": ((52, 70),),
            "number": ((122, 36),),
            "issuer": ((158, 30),),
            "valid_from": ((188, 16),),
            "valid_to": ((204, 16),),
        },
    ),
    "I": _Layout(
        CardKind.FOREIGN_2017,
        {
            "latin_name": ((0, 120),),
            "sex": ((120, 2),),
            "number": ((122, 30),),
            "nationality": ((152, 6),),
            "name": ((158, 30),),
            "valid_from": ((188, 16),),
            "valid_to": ((204, 16),),
            "birth": ((220, 16),),
        },
    ),
    "Y": _Layout(
        CardKind.FOREIGN_2023,
        {
            "name": ((0, 30),),
            "sex": ((30, 2),),
            "birth": ((36, 16),),
            "latin_name": ((52, 70), (220, 22)),
            "number": ((122, 36),),
            "valid_from": ((188, 16),),
            "valid_to": ((204, 16),),
            "nationality": ((242, 6),),
        },
    ),
}

_NUMBER_RULES = {
    CardKind.RESIDENT: is_citizen_number,
    CardKind.HK_MACAO_TAIWAN: is_citizen_number,
    CardKind.FOREIGN_2017: is_foreigner_number_2017,
    CardKind.FOREIGN_2023: is_foreigner_number,
    CardKind.SOCIAL_SECURITY: is_citizen_number,
}


class CardTextError(Exception):
    """A block that names nobody: wrong size, unknown type flag, no name, no number. Tells no content."""


def identity_from(block: bytes) -> Identity:
    """Read one card's text. Raises CardTextError and nothing else, whatever the bytes are."""
    if len(block) != TEXT_BYTES:
        raise CardTextError(f"text block of {len(block)} bytes, not {TEXT_BYTES}")
    layout = _LAYOUTS.get(_text(block, ((TYPE_FLAG_OFFSET, 2),)))
    if layout is None:
        raise CardTextError("unknown card type flag")

    def field(name: str) -> str:
        return _text(block, layout.fields.get(name, ()))

    name, latin_name = field("name"), field("latin_name")
    number = field("number").upper()
    if not number or not (name or latin_name):
        raise CardTextError("card without a name or a number")
    birth = date_from(field("birth"))
    long_term = field("valid_to") == LONG_TERM
    valid_from, valid_to = date_from(field("valid_from")), date_from(field("valid_to"))
    return Identity(
        kind=layout.kind,
        name=name,
        number=number,
        latin_name=latin_name,
        sex=_SEXES.get(field("sex"), Sex.UNKNOWN),
        nation=nation_name(field("nation")),
        birth=birth,
        address=field("address"),
        issuer=field("issuer"),
        nationality=field("nationality"),
        valid_from=valid_from,
        valid_to=valid_to,
        long_term=long_term,
        manual_checks=manual_checks(layout.kind, name + latin_name, number, birth)
        | _validity_checks(valid_from, valid_to, long_term),
    )


def _text(block: bytes, pieces: tuple[Piece, ...]) -> str:
    """Only trailing spaces and NUL are padding: Latin names have spaces inside.

    Half a surrogate pair becomes U+FFFD, which asks for a person's look later on.
    """
    joined = "".join(block[start : start + size].decode("utf-16-le", "replace") for start, size in pieces)
    return joined.rstrip(" \0")


def manual_checks(kind: CardKind, names: str, number: str, birth: date | None) -> frozenset[ManualCheck]:
    """What in name, number and birthday asks for a person's look."""
    checks: set[ManualCheck] = set()
    if not _NUMBER_RULES[kind](number):
        checks.add(ManualCheck.CHECK_DIGIT)
    in_number = birth_in(number)
    if birth is None or (in_number is not None and in_number != birth):
        checks.add(ManualCheck.BIRTH_DATE)
    categories = {unicodedata.category(character) for character in names}
    if "Co" in categories:
        checks.add(ManualCheck.PRIVATE_USE_CHARACTER)
    if "Cc" in categories or "\N{REPLACEMENT CHARACTER}" in names:
        checks.add(ManualCheck.UNREADABLE_CHARACTER)
    return frozenset(checks)


def _validity_checks(
    valid_from: date | None, valid_to: date | None, long_term: bool
) -> frozenset[ManualCheck]:
    readable = valid_from is not None and (valid_to is not None or long_term)
    in_order = not (valid_from and valid_to) or valid_from <= valid_to
    return frozenset() if readable and in_order else frozenset({ManualCheck.VALIDITY_DATES})
