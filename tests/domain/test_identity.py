"""What the rest of the kiosk may know of a card's holder."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.identity import (
    CardKind,
    Identity,
    ManualCheck,
    Validity,
    age_on,
    holder,
    masked_name,
    validity_on,
)

TODAY = date(2026, 3, 15)
KEY = b"a key that only this test knows"

WANG = Identity(
    kind=CardKind.RESIDENT,
    name="王小明",
    number="990000194803150019",
    birth=date(1948, 3, 15),
    address="虚构路1号",
    valid_from=date(2010, 3, 15),
    long_term=True,
)


def card(valid_from: date | None, valid_to: date | None, *, long_term: bool = False) -> Identity:
    return Identity(
        CardKind.RESIDENT, "王", "1", valid_from=valid_from, valid_to=valid_to, long_term=long_term
    )


@pytest.mark.parametrize(
    ("birth", "today", "age"),
    [
        (date(1966, 3, 15), date(2026, 3, 14), 59),
        (date(1966, 3, 15), date(2026, 3, 15), 60),
        (date(1964, 2, 29), date(2023, 2, 28), 58),
        (date(1964, 2, 29), date(2023, 3, 1), 59),
        (date(1964, 2, 29), date(2024, 2, 28), 59),
        (date(1964, 2, 29), date(2024, 2, 29), 60),
        (date(2026, 3, 15), date(2026, 3, 15), 0),
        (date(2026, 3, 16), date(2026, 3, 15), None),
    ],
)
def test_age_counts_the_birthday_as_reached(birth: date, today: date, age: int | None) -> None:
    assert age_on(birth, today) == age


@pytest.mark.parametrize(
    ("identity", "validity"),
    [
        (card(date(2010, 1, 1), TODAY), Validity.VALID),
        (card(TODAY, date(2036, 3, 15)), Validity.VALID),
        (card(date(2010, 1, 1), date(2026, 3, 14)), Validity.EXPIRED),
        (card(None, date(2026, 3, 14)), Validity.EXPIRED),
        (card(date(2026, 3, 16), date(2036, 3, 15)), Validity.NOT_YET),
        (card(date(2010, 1, 1), None, long_term=True), Validity.VALID),
        (card(date(2026, 3, 16), None, long_term=True), Validity.NOT_YET),
        (card(None, None, long_term=True), Validity.UNKNOWN),
        (card(date(2010, 1, 1), None), Validity.UNKNOWN),
        (card(None, date(2036, 1, 1)), Validity.UNKNOWN),
        (card(date(2030, 1, 1), date(2020, 1, 1)), Validity.UNKNOWN),
    ],
)
def test_validity_counts_both_printed_days(identity: Identity, validity: Validity) -> None:
    assert validity_on(identity, TODAY) is validity


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("王小明", "王*"),
        ("王", "王*"),
        ("欧阳虚构", "欧*"),
        ("阿卜杜·热合曼", "阿*"),
        ("䶮虚构", "䶮*"),
        ("𬀩虚构", "𬀩*"),  # outside the basic plane
        ("ANDERSON, ANNA MARIA", "A***"),
        ("Émile", "É***"),
        ("\ue123小明", "*"),
        ("\x07bell", "*"),
        ("", "*"),
    ],
)
def test_a_masked_name_shows_one_character_at_most(name: str, masked: str) -> None:
    assert masked_name(name) == masked


@given(st.text())
def test_no_masked_name_tells_more_than_its_first_character(name: str) -> None:
    assert len(masked_name(name).replace("*", "")) <= 1


def test_the_holder_of_a_card() -> None:
    known = holder(WANG, TODAY, KEY)
    assert (known.kind, known.masked_name, known.age) == (CardKind.RESIDENT, "王*", 78)
    assert known.validity is Validity.VALID
    assert not known.needs_manual_check


def test_a_foreigner_without_a_chinese_name_is_greeted_by_the_latin_one() -> None:
    guest = Identity(CardKind.FOREIGN_2017, name="", latin_name="EXAMPLE, EVA", number="CAN990080080301")
    known = holder(guest, TODAY, KEY)
    assert known.masked_name == "E***"
    assert known.age is None


def test_a_doubt_about_the_card_is_passed_on() -> None:
    doubted = Identity(
        CardKind.RESIDENT, "王", "1", manual_checks=frozenset({ManualCheck.PRIVATE_USE_CHARACTER})
    )
    unborn = Identity(CardKind.RESIDENT, "王", "1", birth=date(2030, 1, 1))
    assert holder(doubted, TODAY, KEY).needs_manual_check
    assert holder(unborn, TODAY, KEY).needs_manual_check
    assert holder(unborn, TODAY, KEY).age is None


def test_the_pseudonym_is_the_same_all_day_and_another_one_tomorrow() -> None:
    today = holder(WANG, TODAY, KEY).key
    assert len(bytes.fromhex(today)) == 32
    assert holder(WANG, TODAY, KEY).key == today
    assert holder(WANG, date(2026, 3, 16), KEY).key != today
    assert holder(WANG, TODAY, b"the key of another hall").key != today
    other = Identity(CardKind.RESIDENT, "王小明", "990000199006060021")
    assert holder(other, TODAY, KEY).key != today


def test_nothing_personal_is_in_a_repr() -> None:
    known = holder(WANG, TODAY, KEY)
    for text in (repr(WANG), str(WANG), repr(known)):
        for secret in ("小明", "990000", "1948", "虚构路", known.key):
            assert secret not in text
