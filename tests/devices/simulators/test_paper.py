"""What the paper shows: places and sizes of dots, line ends, cuts, and QR codes that a phone can read."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps
from pyzbar import pyzbar

from kiosk.devices.simulators import escpos_commands as say
from kiosk.devices.simulators.escpos_parser import EscPosParser
from kiosk.devices.simulators.paper import Paper

CUT = b"\x1d\x56\x42\x00"  # feed to the cutter and cut
TOP = 96  # blank that the cut before left, 12 mm
LEFT = 32  # margin, 4 mm
BLACK_ROW = b"\x1d\x76\x30\x00\x01\x00\x01\x00\xff"  # a picture of eight dots in one row


def gb(text: str) -> bytes:
    return b"\x1c\x26" + text.encode("gb18030")


def printed(job: bytes, width_mm: Literal[58, 80] = 80) -> Paper:
    paper = Paper(width_mm)
    for command in EscPosParser().feed(job):
        paper.draw(command)
    return paper


def inked(ticket: Image.Image) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what is black above the cut, the right and bottom ones outside."""
    above_cut = ticket.crop((0, 0, ticket.width, ticket.height - 1))
    box = ImageOps.invert(above_cut.convert("L")).getbbox()
    assert box is not None
    return box


def read_codes(image: Image.Image) -> list[bytes]:
    return [code.data for code in pyzbar.decode(image.convert("L"))]


@pytest.mark.parametrize(("width_mm", "dots"), [(80, 640), (58, 464)])
def test_paper_is_as_wide_as_its_roll(width_mm: Literal[58, 80], dots: int) -> None:
    [ticket] = printed(gb("绿001\n") + CUT, width_mm).tickets()
    assert ticket.width == dots
    assert ticket.mode == "1"


@pytest.mark.parametrize(("width_mm", "characters"), [(80, 24), (58, 16)])
def test_a_line_holds_24_chinese_characters_on_80_mm_and_16_on_58(
    width_mm: Literal[58, 80], characters: int
) -> None:
    line = "绿" * characters
    assert printed(gb(line + "色\n") + CUT, width_mm).texts() == [line + "\n色"]
    assert printed(gb("a" * (2 * characters) + "b\n") + CUT, width_mm).texts() == [
        "a" * 2 * characters + "\nb"
    ]


def test_double_size_halves_what_a_line_holds() -> None:
    paper = printed(b"\x1d\x21\x11" + gb("绿" * 13 + "\n") + CUT)
    assert paper.text() == "绿" * 12 + "\n绿"


@pytest.mark.parametrize(
    ("size", "wide", "high"),
    [
        (b"", 1, 1),
        (b"\x1d\x21\x11", 2, 2),
        (b"\x1d\x21\x23", 3, 4),
        (b"\x1c\x21\x04", 2, 1),
        (b"\x1c\x21\x08", 1, 2),
        (b"\x1c\x57\x01", 2, 2),
        (b"\x1d\x21\x33\x1c\x21\x0c", 2, 2),  # the last of GS !, FS ! and FS W counts
        (b"\x1c\x21\x0c\x1d\x21\x00", 1, 1),
        (b"\x1d\x21\x11\x1b\x40", 1, 1),  # ESC @ sets all back
        (b"\x1b\x21\x30", 1, 1),  # ESC ! is for one-byte characters
    ],
)
def test_a_chinese_character_is_24_dots_times_its_size(size: bytes, wide: int, high: int) -> None:
    once = inked(printed(gb("囗\n") + CUT).tickets()[0])
    ticket = printed(size + gb("囗\n") + CUT).tickets()[0]
    left, top, right, bottom = inked(ticket)
    assert (right - left, bottom - top) == ((once[2] - once[0]) * wide, (once[3] - once[1]) * high)
    assert (left - LEFT, top - TOP) == ((once[0] - LEFT) * wide, (once[1] - TOP) * high)


@pytest.mark.parametrize(("size", "wide"), [(b"", 1), (b"\x1b\x21\x20", 2), (b"\x1d\x21\x20", 3)])
def test_a_one_byte_character_is_12_dots_wide_times_its_size(size: bytes, wide: int) -> None:
    ticket = printed(size + b"    " + b"\x1b\x21\x00\x1d\x21\x00" + gb("囗\n") + CUT).tickets()[0]
    alone = printed(gb("囗\n") + CUT).tickets()[0]
    assert inked(ticket)[0] == inked(alone)[0] + 4 * 12 * wide
    assert printed(size + b"a" * (48 // wide) + b"b\n" + CUT).text() == "a" * (48 // wide) + "\nb"


@pytest.mark.parametrize(
    ("align", "left"), [(0, LEFT), (1, LEFT + 284), (2, LEFT + 568), (0x31, LEFT + 284), (9, LEFT)]
)
def test_pictures_stand_where_the_alignment_says(align: int, left: int) -> None:
    ticket = printed(b"\x1b\x61" + bytes([align]) + BLACK_ROW + CUT).tickets()[0]
    assert inked(ticket) == (left, TOP, left + 8, TOP + 1)


def test_alignment_in_the_middle_of_a_line_is_ignored() -> None:
    ticket = printed(gb("绿") + b"\x1b\x61\x02" + gb("色\n") + CUT).tickets()[0]
    assert inked(ticket)[2] <= LEFT + 48


@pytest.mark.parametrize(("mode", "wide", "high"), [(0, 1, 1), (1, 2, 1), (2, 1, 2), (3, 2, 2)])
def test_pictures_can_be_doubled(mode: int, wide: int, high: int) -> None:
    ticket = printed(BLACK_ROW[:3] + bytes([mode]) + BLACK_ROW[4:] + CUT).tickets()[0]
    assert inked(ticket) == (LEFT, TOP, LEFT + 8 * wide, TOP + high)


def test_a_picture_wider_than_the_paper_loses_its_right_edge() -> None:
    ticket = printed(b"\x1d\x76\x30\x00\x50\x00\x01\x00" + b"\xff" * 80 + CUT).tickets()[0]
    assert inked(ticket) == (LEFT, TOP, LEFT + 576, TOP + 1)


@pytest.mark.parametrize(
    ("feed", "dots"),
    [
        (b"\n", 30),
        (b"\x1b\x64\x03", 90),
        (b"\x1b\x4a\x64", 100),
        (b"\x1b\x33\x50\n", 80),
        (b"\x1b\x33\x50\x1b\x32\n", 30),
        (b"\x1b\x33\x00" + gb("绿\n"), 24),  # never less than the characters need
        (b"\x1d\x21\x03" + gb("绿\n"), 96),
        (b"\r", 0),
    ],
)
def test_the_paper_moves_as_far_as_it_is_told(feed: bytes, dots: int) -> None:
    [ticket] = printed(feed + BLACK_ROW + CUT).tickets()
    assert ticket.height == TOP + dots + 1 + 1
    assert ticket.getpixel((LEFT, TOP + dots)) == 0


def test_tabs_go_to_every_eighth_column() -> None:
    alone = printed(gb("囗\n") + CUT).tickets()[0]
    for before, dots in ((b"\t", 96), (b" \t", 96), (b"        \t", 192), (b"\t" * 20, 480)):
        assert inked(printed(before + gb("囗\n") + CUT).tickets()[0])[0] == inked(alone)[0] + dots


def test_bold_has_more_ink() -> None:
    def ink(job: bytes) -> int:
        return printed(job + gb("绿色通道\n") + CUT).tickets()[0].convert("L").histogram()[0]

    assert ink(b"\x1b\x45\x01") > 1.1 * ink(b"")
    assert ink(b"\x1b\x45\x01\x1b\x45\x00") == ink(b"")


def test_an_underline_runs_under_the_whole_character() -> None:
    ticket = printed(b"\x1c\x21\x80" + gb("绿绿\n") + CUT).tickets()[0]
    assert all(ticket.getpixel((x, TOP + 23)) == 0 for x in range(LEFT, LEFT + 48))


def test_a_character_beyond_the_built_in_font_is_an_empty_box() -> None:
    paper = printed(gb("𠮷\n") + CUT)
    [ticket] = paper.tickets()
    assert paper.text() == "\ufffd"
    assert inked(ticket) == (LEFT + 1, TOP + 1, LEFT + 23, TOP + 22)
    inside = ticket.crop((LEFT + 3, TOP + 3, LEFT + 21, TOP + 20))
    assert inside.histogram()[0] == 0


def test_a_cut_without_feed_leaves_the_last_lines_on_the_next_ticket() -> None:
    paper = printed(gb("一\n二\n三\n四\n五\n") + b"\x1d\x56\x00" + gb("六\n") + CUT)
    assert paper.texts() == ["一\n二", "三\n四\n五\n六"]


def test_a_cut_with_feed_takes_everything_and_ends_in_a_dashed_line() -> None:
    paper = printed(gb("一\n") + b"\x1d\x56\x42\x10")
    [ticket] = paper.tickets()
    assert paper.texts() == ["一"]
    assert ticket.height == TOP + 30 + 16 + 1
    last_row = [ticket.getpixel((x, ticket.height - 1)) for x in range(32)]
    assert last_row == ([0] * 8 + [255] * 8) * 2


def test_a_cut_prints_the_line_that_was_not_ended() -> None:
    assert printed(gb("绿001") + CUT).texts() == ["绿001"]


def test_two_cuts_in_a_row_make_one_ticket() -> None:
    assert printed(gb("一\n") + CUT + b"\x1d\x56\x00").cut_count == 1


def test_the_picture_shows_the_last_ticket_until_the_next_begins(tmp_path: Path) -> None:
    paper = printed(gb("一\n") + CUT)
    assert paper.picture() == paper.tickets()[0]
    for command in EscPosParser().feed(BLACK_ROW):
        paper.draw(command)
    assert paper.picture().height == TOP + 1
    paper.save(tmp_path / "paper.png")
    with Image.open(tmp_path / "paper.png") as saved:
        assert saved.tobytes() == paper.picture().tobytes()


def test_a_native_qr_code_can_be_read_back() -> None:
    data = b"https://example.cn/t/001"
    job = (
        bytes.fromhex("1B6101 1D286B040031413200 1D286B0300314306 1D286B0300314531 1D286B")
        + (len(data) + 3).to_bytes(2, "little")
        + b"1P0"
        + data
        + bytes.fromhex("1D286B0300315130")
    )
    ticket = printed(job + b"\x1b\x64\x02" + CUT).tickets()[0]
    assert read_codes(ticket) == [data]
    left, _, right, _ = inked(ticket)
    assert (right - left) % 6 == 0  # modules of six dots
    assert left + right == 640  # in the middle


def test_a_qr_code_as_a_picture_can_be_read_back() -> None:
    job = b"\x1b\x61\x01\x1d\x76\x30\x00\x15\x00\xa8\x00" + qr_picture() + b"\x1b\x64\x02" + CUT
    assert read_codes(printed(job).tickets()[0]) == [b"A001"]


def qr_picture() -> bytes:
    """The QR code of "A001", version 1, 21 modules of 8 dots: drawn by pencil, one # to a module."""
    modules = (Path(__file__).parent / "qr_a001.txt").read_text("ascii").split()
    rows = [bytes(0xFF if module == "#" else 0x00 for module in row) for row in modules]
    return b"".join(row * 8 for row in rows)


@pytest.mark.parametrize("data", [b"", b"x" * 3000])
def test_a_qr_code_of_nothing_or_too_much_is_not_printed(data: bytes) -> None:
    paper = Paper()
    assert paper.draw(say.QrStore(data)) == paper.draw(say.QrPrint()) == 0


def test_paper_that_nobody_cuts_tears_at_five_metres() -> None:
    paper = Paper()
    for _ in range(200):
        paper.draw(say.FeedDots(255))
    assert paper.cut_count == 1
    assert 40_000 <= paper.tickets()[0].height < 40_300


JOBS = st.lists(
    st.one_of(
        st.binary(max_size=30),
        st.binary(min_size=1, max_size=3).map(lambda tail: b"\x1d" + tail),
        st.binary(min_size=1, max_size=3).map(lambda tail: b"\x1b" + tail),
        st.sampled_from([b"\x1c\x26", CUT, BLACK_ROW, b"\x1d\x28\x6b\x03\x001Q0", "绿𠮷".encode("gb18030")]),
    ),
    max_size=10,
).map(b"".join)


@given(JOBS)
@settings(max_examples=150, deadline=None)
def test_any_bytes_can_be_printed(job: bytes) -> None:
    paper = printed(job)
    assert paper.picture().width == 640
    assert len(paper.texts()) == len(paper.tickets()) <= paper.cut_count
