"""Bytes as the fact sheet writes them, cut anywhere, become commands; and no bytes can hurt the parser."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.devices.simulators import escpos_commands as say
from kiosk.devices.simulators.escpos_parser import EscPosParser

CHINESE = "1C26"
PICTURE = "1D7630000200 0300 C003 100402 1C2E1B"  # 16 x 3 dots, whose data look like DLE EOT, FS . and ESC
STORE_QR = "1D286B 0700 315030 100401 41"  # four bytes of data, the first three of which look like DLE EOT


def understood(data: str, *, starts_chinese: bool = False) -> list[say.Command]:
    return EscPosParser(starts_chinese=starts_chinese).feed(bytes.fromhex(data))


@pytest.mark.parametrize(
    ("data", "command"),
    [
        ("1B40", say.Initialise()),
        ("1B6101", say.Align(1)),
        ("1B4501", say.Bold(1)),
        ("1B6406", say.FeedLines(6)),
        ("1B4A18", say.FeedDots(24)),
        ("1B32", say.LineSpacing(None)),
        ("1B3340", say.LineSpacing(64)),
        ("1B2130", say.PrintMode(0x30)),
        ("1B7400", say.CodePage(0)),
        ("1B520F", say.InternationalSet(15)),
        ("1B420205", say.Buzzer(2, 5)),
        ("1C26", say.ChineseMode(True)),
        ("1C2E", say.ChineseMode(False)),
        ("1C210C", say.ChinesePrintMode(0x0C)),
        ("1C5701", say.ChineseQuadruple(1)),
        ("1D2111", say.CharacterSize(0x11)),
        ("1D610F", say.AutomaticStatus(0x0F)),
        ("1D7201", say.TransmitStatus(1)),
        ("0A", say.LineFeed()),
        ("0D", say.CarriageReturn()),
        ("09", say.HorizontalTab()),
        ("100404", say.RealTimeStatus(4)),
        ("10140801031401060208", say.ClearBuffers()),
        ("1D5600", say.Cut(partial=False)),
        ("1D5630", say.Cut(partial=False)),
        ("1D5601", say.Cut(partial=True)),
        ("1D5631", say.Cut(partial=True)),
        ("1D564108", say.Cut(partial=False, to_cutter=True, feed=8)),
        ("1D564208", say.Cut(partial=True, to_cutter=True, feed=8)),
        ("1D566108", say.Cut(partial=False, to_cutter=True, feed=8)),
        ("1D566800", say.Cut(partial=True, to_cutter=True, feed=0)),
        ("1D286B040031413200", say.QrModel(0x32)),
        ("1D286B0300314306", say.QrModuleSize(6)),
        ("1D286B0300314531", say.QrCorrection(0x31)),
        ("1D286B050031503041 42", say.QrStore(b"AB")),
        ("1D286B0300315130", say.QrPrint()),
        ("1D2848060030304B303031", say.ProcessId(b"K001")),
    ],
)
def test_each_command_is_understood_and_ends_where_it_ends(data: str, command: say.Command) -> None:
    commands = understood(data + "41")
    assert commands == [command, say.Character("A")]
    assert commands[0].raw == bytes.fromhex(data)


def test_chinese_mode_reads_two_bytes_as_one_character() -> None:
    assert understood(CHINESE + "C2CC C9AB 41")[1:] == [
        say.Character("绿"),
        say.Character("色"),
        say.Character("A"),
    ]


def test_a_forgotten_chinese_mode_shows_as_single_byte_garbage() -> None:
    assert understood("C2CC") == [say.Character("┬"), say.Character("╠")]
    assert understood("1C26 1C2E C2CC")[2:] == understood("C2CC")


def test_esc_at_goes_back_to_the_mode_of_power_on() -> None:
    assert understood("1C26 1B40 C2CC")[2:] == [say.Character("┬"), say.Character("╠")]
    assert understood("1C2E 1B40 C2CC", starts_chinese=True)[2:] == [say.Character("绿")]


def test_a_code_of_four_bytes_is_one_character() -> None:
    [character] = understood("9534B235", starts_chinese=True)
    assert character == say.Character("𠮷")
    assert character.raw == bytes.fromhex("9534B235")


@pytest.mark.parametrize("broken", ["C2", "9534", "9534B2"])
def test_a_broken_character_costs_itself_and_nothing_after_it(broken: str) -> None:
    assert understood(broken + "0A41", starts_chinese=True) == [
        say.Character("\ufffd"),
        say.LineFeed(),
        say.Character("A"),
    ]


def test_a_picture_comes_row_by_row() -> None:
    parser = EscPosParser()
    data = bytes.fromhex("1D763000 0200 0300")
    assert parser.feed(data) == [say.RasterStart(0, row_bytes=2, rows=3)]
    assert parser.feed(b"\xc0") == []
    assert parser.feed(b"\x03\x10\x04\x02") == [say.RasterRow(b"\xc0\x03", 0), say.RasterRow(b"\x10\x04", 0)]
    assert parser.feed(b"\x1c\x41") == [say.RasterRow(b"\x02\x1c", 0), say.Character("A")]


@pytest.mark.parametrize("size", ["0000 0300", "0200 0000"])
def test_a_picture_without_dots_has_no_data(size: str) -> None:
    assert understood(f"1D763000 {size} 41")[1:] == [say.Character("A")]


def test_status_requests_are_seen_between_commands_and_inside_characters() -> None:
    assert understood("41 100401 C2 100402 CC", starts_chinese=True) == [
        say.Character("A"),
        say.RealTimeStatus(1),
        say.RealTimeStatus(2),
        say.Character("绿"),
    ]


def test_data_that_looks_like_a_status_request_is_data() -> None:
    assert understood(PICTURE + "41")[1:] == [
        say.RasterRow(b"\xc0\x03", 0),
        say.RasterRow(b"\x10\x04", 0),
        say.RasterRow(b"\x02\x1c", 0),
        say.Character("."),
        say.Unknown(b"\x1bA"),
    ]
    assert understood(STORE_QR) == [say.QrStore(b"\x10\x04\x01A")]
    # GS v 0 of 1040 rows: yL yH are 10 04.
    assert understood("1D763000 0100 1004 01")[:2] == [say.RasterStart(0, 1, 1040), say.RasterRow(b"\x01", 0)]


@pytest.mark.parametrize(
    ("data", "unknown"),
    [
        ("1B99", "1B99"),  # no such ESC
        ("1C99", "1C99"),
        ("1D99", "1D99"),
        ("1D5605", "1D5605"),  # no such cut
        ("1D7631", "1D7631"),  # GS v but not 0
        ("10", "10"),  # DLE of something else
        ("00", "00"),
        (
            "1D28410200 0001",
            "1D284102000001",
        ),  # GS ( of another letter: its length is known, so it is skipped
        ("1D286B0300304306", "1D286B0300304306"),  # a symbol that is not QR
        ("1D2848060031304B303031", "1D2848060031304B303031"),  # GS ( H of another function
    ],
)
def test_what_is_not_known_is_recorded_and_skipped(data: str, unknown: str) -> None:
    assert understood(data + "41") == [say.Unknown(bytes.fromhex(unknown)), say.Character("A")]


COMMANDS = st.sampled_from(
    [bytes.fromhex(c) for c in (CHINESE, PICTURE, STORE_QR, "1B40", "1D564208", "9534B235", "C2CC", "100401")]
)
STREAMS = st.lists(st.one_of(COMMANDS, st.binary(max_size=8)), max_size=12).map(b"".join)


@given(STREAMS, st.lists(st.integers(0, 60), max_size=8), st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_bytes_mean_the_same_however_they_are_cut(data: bytes, cuts: list[int], chinese: bool) -> None:
    whole, pieces = EscPosParser(starts_chinese=chinese), EscPosParser(starts_chinese=chinese)
    expected = whole.feed(data)
    edges = [0, *sorted(cuts), len(data)]
    found = [c for start, end in pairwise(edges) for c in pieces.feed(data[start:end])]
    assert found == expected
    assert [c.raw for c in found] == [c.raw for c in expected]
    # No byte is lost and none is used twice.
    assert sum(len(c.raw) for c in expected) + whole.pending == len(data)
