"""What the terminal has written down of one visit, row by row, and which of it may be erased on the visitor's word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kept(StrEnum):
    """One member for each kind of row. Nothing else of a visitor is stored anywhere."""

    TICKET = "ticket"  # number, errand, help, time: the hall's line is made of it
    NEEDS = "needs"  # needs and group that were chosen
    SAME_CARD = "same_card"  # today's keyed pseudonym of the card, against a second number
    CALL = "call"  # that a person was called, and whether somebody came
    EVALUATION = "evaluation"
    CALL_BACK_PHONE = "call_back_phone"  # sealed, until somebody has rung and it is settled
    LOAN = "loan"
    HOME_VISIT = "home_visit"
    DIFFICULTY = "difficulty"


ERASABLE = frozenset({Kept.NEEDS, Kept.SAME_CARD, Kept.EVALUATION, Kept.CALL_BACK_PHONE, Kept.HOME_VISIT})


@dataclass(frozen=True)
class KeptRow:
    """mark: what the row is known by to staff and visitor, such as a number; '' where it has none."""

    what: Kept
    mark: str = ""

    @property
    def erasable(self) -> bool:
        """The law lets a visitor withdraw what they told freely (个人信息保护法第十五条、第四十七条)."""
        return self.what in ERASABLE
