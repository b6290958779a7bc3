"""What a visitor has typed and nobody else is to read: in no repr, so in no log and no trace of an error."""

from __future__ import annotations


class Private(str):
    """A text like any other, but for its repr."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"Private({len(self)})"
