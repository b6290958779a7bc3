"""A page that shows which Chinese characters a printer has: read it, then set `chinese` in kiosk.toml."""

from __future__ import annotations

from typing import Literal

from kiosk.devices.printer import escpos
from kiosk.devices.printer.layout import CELL_DOTS, PAPERS
from kiosk.domain.test_page import SAMPLES

QUESTION = "1 ok: gb2312. 1+2 ok: gb18030. else: raster"


def probe_page(paper_mm: Literal[58, 80]) -> bytes:
    """Each sample twice: as the printer's own characters, then as a picture, which is how it should look."""
    from kiosk.devices.printer.raster import text_bitmap

    dots = PAPERS[paper_mm].dots
    page = escpos.start()
    for number, (name, sample) in enumerate(SAMPLES, 1):
        page += f"{number} {name}\n".encode() + escpos.CHINESE_ON
        page += sample.encode("gb18030") + b"\n"
        page += escpos.raster(text_bitmap(sample, CELL_DOTS, dots, bold=False)) + escpos.feed(24)
    return page + QUESTION.encode() + b"\n" + escpos.cut("partial")
