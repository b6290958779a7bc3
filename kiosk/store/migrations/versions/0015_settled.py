"""When a low evaluation was set right."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015_settled"
down_revision = "0014_patrol"


def upgrade() -> None:
    op.add_column("evaluations", sa.Column("settled_on", sa.Date))


def downgrade() -> None:
    op.drop_column("evaluations", "settled_on")
