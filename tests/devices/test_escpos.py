"""The bytes of a ticket: encodings, sizes, wrapping, and golden jobs that a person can compare."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyzbar.pyzbar import decode

from kiosk.devices.printer import escpos
from kiosk.devices.printer.layout import NOT_AT_START, PAPERS, Ways, ticket, ticket_parts, width_of, wrap
from kiosk.devices.simulators.escpos_parser import EscPosParser
from kiosk.devices.simulators.paper import Paper
from kiosk.domain.ticket import TicketFace

GOLDEN = Path(__file__).parent / "golden"
FACE = TicketFace(
    hall_name="衢州市政务服务中心",
    channel="绿色通道",
    number="绿007",
    errand="办理：医保",
    place="二楼 12 号窗口",
    way="坐右手边的无障碍电梯上二楼，出电梯左转，直走到底",
    help_name="全程陪同办",
    help_line="工作人员来陪您办完",
    people_ahead="前面还有 2 位",
    cash="现金：一楼农商银行窗口",
    next_steps=("在这里等，有人来接您", "到二楼 12 号窗口", "有困难找穿红马甲的人"),
    next_steps_title="下一步",
    hotline="热线 12345",
    time="2026-11-23 09:26",
    qr="GC1.T1.20261123.7.00112233445566778899AABBCCDDEEFF",
)


def on_paper(job: bytes, paper_mm: Literal[58, 80]) -> Paper:
    """The far end's own reading of the bytes."""
    paper = Paper(paper_mm)
    for command in EscPosParser().feed(job):
        paper.draw(command)
    return paper


def readable(parts: list[bytes]) -> str:
    """One piece a line, pictures by their head and size only: fonts differ between machines."""
    lines: list[str] = []
    for part in parts:
        if part.startswith(b"\x1d\x76\x30"):
            # The height of a picture of words depends on the font's version; its command does not.
            lines.append("1d 76 30 00 <picture>")
        else:
            words = part.decode("gb18030", "replace")
            shown = re.sub(r"[^\u4e00-\u9fff\uff00-\uffef\u3000-\u303f -~]", "", words)
            lines.append(f"{part.hex(' ')}  | {shown}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("paper_mm", [80, 58])
def test_golden_job(paper_mm: Literal[58, 80]) -> None:
    """`make golden` writes these anew; read the diff before committing it."""
    path = GOLDEN / f"ticket-{paper_mm}.txt"
    job = readable(ticket_parts(FACE, paper_mm, Ways("native")))
    if os.environ.get("KIOSK_WRITE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(job, encoding="utf-8")
    assert job == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("paper_mm", [80, 58])
@pytest.mark.parametrize("qr", ["raster", "native"])
def test_the_paper_shows_every_word_and_a_readable_code(
    paper_mm: Literal[58, 80], qr: Literal["raster", "native"]
) -> None:
    paper = on_paper(ticket(FACE, paper_mm, Ways(qr)), paper_mm)
    words = "".join(paper.texts()[0].split())
    for said in (
        FACE.hall_name,
        FACE.errand,
        FACE.place,
        FACE.way,
        FACE.help_name,
        FACE.cash,
        *FACE.next_steps,
    ):
        assert "".join(said.split()) in words
    (code,) = decode(paper.tickets()[0].convert("L"))
    assert code.data.decode() == FACE.qr


def test_a_reprint_says_so_first() -> None:
    from dataclasses import replace

    words = on_paper(ticket(replace(FACE, reprint="补打 2"), 80, Ways()), 80).texts()[0]
    assert words.index("补打 2") < words.index("绿色通道")


def test_chinese_mode_is_set_after_init() -> None:
    assert escpos.start().startswith(b"\x1b\x40\x1c\x26")


@pytest.mark.parametrize("rare", ["𠮷", "㐂", "\ue000", "€"])
def test_what_printers_have_no_type_for_is_a_picture(rare: str) -> None:
    from dataclasses import replace

    assert escpos.encode(f"办理：{rare}") is None
    parts = ticket_parts(replace(FACE, errand=f"办理：{rare}"), 80, Ways("native"))
    pictures = [part for part in parts if part.startswith(b"\x1d\x76\x30")]
    assert len(pictures) == 2, "the number and the rare line"


def test_common_text_is_two_byte_codes() -> None:
    assert escpos.encode("绿色通道 A001") == bytes.fromhex("C2CCC9ABCDA8B5C02041303031")


def test_the_number_is_higher_than_20_mm() -> None:
    parts = ticket_parts(FACE, 80, Ways("native"))
    picture = next(part for part in parts if part.startswith(b"\x1d\x76\x30"))
    assert int.from_bytes(picture[6:8], "little") >= 20 * 8


def test_cutting_and_tearing() -> None:
    assert escpos.cut("partial")[:3] == b"\x1d\x56\x42"
    assert escpos.cut("full")[:3] == b"\x1d\x56\x41"
    assert b"\x1d\x56" not in escpos.cut("none")


TEXTS = st.text(alphabet="办理医保二楼12 号窗口，。Window-abc（）", min_size=1, max_size=60)


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.sampled_from([8, 16, 24, 32, 48]))
def test_no_line_is_wider_than_the_paper_and_no_word_is_lost(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert all(width_of(line) <= columns for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_line_does_not_begin_with_a_comma() -> None:
    lines = wrap("坐右手边的无障碍电梯上二，楼", 24)
    assert all(line[0] not in NOT_AT_START for line in lines)


def test_paper_widths() -> None:
    assert (PAPERS[80].columns, PAPERS[58].columns) == (48, 32)
