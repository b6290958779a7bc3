"""What a card reader tells the kiosk. One card presence gives one outcome and one CardRemoved.

An outcome is CardRead, CardTrouble, ChipSeen or BadgeTapped.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.domain.identity import Identity


class CardProblem(StrEnum):
    """Why a card that lies on the reader could not be read, in the visitor's terms."""

    MOVED = "moved"  # pulled or slid during the read: put it down again, keep it still
    UNREADABLE = "unreadable"  # tried three times: go on without a card, or a person helps
    NOT_AN_IDENTITY_CARD = "not_an_identity_card"  # a bus card, a bank card, two cards
    NAME_LOCKED = "name_locked"  # a social security card that tells its name to authorised terminals only


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


@dataclass(frozen=True)
class ChipSeen:
    """A resident card on a reader that cannot read its text.

    chip: 64 hex digits, the same for the same card until the kiosk is started again. Nobody's identity.
    """

    chip: str = field(repr=False)


@dataclass(frozen=True)
class BadgeTapped:
    """A contactless card that may be a staff badge; whose it is, if anyone's, the store knows.

    badge: HMAC-SHA-256 of the UID under the terminal's badge key, 64 hex digits.
    """

    badge: str = field(repr=False)


ReaderEvent = CardReading | CardRead | CardTrouble | CardRemoved | ChipSeen | BadgeTapped
