"""GB 11643 and the numbers of foreign residents' cards."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.citizen_number import (
    birth_in,
    check_digit,
    date_from,
    is_citizen_number,
    is_foreigner_number,
    is_foreigner_number_2017,
)
from kiosk.domain.nations import NATIONS, nation_name

# The two specimens printed in the standard; nobody has them.
STANDARD_SPECIMENS = ["11010519491231002X", "440524188001010014"]


@pytest.mark.parametrize("number", STANDARD_SPECIMENS)
def test_the_specimens_of_the_standard_pass(number: str) -> None:
    assert is_citizen_number(number)
    assert check_digit(number[:17]) == number[17]


@given(st.integers(0, 16), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_always_noticed(place: int, digit: str) -> None:
    number = STANDARD_SPECIMENS[1]
    changed = number[:place] + digit + number[place + 1 :]
    assert is_citizen_number(changed) == (changed == number)


@given(st.integers(0, 15))
def test_two_swapped_neighbours_are_always_noticed(place: int) -> None:
    number = STANDARD_SPECIMENS[1]
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert is_citizen_number(swapped) == (swapped == number)


@pytest.mark.parametrize(
    "text", ["", "1", "44052418800101001", "4405241880010100140", "４４０５２４188001010014"]
)
def test_what_is_not_18_ascii_characters_is_no_number(text: str) -> None:
    assert not is_citizen_number(text)


def test_a_foreigners_number_starts_with_9_and_needs_no_region() -> None:
    assert is_foreigner_number("931586198001010028")  # the vendor's specimen
    assert not is_foreigner_number("931586198001010027")
    assert not is_foreigner_number(STANDARD_SPECIMENS[0])


def test_of_a_2017_number_only_the_shape_is_judged() -> None:
    assert is_foreigner_number_2017("CAN990080080301")
    assert not is_foreigner_number_2017("CA9990080080301")
    assert not is_foreigner_number_2017("CAN99008008030")


def test_the_birthday_inside_a_number() -> None:
    assert birth_in("990000198002290036") == date(1980, 2, 29)
    assert birth_in("990000198102290036") is None
    assert birth_in("CAN990080080301") is None


@pytest.mark.parametrize(
    "text", ["", "长期", "2010131", "20101301", "20100230", "2010 1 1", "２０１００１０１", "00000101"]
)
def test_what_is_no_day_of_the_calendar_is_no_date(text: str) -> None:
    assert date_from(text) is None


def test_there_are_56_nations_and_two_other_codes() -> None:
    assert len(NATIONS) == 58
    assert set(NATIONS) == {f"{n:02d}" for n in range(1, 57)} | {"97", "98"}
    assert len(set(NATIONS.values())) == 58
    assert (nation_name("01"), nation_name("22"), nation_name("46")) == ("汉", "畲", "德昂")
    assert nation_name("57") == ""
