"""What the migrations make is what the classes say, and every word of the rules fits its column."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import String

from kiosk.domain.call import CallReason, CallState
from kiosk.domain.evaluation import Complaint, Level
from kiosk.domain.staff import StaffRole
from kiosk.domain.ticket import Group, HelpMode, Need, PrintState
from kiosk.store.database import make_engine
from kiosk.store.opening import open_store
from kiosk.store.tables import Base

LONGEST = {  # PostgreSQL refuses what is longer; SQLite does not look
    "tickets.help_mode": max(map(len, HelpMode)),
    "tickets.needs": len(",".join(Need)),
    "tickets.visitor_group": max(map(len, Group)),
    "tickets.print_state": max(map(len, PrintState)),
    "calls.reason": max(map(len, CallReason)),
    "calls.state": max(map(len, CallState)),
    "home_visits.needs": len(",".join(Need)),
    "evaluations.complaints": len(",".join(Complaint)),
    "evaluations.level": max(map(len, Level)),
    "staff.role": max(map(len, StaffRole)),
}


def test_the_migrations_make_what_the_classes_say(ledger_url: str) -> None:
    assert open_store.__module__, "imports every room, and with it every table"
    engine = make_engine(ledger_url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()


def test_every_word_fits_its_column() -> None:
    for name, longest in LONGEST.items():
        table, column = name.split(".")
        kind = Base.metadata.tables[table].columns[column].type
        assert isinstance(kind, String) and kind.length is not None
        assert longest <= kind.length, name
