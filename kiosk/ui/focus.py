"""One focus ring for keys and keypad: answers from top to bottom, then the fixed bar, then round again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk.ui.cards import KioskButton


class FocusRing:
    """on_move(button) is called when keys move the focus, not when a screen is shown."""

    def __init__(self, on_move: Callable[[KioskButton], None]) -> None:
        self._on_move = on_move
        self._buttons: list[KioskButton] = []
        self._place = 0

    @property
    def current(self) -> KioskButton | None:
        return self._buttons[self._place] if self._buttons else None

    @property
    def buttons(self) -> tuple[KioskButton, ...]:
        return tuple(self._buttons)

    def set_buttons(self, buttons: Sequence[KioskButton], first: KioskButton | None = None) -> None:
        """A new screen: the ring starts on `first` (or the first button)."""
        for button in self._buttons:
            button.set_ring(False)
        self._buttons = list(buttons)
        self._place = self._buttons.index(first) if first in self._buttons else 0
        self._show()

    def move(self, by: int) -> None:
        """Forward or back; it wraps, and every button is left by the key that reached it (D2)."""
        if not self._buttons:
            return
        self._buttons[self._place].set_ring(False)
        self._place = (self._place + by) % len(self._buttons)
        self._show()
        self._on_move(self._buttons[self._place])

    def move_to(self, button: KioskButton) -> None:
        """A finger has pressed this one: the ring follows without a word."""
        if button in self._buttons:
            self._buttons[self._place].set_ring(False)
            self._place = self._buttons.index(button)
            self._show()

    def _show(self) -> None:
        if self._buttons:
            self._buttons[self._place].set_ring(True)
            self._buttons[self._place].setFocus()
