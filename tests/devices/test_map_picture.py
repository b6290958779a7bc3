"""The map on paper: the line is where the way is, names stand free, and it comes out of a real printer's bytes."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Literal

import pytest
from PIL import Image, ImageDraw

from kiosk.config import load
from kiosk.devices.printer.driver import EscPosPrinter, PrintOutcome
from kiosk.devices.printer.layout import PAPERS
from kiosk.devices.printer.map_picture import SMALL_MM, Box, MapDrawing, map_picture
from kiosk.devices.printer.page import sheet_picture
from kiosk.devices.simulators.printer import PrinterSimulator
from kiosk.devices.simulators.wire import PtyWire
from kiosk.devices.transport import SerialTransport
from kiosk.domain.floor_map import FloorView, MarkKind, MarkView
from kiosk.domain.sheet import Maps, SheetFace
from kiosk.flows.map_sketch import sketch
from kiosk.flows.resolve import Resolver
from kiosk.text import Catalogue

HALL = load(Path(__file__).parents[2] / "config").hall
DOTS_A_MM = 8.0
TARGETS = [*(window.id for window in HALL.windows), *(its.id for its in HALL.plan.places if its.listed)]
FLOOR = FloorView(
    "一楼",
    1.5,
    (
        MarkView(MarkKind.HERE, (0.5, 0.9), "您在这里"),
        MarkView(MarkKind.TARGET, (0.9, 0.2), "9 号窗口"),
    ),
    ((0.5, 0.9), (0.5, 0.2), (0.9, 0.2)),
)


def floors_to(target: str, language: str) -> tuple[FloorView, ...]:
    plan = sketch(HALL, target)
    assert plan is not None
    return Resolver(Catalogue(), language).floors(plan)


def drawing(floor: FloorView, width: int) -> MapDrawing:
    height = round(width / floor.aspect) + 60
    made = MapDrawing(
        floor, ImageDraw.Draw(Image.new("L", (width, height), 255)), width, height, 50, DOTS_A_MM
    )
    made.draw()
    return made


def meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_the_line_is_black_where_the_way_is_and_white_beside_it() -> None:
    picture = map_picture(FLOOR, 576, DOTS_A_MM)
    made = drawing(FLOOR, 576)
    top = picture.height - (round(576 / FLOOR.aspect) + 60)
    for at in ((0.5, 0.5), (0.7, 0.2), (0.5, 0.3)):
        x, y = made._point(at)
        black = [
            picture.getpixel((round(x) + dx, round(y + top) + dy)) for dx in (-5, 0, 5) for dy in (-5, 0, 5)
        ]
        assert sum(level == 0 for level in black) >= 3, at
    x, y = made._point((0.2, 0.5))
    assert picture.getpixel((round(x), round(y + top))) == 255


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("paper_mm", [80, 58])
def test_on_every_way_start_and_end_are_named_and_no_names_meet(language: str, paper_mm: int) -> None:
    for target in dict.fromkeys(TARGETS):
        for floor in floors_to(target, language):
            made = drawing(floor, PAPERS[paper_mm].dots)
            ends = {mark.label for mark in floor.marks if mark.kind in (MarkKind.HERE, MarkKind.TARGET)}
            assert ends <= set(made.named), (target, floor.name, ends - set(made.named))
            for one, other in combinations(made.named.values(), 2):
                assert not meet(one, other), (target, floor.name)
            for box in made.named.values():
                assert box[0] >= 0 and box[2] <= PAPERS[paper_mm].dots
                assert box[3] - box[1] >= SMALL_MM * DOTS_A_MM


@pytest.mark.parametrize("paper_mm", [80, 58])
def test_a_printer_brings_it_out_whole(paper_mm: Literal[58, 80]) -> None:
    """The simulator draws the paper from the bytes alone: the thick line is on it, as long as the way."""
    face = SheetFace("大厅", "去 9 号窗口", (Maps((FLOOR,)),))
    with PtyWire() as wire, PrinterSimulator(wire, paper_mm=paper_mm) as far_end:
        printer = EscPosPrinter(SerialTransport(wire.path, 115200), paper_mm=paper_mm)
        printer.open()
        assert printer.print_job(printer.new_sheet(face)).outcome is PrintOutcome.PRINTED
        printer.close()
        paper = far_end.picture().convert("L")
    columns = [sum(paper.getpixel((x, y)) == 0 for y in range(paper.height)) for x in range(paper.width)]
    drawn_height = PAPERS[paper_mm].dots / FLOOR.aspect
    upright = [count for count in columns if count > drawn_height * 0.5]
    assert len(upright) >= 10, "the way up is a line of ten dots and more"


def test_a_desktop_printer_has_the_floors_side_by_side() -> None:
    face = SheetFace("大厅", "去医保", (Maps(floors_to("w12", "zh-CN")),))
    page = sheet_picture(face, "a5")
    left, right = (
        page.crop((0, 0, page.width // 2, page.height)),
        page.crop((page.width // 2, 0, page.width, page.height)),
    )
    black = [sum(level < 60 for level in half.tobytes()) for half in (left, right)]
    assert min(black) > 5000
