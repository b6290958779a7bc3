"""Which telling wrote a row; who comes for somebody else; by when a low evaluation is answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("calls", sa.Column("intent", sa.String(64), nullable=False, server_default=""))
    op.add_column("tickets", sa.Column("for_another", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("evaluations", sa.Column("intent", sa.String(64), nullable=False, server_default=""))
    op.add_column("evaluations", sa.Column("call_back_by", sa.Date))
    op.add_column("evaluations", sa.Column("settle_by", sa.Date))


def downgrade() -> None:
    for table, column in (
        ("evaluations", "settle_by"),
        ("evaluations", "call_back_by"),
        ("evaluations", "intent"),
        ("tickets", "for_another"),
        ("calls", "intent"),
    ):
        op.drop_column(table, column)
