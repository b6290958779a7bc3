"""What a part of a screen tells the window when other buttons stand in it."""

from __future__ import annotations

from typing import Protocol


class Relaid(Protocol):
    """kept: key of the card that the focus stays on. still: keys stand where they stood: no finger needs a pause."""

    def __call__(self, kept: str, *, spoken: bool = True, still: bool = False) -> None: ...
