"""Who took a call at a desk, where it was passed on to, and who is on duty."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from kiosk.store.notices import notify_on

revision = "0019_desk_calls"
down_revision = "0018_cash"


def upgrade() -> None:
    op.add_column("calls", sa.Column("staff_id", sa.Integer))
    op.add_column("calls", sa.Column("passed_to", sa.String(64), nullable=False, server_default=""))
    op.create_table(
        "duty",
        sa.Column("staff_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("since", sa.String(35), nullable=False),
    )
    notify_on("duty")


def downgrade() -> None:
    op.drop_table("duty")
    with op.batch_alter_table("calls") as table:
        table.drop_column("passed_to")
        table.drop_column("staff_id")
