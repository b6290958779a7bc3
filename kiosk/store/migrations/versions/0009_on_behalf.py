"""For whom a ticket is, by agent or relative, and what staff noted for the window."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009_on_behalf"
down_revision = "0008_notify"


def upgrade() -> None:
    with op.batch_alter_table("tickets") as table:
        table.add_column(sa.Column("on_behalf", sa.String(10), nullable=False, server_default="self"))
        table.add_column(sa.Column("remarks", sa.String(120), nullable=False, server_default=""))
    op.execute("UPDATE tickets SET on_behalf = 'relative' WHERE for_another")
    with op.batch_alter_table("tickets") as table:
        table.drop_column("for_another")


def downgrade() -> None:
    with op.batch_alter_table("tickets") as table:
        table.add_column(sa.Column("for_another", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE tickets SET for_another = (on_behalf <> 'self')")
    with op.batch_alter_table("tickets") as table:
        table.drop_column("remarks")
        table.drop_column("on_behalf")
