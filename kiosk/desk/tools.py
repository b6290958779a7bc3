"""What the technician's pages work with beside the ledger: the bench, the watch, the report."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.config import Config
from kiosk.diagnostics.engine import Watch
from kiosk.self_tests.bench import Bench
from kiosk.text import Catalogue


@dataclass(frozen=True)
class TechnicianTools:
    config: Config
    catalogue: Catalogue
    bench: Bench
    watch: Watch
