"""What two people wrote, on paper: words in the printer's characters, ink as a picture, and no copy anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from PIL import Image
from pyzbar.pyzbar import decode

from kiosk.devices.printer.driver import LONGEST_COMMAND, EscPosPrinter, PrintOutcome
from kiosk.devices.printer.layout import Ways, runs, sheet
from kiosk.devices.printer.page import sheet_picture
from kiosk.devices.printer.raster import ink_bitmap
from kiosk.devices.simulators.printer import PrinterSimulator
from kiosk.devices.simulators.wire import PtyWire
from kiosk.devices.transport import SerialTransport
from kiosk.domain.note import Ink
from kiosk.domain.sheet import Blank, Code, Gap, Print, Rule, SheetFace, Size, Tear

MOUTH = Ink((((0.2, 0.2), (0.25, 0.85)), ((0.2, 0.2), (0.8, 0.2), (0.75, 0.85)), ((0.25, 0.8), (0.75, 0.8))))
FACE = SheetFace(
    "衢州市政务服务中心",
    "文字沟通",
    (
        Print(("我",), Size.SMALL),
        Print(("我听不见，请写给我看",), bold=True),
        Gap(),
        Print(("工作人员",), Size.SMALL),
        Print(("请到这个窗口", "1", "2"), bold=True),
        Gap(),
        Print(("我",), Size.SMALL),
        Print(("好", MOUTH, MOUTH), bold=True),
    ),
    "终端不保存这些话",
)


@pytest.mark.parametrize("paper_mm", [80, 58])
def test_words_and_ink_come_out_on_paper(paper_mm: Literal[58, 80], tmp_path: Path) -> None:
    with PtyWire() as wire, PrinterSimulator(wire, paper_mm=paper_mm) as far_end:
        printer = EscPosPrinter(SerialTransport(wire.path, 115200), paper_mm=paper_mm)
        printer.open()
        assert printer.print_job(printer.new_sheet(FACE)).outcome is PrintOutcome.PRINTED
        printer.close()
        (text,) = far_end.paper.texts()
        flat = text.replace("\n", "")
        assert "我听不见，请写给我看" in flat
        assert "请到这个窗口12" in flat
        assert "终端不保存这些话" in flat
        far_end.paper.save(tmp_path / "note.png")


def test_ink_is_on_the_paper_where_it_was_drawn() -> None:
    """The middle of 口 is white, its left stroke is black."""
    bitmap = ink_bitmap((MOUTH,), 144)
    row = bitmap.rows[72 * bitmap.bytes_a_row : 73 * bitmap.bytes_a_row]
    dots = [bool(row[x // 8] & 0x80 >> x % 8) for x in range(144)]
    assert any(dots[25:45])
    assert not any(dots[50:95])


def test_the_note_is_not_kept_among_the_jobs() -> None:
    with PtyWire() as wire, PrinterSimulator(wire):
        printer = EscPosPrinter(SerialTransport(wire.path, 115200))
        printer.open()
        printer.print_job(printer.new_sheet(FACE))
        assert not printer.jobs
        printer.close()


def test_a_long_row_of_ink_stays_under_the_longest_command() -> None:
    data = sheet(SheetFace("", "", (Print((MOUTH,) * 9),)), 80, Ways())
    heads = [at for at in range(len(data)) if data.startswith(b"\x1d\x76\x30\x00", at)]
    assert len(heads) == 3
    for at in heads:
        wide, high = (
            int.from_bytes(data[at + 4 : at + 6], "little"),
            int.from_bytes(data[at + 6 : at + 8], "little"),
        )
        assert wide * high < LONGEST_COMMAND


def test_neighbours_are_set_together() -> None:
    assert runs(("a", "b", MOUTH, MOUTH, "c")) == ["ab", (MOUTH, MOUTH), "c"]


@pytest.mark.parametrize("size", ["a4", "a5"])
def test_a_page_holds_a_long_talk(size: str) -> None:
    long = SheetFace(FACE.hall_name, FACE.title, FACE.parts * 12, FACE.foot)
    picture = sheet_picture(long, size)  # pyright: ignore[reportArgumentType]
    ink = picture.point(lambda dot: 255 - dot).getbbox()
    assert ink is not None
    assert ink[3] <= picture.height - 60


def test_no_repr_shows_what_was_written() -> None:
    assert "听不见" not in repr(FACE)


SLIP = SheetFace(
    "衢州市政务服务中心",
    "代缴现金",
    (
        Print(("12",), Size.HUGE),
        Print(("请交给农商银行窗口",)),
        Blank("金额（元）"),
        Rule(),
        Tear("从这里撕开，这一半您留着"),
        Blank("签名", rows=2),
        Code("GC1.T1.20261123.7"),
    ),
    foot="金额和签名都用手写",
    time="2026-11-23 09:26",
)


@pytest.mark.parametrize("paper_mm", [80, 58])
def test_a_slip_has_room_to_write_and_a_place_to_tear(paper_mm: Literal[58, 80], tmp_path: Path) -> None:
    with PtyWire() as wire, PrinterSimulator(wire, paper_mm=paper_mm) as far_end:
        printer = EscPosPrinter(SerialTransport(wire.path, 115200), paper_mm=paper_mm)
        printer.open()
        assert printer.print_job(printer.new_sheet(SLIP)).outcome is PrintOutcome.PRINTED
        printer.close()
        (text,) = far_end.paper.texts()
        assert text.count("_" * 16) >= 3
        assert "- - - - - - " in text
        assert "2026-11-23 09:26" in text
        far_end.paper.save(tmp_path / "slip.png")
        with Image.open(tmp_path / "slip.png") as paper:
            (code,) = decode(paper.convert("L"))
        assert code.data == b"GC1.T1.20261123.7"


def test_a_slip_fits_a_page() -> None:
    picture = sheet_picture(SLIP, "a5")
    (code,) = decode(picture)
    assert code.data == b"GC1.T1.20261123.7"
