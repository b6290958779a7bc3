"""For migrations: which tables tell of their changes. Changes (kiosk/store/changes.py) listens."""

from __future__ import annotations

from alembic import op

FUNCTION = "ledger_changed"  # made by migration 0008
TRIGGER = "tell_of_changes"


def notify_on(table: str) -> None:
    """Each statement that writes to this table is told when it is committed. SQLite needs none of this."""
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {TRIGGER} AFTER INSERT OR UPDATE OR DELETE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}()"
        )


def no_notify_on(table: str) -> None:
    """Takes it back. A table that is dropped takes its own with it."""
    if op.get_context().dialect.name == "postgresql":
        op.execute(f"DROP TRIGGER {TRIGGER} ON {table}")
