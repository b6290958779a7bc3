"""A picture of what is to be mended, by the name of its file."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013_photo"
down_revision = "0012_loans"


def upgrade() -> None:
    op.add_column("difficulties", sa.Column("photo", sa.String(40), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("difficulties", "photo")
