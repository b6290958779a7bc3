"""The weekly round: one a week, one line for each item."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from kiosk.store.notices import no_notify_on, notify_on

revision = "0014_patrol"
down_revision = "0013_photo"
TABLES = ("patrols", "patrol_checks")


def upgrade() -> None:
    op.create_table(
        "patrols",
        sa.Column("week", sa.String(8), primary_key=True),
        sa.Column("done_by", sa.String(32), nullable=False),
        sa.Column("done_on", sa.Date),
    )
    op.create_table(
        "patrol_checks",
        sa.Column("week", sa.String(8), sa.ForeignKey("patrols.week"), primary_key=True),
        sa.Column("item", sa.String(64), primary_key=True),
        sa.Column("found", sa.String(16), nullable=False),
        sa.Column("found_by", sa.String(32), nullable=False),
        sa.Column("found_on", sa.Date, nullable=False),
        sa.Column("difficulty", sa.Integer, sa.ForeignKey("difficulties.id", ondelete="SET NULL")),
        sa.CheckConstraint("found IN ('ok', 'not_ok', 'not_checked')", name="known_found"),
    )
    for table in TABLES:
        notify_on(table)


def downgrade() -> None:
    for table in TABLES:
        no_notify_on(table)
    op.drop_table("patrol_checks")
    op.drop_table("patrols")
