"""A print as a job: what is to be sent, how far it got, and what became of it. For diagnostics and exactly-once."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from enum import StrEnum

SHEET = "sheet"  # label of every paper that is no ticket
_NUMBERS = itertools.count(1)


class JobState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    DONE = "done"
    FAILED = "failed"  # no whole ticket came out, and we know it
    UNCERTAIN = "uncertain"  # only a person can say


@dataclass
class PrintJob:
    """data: the bytes from init to cut. sent: how many of them the port has surely taken.

    label: the ticket's number, for staff. words: text id of the state's sentence. since: monotonic seconds.
    """

    label: str
    data: bytes = field(repr=False)
    state: JobState = JobState.QUEUED
    sent: int = 0
    words: str = ""
    number: int = field(default_factory=lambda: next(_NUMBERS))
    since: float = field(default_factory=time.monotonic)

    def become(self, state: JobState, words: str = "") -> None:
        self.state, self.words, self.since = state, words, time.monotonic()

    @property
    def process_id(self) -> bytes:
        """Four characters that no status byte looks like: @A..O, for GS ( H and its reply."""
        return bytes(0x40 + (self.number >> shift & 0x0F) for shift in (12, 8, 4, 0))
