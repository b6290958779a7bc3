"""The weekly round: one a week, one line for each item."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009_patrol"
down_revision = "0008_photo"


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


def downgrade() -> None:
    op.drop_table("patrol_checks")
    op.drop_table("patrols")
