"""A phone for whoever wants to be rung about a low evaluation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022_callback_phone"
down_revision = "0021_staff_numbers"


def upgrade() -> None:
    op.add_column("evaluations", sa.Column("phone", sa.LargeBinary))


def downgrade() -> None:
    op.drop_column("evaluations", "phone")
