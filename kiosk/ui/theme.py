"""Millimetres, colours and type sizes -> Qt. The only place that knows a pixel.

Numbers: docs of EN 301 549, VVSG and MIIT as listed in docs/accessibility.md; every one is tested over every
screen. All lengths here are millimetres unless their name ends in px.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtGui import QColor, QFont

from kiosk.config import ScreenSettings

FAMILY = "Noto Sans CJK SC"
DESIGN_MM = 336.0  # short side of the panel that the sizes below were drawn for (27 inch, portrait)
SIZES = {"normal": 1.0, "large": 1.22, "huge": 1.45}


@dataclass(frozen=True)
class Palette:
    """Colours by role. Ratios: text on ground and card >= 7:1 (soft >= 4.5:1), lines and icons >= 3:1."""

    ground: str
    card: str
    line: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    done: str
    on_done: str
    danger: str
    ring: str


PALETTES = {
    "dark": Palette(
        ground="#0A0D12",
        card="#171D26",
        line="#7D8DA3",
        text="#FFFFFF",
        quiet="#D3DCE6",
        accent="#FFD23F",
        on_accent="#141000",
        done="#5BE49B",
        on_done="#04140B",
        danger="#FF8A80",
        ring="#FFFFFF",
    ),
    "light": Palette(
        ground="#FFFFFF",
        card="#F2F4F7",
        line="#66738A",
        text="#0A0D12",
        quiet="#2E3844",
        accent="#0B3D91",
        on_accent="#FFFFFF",
        done="#0B6B3A",
        on_done="#FFFFFF",
        danger="#A11212",
        ring="#0A0D12",
    ),
    "soft": Palette(
        ground="#2B2F36",
        card="#343942",
        line="#8A94A3",
        text="#CDD3DB",
        quiet="#BFC7D1",
        accent="#D8BE74",
        on_accent="#22201A",
        done="#86C9A2",
        on_done="#12241A",
        danger="#E0A29B",
        ring="#E4E8ED",
    ),
}


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio of two colours, 1..21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    of = QColor(colour)
    parts = (of.redF(), of.greenF(), of.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@dataclass(frozen=True)
class Theme:
    """One look on one panel. `em` values are heights of a Chinese character."""

    screen: ScreenSettings
    scheme: str
    size: str
    fit: float = 1.0  # a full screen may be set a little smaller than asked for, so that every word stands

    @cached_property
    def colours(self) -> Palette:
        return PALETTES[self.scheme]

    @property
    def px_per_mm(self) -> float:
        return self.screen.width_px / self.screen.width_mm

    def px(self, mm: float) -> int:
        return max(1, round(mm * self.px_per_mm))

    @property
    def landscape(self) -> bool:
        return self.screen.width_mm > self.screen.height_mm

    @property
    def _scale(self) -> float:
        """Smaller panels get smaller type, never below the floors of `em`."""
        return min(1.25, max(0.75, min(self.screen.width_mm, self.screen.height_mm) / DESIGN_MM))

    def em(self, drawn: float, floor: float = 8.0) -> float:
        """Character height in mm: as drawn, scaled to panel and size, never below the floor (B4)."""
        factor = SIZES[self.size] * self.fit
        return max(drawn * self._scale * factor, floor * factor, floor)

    def length(self, drawn: float, floor: float = 0.0) -> int:
        """A length in px that follows the panel but not the type size."""
        return self.px(max(drawn * self._scale * self.fit, floor))

    def font(self, drawn: float, *, bold: bool = False, floor: float = 8.0) -> QFont:
        font = QFont(FAMILY)
        font.setPixelSize(self.px(self.em(drawn, floor)))
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        return font

    @property
    def title_font(self) -> QFont:
        return self.font(20, bold=True)

    @property
    def option_font(self) -> QFont:
        return self.font(15, bold=True)

    @property
    def hero_font(self) -> QFont:
        return self.font(21, bold=True)

    @property
    def hint_font(self) -> QFont:
        return self.font(10.5)

    @property
    def line_font(self) -> QFont:
        return self.font(12.5)

    @property
    def small_font(self) -> QFont:
        """Header, captions, bar: never under 6.5 mm even on a small panel (B4)."""
        return self.font(9.5, floor=6.5)

    @property
    def margin_px(self) -> int:
        return self.length(17)

    @property
    def gap_px(self) -> int:
        """Between buttons: 3.2 mm at least (C5)."""
        return self.length(6.5, floor=3.4)

    @property
    def radius_px(self) -> int:
        return self.length(8)

    @property
    def line_px(self) -> int:
        return self.length(0.7)

    @property
    def ring_px(self) -> int:
        """Focus ring: 1 mm at least (B11)."""
        return self.length(1.9, floor=1.0)

    @property
    def ring_gap_px(self) -> int:
        return self.length(1.1)

    @property
    def icon_px(self) -> int:
        return self.px(self.em(23))

    @property
    def small_icon_px(self) -> int:
        return self.px(self.em(13))

    @property
    def button_px(self) -> int:
        """Least height of a main button: 20 mm (C3)."""
        return self.length(30, floor=20.5)
