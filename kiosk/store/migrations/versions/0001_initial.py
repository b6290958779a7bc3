"""Tickets, calls, outbox and the clock guard."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

WHEN = sa.String(35)  # ISO 8601 with offset
PRINT_STATES = "print_state IN ('reserved', 'printing', 'printed', 'failed', 'uncertain', 'void')"
CALL_STATES = "state IN ('ringing', 'rung', 'unreached', 'closed')"


def upgrade() -> None:
    op.create_table(
        "tickets",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("intent", sa.String(64), nullable=False, unique=True),
        sa.Column("business_day", sa.String(10), nullable=False),
        sa.Column("series", sa.String(4), nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("terminal", sa.String(8), nullable=False),
        sa.Column("errand", sa.String(64), nullable=False),
        sa.Column("help_mode", sa.String(32), nullable=False),
        sa.Column("needs", sa.String(200), nullable=False),
        sa.Column("visitor_group", sa.String(32)),
        sa.Column("holder_key", sa.String(64), nullable=False),
        sa.Column("issued_at", WHEN, nullable=False),
        sa.Column("time_doubtful", sa.Boolean, nullable=False),
        sa.Column("people_ahead", sa.Integer, nullable=False),
        sa.Column("print_state", sa.String(16), nullable=False),
        sa.Column("reprints", sa.Integer, nullable=False),
        sa.UniqueConstraint("business_day", "series", "n", name="one_number_once"),
        sa.CheckConstraint(PRINT_STATES, name="known_print_state"),
    )
    op.create_index("tickets_by_errand", "tickets", ["business_day", "errand"])
    op.create_table(
        "calls",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("station", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("terminal", sa.String(8), nullable=False),
        sa.Column("ticket_id", sa.Integer, sa.ForeignKey("tickets.id")),
        sa.Column("created_at", WHEN, nullable=False),
        sa.CheckConstraint(CALL_STATES, name="known_call_state"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("ticket_id", sa.Integer, sa.ForeignKey("tickets.id"), nullable=False),
        sa.Column("created_at", WHEN, nullable=False),
        sa.Column("sent_at", WHEN),
    )
    op.create_table(
        "clock",
        sa.Column("terminal", sa.String(8), primary_key=True),
        sa.Column("business_day", sa.String(10), nullable=False),
        sa.Column("last_seen", WHEN, nullable=False),
    )


def downgrade() -> None:
    for table in ("clock", "outbox", "calls", "tickets"):
        op.drop_table(table)
