"""On PostgreSQL the tables that desks show tell of their changes; whose key the ledger is written with."""

from __future__ import annotations

import sqlalchemy as sa
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
    op.create_table("ledger_key", sa.Column("fingerprint", sa.String(64), primary_key=True))


def downgrade() -> None:
    op.drop_table("ledger_key")
    for table in TABLES:
        no_notify_on(table)
    if op.get_context().dialect.name == "postgresql":
        op.execute(f"DROP FUNCTION {FUNCTION}")
