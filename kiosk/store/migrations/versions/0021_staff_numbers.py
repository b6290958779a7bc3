"""A staff number is not given again when somebody has left: the trail names people by it."""

from __future__ import annotations

from alembic import op

revision = "0021_staff_numbers"
down_revision = "0020_desk_tickets"


def upgrade() -> None:
    if op.get_context().dialect.name == "sqlite":  # PostgreSQL's sequences never go back
        with op.batch_alter_table("staff", recreate="always", table_kwargs={"sqlite_autoincrement": True}):
            pass


def downgrade() -> None:
    if op.get_context().dialect.name == "sqlite":
        with op.batch_alter_table("staff", recreate="always"):
            pass
