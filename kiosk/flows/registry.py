"""What the home screen offers. A new errand is one line here, one file with its flow, and its words."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.flows.board import board
from kiosk.flows.green_channel import green_channel
from kiosk.flows.steps import NO_CARD
from kiosk.flows.visit import Flow
from kiosk.flows.volunteer import volunteer


@dataclass(frozen=True)
class HomeEntry:
    """One card of the home screen. card_answer: given to the card screen for the visitor, or ''."""

    key: str
    flow: Flow
    icon: str
    primary: bool = False
    card_answer: str = ""


HOME_ENTRIES: tuple[HomeEntry, ...] = (
    HomeEntry("ticket", green_channel, "ticket", primary=True),
    HomeEntry("no_card", green_channel, "id-card-lanyard", card_answer=NO_CARD),
    HomeEntry("volunteer", volunteer, "hand-helping"),
    HomeEntry("board", board, "message-square-text"),
)
LANGUAGE = "language"  # the home option that changes the language instead of starting a flow


def entry(key: str) -> HomeEntry:
    return next(entry for entry in HOME_ENTRIES if entry.key == key)
