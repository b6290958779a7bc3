"""A persona's card as the 256-byte text block that a SAM reads out: UTF-16LE, padded with spaces.

The four layouts and their offsets: facts of the card layouts of 2004 (resident), 2017 (I), 2018 (J) and
2023 (Y). Written apart from the driver's decoder, so that one checks the other.
"""

from __future__ import annotations

from datetime import date

from kiosk.devices.sam_constants import TEXT_BYTES, TYPE_FLAG_OFFSET
from kiosk.devices.simulators.personas import Persona

LATIN_FIRST_PART = 35  # characters of a Y card's Latin name in its first field
Field = tuple[int, int, str]  # offset in bytes, length in bytes, text


def text_block(persona: Persona) -> bytes:
    """Raises ValueError when a text is longer than its field; the text is not in the message."""
    fields = {"resident": _resident, "I": _foreign_2017, "J": _hk_macao_taiwan, "Y": _foreign_2023}
    block = bytearray(" ".encode("utf-16-le") * (TEXT_BYTES // 2))
    for offset, length, text in fields[persona.layout](persona):
        encoded = text.encode("utf-16-le")
        if len(encoded) > length:
            raise ValueError(f"{persona.id}: {len(encoded)} bytes do not fit the field {offset},{length}")
        block[offset : offset + len(encoded)] = encoded
    return bytes(block)


def _resident(persona: Persona) -> list[Field]:
    return [*_common(persona), (32, 4, persona.nation)]


def _hk_macao_taiwan(persona: Persona) -> list[Field]:
    return [
        *_common(persona),
        (220, 18, persona.pass_number),
        (238, 4, persona.issue_count),
        (TYPE_FLAG_OFFSET, 2, "J"),
    ]


def _common(persona: Persona) -> list[Field]:
    """What the resident card and the J card have at the same places."""
    return [
        (0, 30, persona.name),
        (30, 2, persona.sex),
        (36, 16, _day(persona.birth)),
        (52, 70, persona.address),
        (122, 36, persona.number),
        (158, 30, persona.issuer),
        (188, 16, _day(persona.valid_from)),
        (204, 16, _day(persona.valid_to)),
    ]


def _foreign_2017(persona: Persona) -> list[Field]:
    return [
        (0, 120, persona.latin_name),
        (120, 2, persona.sex),
        (122, 30, persona.number),
        (152, 6, persona.nationality),
        (158, 30, persona.name),
        (188, 16, _day(persona.valid_from)),
        (204, 16, _day(persona.valid_to)),
        (220, 16, _day(persona.birth)),
        (236, 4, persona.card_version),
        (240, 8, persona.agency),
        (TYPE_FLAG_OFFSET, 2, "I"),
    ]


def _foreign_2023(persona: Persona) -> list[Field]:
    return [
        (0, 30, persona.name),
        (30, 2, persona.sex),
        (32, 4, persona.renewal_count),
        (36, 16, _day(persona.birth)),
        (52, 70, persona.latin_name[:LATIN_FIRST_PART]),
        (122, 36, persona.number),
        (188, 16, _day(persona.valid_from)),
        (204, 16, _day(persona.valid_to)),
        (220, 22, persona.latin_name[LATIN_FIRST_PART:]),
        (242, 6, persona.nationality),
        (TYPE_FLAG_OFFSET, 2, "Y"),
        (250, 6, persona.old_number_link),
    ]


def _day(day: date | str) -> str:
    """YYYYMMDD, or 长期 as it stands."""
    return day if isinstance(day, str) else day.strftime("%Y%m%d")
