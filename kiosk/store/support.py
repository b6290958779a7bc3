"""The ledger as a support bundle tells it: how much there is of what, never what stands in a row."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, inspect, select, table, text

from kiosk.store.database import make_engine, revision, told_plainly


@dataclass(frozen=True)
class LedgerSummary:
    """rows: by table. tickets: by state of printing. staff: names, for the net only; they never go out."""

    revision: str | None
    rows: dict[str, int]
    tickets: dict[str, int]
    check: str
    staff: tuple[str, ...]


def summary(url: str) -> LedgerSummary | None:
    """None where there is no file yet. Nothing is made or migrated. Raises StoreUnavailable."""
    if url.startswith("sqlite") and not Path(url.removeprefix("sqlite:///")).exists():
        return None
    engine = make_engine(url)
    try:
        found = revision(engine)
        with told_plainly(), engine.connect() as connection:
            names = sorted(inspect(connection).get_table_names())
            count = select(func.count())
            rows = {name: connection.scalar(count.select_from(table(name))) or 0 for name in names}
            tickets: dict[str, int] = {}
            staff: set[str] = set()
            if "tickets" in names:
                states = text("SELECT print_state, count(*) FROM tickets GROUP BY print_state")
                tickets = {str(state): int(n) for state, n in connection.execute(states)}
            if "staff" in names:
                for row in connection.execute(text("SELECT name_zh, name_en FROM staff")):
                    staff |= {str(name) for name in row if name}
            check = "not asked"
            if engine.dialect.name == "sqlite":
                check = str(connection.exec_driver_sql("PRAGMA quick_check").scalar_one())
        return LedgerSummary(found, rows, tickets, check, tuple(sorted(staff)))
    finally:
        engine.dispose()
