"""The dialogue with a social security card: every answer that a card may give, without a reader."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.reader.events import CardProblem
from kiosk.devices.reader.social_security import LONGEST_CHAIN, SocialSecurityError, read, select
from kiosk.devices.simulators.chip_cards import Generation, SocialSecurityCard
from kiosk.devices.simulators.personas import Persona, load_personas
from kiosk.domain.identity import CardKind, Identity, ManualCheck, Sex

ELDER = load_personas()["elder-woman"]

Script = dict[str, str]
"""Command, or the start of it, to the answer, both in hex."""

GOOD: Script = {
    "00A404000F7378312E73682EC9E7BBE1B1A3D5CF": "9000",
    "00B2032C06": "0304322E3030 9000",
    "00B2013414": "0812 393930303030313934383031313530303233 9000",
    "00B2023420": "091E CDF5B9F0D3A2 " + "00" * 24 + "9000",
    "00B2043403": "0A0132 9000",
    "00B2073406": "0D0419480115 9000",
}


class Scripted:
    """Answers as written; what is not written is 6A83."""

    def __init__(self, **changes: str) -> None:
        self.script = GOOD | changes
        self.asked: list[str] = []

    def __call__(self, apdu: bytes) -> tuple[bytes, int, int]:
        self.asked.append(apdu.hex().upper())
        reply = bytes.fromhex(self.script.get(self.asked[-1], "6A83"))
        return reply[:-2], reply[-2], reply[-1]


class Simulated:
    """The simulator's card without its wire."""

    def __init__(self, persona: Persona, generation: Generation, *, chained: bool) -> None:
        self.card = SocialSecurityCard(0, persona, generation, chained=chained)

    def __call__(self, apdu: bytes) -> tuple[bytes, int, int]:
        reply = self.card.answer(apdu)
        return reply[:-2], reply[-2], reply[-1]


def refused(exchange: Scripted) -> SocialSecurityError:
    with pytest.raises(SocialSecurityError) as caught:
        read(exchange)
    return caught.value


def test_the_record_of_the_fact_sheet_is_read_byte_by_byte() -> None:
    card = Scripted()
    assert select(card)
    who = read(card)
    assert (who.kind, who.name, who.number) == (CardKind.SOCIAL_SECURITY, "王桂英", "990000194801150023")
    assert (who.sex, who.birth, who.manual_checks) == (Sex.FEMALE, date(1948, 1, 15), frozenset())
    assert card.asked == list(GOOD)


@pytest.mark.parametrize("chained", [False, True])
@pytest.mark.parametrize("generation", ["1.00", "2.00"])
def test_every_invented_resident_is_read_from_either_generation(
    generation: Generation, chained: bool
) -> None:
    residents = [someone for someone in load_personas().values() if someone.layout == "resident"]
    assert residents
    for someone in residents:
        card = Simulated(someone, generation, chained=chained)
        assert select(card)
        who = read(card)
        assert (who.name, who.number, who.birth) == (someone.name, someone.number, someone.birth)
        assert who.sex is {"1": Sex.MALE, "2": Sex.FEMALE}[someone.sex]


def test_the_third_generation_keeps_its_name() -> None:
    card = Simulated(ELDER, "3.00", chained=False)
    assert select(card)
    with pytest.raises(SocialSecurityError) as caught:
        read(card)
    assert caught.value.problem is CardProblem.NAME_LOCKED


def test_a_locked_name_is_told_as_such_whatever_the_version_says() -> None:
    assert refused(Scripted(**{"00B2023420": "6982"})).problem is CardProblem.NAME_LOCKED


@pytest.mark.parametrize("answer", ["6A82", "6999", "6D00", "6E00", "6700", "6F00"])
def test_a_card_without_the_application_is_not_one(answer: str) -> None:
    assert not select(Scripted(**{next(iter(GOOD)): answer}))


def test_more_data_is_fetched_in_pieces_of_the_cards_choice() -> None:
    card = Scripted(
        **{
            "00B2023420": "6120",
            "00C0000020": "6C08",
            "00C0000008": "091E CDF5B9F0D3A2 6118",
            "00C0000018": "00" * 24 + "9000",
        }
    )
    assert read(card).name == "王桂英"


def test_a_wrong_length_is_asked_for_again_with_the_right_one() -> None:
    number = GOOD["00B2013414"]
    card = Scripted(**{"00B2013414": "6C16", "00B2013416": number})
    assert read(card).number == ELDER.number


def test_select_keeps_its_data_when_it_is_sent_again() -> None:
    name = next(iter(GOOD))
    card = Scripted(**{name: "6C11", name + "11": "9000"})
    assert select(card)


def test_a_card_that_always_has_more_is_given_up() -> None:
    card = Scripted(**{"00B2032C06": "6106", "00C0000006": "6106"})
    assert refused(card).problem is CardProblem.UNREADABLE
    assert len(card.asked) == LONGEST_CHAIN + 1


@pytest.mark.parametrize("record", ["00B2032C06", "00B2013414", "00B2023420"])
@pytest.mark.parametrize("answer", ["9000", "6F00", "6A83", "FF049000", "0850009000"])
def test_a_record_that_is_missing_torn_or_another_is_unreadable(record: str, answer: str) -> None:
    assert refused(Scripted(**{record: answer})).problem is CardProblem.UNREADABLE


def test_nobody_is_not_somebody() -> None:
    assert refused(Scripted(**{"00B2023420": "091E" + "00" * 30 + "9000"})).problem is CardProblem.UNREADABLE
    assert refused(Scripted(**{"00B2013414": "08009000"})).problem is CardProblem.UNREADABLE


def test_sex_and_birthday_may_be_missing() -> None:
    who = read(Scripted(**{"00B2043403": "6A83", "00B2073406": "6A83"}))
    assert (who.sex, who.birth) == (Sex.UNKNOWN, ELDER.birth)


def test_a_name_that_fills_its_record_goes_on_in_the_next() -> None:
    long = "阿" * 15
    card = Scripted(
        **{
            "00B2023420": "091E" + long.encode("gbk").hex() + "9000",
            "00B2033416": "4E14" + "衢州".encode("gbk").hex() + "00" * 16 + "9000",
        }
    )
    assert read(card).name == long + "衢州"


@pytest.mark.parametrize(
    ("record", "answer", "check"),
    [
        ("00B2013414", "0812" + b"990000194801150024".hex() + "9000", ManualCheck.CHECK_DIGIT),
        ("00B2073406", "0D04194801169000", ManualCheck.BIRTH_DATE),
        ("00B2023420", "091E CDF5AAA1" + "00" * 26 + "9000", ManualCheck.PRIVATE_USE_CHARACTER),
        ("00B2023420", "091E CDF5FF" + "00" * 27 + "9000", ManualCheck.UNREADABLE_CHARACTER),
    ],
)
def test_what_a_person_should_look_at(record: str, answer: str, check: ManualCheck) -> None:
    assert check in read(Scripted(**{record: answer})).manual_checks


def test_errors_tell_nothing_of_the_card() -> None:
    card = Scripted(**{"00B2023420": "091E CDF5 6F00"})
    error = refused(card)
    assert "CDF5" not in repr(error).upper() and ELDER.number not in repr(error)
    assert ELDER.name not in repr(read(Scripted())) and ELDER.number not in repr(read(Scripted()))


REPLIES = st.tuples(st.binary(max_size=64), st.integers(0, 255), st.integers(0, 255))
LIKELY = st.tuples(
    st.sampled_from([bytes.fromhex(answer)[:-2] for answer in GOOD.values()]) | st.binary(max_size=40),
    st.sampled_from([0x90, 0x90, 0x61, 0x6C, 0x69]),
    st.sampled_from([0x00, 0x00, 0x82, 0x20]),
)


@given(st.lists(REPLIES | LIKELY, min_size=1, max_size=30))
def test_whatever_a_card_answers_nothing_else_is_raised(replies: list[tuple[bytes, int, int]]) -> None:
    left = iter(replies * 20)
    who: Identity | None = None
    try:
        if select(lambda _: next(left)):
            who = read(lambda _: next(left))
    except SocialSecurityError as error:
        assert error.problem in (CardProblem.UNREADABLE, CardProblem.NAME_LOCKED)
    assert who is None or (who.name and who.number)
