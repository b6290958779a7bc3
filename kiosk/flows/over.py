"""What may lie over a visit's own screen: the settings, 您还在吗, and 确定吗 for an unsteady hand."""

from __future__ import annotations

from typing import Any

from kiosk.flows.frames import STILL_THERE, SURE
from kiosk.flows.script import Screen
from kiosk.flows.settings import MENU, Preferences
from kiosk.flows.view import Kind


class Over:
    """asking: 您还在吗 is up. sure: the costly answer that an unsteady hand is asked about once more, or ''."""

    def __init__(self, own: Preferences) -> None:
        self._own = own
        self.asking = False
        self.sure = ""

    @property
    def up(self) -> bool:
        return bool(self.sure or self.asking or self._own.page)

    @property
    def screen(self) -> tuple[Screen, Kind | None] | None:
        """The topmost, with its kind where it is not the usual one."""
        if self.sure:
            return SURE, None
        if self.asking:
            return STILL_THERE, None
        if self._own.page:
            return self._own.screen(), Kind.SETTINGS
        return None

    def back(self) -> None:
        """Take the topmost away."""
        if self.sure or self.asking:
            self.sure, self.asking = "", False
        else:
            self._own.back()

    def close(self) -> None:
        self.sure, self.asking, self._own.page = "", False, ""

    def settings(self) -> None:
        """Open or close them."""
        self._own.page = "" if self._own.page else MENU

    def weigh(self, key: Any, below: Screen) -> Any | None:
        """What the answer on the screen `below` comes to: itself, or None when 确定吗 took it.

        An unsteady hand is asked again before a costly answer; 确定 then gives that answer.
        """
        if self.sure:
            sure, self.sure = self.sure, ""
            return sure if key == "yes" else None
        if self._own.look.steady and any(option.costly and option.key == key for option in below.options):
            self.sure = str(key)
            return None
        return key
