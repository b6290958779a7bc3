"""Checks of the terminal's parts: what was found, what to do next, who tried it with what outcome. Pure.

A check looks (state of a device, room on a disk); a self test has a real effect (paper comes out, a bell rings) and a
person says what they saw. Words are ids of the text catalogue, so that a screen, a command and a report say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

BELL = "bell:"  # before a station's id, in the id of its check
RIG = "rig:"  # before a requirement's id, for a line of the accessibility checklist


class Verdict(StrEnum):
    PASS = "pass"
    FAIL = "fail"
    NOT_CHECKED = "not_checked"  # not fitted, not configured, or nobody has looked


class SelfTest(StrEnum):
    """Tests with a real effect. Which parts have which: SELF_TESTS."""

    READ_CARD = "read_card"  # which fields came, never what stands in them
    SCAN = "scan"
    PRINT = "print"  # ruler, density, code pages
    RING = "ring"  # a station, until somebody acknowledges
    SOUND_LEFT = "sound_left"
    SOUND_RIGHT = "sound_right"
    SOUND_SWEEP = "sound_sweep"  # from quiet to loud
    MICROPHONE = "microphone"
    KEYS = "keys"  # every key lights up
    JACK = "jack"  # plugged in, and out
    TOUCH = "touch"  # targets in a grid, drift in mm
    COLOURS = "colours"  # whole surfaces, for dead pixels
    RULER = "ruler"  # mm per pixel
    DISK = "disk"  # write, fsync, read
    CLOCK = "clock"  # against the database's
    RIG = "rig"  # a line of the accessibility checklist, which a person looks at or measures


SELF_TESTS: Mapping[str, tuple[SelfTest, ...]] = {
    "reader": (SelfTest.READ_CARD,),
    "cards": (SelfTest.READ_CARD,),
    "scanner": (SelfTest.SCAN,),
    "printer": (SelfTest.PRINT,),
    BELL: (SelfTest.RING,),
    "speaker": (SelfTest.SOUND_LEFT, SelfTest.SOUND_RIGHT, SelfTest.SOUND_SWEEP),
    "headphones": (SelfTest.SOUND_LEFT, SelfTest.SOUND_RIGHT, SelfTest.SOUND_SWEEP),
    "jack": (SelfTest.JACK,),
    "microphone": (SelfTest.MICROPHONE,),
    "keypad": (SelfTest.KEYS,),
    "keypad-2": (SelfTest.KEYS,),
    "touch": (SelfTest.TOUCH,),
    "display": (SelfTest.COLOURS, SelfTest.RULER),
    "clock": (SelfTest.CLOCK,),
    "disk": (SelfTest.DISK,),
}


def self_tests_of(check: str) -> tuple[SelfTest, ...]:
    """The self tests of one check's id, none for what can only be looked at."""
    return SELF_TESTS.get(BELL if check.startswith(BELL) else check, ())


@dataclass(frozen=True)
class PastState:
    """A state that a part was in, oldest first in a history. words: a text id; cause: first cause, for a technician."""

    at: datetime
    state: str
    words: str
    cause: str = ""


@dataclass(frozen=True)
class Check:
    """What is known of one part now.

    id: "reader", "printer", "bell:desk-1", "disk" ...; unique in one diagnosis. device: which part of kiosk.toml or of
    the machine it is about ("bell" for each station). state: of kiosk.devices.status.DeviceState.
    words, next_step: text ids, both with the arguments args; next_step is "" where nothing is to be done.
    since: when this state began, None where nobody knows. identity: SAM id, firmware, model.
    counters: by their names ("opens", "errors", "bytes_read", "free_mb").
    """

    id: str
    device: str
    verdict: Verdict
    state: str
    words: str
    next_step: str = ""
    args: Mapping[str, str | int] = field(default_factory=dict[str, "str | int"])
    since: datetime | None = None
    cause: str = ""
    identity: str = ""
    counters: Mapping[str, int] = field(default_factory=dict[str, int])
    history: tuple[PastState, ...] = ()


@dataclass(frozen=True)
class TestRecord:
    """One self test, done. words: a text id of what was seen, with args. by: a member of staff as they are called here.

    run: id of the guided run that it belonged to, "" for one of its own.
    """

    __test__ = False  # not a test of pytest

    check: str
    test: SelfTest
    verdict: Verdict
    words: str
    by: str
    at: datetime
    args: Mapping[str, str | int] = field(default_factory=dict[str, "str | int"])
    run: str = ""


@dataclass(frozen=True)
class Trying:
    """A self test that goes on. words: a text id of what to do or what was seen, with args.

    verdict: None until it is known. asks: a person may say that it is good; that it is not they may always say.
    wanted, lit: keys that are to be pressed, and those that were, by their actions.
    """

    check: str
    test: SelfTest
    words: str
    args: Mapping[str, str | int] = field(default_factory=dict[str, "str | int"])
    verdict: Verdict | None = None
    asks: bool = False
    wanted: tuple[str, ...] = ()
    lit: frozenset[str] = frozenset()


def first_causes(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    """What failed, in the order in which a technician should look at it: as listed, which is nearest to the cause."""
    return tuple(check for check in checks if check.verdict is Verdict.FAIL)
