"""The gate's log of 无健康码通道."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

OUTCOMES = "'valid', 'expired', 'none', 'not_found', 'source_down', 'mismatch', 'no_card'"


def upgrade() -> None:
    op.create_table(
        "entry_checks",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("minute", sa.String(35), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("terminal", sa.String(8), nullable=False),
        sa.CheckConstraint(f"outcome IN ({OUTCOMES})", name="known_outcome"),
    )


def downgrade() -> None:
    op.drop_table("entry_checks")
