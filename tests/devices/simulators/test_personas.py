"""The invented people hold to the rules of real cards, except the one who must not."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.devices.simulators.card_blocks import text_block
from kiosk.devices.simulators.personas import Persona, load_personas

PERSONAS = load_personas()
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
NAMED_IN_THE_PLAN = {
    "elder-woman",
    "blind-man-45",
    "deaf-woman-33",
    "wheelchair-user",
    "pregnant-woman",
    "veteran",
    "taiwan-resident",
    "foreign-2017",
    "foreign-2023",
    "lapsed-card",
    "rare-name",
    "long-name",
    "child-9",
    "wrong-check-digit",
    "long-term",
}


def check_digit(number: str) -> str:
    """GB 11643, MOD 11-2, of the first 17 digits."""
    return "10X98765432"[sum(int(c) * w for c, w in zip(number, WEIGHTS, strict=False)) % 11]


def text_at(block: bytes, offset: int, length: int) -> str:
    return block[offset : offset + length].decode("utf-16-le")


def test_the_check_digit_rule_knows_the_published_examples() -> None:
    assert check_digit("11010519491231002") == "X"
    assert check_digit("44052418800101001") == "4"
    assert check_digit("93158619800101002") == "8"


def test_everyone_of_the_plan_is_there() -> None:
    assert set(PERSONAS) == NAMED_IN_THE_PLAN
    assert all(persona.id == key for key, persona in PERSONAS.items())


@pytest.mark.parametrize("persona", [p for p in PERSONAS.values() if p.layout != "I"], ids=lambda p: p.id)
def test_a_number_tells_birth_sex_and_a_region_that_does_not_exist(persona: Persona) -> None:
    regions = {"resident": "990000", "J": "830000", "Y": "999826"}
    assert persona.number.startswith(regions[persona.layout])
    assert persona.number[6:14] == persona.birth.strftime("%Y%m%d")
    assert (int(persona.number[16]) % 2 == 1) == (persona.sex == "1")
    assert (check_digit(persona.number) == persona.number[17]) == (persona.id != "wrong-check-digit")


def test_one_check_digit_is_the_letter_x() -> None:
    assert any(persona.number.endswith("X") for persona in PERSONAS.values())


def test_the_2017_number_has_its_own_check_digit() -> None:
    number = PERSONAS["foreign-2017"].number
    weighted = sum(int(c, 36) * w for c, w in zip(number[:14], (7, 3, 1) * 5, strict=False))
    assert len(number) == 15
    assert number[14] == str(weighted % 10)


@pytest.mark.parametrize(
    ("key", "age"), [("elder-woman", 78), ("blind-man-45", 45), ("deaf-woman-33", 33), ("child-9", 9)]
)
def test_ages_are_as_named_in_2026(key: str, age: int) -> None:
    birth = PERSONAS[key].birth
    assert (birth.month, 2026 - birth.year) == (1, age)


def test_the_lapsed_card_has_lapsed_and_the_long_term_card_never_does() -> None:
    lapsed = PERSONAS["lapsed-card"].valid_to
    assert isinstance(lapsed, date)
    assert lapsed < date(2026, 1, 1)
    assert text_at(text_block(PERSONAS["long-term"]), 204, 16) == "长期      "


def test_a_persona_keeps_name_number_and_address_out_of_its_repr() -> None:
    persona = PERSONAS["elder-woman"]
    shown = repr(persona).replace(repr(persona.title), "")
    assert persona.name not in shown
    assert persona.number not in shown
    assert persona.address not in shown


@pytest.mark.parametrize("persona", PERSONAS.values(), ids=lambda p: p.id)
def test_every_card_is_256_bytes_and_carries_its_type_flag(persona: Persona) -> None:
    block = text_block(persona)
    assert len(block) == 256
    assert text_at(block, 248, 2) == (" " if persona.layout == "resident" else persona.layout)
    assert text_at(block, 122, 36).strip().startswith(persona.number)


def test_a_resident_card_byte_for_byte() -> None:
    elder = PERSONAS["elder-woman"]
    expected = (
        "王桂英".ljust(15)
        + "2"
        + "01"
        + "19480115"
        + elder.address.ljust(35)
        + elder.number
        + elder.issuer.ljust(15)
        + "20080402"
        + "长期".ljust(8)
        + " " * 18
    )
    assert text_block(elder) == expected.encode("utf-16-le")


def test_a_taiwan_resident_card_carries_the_permit_where_the_resident_card_is_blank() -> None:
    block = text_block(PERSONAS["taiwan-resident"])
    assert text_at(block, 32, 4) == "  "
    assert text_at(block, 220, 18) == "99000001 "
    assert text_at(block, 238, 4) == "01"


def test_a_2017_foreign_card_puts_the_latin_name_first() -> None:
    block = text_block(PERSONAS["foreign-2017"])
    assert text_at(block, 0, 120).rstrip() == "BEISPIEL, ANNA MARIA"
    assert text_at(block, 120, 2) == "2"
    assert text_at(block, 152, 6) == "DEU"
    assert text_at(block, 158, 30).rstrip() == "安娜·拜斯皮尔"
    assert text_at(block, 220, 16) == "19820112"
    assert text_at(block, 236, 4) == "01"
    assert text_at(block, 240, 8) == "9900"


def test_a_2023_foreign_card_splits_the_latin_name_after_35_characters() -> None:
    block = text_block(PERSONAS["foreign-2023"])
    first, second = text_at(block, 52, 70), text_at(block, 220, 22)
    assert first.endswith(" ")
    assert (first + second).rstrip() == "MONTGOMERY-FITZGERALD, ALEXANDRINA CATHERINE"
    assert text_at(block, 32, 4) == "01"
    assert text_at(block, 242, 6) == "GBR"
    assert text_at(block, 250, 6) == "001"


def test_a_text_too_long_for_its_field_is_refused_without_being_quoted() -> None:
    persona = PERSONAS["long-name"].model_copy(update={"name": "阿" * 16})
    with pytest.raises(ValueError, match="32 bytes do not fit the field 0,30") as refusal:
        text_block(persona)
    assert "阿" not in str(refusal.value)
