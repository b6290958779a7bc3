"""What the home screen offers, and what stands behind 更多服务.

A new errand is one line here, one file with its flow, and its words.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.hall import Hall
from kiosk.flows.board import board
from kiosk.flows.cash import cash
from kiosk.flows.entry_check import entry_check
from kiosk.flows.facilities import facilities
from kiosk.flows.green_channel import green_channel
from kiosk.flows.guide import guide
from kiosk.flows.hotline import hotline
from kiosk.flows.inconvenient import inconvenient
from kiosk.flows.kept import kept_in_general
from kiosk.flows.opinion import opinion
from kiosk.flows.script import Choose, Option, Say, Script
from kiosk.flows.steps import NO_CARD
from kiosk.flows.visit import Flow, Visit
from kiosk.flows.volunteer import volunteer


@dataclass(frozen=True)
class Entry:
    """One card of the home screen or of 更多服务. Its words are `home-{key}` or `more-{key}`.

    compact: a small card beside the ability profiles. card_answer: given to the card screen for the visitor, or ''.
    """

    key: str
    flow: Flow
    icon: str
    primary: bool = False
    compact: bool = False
    card_answer: str = ""


MORE: tuple[Entry, ...] = (
    Entry("facilities", facilities, "armchair"),
    Entry("hotline", hotline, "phone"),
    Entry("cash", cash, "banknote"),
    Entry("opinion", opinion, "smile"),
    Entry("inconvenient", inconvenient, "triangle-alert"),
    Entry("kept", kept_in_general, "eye"),
)


def more(visit: Visit) -> Script[None]:
    """All that has no room on the home screen."""
    answer = yield Choose(
        "more", options=tuple(Option(its.key, Say(f"more-{its.key}"), icon=its.icon) for its in MORE)
    )
    chosen = next(its for its in MORE if its.key == answer)
    yield from chosen.flow(visit)


HOME: tuple[Entry, ...] = (
    Entry("ticket", green_channel, "ticket", primary=True),
    Entry("no_card", green_channel, "id-card-lanyard", card_answer=NO_CARD),
    Entry("guide", guide, "map-pin"),
    Entry("volunteer", volunteer, "hand-helping"),
    Entry("more", more, "ellipsis"),
    Entry("board", board, "message-square-text", compact=True),
)
ENTRY = Entry("entry", entry_check, "heart-pulse")
LANGUAGE = "language"  # the home option that changes the language instead of starting a flow


def home(hall: Hall) -> tuple[Entry, ...]:
    """What this hall offers: 无健康码通道 only where its switch is on."""
    return (HOME[0], ENTRY, *HOME[1:]) if hall.entry_check.on else HOME


def home_entry(key: str) -> Entry:
    return next(entry for entry in (*HOME, ENTRY) if entry.key == key)
