"""What staff mark on a ticket: its course, another window, that nobody goes along any more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020_desk_tickets"
down_revision = "0019_desk_calls"

COURSES = "course IN ('waiting', 'served', 'no_show', 'cancelled')"


def upgrade() -> None:
    with op.batch_alter_table("tickets") as table:
        table.add_column(sa.Column("course", sa.String(12), nullable=False, server_default="waiting"))
        table.add_column(sa.Column("at_window", sa.String(64), nullable=False, server_default=""))
        table.add_column(sa.Column("marked_by", sa.String(64), nullable=False, server_default=""))
        table.add_column(sa.Column("accompany_over", sa.Boolean, nullable=False, server_default=sa.false()))
        table.create_check_constraint("known_course", COURSES)


def downgrade() -> None:
    with op.batch_alter_table("tickets") as table:
        table.drop_constraint("known_course", type_="check")
        for column in ("accompany_over", "marked_by", "at_window", "course"):
            table.drop_column(column)
