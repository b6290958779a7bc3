"""What every part of a page of the desk is built with: measures, buttons, and rows of buttons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kiosk.flows.desk.resolve import DeskView
from kiosk.flows.desk.screen import Button
from kiosk.flows.view import OptionView, Tone
from kiosk.ui.screens.desk_key import KEY_MM, DeskKey, desk_px, key_width
from kiosk.ui.screens.desk_pool import Pool
from kiosk.ui.screens.desk_state import PageState
from kiosk.ui.theme import Theme

APART_MM, ROW_GAP_MM, PRIMARY_MM = 3.6, 1.0, 44.0


@dataclass
class Bench:
    """For one laying out of one page. width: px. actions: by the key of a card, the button and its row."""

    pool: Pool
    theme: Theme
    desk: DeskView
    state: PageState
    width: int
    actions: dict[str, tuple[Button, str]] = field(default_factory=dict[str, tuple[Button, str]])

    def px(self, mm: float) -> int:
        return desk_px(self.theme, mm)

    @property
    def ring(self) -> int:
        return self.theme.ring_room_px

    @property
    def gap(self) -> int:
        """From key to key in px: what is seen of them is 3.6 mm apart, the room of their rings may overlap."""
        return self.px(APART_MM) - 2 * self.ring

    @property
    def row_gap(self) -> int:
        return self.px(ROW_GAP_MM)

    @property
    def key_height(self) -> int:
        return self.px(KEY_MM) + 2 * self.ring

    def button(
        self, button: Button, row: str = "", *, chosen: bool | None = None, current: bool = False
    ) -> DeskKey:
        """A key for it; its place is still to be set. row: key of the row that it stands in."""
        name = f"{button.key}@{row}" if row else button.key
        self.actions[name] = (button, row)
        sure = self.state.sure == name
        option = OptionView(
            name,
            self.desk.sure if sure else str(button.words),
            icon=button.icon,
            tone=Tone.PRIMARY if button.primary or sure else Tone.NORMAL,
            chosen=chosen,
        )
        key = self.pool.key()
        key.show_key(option, self.theme, current=current)
        key.setEnabled(button.enabled)
        return key

    def width_of(self, button: Button, *, least_mm: float = 0) -> int:
        """In px, also while it asks once more."""
        words = (str(button.words), self.desk.sure) if button.lost else (str(button.words),)
        widths = (key_width(its, self.theme, picture=bool(button.icon), bold=True) for its in words)
        return max(self.px(least_mm), *widths)

    def toggle_width(self, button: Button) -> int:
        """The same whether it is on or off, so that nothing moves under the finger."""
        return key_width(str(button.words), self.theme, picture=True, bold=True)

    def flow(
        self,
        buttons: Iterable[tuple[Button, bool]],
        left: int,
        top: int,
        *,
        right: int = 0,
        ticked: set[str] | None = None,
    ) -> int:
        """Side by side, wrapped, each with whether it is the current one. Returns the lower edge in px.

        right: where lines end; 0 for the whole width. ticked: they are toggles, and these are on.
        """
        across, right = left, right or self.width
        for button, current in buttons:
            chosen = None if ticked is None else button.key.rpartition("=")[2] in ticked
            width = self._in_flow(button) if ticked is None else self.toggle_width(button)
            if across > left and across + width > right:
                across, top = left, top + self.key_height + self.gap
            key = self.button(button, chosen=chosen, current=current)
            key.setGeometry(across, top, width, self.key_height)
            across += width + self.gap
        return top + self.key_height

    def flow_height(self, buttons: Iterable[Button], width: int, *, toggles: bool = False) -> int:
        """In px, as flow() will need in `width` px."""
        across, lines = 0, 1
        for button in buttons:
            wide = self.toggle_width(button) if toggles else self._in_flow(button)
            if across and across + wide > width:
                across, lines = 0, lines + 1
            across += wide + self.gap
        return lines * (self.key_height + self.gap) - self.gap

    def _in_flow(self, button: Button) -> int:
        """What the page is for is easier to hit."""
        return self.width_of(button, least_mm=PRIMARY_MM if button.primary else 0)

    def flow_right(self, buttons: tuple[Button, ...], top: int) -> int:
        """Along the right edge. Returns its left edge in px."""
        left = self.width + self.gap
        for button in reversed(buttons):
            width = self.width_of(button)
            left -= width + self.gap
            self.button(button).setGeometry(left, top, width, self.key_height)
        return left
