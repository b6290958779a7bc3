"""What a printer's test page says. Never a ticket: its number is TEST and a figure that no series has."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PaperTest:
    """number: TEST 001. not_a_ticket, ruler, density, characters: headings in one language. time: 2026-11-23 09:26."""

    number: str
    not_a_ticket: str
    ruler: str
    density: str
    characters: str
    time: str


# (encoding, what only it has): read beside the picture of the same, they tell which one the printer knows.
SAMPLES: tuple[tuple[str, str], ...] = (
    ("gb2312", "绿色通道 医保 社保"),
    ("gb18030", "镕 堃 喆 —— ·"),  # in GBK, not in GB 2312
    ("raster", "䶮 㑇 𠮷"),  # never in a printer's ROM
)
RULER_MM = 40  # as long as the narrowest paper shows whole
GREYS = (100, 75, 50, 25, 12)  # percent of black in the density bars, left to right


def paper_number(count: int) -> str:
    """count: of test pages of this terminal so far, from 1."""
    return f"TEST {count:03d}"
