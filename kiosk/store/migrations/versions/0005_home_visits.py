"""Requests for a visit at home."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "home_visits",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("intent", sa.String(64), nullable=False, unique=True),
        sa.Column("terminal", sa.String(8), nullable=False),
        sa.Column("area", sa.String(64), nullable=False),
        sa.Column("errand", sa.String(64), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("morning", sa.Boolean, nullable=False),
        sa.Column("team", sa.String(8), nullable=False),
        sa.Column("needs", sa.String(200), nullable=False),
        sa.Column("phone", sa.LargeBinary),
        sa.Column("created_at", sa.String(35), nullable=False),
        sa.Column("closed_at", sa.String(35)),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("home_visits")
