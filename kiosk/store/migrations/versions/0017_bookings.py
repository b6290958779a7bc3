"""Visits at home at the desk: written down for somebody who rang, assigned, passed on to the grid worker."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017_bookings"
down_revision = "0016_call_times"


def upgrade() -> None:
    op.add_column("home_visits", sa.Column("by_phone", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("home_visits", sa.Column("assigned_id", sa.Integer))
    op.add_column("home_visits", sa.Column("assigned_name", sa.String(32), nullable=False, server_default=""))
    op.add_column("home_visits", sa.Column("passed_on_at", sa.String(35)))


def downgrade() -> None:
    for column in ("passed_on_at", "assigned_name", "assigned_id", "by_phone"):
        op.drop_column("home_visits", column)
