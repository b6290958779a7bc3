"""Example states of the register, of lending and of 这里不方便, for the gallery and the tests of the window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from kiosk.domain.difficulty import Difficulty, Hindrance, Mending
from kiosk.domain.facility import FacilityState, Standing
from kiosk.domain.hall import Hall
from kiosk.flows.facilities import facilities
from kiosk.flows.facility_asks import TAKEN, BroughtBack, Lent, Register
from kiosk.flows.inconvenient import inconvenient
from kiosk.flows.run import Run
from kiosk.flows.script import Failed, Screen
from kiosk.flows.visit import Flow, Visit

A = FacilityState.AVAILABLE
TODAY = Register(
    {
        "glasses-1": Standing(A, 0, frozenset({2})),
        "wheelchair": Standing(A, 1, frozenset({1, 2, 3})),
        "lift": Standing(A, 9),
        "ramp": Standing(FacilityState.FAULT, 2),
        "nursery": Standing(A, 3),
        "medicine-1": Standing(A, 3),
        "mask": Standing(FacilityState.OUT, 0),
    }
)
NOTED = Difficulty(
    12, Hindrance.REACH, "toilet", Mending.REPORTED, date(2026, 11, 23), date(2026, 12, 14), times=1
)
DOWN = Failed("ticket-store-down")
GLASSES = ("senses", TODAY, "glasses")

STORIES: tuple[tuple[str, Flow, tuple[Any, ...]], ...] = (
    ("facilities", facilities, ()),
    ("facility-which", facilities, GLASSES[:2]),
    ("facility-good", facilities, GLASSES),
    ("facility-elsewhere", facilities, (*GLASSES, "elsewhere")),
    ("facility-lent", facilities, ("walking", TODAY, "wheelchair")),
    ("facility-stale", facilities, ("walking", TODAY, "lift")),
    ("facility-fault", facilities, ("walking", TODAY, "ramp")),
    ("facility-unknown", facilities, ("walking", DOWN, "lift")),
    ("facility-contents", facilities, ("rooms", TODAY, "nursery")),
    ("facility-person", facilities, ("care", TODAY, "medicine")),
    ("facility-out", facilities, ("care", TODAY, "mask")),
    ("facility-wifi", facilities, ("water", TODAY, "wifi")),
    ("missing-noted", facilities, (*GLASSES, "missing", NOTED)),
    ("loan-tag", facilities, (*GLASSES, "borrow")),
    ("loan-done", facilities, (*GLASSES, "borrow", "3", Lent())),
    ("loan-not-done", facilities, (*GLASSES, "borrow", "3", TAKEN)),
    ("return-what", facilities, ("return", TODAY)),
    ("return-tag", facilities, ("return", TODAY, "wheelchair")),
    ("return-done", facilities, ("return", TODAY, "wheelchair", "2", BroughtBack())),
    ("return-nothing", facilities, ("return", Register())),
    ("inconvenient", inconvenient, ()),
    ("inconvenient-where", inconvenient, ("reach",)),
    ("inconvenient-sure", inconvenient, ("reach", "toilet")),
    ("inconvenient-noted", inconvenient, ("reach", "toilet", "yes", NOTED)),
    ("inconvenient-not-noted", inconvenient, ("reach", "toilet", "yes", DOWN)),
)


def register_screens(hall: Hall) -> Iterator[tuple[str, Screen]]:
    """(name, screen). The hall must have the entries of the sample, by their ids."""
    for name, flow, answers in STORIES:
        run = Run(flow, Visit(hall))
        for answer in answers:
            run.give(answer)
        assert isinstance(run.step, Screen), f"{name} stands at {run.step!r}"
        yield name, run.step
