"""What can go wrong with the store, for those who call it."""

from __future__ import annotations


class StoreUnavailable(Exception):
    """The database cannot be used now: full disk, locked, broken file. No number was given."""


class IllegalChange(Exception):
    """A ticket cannot go from its state to the one asked for."""


class BadKeyFile(Exception):
    """The key file is not 32 bytes, or others may read it. The text names the file."""


class BadgeTaken(Exception):
    """Somebody has this badge already. The text is their name."""


class PinTaken(Exception):
    """Somebody else of this hall has this PIN."""
