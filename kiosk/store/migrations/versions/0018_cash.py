"""The hand-over log of cash help."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from kiosk.store.notices import notify_on

revision = "0018_cash"
down_revision = "0017_bookings"

OPEN = sa.text("step IN ('taken', 'paid')")


def upgrade() -> None:
    op.create_table(
        "cash_helps",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("terminal", sa.String(8), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("ticket", sa.String(12), nullable=False),
        sa.Column("bill", sa.Integer, nullable=False),
        sa.Column("handed", sa.Integer, nullable=False),
        sa.Column("step", sa.String(10), nullable=False),
        sa.Column("helper_id", sa.Integer, nullable=False),
        sa.Column("helper", sa.String(32), nullable=False),
        sa.Column("taken_at", sa.String(35), nullable=False),
        sa.Column("paid_at", sa.String(35)),
        sa.Column("ended_at", sa.String(35)),
        sa.CheckConstraint("step IN ('taken', 'paid', 'returned', 'cancelled')", name="known_cash_step"),
        sa.CheckConstraint("bill > 0 AND handed >= bill", name="enough_was_handed"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "one_open_cash_help",
        "cash_helps",
        ["day", "ticket"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    notify_on("cash_helps")


def downgrade() -> None:
    op.drop_table("cash_helps")
