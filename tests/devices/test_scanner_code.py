"""A scan is our own ticket's code or nothing."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.devices.scanner.lines import ScanLines
from kiosk.devices.scanner.ticket_code import LONGEST, read_scan
from kiosk.domain.loan import piece_code, piece_of
from kiosk.store.privacy import TokenFields, make_token, read_token

KEY = bytes(range(32))
TOKEN = make_token(KEY, TokenFields("T1", date(2026, 3, 2), 17))
OUGHT = re.compile(r"\AGC1\.[0-9A-Z]+\.\d{8}\.\d+\.[0-9A-F]{32}\Z", re.ASCII)
terminals = st.from_regex(r"\A[A-Z0-9]{1,8}\Z")


@given(terminals, st.dates(date(2000, 1, 1), date(2999, 12, 31)), st.integers(1, 999_999))
def test_every_token_that_the_store_makes_is_read(terminal: str, day: date, n: int) -> None:
    token = make_token(KEY, TokenFields(terminal, day, n))
    assert len(token) <= LONGEST
    assert read_scan(token) == token
    assert read_token(KEY, token) == TokenFields(terminal, day, n)


@given(st.text())
@example("\x1b[A")
@example("\x03\x15\n")
@example("\t\t \r")
@example("https://example.org/?" + TOKEN)
def test_arbitrary_text_gives_nothing(text: str) -> None:
    assert read_scan(text) is None


@given(st.text(max_size=3), st.text(max_size=3), st.integers(0, len(TOKEN)))
def test_a_token_with_anything_in_it_gives_nothing(before: str, after: str, at: int) -> None:
    """Found text that has the shape has no more in it than the shape."""
    changed = before + TOKEN[:at] + after + TOKEN[at:]
    found = read_scan(changed)
    assert (found is None) or (found == changed and OUGHT.match(found) is not None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        TOKEN + "\n",
        TOKEN + "\r",
        "\n" + TOKEN,
        " " + TOKEN,
        TOKEN.lower(),
        TOKEN[:-1],
        TOKEN + "0",
        TOKEN.replace("GC1", "GC2"),
        TOKEN.replace(".17.", ".017."),
        TOKEN.replace(".17.", ".0."),
        TOKEN.replace(".17.", ".1234567."),
        TOKEN.replace(".17.", ".１７."),  # full-width digits
        TOKEN.replace(".T1.", ".T1-A."),
        TOKEN.replace(".T1.", ".."),
        TOKEN * 2,
    ],
)
def test_what_is_nearly_a_token_gives_nothing(text: str) -> None:
    assert read_scan(text) is None


def test_lines_end_with_cr_or_lf_or_both() -> None:
    for end in (b"\r", b"\n", b"\r\n", b"\n\r"):
        lines = ScanLines()
        assert lines.feed((TOKEN.encode() + end) * 2, 1.0) == [TOKEN, TOKEN]


@given(st.lists(st.integers(1, 80), max_size=5), st.sampled_from([b"\r", b"\n", b"\r\n"]))
def test_a_code_may_come_cut_anywhere(cuts: list[int], end: bytes) -> None:
    data = (TOKEN.encode() + end) * 3
    lines, scans = ScanLines(), list[str | None]()
    for size in [*cuts, len(data)]:
        scans += lines.feed(data[:size], 1.0)
        data = data[size:]
    assert scans == [TOKEN] * 3


@given(st.binary(max_size=400))
def test_noise_gives_no_token_and_ends_with_its_line(noise: bytes) -> None:
    lines = ScanLines()
    assert not any(lines.feed(noise, 1.0))
    assert len(lines._line) <= LONGEST + 1
    lines.feed(b"\r", 1.0)
    assert lines.feed(TOKEN.encode() + b"\r", 1.1) == [TOKEN]


def test_half_a_code_is_forgotten_after_a_gap_and_told_once() -> None:
    lines = ScanLines()
    assert lines.feed(TOKEN.encode()[:20], 1.0) == []
    assert lines.feed(b"", 1.25) == []
    assert lines.feed(b"", 1.35) == [None]
    assert lines.feed(b"", 9.0) == []
    assert lines.feed(TOKEN.encode() + b"\r", 9.1) == [TOKEN]


def test_two_halves_with_a_gap_between_are_no_code() -> None:
    lines = ScanLines()
    assert lines.feed(TOKEN.encode()[:20], 1.0) == []
    assert lines.feed(TOKEN.encode()[20:] + b"\r", 1.5) == [None, None]


def test_an_overlong_code_that_ends_in_a_token_is_thrown_away_once() -> None:
    lines = ScanLines()
    assert lines.feed(b"A" * 500, 1.0) == []
    assert len(lines._line) == LONGEST + 1
    assert lines.feed(TOKEN.encode() + b"\r", 1.1) == [None]


@given(st.from_regex(r"\A[a-z0-9-]{1,64}\Z"), st.integers(1, 999_999))
def test_the_label_of_every_piece_is_read(facility: str, tag: int) -> None:
    assert read_scan(piece_code(facility, tag)) == piece_code(facility, tag)
    assert piece_of(piece_code(facility, tag)) == (facility, tag)


@pytest.mark.parametrize(
    "text", ["PIECE1.", "PIECE1.a.0", "PIECE1.a b.1", "PIECE2.a.1", "PIECE1.a.1\n", "PIECE1..1"]
)
def test_what_is_no_label_gives_nothing(text: str) -> None:
    assert read_scan(text) is None
