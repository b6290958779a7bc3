"""The format of a scripted visit (docs/visit-scripts.md): steps, each with exactly one verb."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, ValidationError, model_validator

from kiosk.devices.simulators.rig import HallCondition
from kiosk.domain.hall import Frozen
from kiosk.domain.keys import Preset

PrinterCondition = Literal[
    "ok", "paper_out", "near_end", "cover_open", "cutter_jammed", "offline", "dead", "slow", "unplugged"
]
ReaderCondition = Literal["ok", "dead", "noise", "torn", "wrong_checksum", "pulled", "unplugged"]
BellCondition = Literal[
    "ok", "silent", "noise", "wrong_crc", "torn", "exception", "other_echo", "stuck", "unplugged"
]
Bar = Literal["back", "repeat", "settings", "emergency", "help", "staff"]

VERBS = (
    *("expect", "answer", "choose", "press", "keys", "see", "hear", "quiet", "explore", "double_tap"),
    "digits",
    *(
        "card",
        "remove_card",
        "printer",
        "reader",
        "bell",
        "ticket",
        "sheet",
        "rung",
        "answers",
        "pad",
        "scan",
        "headphones",
    ),
)
DOCK_VERBS = frozenset(VERBS[VERBS.index("card") :])  # what is done to a device, not to the screen


class VisitStep(Frozen):
    """One step. within: longest wait in seconds for what the step waits for."""

    expect: str | None = None
    answer: str | None = None
    choose: tuple[str, ...] | None = None
    press: Bar | None = None
    keys: tuple[str, ...] | None = None
    see: str | None = None
    hear: str | None = None
    quiet: Literal[True] | None = None
    explore: str | None = None
    double_tap: Literal[True] | None = None
    digits: str | None = Field(None, pattern=r"^\d+$")
    card: str | None = None
    remove_card: Literal[True] | None = None
    printer: PrinterCondition | None = None
    reader: ReaderCondition | None = None
    bell: BellCondition | None = None
    ticket: int | None = Field(None, ge=1)
    sheet: int | None = Field(None, ge=1)
    rung: str | None = None
    answers: str | None = None
    pad: tuple[str, ...] | None = None
    scan: str | None = None
    headphones: Literal["in", "out"] | None = None
    within: float = Field(15.0, gt=0, le=600)

    @model_validator(mode="after")
    def has_one_verb(self) -> Self:
        verbs = [verb for verb in VERBS if getattr(self, verb) is not None]
        if len(verbs) != 1:
            raise ValueError(f"a step has exactly one of {', '.join(VERBS)}; this one has {verbs or 'none'}")
        return self

    @property
    def verb(self) -> str:
        return next(verb for verb in VERBS if getattr(self, verb) is not None)

    def __str__(self) -> str:
        return f"{self.verb} {getattr(self, self.verb)}"


class VisitScript(Frozen):
    """keypad: which keys the visitor has, of kiosk/domain/keys.py. hall: its windows; a simulated hall only.

    staff: the people of kiosk/simulated_staff.py work there; a simulated ledger only.
    """

    title: str
    keypad: Preset = "5-key"
    hall: HallCondition = "open"
    staff: bool = False
    step: tuple[VisitStep, ...] = Field(min_length=1)


class ScriptError(Exception):
    """A script that cannot be read or does not fit the format; the text names file, step and key."""


def load_script(path: Path) -> VisitScript:
    """Raises ScriptError."""
    try:
        return VisitScript.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise ScriptError(f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ScriptError(f"{path}: {error}") from error
    except ValidationError as error:
        where = "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())
        raise ScriptError(f"{path}: {where}") from error
