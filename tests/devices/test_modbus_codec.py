"""Modbus RTU: the published frames byte by byte, and no bytes at all that break the codec."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.bell import modbus_codec as codec

requests = st.one_of(
    st.builds(codec.switch_off, st.integers(1, 247), st.integers(0, 31)),
    st.builds(codec.flash_on, st.integers(1, 247), st.integers(0, 31), st.integers(1, 0x7FFF)),
    st.builds(codec.read_coils, st.integers(1, 247), st.integers(1, 32)),
    st.builds(codec.read_inputs, st.integers(1, 247), st.integers(1, 32)),
)


@pytest.mark.parametrize(
    ("frame", "published"),
    [
        (codec.framed(bytes.fromhex("01050000FF00")), "01 05 00 00 FF 00 8C 3A"),
        (codec.framed(bytes.fromhex("01050001FF00")), "01 05 00 01 FF 00 DD FA"),
        (codec.framed(bytes.fromhex("010500FFFF00")), "01 05 00 FF FF 00 BC 0A"),
        (codec.framed(bytes.fromhex("010500FF0000")), "01 05 00 FF 00 00 FD FA"),
        (codec.switch_off(1, 0), "01 05 00 00 00 00 CD CA"),
        (codec.read_coils(1, 8), "01 01 00 00 00 08 3D CC"),
        (codec.flash_on(1, 0, 7), "01 05 02 00 00 07 8D B0"),
        (codec.flash_on(1, 0, 20), "01 05 02 00 00 14 CC 7D"),
    ],
)
def test_frames_are_those_of_the_boards_makers(frame: bytes, published: str) -> None:
    assert frame == bytes.fromhex(published)


def test_inputs_are_asked_for_with_function_2() -> None:
    assert codec.read_inputs(17, 4)[:6] == bytes.fromhex("110200000004")


@pytest.mark.parametrize(
    ("seconds", "units"), [(0.0, 1), (0.02, 1), (0.1, 1), (0.3, 3), (0.34, 3), (0.36, 4), (0.7, 7), (1.5, 15)]
)
def test_on_time_is_rounded_to_tenths_and_never_nothing(seconds: float, units: int) -> None:
    assert codec.flash_units(seconds) == units


@pytest.mark.parametrize("units", [0, -1, 0x8000])
def test_a_flash_that_does_not_fit_is_refused(units: int) -> None:
    with pytest.raises(ValueError, match="units"):
        codec.flash_on(1, 0, units)


def test_an_echo_is_the_reply_to_a_write() -> None:
    request = codec.switch_off(1, 3)
    assert codec.check_reply(request, request) == b""
    assert codec.reply_bytes(request, b"") == 8
    with pytest.raises(codec.BadReply, match="another frame"):
        codec.check_reply(request, codec.switch_off(1, 2))


def test_an_exception_is_told_with_its_meaning() -> None:
    reply = codec.framed(bytes.fromhex("018502"))
    request = codec.switch_off(1, 3)
    assert codec.reply_bytes(request, reply[:2]) == len(reply)
    with pytest.raises(codec.Refused, match="2: illegal data address"):
        codec.check_reply(request, reply)


def test_the_data_of_a_read() -> None:
    request = codec.read_inputs(1, 10)
    reply = codec.framed(bytes.fromhex("0102028102"))
    assert codec.reply_bytes(request, b"") == len(reply)
    assert codec.bits(codec.check_reply(request, reply), 10) == {1, 8, 10}


@pytest.mark.parametrize(
    "body", ["02020101", "01010101", "0102020101", "01020201", "018102", "0102", "01820202"]
)
def test_what_answers_another_question_is_no_reply(body: str) -> None:
    with pytest.raises(codec.BadReply):
        codec.check_reply(codec.read_inputs(1, 8), codec.framed(bytes.fromhex(body)))


def test_bits_beyond_the_count_mean_nothing() -> None:
    assert codec.bits(b"\xff", 3) == {1, 2, 3}
    assert codec.bits(b"\x00\x01", 16) == {9}


@given(requests, st.integers(0, 7), st.integers(1, 255))
def test_no_byte_of_an_echo_can_be_turned_unnoticed(request: bytes, at: int, flip: int) -> None:
    damaged = bytes(byte ^ flip if place == at else byte for place, byte in enumerate(request))
    with pytest.raises((codec.BadReply, codec.Refused)):
        codec.check_reply(request, damaged)


@given(requests, st.binary(max_size=12))
def test_noise_is_never_a_reply(request: bytes, noise: bytes) -> None:
    assert 5 <= codec.reply_bytes(request, noise) <= 9
    if noise == request:
        return
    with pytest.raises((codec.BadReply, codec.Refused)):
        codec.check_reply(request, noise)


@given(requests, st.binary(max_size=10))
def test_a_frame_with_a_good_crc_is_data_refusal_or_no_reply(request: bytes, body: bytes) -> None:
    reply = codec.framed(body)
    try:
        data = codec.check_reply(request, reply)
    except (codec.BadReply, codec.Refused):
        return
    assert len(data) == codec.reply_bytes(request, b"") - (8 if request[1] == codec.WRITE_COIL else 5)


@given(st.frozensets(st.integers(1, 32)), st.integers(1, 247))
def test_bits_come_back_as_they_were_sent(numbers: frozenset[int], unit: int) -> None:
    packed = sum(1 << number - 1 for number in numbers).to_bytes(4, "little")
    request = codec.read_coils(unit, 32)
    reply = codec.framed(bytes([unit, 1, 4]) + packed)
    assert codec.bits(codec.check_reply(request, reply), 32) == numbers
