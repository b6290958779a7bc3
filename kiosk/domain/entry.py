"""无健康码通道 (policy clause 一): what a lookup can say of a card. Behind a switch, off unless a hall turns it on.

The clause is of October 2022; since 7 December 2022 such checks are left to local decision (facts/services.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import Field

from kiosk.domain.frozen import Frozen


class Outcome(StrEnum):
    """Only this is written down, with the minute; never whose it was."""

    VALID = "valid"
    EXPIRED = "expired"  # the result is older than the hall takes
    NONE = "none"  # known there, without a result
    NOT_FOUND = "not_found"
    SOURCE_DOWN = "source_down"
    MISMATCH = "mismatch"  # the source answered about somebody else
    NO_CARD = "no_card"  # looked at by a person


class EntryPolicy(Frozen):
    """valid_hours: how old a result may be. url: asked over HTTPS (docs/entry-check.md); '' for the roster file.

    roster: a CSV file written by `kiosk roster import`. seconds: longest wait for the source.
    """

    on: bool = False
    valid_hours: int = Field(default=48, ge=1, le=720)
    url: str = ""
    roster: str = ""
    seconds: float = Field(default=5, gt=0, le=30)


@dataclass(frozen=True)
class Finding:
    """What a source answered. sampled_at: None without a result. masked_name: whose it is, '' when it does not say."""

    sampled_at: datetime | None
    masked_name: str = ""


def outcome_of(finding: Finding | None, masked_name: str, now: datetime, valid_hours: int) -> Outcome:
    """finding: None when the source does not know the card. masked_name: of the card that was read."""
    if finding is None:
        return Outcome.NOT_FOUND
    if finding.masked_name and finding.masked_name[:1] != masked_name[:1]:
        return Outcome.MISMATCH
    if finding.sampled_at is None:
        return Outcome.NONE
    fresh = timedelta(0) <= now - finding.sampled_at <= timedelta(hours=valid_hours)
    return Outcome.VALID if fresh else Outcome.EXPIRED
