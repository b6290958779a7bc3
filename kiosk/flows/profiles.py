"""What a visitor may change for this visit, and the ability profiles: bundles of such changes, as data.

A profile is never a path of its own through the program: it only sets fields of `Look`, each of which can
also be set by itself. Everything is the hall's own choice again when the visit ends (accessibility E7).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

SIZES = ("compact", "normal", "large", "huge")  # four, after VVSG 7.1-G
SCHEMES = ("dark", "contrast", "light", "soft")  # four, after VVSG 7.1-C and D
PERCENTS = (50, 75, 100, 125, 150, 175, 200)  # of volume, after VVSG 7.1-K
RATE_PERCENTS = (*PERCENTS, 300)  # the last one for practised listeners (accessibility A16)


@dataclass(frozen=True)
class Look:
    """rate_percent, volume_percent: of the configured speech.

    read_all: a screen is read whole, every answer included. explore: a finger speaks what it is on, two quick
    taps act (D7). curtain: the picture is black, all else goes on (B18). visual: nothing relies on hearing.
    low: everything to be touched is within reach of a seated visitor (F4). steady: larger targets, a longer
    lock time, a finger may slip (C11, C14). slow: more time, fewer answers on a screen (E6, F6).
    """

    scheme: str
    size: str
    rate_percent: int = 100
    volume_percent: int = 100
    read_all: bool = False
    explore: bool = False
    curtain: bool = False
    visual: bool = False
    low: bool = False
    steady: bool = False
    slow: bool = False

    @property
    def takes_time(self) -> bool:
        """Whether this visitor gets the longer of the two idle times (E6)."""
        return self.slow or self.explore or self.steady or self.read_all or self.size == "huge"


@dataclass(frozen=True)
class Profile:
    """changes: fields of Look and the values that the profile gives them."""

    key: str
    icon: str
    changes: Mapping[str, Any] = field(default_factory=dict)

    def within(self, look: Look) -> bool:
        """Whether the look has all of this already."""
        return all(getattr(look, name) == value for name, value in self.changes.items())

    def on(self, look: Look) -> Look:
        return replace(look, **self.changes)

    def off(self, look: Look, hall: Look) -> Look:
        """Back to the hall's own choice, for the fields of this profile only."""
        return replace(look, **{name: getattr(hall, name) for name in self.changes})


PROFILES: tuple[Profile, ...] = (
    Profile("low-vision", "eye", {"size": "huge", "scheme": "contrast", "read_all": True}),
    Profile("blind", "eye-off", {"explore": True, "curtain": True}),
    Profile("deaf", "ear-off", {"visual": True}),
    Profile("seated", "accessibility", {"low": True}),
    Profile("unsteady", "hand", {"steady": True}),
    Profile("unhurried", "hourglass", {"slow": True, "rate_percent": 75}),
)


def profile(key: str) -> Profile:
    """Raises StopIteration for a key that no profile has."""
    return next(profile for profile in PROFILES if profile.key == key)
