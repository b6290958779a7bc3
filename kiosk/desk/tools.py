"""What the technician's pages work with beside the ledger: the bench, the watch, the report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.diagnostics.engine import Watch
from kiosk.domain.staff import Actor
from kiosk.flows.desk.screen import Done, Refused
from kiosk.flows.script import Say
from kiosk.self_tests.bench import Bench

if TYPE_CHECKING:  # SQLAlchemy is loaded after the first screen stands
    from kiosk.store.tickets import Store

SaveReport = Callable[[Actor, int, "Store"], Done | Refused]


def no_report(_by: Actor, _run: int, _store: Store) -> Done | Refused:
    return Refused(Say("desk-run-no-report"))


@dataclass(frozen=True)
class TechnicianTools:
    bench: Bench
    watch: Watch
    save_report: SaveReport = no_report
