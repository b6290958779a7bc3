"""Whether the weekly test of 紧急呼叫 is due, for the log at start and for whoever asks in a shell."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kiosk.domain.call import CallReason, ring_order
from kiosk.domain.emergency_test import Standing, WeeklyState, standing
from kiosk.domain.hall import Hall, Station
from kiosk.text import Catalogue

if TYPE_CHECKING:  # SQLAlchemy is loaded after the first screen stands
    from kiosk.store.emergency_tests import EmergencyTests


def emergency_stations(hall: Hall) -> list[Station]:
    """Those that an emergency rings."""
    return ring_order(hall.stations, CallReason.EMERGENCY, hall.floor_here)


def weekly_test(tests: EmergencyTests, hall: Hall, today: date) -> Standing:
    """A station that is new since the last test has not been heard. Raises StoreUnavailable."""
    stations = {station.id for station in emergency_stations(hall)}
    return standing(tests.last_good(stations), today)


def weekly_test_words(its: Standing, catalogue: Catalogue, language: str) -> str:
    args = {"days": its.overdue if its.state is WeeklyState.OVERDUE else its.days}
    return catalogue.text(f"emergency-test-{its.state}", language, args)
