"""Frames of the SAM protocol, checked against the bytes that vendor documents print."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.devices import sam_constants as sam
from kiosk.devices.reader.sam_codec import FrameError, Reply, ReplyParser, command_frame, text_block

FOUND = bytes.fromhex("AAAAAA9669 0008 00009F 00000000 97")
SELECTED = bytes.fromhex("AAAAAA9669 000C 000090 0000000000000000 9C")
HEALTHY = bytes.fromhex("AAAAAA9669 0004 000090 94")
NO_CARD = bytes.fromhex("AAAAAA9669 0004 000080 84")
TEXT, PHOTO = bytes(range(256)), b"\xaa" * 1024


def framed(body: bytes) -> bytes:
    """A reply around its body, by the rule of the document and not by the code under test."""
    counted = bytes([(len(body) + 1) >> 8, (len(body) + 1) & 0xFF]) + body
    check = 0
    for byte in counted:
        check ^= byte
    return bytes.fromhex("AAAAAA9669") + counted + bytes([check])


READ = framed(bytes.fromhex("000090 0100 0400") + TEXT + PHOTO)


def taken(parser: ReplyParser) -> list[Reply]:
    """All that can be taken now; errors are stepped over."""
    replies: list[Reply] = []
    while True:
        try:
            reply = parser.take()
        except FrameError:
            continue
        if reply is None:
            return replies
        replies.append(reply)


@pytest.mark.parametrize(
    ("command", "frame"),
    [
        (sam.RESET, "AAAAAA9669 0003 10FF EC"),
        (sam.GET_STATUS, "AAAAAA9669 0003 11FF ED"),
        (sam.READ_SAM_ID, "AAAAAA9669 0003 12FF EE"),
        (sam.FIND, "AAAAAA9669 0003 2001 22"),
        (sam.SELECT, "AAAAAA9669 0003 2002 21"),
        (sam.READ_TEXT_PHOTO, "AAAAAA9669 0003 3001 32"),
        (sam.READ_MANAGEMENT_NUMBER, "AAAAAA9669 0003 3005 36"),
    ],
)
def test_commands_are_the_published_bytes(command: tuple[int, int], frame: str) -> None:
    assert command_frame(command) == bytes.fromhex(frame)


def test_a_command_with_data_counts_it() -> None:
    assert command_frame((0x61, 0xFF), b"\x50") == bytes.fromhex("AAAAAA9669 0004 61FF50 CA")


def test_published_replies_are_understood() -> None:
    parser = ReplyParser()
    parser.feed(FOUND + SELECTED + HEALTHY + NO_CARD + READ)
    replies = taken(parser)
    assert [reply.sw3 for reply in replies] == [0x9F, 0x90, 0x90, 0x80, 0x90]
    assert [len(reply.data) for reply in replies] == [4, 8, 0, 0, 4 + 256 + 1024]
    assert text_block(replies[-1].data) == TEXT


def test_only_the_third_status_byte_is_judged() -> None:
    parser = ReplyParser()
    parser.feed(framed(bytes.fromhex("6A8841")))
    assert taken(parser) == [Reply(0x41)]


def test_a_frame_torn_at_any_byte_is_whole_when_the_rest_comes() -> None:
    for cut in range(len(READ)):
        parser = ReplyParser()
        parser.feed(READ[:cut])
        assert parser.take() is None
        assert parser.inside_frame == (cut >= 5)
        parser.feed(READ[cut:])
        assert taken(parser) == [Reply(0x90, READ[10:-1])]
        assert not parser.inside_frame


def test_every_single_wrong_byte_after_the_preamble_is_noticed() -> None:
    for place in range(7, len(FOUND)):
        parser = ReplyParser()
        parser.feed(FOUND[:place] + bytes([FOUND[place] ^ 0x01]) + FOUND[place + 1 :])
        with pytest.raises(FrameError, match="checksum"):
            parser.take()
        assert parser.take() is None


@pytest.mark.parametrize("length", ["0000", "0003", "0961", "FFFF"])
def test_an_insane_length_is_refused_at_once(length: str) -> None:
    parser = ReplyParser()
    parser.feed(bytes.fromhex("AAAAAA9669" + length))
    with pytest.raises(FrameError, match="Len"):
        parser.take()
    parser.feed(HEALTHY)
    assert taken(parser) == [Reply(0x90)]


def test_the_longest_and_the_shortest_frame_are_taken() -> None:
    parser = ReplyParser()
    parser.feed(framed(bytes(2399)) + framed(bytes(3)))
    assert [len(reply.data) for reply in taken(parser)] == [2396, 0]


@pytest.mark.parametrize(
    "noise", ["00", "AA", "AAAA", "AAAAAA", "AAAAAA96", "9669", "FF" * 50, "AAAAAA9669FFFF"]
)
def test_noise_before_a_frame_is_stepped_over(noise: str) -> None:
    parser = ReplyParser()
    parser.feed(bytes.fromhex(noise) + NO_CARD)
    assert taken(parser) == [Reply(0x80)]


def test_a_good_frame_behind_a_torn_one_is_found_after_the_pause() -> None:
    parser = ReplyParser()
    parser.feed(READ[:600] + NO_CARD)
    assert parser.take() is None
    assert parser.inside_frame
    parser.resync()
    assert taken(parser) == [Reply(0x80)]


def test_a_good_frame_swallowed_by_a_false_start_is_found_when_the_checksum_fails() -> None:
    parser = ReplyParser()
    parser.feed(bytes.fromhex("AAAAAA9669 000F 11") + NO_CARD + HEALTHY)
    with pytest.raises(FrameError, match="checksum"):
        parser.take()
    assert taken(parser) == [Reply(0x80), Reply(0x90)]


def test_the_handhelds_answer_to_a_time_out_is_no_frame() -> None:
    parser = ReplyParser()
    parser.feed(bytes.fromhex("AAAAAA9669 0005 050505"))
    assert parser.take() is None
    assert parser.inside_frame


def test_noise_does_not_pile_up() -> None:
    parser = ReplyParser()
    for _ in range(100):
        parser.feed(b"\x55" * 1000)
        assert parser.take() is None
    assert len(parser._buffer) < 5


@settings(max_examples=200, deadline=None)
@given(st.lists(st.binary(max_size=40) | st.sampled_from([b"\xaa\xaa\xaa\x96\x69", READ[:99], FOUND[:9]])))
def test_whatever_came_before_a_good_frame_is_read_afterwards(pieces: list[bytes]) -> None:
    parser = ReplyParser()
    for piece in pieces:
        parser.feed(piece)
        taken(parser)
    while parser.inside_frame:  # the driver resyncs after 0.3 s without a byte
        parser.resync()
        taken(parser)
    parser.feed(NO_CARD)
    assert taken(parser) == [Reply(0x80)]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_a_payload_of_any_bytes_gives_text_or_a_frame_error(data: bytes) -> None:
    lengths = int.from_bytes(data[0:2], "big"), int.from_bytes(data[2:4], "big")
    if len(data) < 4 + sum(lengths):
        with pytest.raises(FrameError):
            text_block(data)
    else:
        assert text_block(data) == data[4 : 4 + lengths[0]]


def test_the_lengths_come_from_the_header() -> None:
    assert text_block(bytes.fromhex("0002 0000") + b"ab") == b"ab"
    with pytest.raises(FrameError):
        text_block(bytes.fromhex("0100 0400") + TEXT + PHOTO[:-1])


def test_neither_text_nor_photo_is_in_a_repr_or_an_error() -> None:
    assert repr(Reply(0x90, b"SECRET")) == "Reply(sw3=144)"
    parser = ReplyParser()
    parser.feed(framed(b"\x00\x00\x90SECRET")[:-1] + b"\x00")
    with pytest.raises(FrameError) as caught:
        parser.take()
    assert "SECRET" not in str(caught.value)
