"""Millimetres, colours and type sizes -> Qt. The only place that knows a pixel.

Numbers: EN 301 549, VVSG and MIIT; every one is tested over every screen in tests/ui. All lengths here are
millimetres unless their name ends in px.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property

from PySide6.QtGui import QColor, QFont

from kiosk.config import ScreenSettings
from kiosk.flows.profiles import Look

FAMILY = "Noto Sans CJK SC"
DESIGN_MM = 336.0  # short side of the panel that the sizes below were drawn for (27 inch, portrait)
SIZES = {"compact": 0.82, "normal": 1.0, "large": 1.22, "huge": 1.45}
MAIN_MM = {
    "compact": 6.5,
    "normal": 8.0,
    "large": 10.0,
    "huge": 12.0,
}  # least character height of titles, answers, lines (B4)
SMALL_MM = {"compact": 6.5, "normal": 6.5, "large": 7.5, "huge": 8.5}  # of captions, header, bar and steps
STEADY_BUTTON_MM, STEADY_GAP_MM, SLIP_MM = 26.0, 6.0, 6.0  # for unsteady hands, more than C3 and C5 ask
VISUAL_CAPTION = 1.3  # captions of those who hear nothing are larger
STEPS = (1.45, 1.36, 1.28, 1.22, 1.14, 1.07, 1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58, 0.52)


@dataclass(frozen=True)
class Palette:
    """Colours by role. Ratios: text on ground, card and tint >= 7:1 (soft 4.5:1 and more), lines >= 3:1.

    tint: the accent, thinly, behind icons and chosen answers. dim: words of a button that does not act here.
    """

    ground: str
    card: str
    tint: str
    line: str
    dim: str
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
        tint="#38331F",
        line="#7D8DA3",
        dim="#8E9DB1",
        text="#FFFFFF",
        quiet="#D3DCE6",
        accent="#FFD23F",
        on_accent="#141000",
        done="#5BE49B",
        on_done="#04140B",
        danger="#FF8A80",
        ring="#FFFFFF",
    ),
    "contrast": Palette(
        ground="#000000",
        card="#000000",
        tint="#262626",
        line="#FFFFFF",
        dim="#A6A6A6",
        text="#FFFFFF",
        quiet="#FFFFFF",
        accent="#FFE100",
        on_accent="#000000",
        done="#4DFFA0",
        on_done="#000000",
        danger="#FFB3AB",
        ring="#FFFFFF",
    ),
    "light": Palette(
        ground="#FFFFFF",
        card="#FFFFFF",
        tint="#DDE5F2",
        line="#66738A",
        dim="#5A667A",
        text="#000000",
        quiet="#2E3844",
        accent="#0B3D91",
        on_accent="#FFFFFF",
        done="#08572E",
        on_done="#FFFFFF",
        danger="#A11212",
        ring="#000000",
    ),
    "soft": Palette(
        ground="#2B2F36",
        card="#343942",
        tint="#4A4740",
        line="#8A94A3",
        dim="#A4ADBA",
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
    fit: float = 1.0  # a full screen is set smaller than asked for, never below the floors
    floor: str = ""  # the size whose floors hold, when a small panel cannot keep those of `size`
    steady: bool = False  # larger targets, further apart
    slow: bool = False  # fewer answers on a screen
    visual: bool = False  # captions carry everything

    @cached_property
    def colours(self) -> Palette:
        return PALETTES[self.scheme]

    @cached_property
    def px_per_mm(self) -> float:
        return self.screen.width_px / self.screen.width_mm

    def px(self, mm: float) -> int:
        return max(1, round(mm * self.px_per_mm))

    def px_up(self, mm: float) -> int:
        """For floors: never a fraction of a pixel under what was asked."""
        return math.ceil(mm * self.px_per_mm)

    @property
    def landscape(self) -> bool:
        return self.screen.width_mm > self.screen.height_mm

    @cached_property
    def fitted(self) -> tuple[Theme, ...]:
        """This theme, then ever smaller ones: for the largest type in which a whole screen stands."""
        asked = SIZES[self.size]
        return tuple(replace(self, fit=step / asked) for step in STEPS if step <= asked)

    @cached_property
    def lowered(self) -> tuple[Theme, ...]:
        """This size with the floors of the sizes below it, for a panel on which words would be lost."""
        sizes = list(SIZES)
        return tuple(replace(self, floor=floor) for floor in reversed(sizes[: sizes.index(self.size)]))

    @cached_property
    def for_frame(self) -> Theme:
        """For header, captions and bar: a low panel keeps its height for the screen itself."""
        asked = SIZES[self.size]
        return replace(self, fit=min(1.0, SIZES["large"] / asked)) if self.landscape else self

    @property
    def step(self) -> float:
        """Type size in units of the normal size."""
        return SIZES[self.size] * self.fit

    @cached_property
    def _scale(self) -> float:
        """Smaller panels get smaller type, never below the floors of `em`."""
        return min(1.25, max(0.75, min(self.screen.width_mm, self.screen.height_mm) / DESIGN_MM))

    @property
    def main_px(self) -> int:
        """Least character height of main text in this size, in px (B4)."""
        return self.px_up(MAIN_MM[self.floor or self.size])

    @property
    def least_px(self) -> int:
        """Least character height of any text in this size, in px (B4)."""
        return self.px_up(SMALL_MM[self.floor or self.size])

    def length(self, drawn: float, floor: float = 0.0) -> int:
        """A length in px that follows the panel; white space gives way when type had to."""
        return max(self.px(drawn * self._scale * min(1.0, self.fit)), self.px_up(floor) if floor else 1)

    def fixed(self, drawn: float, floor: float = 0.0) -> int:
        """A length in px that follows the panel only, so that edges stay in line from screen to screen."""
        return max(self.px(drawn * self._scale), self.px_up(floor) if floor else 1)

    def picture_px(self, drawn: float) -> int:
        """An icon's side in px: grows with the type, but more slowly, for it needs no reading."""
        return self.px(drawn * self._scale * math.sqrt(self.step))

    def font(self, drawn: float, *, bold: bool = False, least_px: int = 0) -> QFont:
        """Characters `drawn` mm high at normal size on the panel that was drawn for."""
        font = QFont(FAMILY)
        font.setPixelSize(max(self.px(drawn * self._scale * self.step), least_px or self.main_px))
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        return font

    @cached_property
    def title_font(self) -> QFont:
        return self.font(25, bold=True)

    @cached_property
    def greeting_font(self) -> QFont:
        return self.font(30, bold=True)

    @cached_property
    def option_font(self) -> QFont:
        return self.font(17, bold=True)

    @cached_property
    def chip_font(self) -> QFont:
        return self.font(12, bold=True)

    @cached_property
    def hero_font(self) -> QFont:
        return self.font(32, bold=True)

    @cached_property
    def hint_font(self) -> QFont:
        return self.font(11.5)

    @cached_property
    def hero_hint_font(self) -> QFont:
        return self.font(15)

    @cached_property
    def line_font(self) -> QFont:
        return self.font(14)

    @cached_property
    def small_font(self) -> QFont:
        return self.font(9.5, least_px=self.least_px)

    @cached_property
    def help_font(self) -> QFont:
        return self.font(13, bold=True, least_px=self.least_px)

    @property
    def margin_px(self) -> int:
        return self.fixed(17)

    @cached_property
    def caption_font(self) -> QFont:
        return self.font(9.5 * (VISUAL_CAPTION if self.visual else 1.0), least_px=self.least_px)

    @property
    def gap_px(self) -> int:
        """Between cards, focus rings included: 3.2 mm at least from touch area to touch area (C5)."""
        return self.length(4.5, floor=STEADY_GAP_MM if self.steady else 3.2)

    @property
    def slip_px(self) -> int:
        """How far beside a button a finger may be lifted that was put down on it (C14)."""
        return self.px(SLIP_MM) if self.steady else 0

    @property
    def most_a_page(self) -> int:
        """Answers on one screen: six (F6), or fewer for those who take their time."""
        return 3 if self.slow else 6

    @property
    def radius_px(self) -> int:
        return self.fixed(8)

    @property
    def line_px(self) -> int:
        return self.fixed(0.7)

    @property
    def ring_px(self) -> int:
        """Focus ring: 1 mm at least (B11)."""
        return self.fixed(1.9, floor=1.0)

    @property
    def ring_gap_px(self) -> int:
        return self.fixed(1.2)

    @cached_property
    def ring_room_px(self) -> int:
        """What a button keeps free on each side for its focus ring."""
        return self.ring_px + self.ring_gap_px

    @property
    def button_px(self) -> int:
        """Least height of a main button: 20 mm (C3)."""
        return self.length(30, floor=STEADY_BUTTON_MM if self.steady else 20.0)

    @property
    def chip_px(self) -> int:
        """Least height of a small toggle: as of a main button, without its air."""
        return self.px_up(STEADY_BUTTON_MM if self.steady else 20.0)

    @property
    def bar_px(self) -> int:
        """Least height of a button of the fixed bar, and of a row of small toggles: 15 mm (C4)."""
        return self.length(30, floor=20.0 if self.steady else 15.0)


def theme_for(screen: ScreenSettings, look: Look) -> Theme:
    """The theme of a visitor's look on this panel."""
    return Theme(screen, look.scheme, look.size, steady=look.steady, slow=look.slow, visual=look.visual)
