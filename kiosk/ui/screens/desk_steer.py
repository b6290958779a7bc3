"""The desk by keyboard: up and down go from line to line, F1 to F10 open the tabs, F12 does what the page is for.

Tab, left, right, Enter and space act as on every screen.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kiosk.flows.desk.screen import TAB
from kiosk.ui.cards import Card, KioskButton
from kiosk.ui.screens.desk import DeskPanel

LINES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
TABS = tuple(Qt.Key(Qt.Key.Key_F1 + place) for place in range(10))
PRIMARY = Qt.Key.Key_F12


@dataclass(frozen=True)
class Steered:
    """card: where the focus goes. press: it is pressed at once."""

    card: Card
    press: bool


def desk_key(key: int, page: QWidget, current: KioskButton | None) -> Steered | None:
    """What this key does on the desk, None when it does what it does everywhere."""
    if not isinstance(page, DeskPanel) or not page.cards:
        return None
    if key in LINES:
        start = current if isinstance(current, Card) else page.cards[0]
        return Steered(page.line(start, LINES[Qt.Key(key)]), press=False)
    if key in TABS:
        tabs = [card for card in page.cards if card.option.key.startswith(TAB)]
        place = TABS.index(Qt.Key(key))
        return Steered(tabs[place], press=True) if place < len(tabs) else None
    if key == PRIMARY and page.primary is not None:
        return Steered(page.primary, press=True)
    return None
