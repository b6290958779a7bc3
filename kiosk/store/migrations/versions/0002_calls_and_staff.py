"""Calls that are answered, passed on and arrive; staff and their badges."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

WHEN = sa.String(35)  # ISO 8601 with offset
OLD_STATES = "state IN ('ringing', 'rung', 'unreached', 'closed')"
NEW_STATES = "state IN ('ringing', 'acknowledged', 'arrived', 'done', 'unreached', 'cancelled')"
ROLES = "role IN ('volunteer', 'duty_leader', 'technician')"


def upgrade() -> None:
    _forget_states()
    with op.batch_alter_table("calls") as calls:
        calls.add_column(sa.Column("attempts", sa.Integer, nullable=False, server_default="0"))
        calls.add_column(sa.Column("answered_by", sa.String(64), nullable=False, server_default=""))
        calls.add_column(sa.Column("changed_at", WHEN, nullable=False, server_default=""))
    op.execute("UPDATE calls SET changed_at = created_at")
    op.execute("UPDATE calls SET attempts = 1, state = 'ringing' WHERE state = 'rung'")
    op.execute("UPDATE calls SET state = 'done' WHERE state = 'closed'")
    with op.batch_alter_table("calls") as calls:
        calls.create_check_constraint("known_call_state", NEW_STATES)
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name_zh", sa.String(32), nullable=False),
        sa.Column("name_en", sa.String(32), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("badge_key", sa.String(64), unique=True),
        sa.CheckConstraint(ROLES, name="known_role"),
    )


def downgrade() -> None:
    op.drop_table("staff")
    _forget_states()
    op.execute("UPDATE calls SET state = 'rung' WHERE state = 'ringing' AND attempts > 0")
    op.execute("UPDATE calls SET state = 'closed' WHERE state NOT IN ('ringing', 'rung', 'unreached')")
    with op.batch_alter_table("calls") as calls:
        for column in ("attempts", "answered_by", "changed_at"):
            calls.drop_column(column)
        calls.create_check_constraint("known_call_state", OLD_STATES)


def _forget_states() -> None:
    with op.batch_alter_table("calls") as calls:
        calls.drop_constraint("known_call_state", type_="check")
