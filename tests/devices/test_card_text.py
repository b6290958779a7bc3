"""Four kinds of cards, and everything that can be odd about one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.devices.reader.card_text import CardTextError, identity_from
from kiosk.domain.identity import CardKind, ManualCheck, Sex, Validity, holder, validity_on
from tests.devices.text_block import WANG, block

TODAY = date(2026, 3, 15)

HONG_KONG = {
    0: "陈虚构",
    30: "2",
    36: "19991231",
    52: "香港虚构街2号",
    122: "990000199912310045",
    158: "虚构市公安局",
    188: "20200101",
    204: "20250101",
    220: "H00000000",
    238: "01",
    248: "J",
}
FOREIGN_2017 = {
    0: "EXAMPLE, EVA MARIA",
    120: "2",
    122: "CAN990080080301",
    152: "CAN",
    158: "伊娃",
    188: "20180101",
    204: "20280101",
    220: "19800803",
    236: "01",
    240: "1500",
    248: "I",
}
FOREIGN_2023 = {
    0: "伊娃",
    30: "1",
    32: "00",
    36: "19850714",
    52: "EXAMPLE-LONGNAME, ALEXANDER MAXIMI",  # 34 characters: a space is the 35th of this piece
    122: "99000019850714005X",
    188: "20240101",
    204: "20340101",
    220: "LIAN JOHN",
    242: "CAN",
    248: "Y",
}


def test_a_residents_card() -> None:
    wang = identity_from(block(WANG))
    assert wang.kind is CardKind.RESIDENT
    assert (wang.name, wang.number, wang.sex) == ("王小明", "990000194803150019", Sex.MALE)
    assert (wang.nation, wang.address, wang.issuer) == ("汉", "衢州市柯城区虚构路1号", "虚构市公安局")
    assert wang.birth == date(1948, 3, 15)
    assert (wang.valid_from, wang.valid_to, wang.long_term) == (date(2010, 3, 15), None, True)
    assert wang.manual_checks == frozenset()
    assert holder(wang, TODAY, b"key").age == 78


def test_a_hong_kong_residents_card() -> None:
    chen = identity_from(block(HONG_KONG))
    assert chen.kind is CardKind.HK_MACAO_TAIWAN
    assert (chen.name, chen.number, chen.nation) == ("陈虚构", "990000199912310045", "")
    assert (chen.address, chen.issuer) == ("香港虚构街2号", "虚构市公安局")
    assert chen.manual_checks == frozenset()
    assert validity_on(chen, TODAY) is Validity.EXPIRED


def test_a_foreigners_card_of_2017() -> None:
    eva = identity_from(block(FOREIGN_2017))
    assert eva.kind is CardKind.FOREIGN_2017
    assert (eva.latin_name, eva.name) == ("EXAMPLE, EVA MARIA", "伊娃")
    assert (eva.number, eva.nationality, eva.sex) == ("CAN990080080301", "CAN", Sex.FEMALE)
    assert (eva.birth, eva.valid_to) == (date(1980, 8, 3), date(2028, 1, 1))
    assert (eva.address, eva.issuer, eva.nation) == ("", "", "")
    assert eva.manual_checks == frozenset()


def test_a_foreigners_card_of_2023_has_its_latin_name_in_two_pieces() -> None:
    alex = identity_from(block(FOREIGN_2023))
    assert alex.kind is CardKind.FOREIGN_2023
    assert alex.latin_name == "EXAMPLE-LONGNAME, ALEXANDER MAXIMI LIAN JOHN"
    assert (alex.name, alex.number, alex.nationality) == ("伊娃", "99000019850714005X", "CAN")
    assert (alex.birth, alex.sex, alex.valid_from) == (date(1985, 7, 14), Sex.MALE, date(2024, 1, 1))
    assert alex.manual_checks == frozenset()


def test_a_2023_number_that_does_not_start_with_9_is_doubted() -> None:
    strange = identity_from(block(FOREIGN_2023 | {122: "11010519491231002X", 36: "19491231"}))
    assert strange.manual_checks == {ManualCheck.CHECK_DIGIT}


@pytest.mark.parametrize(
    ("code", "sex"),
    [
        ("0", Sex.UNKNOWN),
        ("1", Sex.MALE),
        ("2", Sex.FEMALE),
        ("9", Sex.NOT_STATED),
        ("5", Sex.UNKNOWN),
        (" ", Sex.UNKNOWN),
    ],
)
def test_who_is_not_male_is_not_female_for_that(code: str, sex: Sex) -> None:
    assert identity_from(block(WANG | {30: code})).sex is sex


@pytest.mark.parametrize("name", ["阿卜杜·热合曼", "王 小明", " 王", "䶮龘", "𬀩虚构", "ANNA, EVA B"])
def test_names_keep_all_that_is_inside_them(name: str) -> None:
    blank = {0: " " * 15}
    identity = identity_from(block(WANG | blank | {0: name}))
    assert identity.name == name
    assert identity.manual_checks == frozenset()


def test_padding_may_be_spaces_or_nul() -> None:
    padded = identity_from(block(WANG | {0: "王小明" + "\0" * 12, 248: "\0"}))
    assert (padded.name, padded.kind) == ("王小明", CardKind.RESIDENT)


def test_a_private_use_character_asks_for_a_look() -> None:
    rare = identity_from(block(WANG | {0: "王\ue815明"}))
    assert rare.name == "王\ue815明"
    assert rare.manual_checks == {ManualCheck.PRIVATE_USE_CHARACTER}


@pytest.mark.parametrize("name", ["王\ud800明", "王\0明", "王\x07明"])
def test_half_a_character_or_a_control_code_asks_for_a_look(name: str) -> None:
    assert identity_from(block(WANG | {0: name})).manual_checks == {ManualCheck.UNREADABLE_CHARACTER}


@pytest.mark.parametrize("number", ["990000194803150018", "99000019480315001", "编号"])
def test_a_wrong_number_asks_for_a_look_and_is_no_error(number: str) -> None:
    doubted = identity_from(block(WANG | {122: " " * 18} | {122: number}))
    assert doubted.number == number
    assert doubted.manual_checks == {ManualCheck.CHECK_DIGIT}


def test_a_small_x_is_the_same_check_digit() -> None:
    assert identity_from(block(FOREIGN_2023 | {122: "99000019850714005x"})).manual_checks == frozenset()


@pytest.mark.parametrize(
    ("birth", "known"), [("19480230", None), ("1948031", None), ("19480316", date(1948, 3, 16))]
)
def test_a_birthday_that_is_none_or_contradicts_the_number_asks_for_a_look(
    birth: str, known: date | None
) -> None:
    doubted = identity_from(block(WANG | {36: " " * 8} | {36: birth}))
    assert doubted.birth == known
    assert doubted.manual_checks == {ManualCheck.BIRTH_DATE}


@pytest.mark.parametrize("valid_to", ["", "长", "20301301", "20090101", "永久有效"])
def test_an_end_of_validity_that_makes_no_sense_asks_for_a_look(valid_to: str) -> None:
    doubted = identity_from(block(WANG | {204: " " * 8} | {204: valid_to}))
    assert not doubted.long_term
    assert doubted.manual_checks == {ManualCheck.VALIDITY_DATES}


def test_a_card_without_a_name_or_a_number_is_an_error() -> None:
    for fields in (WANG | {0: " " * 15}, WANG | {122: " " * 18}, {}, {248: "Z"} | WANG):
        with pytest.raises(CardTextError) as caught:
            identity_from(block(fields))
        assert "王" not in str(caught.value)
        assert "990000" not in str(caught.value)


@pytest.mark.parametrize("size", [0, 255, 257])
def test_a_block_of_another_size_is_an_error(size: int) -> None:
    with pytest.raises(CardTextError, match="256"):
        identity_from(bytes(size))


@settings(max_examples=300, deadline=None)
@given(st.binary(min_size=256, max_size=256), st.sampled_from([None, " ", "\0", "I", "J", "Y"]))
def test_any_256_bytes_give_an_identity_or_the_typed_error(data: bytes, flag: str | None) -> None:
    if flag is not None:
        data = data[:248] + flag.encode("utf-16-le") + data[250:]
    try:
        identity = identity_from(data)
    except CardTextError:
        return
    known = holder(identity, TODAY, b"key")
    assert known.kind in CardKind
    assert len(known.masked_name.strip("*")) <= 1


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 255), st.integers(0, 255))
def test_one_wrong_byte_in_a_good_card_never_breaks_the_reading(place: int, value: int) -> None:
    data = bytearray(block(WANG))
    data[place] = value
    try:
        identity = identity_from(bytes(data))
    except CardTextError:
        assert place in (248, 249)
        return
    assert identity.number
