"""The weekly tests of the emergency call."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010_emergency"
down_revision = "0009_on_behalf"


def upgrade() -> None:
    op.create_table(
        "emergency_tests",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("terminal", sa.String(8), nullable=False),
        sa.Column("heard", sa.String(1000), nullable=False),
        sa.Column("silent", sa.String(1000), nullable=False),
        sa.Column("tested_by", sa.String(64), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("emergency_tests")
