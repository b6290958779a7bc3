"""On PostgreSQL the tables that desks show tell of their changes."""

from __future__ import annotations

from alembic import op

from kiosk.store.notices import FUNCTION, no_notify_on, notify_on

revision = "0008_notify"
down_revision = "0007"

TABLES = ("tickets", "calls", "loans", "home_visits", "difficulties")
TELL = f"""
CREATE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('ledger', '');
    RETURN NULL;
END $$
"""


def upgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        op.execute(TELL)
    for table in TABLES:
        notify_on(table)


def downgrade() -> None:
    for table in TABLES:
        no_notify_on(table)
    if op.get_context().dialect.name == "postgresql":
        op.execute(f"DROP FUNCTION {FUNCTION}")
