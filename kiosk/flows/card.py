"""The visitor's card: whether it lies on the reader, what it said, and what was answered in its place."""

from __future__ import annotations

from kiosk.domain.identity import Holder


class CardAtHand:
    """answer: the card screen's option that the visitor has taken already, or ''."""

    def __init__(self) -> None:
        self.present = False
        self.holder: Holder | None = None
        self.answer = ""

    def known(self) -> Holder | str:
        """What the card screen is answered with for the visitor, '' for nothing. An answer serves once."""
        answer, self.answer = self.answer, ""
        return self.holder or answer

    def forget(self) -> None:
        """The visit is over. The card may lie there still."""
        self.holder, self.answer = None, ""
