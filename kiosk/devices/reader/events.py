"""What an identity reader tells the kiosk. One card presence gives one CardRead and one CardRemoved."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.identity import Identity


class CardProblem(StrEnum):
    """Why a card that lies on the reader could not be read, in the visitor's terms."""

    MOVED = "moved"  # pulled or slid during the read: put it down again, keep it still
    UNREADABLE = "unreadable"  # tried three times: go on without a card, or a person helps
    NOT_AN_IDENTITY_CARD = "not_an_identity_card"  # a bus card, a bank card, two cards


@dataclass(frozen=True)
class CardReading:
    """A card was found; its text is on the way. Lets the screen say "正在读" at once."""


@dataclass(frozen=True)
class CardRead:
    identity: Identity


@dataclass(frozen=True)
class CardTrouble:
    problem: CardProblem


@dataclass(frozen=True)
class CardRemoved:
    pass


ReaderEvent = CardReading | CardRead | CardTrouble | CardRemoved
